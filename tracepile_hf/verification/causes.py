"""Causes: "because", "since", "so", "hence". What is given as a reason has to be what decided.

Of a branch, an iteration, a loop's end, that is the test that came out there, and of `and` and `or`
the part that settled it; of a value the expression it was worked out from; of a return its own parts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import takewhile
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.verification.bearing import (
    evaluated,
    is_written,
    outcome_of,
    require_asked,
    require_bearing,
    require_enough,
    settling,
    texts_of,
)
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import is_place, normal, parse_expression, written
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.substitution import fits, has_names
from tracepile_hf.verification.ticks import OPPOSITES, split_chain
from tracepile_hf.verification.view import View
from tracepile_hf.verification.walk import Refutation

FLOW: Final = frozenset(
    {"branch", "skip", "next", "iteration", "loop_end", "leave", "restart", "line", "lines", "assertion"}
    | {"round", "summary", "outcome"}
)
_NAME: Final = re.compile(r"[^\W\d]")
_EVERY: Final = frozenset("<=>")
_MIRROR: Final = {"<": ">", "=": "=", ">": "<"}
_HOLDS: Final[dict[type[ast.cmpop], frozenset[str]]] = {
    ast.Lt: frozenset("<"),
    ast.LtE: frozenset("<="),
    ast.Gt: frozenset(">"),
    ast.GtE: frozenset(">="),
    ast.Eq: frozenset("="),
    ast.NotEq: frozenset("<>"),
}
RELATIONS: Final = {
    "less than": frozenset("<"),
    "smaller than": frozenset("<"),
    "greater than": frozenset(">"),
    "larger than": frozenset(">"),
    "at most": frozenset("<="),
    "less than or equal to": frozenset("<="),
    "at least": frozenset(">="),
    "greater than or equal to": frozenset(">="),
    "equal to": frozenset("="),
    "the same as": frozenset("="),
    "different from": frozenset("<>"),
}
_EVENTS: Final = frozenset({"return", "yield", "call", "raise", "entry", "print"})


def expressions_of(statement: Statement) -> list[str]:
    """The expressions of the program that a claim speaks of, in normal form."""
    found: list[str] = []
    for slot in statement.slots:
        for text in slot if slot.__class__ is tuple else (slot,):
            if text.__class__ is not str:  # a captured word
                continue
            stages = split_chain(text) if "=" in text and statement.kind in _TICKED else (text,)
            found += [said for stage in stages if (said := _expression_of(stage))]
    return found


_TICKED: Final = frozenset({"tick", "numbers"})


@lru_cache(maxsize=16384)
def _expression_of(text: str) -> str:
    """An expression in normal form; empty for what is only a value."""
    return normal(text) if _is_expression(text) else ""


def split_cause(told: list[Statement], before: Statement | None) -> tuple[Statement | None, list[Statement]]:
    """Of "Since A, B" what follows, and its reasons: the first thing that a test decides, else what comes last.

    Where nothing comes after the reasons they are given for what stands before: "the loop ends, because A".
    """
    for number, statement in enumerate(told):
        if number and statement.kind in FLOW:
            return statement, told[:number]
    if before is not None and before.kind in FLOW and before.kind not in ("line", "lines"):
        return before, told
    return (told[-1], told[:-1]) if len(told) > 1 else (None, [])


def links(said: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement], list[Statement]]]:
    """The reasons that a row of statements gives: the word for it, the reasons, and what follows from them."""
    for number, statement in enumerate(said):
        if statement.kind != "cause":
            continue
        before = [one for one in said[:number] if one.kind != "cause"]
        after = list(takewhile(lambda one: one.kind != "cause", said[number + 1 :]))
        last = next((one for one in reversed(before) if one.kind != "quote"), None)
        if statement.mode == "forward":
            told = [one for one in before if one.kind not in ("line", "lines", "back", "round", "iteration", "within")]
            if after:
                yield statement, told, after
        elif statement.mode == "backward":
            if last is not None:
                yield statement, after, [last]
        else:
            effect, causes = split_cause(after, last)
            if effect is not None:
                yield statement, causes, [effect]


@lru_cache(maxsize=16384)
def _is_expression(text: str) -> bool:
    """Whether a text is more than a value: `Color.RED` and `solve(0)` may be either."""
    return _NAME.search(text) is not None and (
        not is_value(text) or isinstance(parse_expression(text), (ast.Attribute, ast.Call))
    )


def require_cause(view: View, causes: Sequence[Statement], effect: Statement, *others: Statement) -> None:
    """Raises `Refutation` unless what is given as a reason decided what is said to follow. `view`: of the statement.

    `others`: what is said to follow along with the first effect.
    """
    told = [(cause, expressions_of(cause)) for cause in causes if cause.kind not in _EVENTS]
    if effect.kind in FLOW or (effect.kind == "condition" and _is_test(view, effect)):
        _require_decided(view, told, effect)
        return
    if any(cause.kind in _EVENTS or cause.kind == "quote" for cause in causes):
        return  # what was returned, or the statement itself, brought it about
    for cause in causes:
        if cause.kind == "comparison" and cause.mode == "":
            _require_implied(view, cause)
    require_bearing(view, told, effect)
    if _are_plainly_its_own(view, told):
        return
    parts = _parts_of(view, (effect, *others))
    roots = {root_of(place) for step in view.statement for place, _ in step.changed} | view.targets
    for cause, texts in told:
        if cause.kind in ("retrospect", "unset", "binding") or not texts:
            continue
        strange = [
            text
            for text in texts
            if not (
                text in parts or _is_filled_in(view, text, parts) or (root_of(text) in roots and is_written(view, text))
            )
        ]
        if strange and (len(strange) == len(texts) or _is_a_comparison(cause, strange)):
            line = view.step.line if view.step is not None else 0
            raise Refutation(f"expected a reason that line {line} goes by, got `{strange[0]}`")


def _is_a_comparison(cause: Statement, strange: list[str]) -> bool:
    """Whether a reason compares a place with another one: both have to be of the statement."""
    return cause.kind == "comparison" and any(is_place(text) and has_names(text) for text in strange)


def require_deciding(view: View, causes: Sequence[Statement], effect: Statement) -> None:
    """The same where what follows is done by a later statement: the reasons have to be of the test that led there."""
    _require_decided(view, [(cause, expressions_of(cause)) for cause in causes if cause.kind not in _EVENTS], effect)


def _are_plainly_its_own(view: View, told: list[tuple[Statement, list[str]]]) -> bool:
    """Whether all reasons are expressions of a statement that gives one value to one place."""
    step = view.step
    if step is None or step.line in view.source.parallel_lines:
        return False
    own = view.source.written_at(step.line)
    return all(text in own for _, texts in told for text in texts)


def _is_test(view: View, effect: Statement) -> bool:
    return any(view.test(text) is not None for text in expressions_of(effect))


def _parts_of(view: View, effects: Sequence[Statement]) -> set[str]:
    """The expressions of the statement that bear on an effect: those a place gets its value from, else all."""
    found: set[str] = set()
    line = view.step.line if view.step is not None else 0
    names = [text for effect in effects for text in expressions_of(effect) if is_place(text)]
    chosen = [value for node in view.nodes if isinstance(node, ast.Assign) for value in _values_for(node, names)]
    if chosen:
        found.update(written(part) for value in chosen for part in ast.walk(value) if isinstance(part, ast.expr))
        return found
    found |= view.source.written_at(line)
    for step in view.statement:
        found.update([text for text, _ in step.operands])
        for text, _ in step.tests:
            found.update(_within(text))
    return found


def _values_for(node: ast.Assign, names: list[str]) -> Iterator[ast.expr]:
    """Of `a, b = x, y` the part that a name gets."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            for one, value in zip(target.elts, node.value.elts, strict=False):
                if written(one) in names:
                    yield value


