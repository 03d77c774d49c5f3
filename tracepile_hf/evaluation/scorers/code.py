"""Answers that are code or values of code: CRUXEval and LiveCodeBench. What has to be run is run in the jail."""

from __future__ import annotations

import ast
import json
import re
from typing import Any, Final

from tracepile_hf.errors import LiteralError
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged
from tracepile_hf.evaluation.scorers.running import SECONDS, Ran, run
from tracepile_hf.evaluation.scorers.stated import stated, without_thoughts
from tracepile_hf.literals import parse

_LIMIT: Final = 20_000  # characters of an answer
_FENCE: Final = re.compile(r"```[ \t]*(?:[A-Za-z0-9_+-]*)[ \t]*\n(.*?)(?:```|\Z)", re.DOTALL)
_TAGS: Final = re.compile(r"\[ANSWER\](.*?)(?:\[/ANSWER\]|\Z)", re.DOTALL)
_SAYS: Final = re.compile(r"\b(?:returns?|outputs?|gives|evaluates to|is|be)\b")  # "f(3) returns [1]."
_MISSING: Final = object()


def _parts(text: str) -> list[str]:
    """Where an answer may stand, the likeliest first: tags, the last code block, a statement, the last line."""
    text = without_thoughts(text)
    parts = [part.strip() for part in reversed(_TAGS.findall(text))]
    if not parts and "[/ANSWER]" in text:
        parts.append(text.partition("[/ANSWER]")[0].strip())
    if not parts:
        parts += [part.strip() for part in reversed(_FENCE.findall(text))]
        outside = _FENCE.sub(" ", text)
        asserted = re.findall(r"^\s*`{0,2}(assert .+?)`{0,2}\s*$", outside, re.MULTILINE)
        parts += asserted[-1:]
        said = stated(outside.replace("**", ""))
        if said:
            spans = re.findall(r"``?([^`]+)``?", said)
            parts += [*spans[-1:], said, said.rstrip(".")]
        lines = [line.strip() for line in outside.splitlines() if line.strip()]
        if lines:
            spans = re.findall(r"``?([^`]+)``?", lines[-1])
            parts += [*spans[-1:], lines[-1]]
            parts += [lines[-1][match.end() :].strip(" :").removesuffix(".") for match in _SAYS.finditer(lines[-1])]
    return [part for part in parts if part and len(part) <= _LIMIT]


def _tree(part: str) -> ast.expr | None:
    """The expression of a part: after the `==` of an assertion or of a comparison with a call, else all of it."""
    part = part.strip().strip("`").strip()
    part = re.sub(r"^(?:>>>|python\n)\s*", "", part)
    for text in (part, f"assert {part}", part.splitlines()[-1] if part else ""):
        try:
            body = ast.parse(text).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if not body:
            continue
        node = body[-1]
        if isinstance(node, ast.Assert):
            return node.test
        if isinstance(node, ast.Expr):
            return node.value
        if isinstance(node, ast.Assign):
            return node.value
    return None


def find_value(text: str) -> ast.expr | None:
    """The expression that a text gives as a value; None if it gives none."""
    for part in _parts(text):
        tree = _tree(part)
        if tree is None:
            continue
        if isinstance(tree, ast.Compare) and isinstance(tree.ops[0], ast.Eq | ast.Is):
            return tree.comparators[-1]
        if not _is_prose(tree):
            return tree
    return None


def _is_prose(tree: ast.expr) -> bool:
    """A bare name is a word, not a value; so is a call of what was asked about. `set()` is a value."""
    text = ast.unparse(tree)
    return text == "..." or (isinstance(tree, ast.Name | ast.Call | ast.Attribute) and _literal(text) is _MISSING)


def _literal(text: str) -> Any:
    try:
        return parse(text)
    except LiteralError:
        return _MISSING


def score_value(text: str, gold: dict[str, str]) -> Scored:
    """An answer that should be a value equal to the gold one, as Python's == has it; expressions run in the jail."""
    tree = find_value(text)
    if tree is None:
        return NONE
    found = ast.unparse(tree)
    value, right = _literal(found), _literal(gold["value"])
    if right is _MISSING:
        return Scored("fault", "", f"expected a literal as the gold value, got {gold['value'][:80]!r}")
    if value is _MISSING:
        ran = run(f"def value():\n    return {found}\n", "value", [{}])[0]
        if ran.fault:
            return Scored("fault", found[:500], ran.ended)
        value = _literal(ran.result) if ran.result is not None and not ran.ended else _MISSING
    return judged(value is not _MISSING and _equal(value, right), found, f"expected {gold['value']}")


