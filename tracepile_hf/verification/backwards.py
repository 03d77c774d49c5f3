"""The way back from an output: the author's sentence, word for word, and what is read off the output that is wanted.

The sentence is taken out of the text before the grammar reads it and comes back as a claim of a kind of its own; it is
that of the question's record or none. What is read off the output is worked out here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf.errors import LiteralError
from tracepile_hf.literals import parse
from tracepile_hf.records import Question
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.contrast import is_call
from tracepile_hf.verification.expression import parse_expression
from tracepile_hf.verification.predicate import worth
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.states import text_of
from tracepile_hf.verification.walk import Refutation, Walk

LEAD: Final = "The way back: "
RESULT: Final = "result"


def way_taken_out(body: str, question: Question | None) -> str:
    """The text with the sentence of the way back, if it is the record's, replaced by one that the grammar reads."""
    if question is None or not question.way or "ay `_" in body:
        return body
    said = LEAD + question.way
    start = body.find(said)
    if start < 0 or (start and not body[start - 1].isspace()):
        return body
    taken = "Way `".ljust(len(said) - 1, "_") + "`"
    return body[:start] + taken + body[start + len(said) :]


def check_way(walk: Walk, statement: Statement) -> None:
    """The way back: the author's sentence, before the run is told. It stands where `way_taken_out` put it."""
    question = walk.question
    marks = len(LEAD) + len(question.way) - len("Way ``") if question is not None and question.way else 0
    if not marks or text_of(statement.slots[0]) != "_" * marks:
        raise Refutation("expected the sentence of the program's author, got another")
    _require_search(walk)


def _require_search(walk: Walk) -> str:
    """The output that is looked for. Raises `Refutation` where none is."""
    if walk.question is None or walk.question.kind != "input_prediction" or not walk.others:
        raise Refutation("expected a question for an input, it is another")
    return walk.others[0].result or ""


def check_wanted_part(walk: Walk, statement: Statement) -> None:
    """The wanted result has `len(result)` = 3: an expression over `result`, which is the output that is looked for."""
    wanted = _require_search(walk)
    text, said = text_of(statement.slots[0]), text_of(statement.slots[1])
    tree = parse_expression(text)
    if tree is None or not any(isinstance(node, ast.Name) and node.id == RESULT for node in ast.walk(tree)):
        raise Refutation(f"expected an expression over `{RESULT}`, got {text}")

    def known(name: str) -> Any:
        if name != RESULT:
            raise Unknown(f"only `{RESULT}` has a value here")
        try:
            return parse(wanted)
        except LiteralError as error:
            raise Unknown(str(error)) from None

    try:
        truth = Known(None, worth(text, known))
    except Unknown as error:
        raise Refutation(f"`{text}` is not evaluated: {error}") from None
    if not truth.is_said(said):
        raise Refutation(f"expected `{text}` to be {truth.text}, got {said}", truth.text or "")


def check_first_trial(walk: Walk, statement: Statement) -> None:
    """The first call to try is `f(3)`: the first of those that were run."""
    _require_search(walk)
    first = (*walk.others[1:], walk.trace)[0]
    if not is_call(first, text_of(statement.slots[0])):
        given = ", ".join(first.case.arguments)
        raise Refutation(f"expected `{first.case.program.entry_point}({given})`, got {text_of(statement.slots[0])}")


BACKWARDS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "way": check_way,
    "wanted_part": check_wanted_part,
    "first_trial": check_first_trial,
}