@lru_cache(maxsize=8192)
def _within(text: str) -> frozenset[str]:
    """A test and every part of it."""
    tree = parse_expression(text)
    if tree is not None:
        return frozenset({text, *(written(node) for node in ast.walk(tree) if isinstance(node, ast.expr))})
    if text.startswith(("for ", "async for ")):  # the header of a loop: what it goes over
        return _within(text.partition(" in ")[2]) | {text}
    return frozenset({text})


def _is_filled_in(view: View, text: str, parts: Set[str]) -> bool:
    """Whether a place is one of the statement's with its keys worked out: `xs[2]` for `xs[i]`."""
    if not is_place(text) or text.isidentifier():
        return False
    for part in parts:
        if root_of(part) == root_of(text) and is_place(part):
            try:
                if text in view.places(part) or view.places(text) & view.places(part):
                    return True
            except Unknown:
                continue
    return False


def _is_with_values(view: View, text: str, parts: Set[str]) -> bool:
    """Whether a test, or a calculation in it, is one of the statement's with values filled in: `d.get('a', 0) > 0`."""
    tree = parse_expression(text)
    if not isinstance(tree, (ast.Compare, ast.Call, ast.BinOp, ast.BoolOp)):
        return False
    own = [node for part in parts if (node := parse_expression(part)) is not None]
    return any(type(node) is type(tree) and view.is_filled_in(node, tree) for node in own)