def _equal(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except RecursionError:
        return False


def find_arguments(text: str) -> str | None:
    """The arguments that a text gives: those of f(...) in an assertion or alone, else bare values; None if none."""
    for part in _parts(text):
        tree = _tree(part)
        if isinstance(tree, ast.Compare):
            tree = tree.left
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "f":
            return ast.unparse(tree)[2:-1]
        if tree is not None and not _is_prose(tree):
            inside = (
                [ast.unparse(one) for one in tree.elts]
                if isinstance(tree, ast.Tuple) and "(" not in part[:1]
                else [ast.unparse(tree)]
            )
            return ", ".join(inside)
    return None


def score_input(text: str, gold: dict[str, str]) -> Scored:
    """An answer that should be arguments for which f returns the gold value: f is run on them in the jail.

    The result is compared outside the jail, as a literal: an object that calls itself equal to everything is not.
    """
    found = find_arguments(text)
    if found is None:
        return NONE
    ran = run(f"{gold['code']}\n\ndef tried():\n    return f({found})\n", "tried", [{}])[0]
    if ran.fault:
        return Scored("fault", found[:500], ran.ended)
    value = _literal(ran.result) if ran.result is not None and not ran.ended else _MISSING
    right = value is not _MISSING and _equal(value, _literal(gold["value"]))
    return judged(right, found, ran.ended or f"expected {gold['value'][:80]}, got {str(ran.result)[:80]}")


def find_program(text: str) -> str | None:
    """The last code block of a text; a text that is itself a program counts whole."""
    text = without_thoughts(text)
    blocks: list[str] = [block.strip("\n") for block in _FENCE.findall(text) if block.strip()]
    if blocks:
        return blocks[-1]
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return text if any(not isinstance(node, ast.Expr) for node in tree.body) else None


def score_program(text: str, gold: dict[str, Any]) -> Scored:
    """An answer that should be a program which passes every test, in the jail. Tests stop at the first that fails."""
    program = find_program(text)
    if program is None:
        return NONE
    function = gold["function"]
    code = f"{_PRELUDE}{program}\n{_ENTRY.format(name=function) if function else ''}"
    for number, case in enumerate(gold["cases"], 1):
        ran = run(code, "tried" if function else None, [_case(case, bool(function))], gold.get("seconds", SECONDS))[0]
        if ran.fault:
            return Scored("fault", program[:500], ran.ended)
        if ran.ended or not _passes(ran, case["output"], bool(function)):
            return judged(False, program, f"test {number}: {ran.ended or 'another output'}")
    return judged(True, program)


# What solutions are used to find: names that the sites of their problems import for them.
_PRELUDE: Final = (
    "import bisect, collections, functools, heapq, itertools, math, operator, random, re, string, sys\n"
    "from typing import *\nfrom collections import *\nfrom functools import *\nfrom heapq import *\n"
    "from itertools import *\nfrom math import *\nfrom bisect import *\n"
)
_ENTRY: Final = """
def tried(*arguments):
    return (Solution().{name} if 'Solution' in globals() else {name})(*arguments)
"""


def _case(case: dict[str, str], function: bool) -> dict[str, Any]:
    if not function:
        return {"stdin": case["input"]}
    return {"arguments": [repr(json.loads(line)) for line in case["input"].split("\n") if line.strip()]}


def _passes(ran: Ran, output: str, function: bool) -> bool:
    if function:
        value = _literal(ran.result or "")
        return value is not _MISSING and _lists(value) == json.loads(output)
    one, other = (text.strip().split("\n") for text in (ran.stdout, output))
    return len(one) == len(other) and all(_same_line(a.strip(), b.strip()) for a, b in zip(one, other, strict=True))


def _lists(value: Any) -> Any:
    """Tuples as lists: JSON has no other sequence."""
    return [_lists(one) for one in value] if isinstance(value, list | tuple) else value


def _same_line(one: str, other: str) -> bool:
    if one == other:
        return True
    left, right = one.split(), other.split()
    try:
        return len(left) == len(right) and all(float(a) == float(b) for a, b in zip(left, right, strict=True))
    except ValueError:
        return False
