"""Whose words a row tells: of a bundled program they are its family's, up to the names that a rewrite gave.

The checker proves that an invariant's predicate is true where the text states it. That its English says so, and that
an idea is right, nobody can compute: it is the author's word. So a row that says it comes from a bundled family must
have that family's words, and a folder from anywhere cannot put others into our families' mouths.
"""

from __future__ import annotations

import ast
import re

from tracepile_hf.corpus.rows import Row, case_of
from tracepile_hf.errors import CorpusError
from tracepile_hf.families.family import SOURCE, Family
from tracepile_hf.families.registry import families
from tracepile_hf.predicates import PredicateError, tree_of
from tracepile_hf.records import Invariant

_CODE = re.compile(r"`[^`]*`|\{[^{}|]*")


def demand_known_words(row: Row) -> None:
    """Raises CorpusError for a row of a bundled family with an idea or an invariant that is not the family's."""
    program = case_of(row).program
    if program.source != SOURCE or not (program.idea or program.invariants):
        return
    family = families(program.domain).get(program.family)
    if family is None:
        raise CorpusError(f"expected a bundled family for the author's words, got {program.family}")
    if program.idea and _words(program.idea) != _words(family.idea):
        raise CorpusError(f"expected the idea of the family {family.name}, got {program.idea[:80]!r}")
    for one in program.invariants:
        if _is_no_predicate(one.predicate) or _form(one) not in _forms(family):
            raise CorpusError(f"expected an invariant of the family {family.name}, got {one.said[:80]!r}")


def _is_no_predicate(text: str) -> bool:
    try:
        tree_of(text)
    except PredicateError:
        return True
    return False


def _words(text: str) -> str:
    """A text without the code in it, whose names a rewrite may have changed."""
    return _CODE.sub("`", text)


def _form(one: Invariant) -> tuple[str, str, str]:
    """An invariant without the names in it."""
    return _words(one.said), one.moment, _shape(one.predicate)


def _forms(family: Family) -> set[tuple[str, str, str]]:
    return {_form(one) for one in family.invariants}


def _shape(predicate: str) -> str:
    """A predicate with names by the order of their first use."""
    tree = ast.parse(predicate, mode="eval")
    order: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = order.setdefault(node.id, f"name{len(order)}")
    return ast.unparse(tree)