def _require_decided(view: View, told: list[tuple[Statement, list[str]]], effect: Statement) -> None:
    line = view.step.line if view.step is not None else 0
    looked_at, deciding = _decisions(view)
    if not looked_at:
        raise Refutation(f"expected a test on line {line} that this follows from, found none")
    decided = any(cause.kind == "outcome" for cause, _ in told)
    for cause, texts in told:
        kind = cause.kind
        if kind == "comparison":
            _require_implied(view, cause)
            decided = decided or not texts
        elif kind == "truthiness" and not _is_test_itself(view, texts):
            raise Refutation(f"expected a test that line {line} makes, got the truth of `{texts[0] if texts else ''}`")
        elif kind == "numbers" and not decided:
            decided = _is_settling(view, cause)
        elif kind == "property":
            require_asked(view, cause)
            decided = decided or not texts
        elif kind == "tick" and not decided:
            decided = any(_opposite(text) in deciding for text in texts) or _is_settling(view, cause)
            texts = [text for text in texts if _opposite(text) not in deciding]
        if not decided and not deciding.isdisjoint(texts):
            decided = True
    decided = decided or any(
        _is_filled_in(view, text, deciding) or _is_with_values(view, text, deciding)
        for _, texts in told
        for text in texts
    )
    if not decided:
        shown = next((texts[0] for _, texts in told if texts), "nothing")
        raise Refutation(f"expected the test on line {line} as the reason, got `{shown}`")
    require_enough(view, told)
    for cause, texts in told:
        if looked_at.issuperset(texts):
            continue
        strange = [
            text
            for text in texts
            if text not in looked_at
            and not _is_filled_in(view, text, looked_at)
            and not _is_with_values(view, text, looked_at)
        ]
        if strange and (len(strange) == len(texts) or _is_a_comparison(cause, strange)):
            raise Refutation(f"expected a reason that line {line} looked at, got `{strange[0]}`")


def _opposite(text: str) -> str:
    """`i == j` for `i != j`; empty for what is no such comparison."""
    tree = parse_expression(text)
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or type(tree.ops[0]) not in OPPOSITES:
        return ""
    return written(ast.Compare(tree.left, [OPPOSITES[type(tree.ops[0])]()], tree.comparators))


def _require_implied(view: View, cause: Statement) -> None:
    """Raises `Refutation` for a comparison that is true, but from which the test would not follow: 5 is not greater
    than 5 tells nothing of 5 < 5."""
    if cause.mode:
        return
    left, denied, relation, right = cause.slots
    sides = [normal(slot[0] if isinstance(slot, tuple) else slot or "") for slot in (left, right)]
    said = RELATIONS.get(str(relation), _EVERY)
    said = _EVERY - said if denied is not None else said
    line = view.step.line if view.step is not None else 0
    fault = ""
    for part, one, other in view.source.tests_compared(line):
        own = [one, other]
        if own not in (sides, sides[::-1]) or type(part.ops[0]) not in _HOLDS:
            continue
        outcome = outcome_of(part, view)
        if outcome is None:
            continue
        if _is_no_hindrance(view, part, outcome):
            fault = f"expected the part of the test that settled it, got `{written(part)}`"
            continue
        signs = _HOLDS[type(part.ops[0])]
        signs = signs if outcome else _EVERY - signs
        mirrored = said if own == sides else frozenset(_MIRROR[sign] for sign in said)
        if mirrored <= signs:
            return
        fault = f"expected a reason for `{written(part)}` being {outcome}, got another relation"
    if fault:
        raise Refutation(fault)


