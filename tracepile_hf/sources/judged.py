"""Accepted solutions of a problem, and its tests, as programs with cases.

What the adapters of the archives share: which solutions are Python 3 and short enough, which tests are whole and small
enough, and how both become records. Solutions of one problem share a family, whatever set they come from, so that a
problem never stands on both sides of a split.

This module does not run a solution. A problem may allow several answers: then a solution can print another text than
`expected`, which whoever runs it will see.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tracepile_hf.records import Case, Program
from tracepile_hf.sources.rows import RowReading, Take

PYTHON_2_NAMES: Final = frozenset({"raw_input", "xrange", "unichr", "unicode", "basestring", "execfile"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What solutions of one problem have in common."""

    source: str  # the set's name on the Hub
    family: str  # "codeforces/1000A", wherever the row comes from
    license: str
    url: str = ""
    statement: str = ""


def solved(problem: Problem, solutions: Iterable[str], tests: Iterable[tuple[str, str]], take: Take) -> RowReading:
    """Programs for the shortest accepted solutions, each with the smallest of the tests (stdin, stdout)."""
    codes = sorted(
        (code.replace("\r\n", "\n").strip("\n") + "\n" for code in solutions), key=lambda code: (len(code), code)
    )
    if not codes:
        return RowReading(dropped=("no_code",))
    chosen, missing = _smallest(tests, take)
    if missing:
        return RowReading(dropped=(missing,) * len(codes))
    kept: list[tuple[Case, ...]] = []
    dropped: list[str] = []
    before = ""
    for code in codes:
        reason = "duplicate" if code == before else _unwanted(code, take)
        before = code
        if not reason and len(kept) >= take.solutions:
            reason = "surplus"
        if reason:
            dropped.append(reason)
        else:
            kept.append(_cases(problem, code, chosen))
    return RowReading(tuple(kept), tuple(dropped))


def is_python3(code: str) -> bool:
    """Does the code parse, without names that only Python 2 knows?"""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a plain string and the like
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last three: null bytes, nesting too deep
        return False
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)} | _defined(tree)
    return not used & (PYTHON_2_NAMES - bound)


def _defined(tree: ast.Module) -> set[str]:
    """Names bound otherwise than by assignment: functions, classes, imports, parameters."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
    return found


def _unwanted(code: str, take: Take) -> str:
    if not code.strip():
        return "no_code"
    if len(code) > take.longest_code:
        return "code_too_long"
    return "" if is_python3(code) else "not_python3"


def _smallest(tests: Iterable[tuple[str, str]], take: Take) -> tuple[Sequence[tuple[str, str]], str]:
    """The smallest whole tests, each once; if there is none, the reason."""
    whole = {test for test in tests if all(map(_is_whole, test))}
    small = [test for test in whole if len(test[0]) + len(test[1]) <= take.longest_test]
    if not small:
        return (), "tests_too_long" if whole else "no_tests"
    return sorted(small, key=lambda test: (len(test[0]) + len(test[1]), test))[: take.tests], ""


def _is_whole(part: str) -> bool:
    """Archives cut long tests and mark the cut with dots; text with lone surrogates was damaged on its way."""
    return not part.rstrip().endswith("...") and not any("\ud800" <= sign <= "\udfff" for sign in part)


def _cases(problem: Problem, code: str, tests: Sequence[tuple[str, str]]) -> tuple[Case, ...]:
    program = Program(
        id=f"{problem.source}/{problem.family}/{digest(code)}",
        domain="competition",
        family=problem.family,
        code=code,
        entry_point=None,
        source=problem.source,
        url=problem.url,
        statement=problem.statement,
        license=problem.license,
    )
    return tuple(
        Case(f"{program.id}:{digest(stdin)}", program, stdin=stdin, expected=stdout) for stdin, stdout in tests
    )


def digest(content: str) -> str:
    """Twelve hexadecimal digits that stand for the text in an id. Damaged text (lone surrogates) has an id, too."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]