def _is_no_hindrance(view: View, link: ast.Compare, outcome: bool) -> bool:
    """Whether a link of `0 <= n < 5` held, but the whole of it did not."""
    if not outcome:
        return False
    for step in view.statement:
        for text, found in step.tests:
            whole = None if found else parse_expression(text)
            if isinstance(whole, ast.Compare) and len(whole.ops) > 1:
                sides = [whole.left, *whole.comparators]
                for left, sign, right in zip(sides, whole.ops, whole.comparators, strict=False):
                    if written(ast.Compare(left, [sign], [right])) == written(link):
                        return True
    return False


def _is_test_itself(view: View, texts: list[str]) -> bool:
    """Whether what counts as true or false is what the test asks, not only a part of it."""
    tests = [node.test for node in view.nodes if isinstance(node, (ast.If, ast.While, ast.Assert))]
    asked = {written(part) for test in tests for part in evaluated(test, view)}
    asked |= {text for step in view.statement for text, _ in step.tests}
    return not tests or any(text in asked for text in texts)


def _is_settling(view: View, cause: Statement) -> bool:
    """Whether a comparison of numbers, 4 > 3, is a part of the test that settled it."""
    slot = cause.slots[0]
    said = parse_expression(slot[0] if isinstance(slot, tuple) else split_chain(slot or "")[0])
    tests = [node.test for node in view.nodes if isinstance(node, (ast.If, ast.While, ast.Assert))]
    return said is not None and any(
        fits(part, said, view) or _is_weighed(part, said, view) or _is_implied_by(part, said, view)
        for test in tests
        for part in settling(test, view)
    )


def _is_implied_by(part: ast.expr, said: ast.expr, view: View) -> bool:
    """Whether the outcome of a part of a test follows from a comparison of the same numbers: 9 > 7 of 9 < 7."""
    if (
        not isinstance(part, ast.Compare)
        or not isinstance(said, ast.Compare)
        or len(part.ops) != 1
        or len(said.ops) != 1
    ):
        return False
    signs, told = _HOLDS.get(type(part.ops[0])), _HOLDS.get(type(said.ops[0]))
    outcome = outcome_of(part, view)
    if signs is None or told is None or outcome is None:
        return False
    own = signs if outcome else _EVERY - signs
    sides, others = [part.left, part.comparators[0]], [said.left, said.comparators[0]]
    for pair, relation in ((others, told), (others[::-1], frozenset(_MIRROR[sign] for sign in told))):
        if relation <= own and all(fits(one, other, view) for one, other in zip(sides, pair, strict=True)):
            return True
    return False


def _is_weighed(part: ast.expr, said: ast.expr, view: View) -> bool:
    """Whether a calculation is all that a test compares with a constant: 6 % 2 of `n % 2 == 0`."""
    return (
        isinstance(part, ast.Compare)
        and len(part.ops) == 1
        and isinstance(part.left, (ast.BinOp, ast.Call))
        and is_value(written(part.comparators[0]))
        and type(part.left) is type(said)
        and fits(part.left, said, view)
    )


def _decisions(view: View) -> tuple[frozenset[str], frozenset[str]]:
    """(what the test of this statement looked at, those parts of it that settled it)."""
    if view.step is None:
        return frozenset(), frozenset()
    key = (view.step.line, tuple([step.tests for step in view.statement]))
    known = view.source.decisions.get(key)
    if known is None:
        looked, deciding = _decided(view)
        known = view.source.decisions[key] = frozenset(looked), frozenset(deciding)
    return known


def _decided(view: View) -> tuple[set[str], set[str]]:
    looked: set[str] = set()
    deciding: set[str] = set()
    for node in view.nodes:
        test = getattr(node, "test", None)
        if isinstance(node, (ast.If, ast.While, ast.Assert)) and isinstance(test, ast.expr):
            looked.update(texts_of(evaluated(test, view)))
            deciding.update(texts_of(settling(test, view), whole=False))
            looked.add(written(test))
            deciding.add(written(test))
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            own = {written(part) for part in ast.walk(node.iter) if isinstance(part, ast.expr)}
            looked |= own | {written(node.target)}
            deciding |= own
        elif isinstance(node, ast.Match):
            looked.add(written(node.subject))
            deciding.add(written(node.subject))
    for step in view.statement:
        for text, _ in step.tests:
            if text.startswith("case ") or not looked:
                looked.update(_within(text))
                deciding.update(_within(text))
    return looked, deciding
