"""What containers hold: how much, in which order, what came in and what went out."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.anchors import last_of, require_chain, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.comparisons import require_present
from tracepile_hf.verification.expression import normal, written
from tracepile_hf.verification.origins import require_item, require_own
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.states import CONTAINERS, ROWS, compared, require_says, text_of, worth
from tracepile_hf.verification.walk import Refutation, Walk

_PUTS: Final = re.compile(r"(?i)\b(?:push|insert|append)")
_QUICK: Final = frozenset({int, str, bool})  # equal only to their like, and then the same


def _length(walk: Walk, text: str) -> int:
    value = worth(walk, text)
    if not isinstance(value, CONTAINERS):
        raise Refutation(f"expected `{text}` to be a container at {walk.here}, it is {walk.view.known(text).text}")
    return len(value)


def check_emptiness(walk: Walk, statement: Statement) -> None:
    """`queue` is not empty."""
    text, time, denied = statement.slots
    count = _length(walk, text_of(text))
    if time == "still":
        _require_still(walk, text_of(text), lambda value: (len(value) == 0) is (denied is None))
    root = root_of(text_of(text))
    touched = {root_of(place) for step in walk.view.statement for place, _ in step.changed}
    if root not in touched and root not in walk.source.names_at(walk.step.line):
        raise Refutation(f"expected line {walk.step.line} to have `{root}`, it does not")
    if (count == 0) is (denied is not None):
        raise Refutation(f"expected `{text}` to have {count} elements, got the opposite, at {walk.here}", str(count))


def check_length(walk: Walk, statement: Statement) -> None:
    """`xs` has 3 elements."""
    text, said, unit = statement.slots if statement.mode else (*statement.slots, "")
    count = _length(walk, text_of(text))
    value, counted = worth(walk, text_of(text)), text_of(unit)
    of_text = isinstance(value, (str, bytes))
    if counted and (
        counted.startswith("char") is not of_text or (counted.startswith("key") and not isinstance(value, dict))
    ):
        raise Refutation(f"`{text}` has no {unit} at {walk.here}")
    if count != whole(said):
        raise Refutation(f"expected `{text}` to have {count} elements, got {said}, at {walk.here}", str(count))


def check_order(walk: Walk, statement: Statement) -> None:
    """`xs` is sorted."""
    text, time, denied = statement.slots
    value = worth(walk, text_of(text))
    if not isinstance(value, (*ROWS, str)):
        raise Refutation(f"expected `{text}` to be a row at {walk.here}")
    found = _is_sorted(value)
    if time == "still":
        _require_still(walk, text_of(text), lambda value: _is_sorted(value) is (denied is None))
    if found is (denied is not None):
        raise Refutation(f"`{text}` is {'' if found else 'not '}sorted at {walk.here}")


def _is_sorted(value: Any) -> bool:
    return all(compared(ast.LtE, one, other) for one, other in pairwise(list(value)))


def _require_still(walk: Walk, text: str, holds: Callable[[Any], bool]) -> None:
    """Raises `Refutation` unless it was so before the step as well."""
    now = walk.view.known(text).text
    try:
        before = walk.view.before(text).value
        was = isinstance(before, CONTAINERS) and holds(before)
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value before {walk.here}: {error}") from None
    if not was:
        raise Refutation(f"expected `{text}` to have been so before {walk.here}, it was not", now)


def check_element(walk: Walk, statement: Statement) -> None:
    """appends 3 to `xs`; pops 3 from `xs`."""
    chain, holder, afterwards = (*statement.slots, None)[:3]
    text = text_of(holder)
    roots = {root_of(place) for step in walk.view.statement for place, _ in step.changed}
    if root_of(text) not in roots:
        raise Refutation(f"expected `{text}` to change at {walk.here}, it does not")
    try:
        value = literals.parse(last_of(chain))
    except LiteralError as error:
        raise Refutation(f"{last_of(chain)} is no value: {error}") from None
    if statement.mode == "out":
        _require_taken(walk, text, value, last_of(chain))
    else:
        held = worth(walk, text)
        if isinstance(held, str) and (statement.mode == "last" or _PUTS.search(statement.text)):
            raise Refutation(f"expected something to be put into `{text}` at {walk.here}, it is a string")
        if isinstance(held, str):
            _require_lengthened(walk, statement.mode, text, held, value)
        if statement.mode == "last" and isinstance(held, (dict, set, frozenset)):
            raise Refutation(f"expected `{text}` to have an end at {walk.here}, it is a {type(held).__name__}")
        items = [] if isinstance(held, str) else _items(held)
        if not isinstance(held, str):
            _require_more(walk, statement, text, value, items)
        if not isinstance(held, str) and not any(
            literals.same(item, value) for item in (items[-1:] if statement.mode == "last" else items)
        ):
            truth = literals.render(items[-1]) if items and statement.mode == "last" else ""
            raise Refutation(f"expected {last_of(chain)} in `{text}` at {walk.here}, it is not there", truth)
        require_present(walk, "", last_of(chain))
    require_chain(walk, chain)
    require_own(walk, chain)
    require_item(walk, chain)
    if afterwards is not None:
        require_says(walk, text, last_of(afterwards))
        require_chain(walk, afterwards)


def _require_lengthened(walk: Walk, mode: str, text: str, now: str, value: Any) -> None:
    """Raises `Refutation` unless a text was made longer by another at its end, or at one of its ends."""
    try:
        held = walk.view.before(text).value
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value before {walk.here}: {error}") from None
    if not isinstance(held, str) or not isinstance(value, str):
        raise Refutation(f"expected `{text}` and what is added to it to be strings at {walk.here}")
    for node in walk.view.nodes:
        for part in (*walk.source.augmented_at(walk.step.line), *walk.source.expressions(node)):
            if isinstance(part, ast.BinOp) and normal(text) == written(part.right) != written(part.left):
                if mode == "last" or now != value + held:
                    raise Refutation(f"expected {value!r} to stand before `{text}` at {walk.here}", now)
                return
    if now != held + value:
        raise Refutation(f"expected {value!r} to be added to `{text}` at {walk.here}, it is not", now)


def _require_more(walk: Walk, statement: Statement, text: str, value: Any, items: list[Any]) -> None:
    """Raises `Refutation` unless a value was added: there is more of it than before, and none was written over."""
    try:
        held = _items(walk.view.before(text).value)
        places = walk.view.places(text)
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value before {walk.here}: {error}") from None
    parts = [place for step in walk.view.statement for place, _ in step.changed]
    as_whole = any(place == part or place.startswith((part + "[", part + ".")) for place in places for part in parts)
    if not as_whole or not (
        _count(items, value) > _count(held, value) or _is_appended_here(walk, statement.mode, text, value)
    ):
        said = last_of(statement.slots[0])
        raise Refutation(f"expected {said} to be added to `{text}` at {walk.here}, it is not")


def _count(items: list[Any], value: Any) -> int:
    """How often a value is among others."""
    kind = type(value)
    if kind in _QUICK:
        return sum([1 for item in items if type(item) is kind and item == value])
    return sum([1 for item in items if literals.same(item, value)])


def _is_appended_here(walk: Walk, mode: str, text: str, value: Any) -> bool:
    """Whether the line is `text.append(E)`, E was `value`, and it stands at that end of a list or a deque now.

    There need not be more of it than before: E may have taken it out, `xs.append(xs.pop(0))`.
    """
    call = walk.source.appended_at(walk.step.line)
    holder = worth(walk, text)
    if call is None or call[0] != normal(text) or type(holder) not in (list, deque) or not holder:
        return False
    if mode == "last" and call[1] != "append":
        return False
    try:
        added = walk.view.evaluated(call[2]).value if isinstance(call[2], ast.Constant) else None
        if added is None:
            added = Known(walk.view.operands[written(call[2])][-1]).value
    except (Unknown, KeyError):
        return False
    return literals.same(added, value) and literals.same(holder[-1 if call[1] == "append" else 0], value)


def _require_taken(walk: Walk, text: str, value: Any, said: str) -> None:
    require_present(walk, "", said)
    before = walk.state.timeline.steps[walk.view.statement[-1].index]
    try:
        held = _items(walk.view.before(text).value, with_values=True)
    except Unknown:
        raise Refutation(f"expected `{text}` to have a value before step {before.index}") from None
    left = _items(worth(walk, text), with_values=True)
    if _count(held, value) <= _count(left, value):
        raise Refutation(f"expected {said} to leave `{text}` at {walk.here}, it does not")


def _items(value: Any, with_values: bool = False) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()] if with_values else list(value)
    if isinstance(value, CONTAINERS):
        return list(value)
    if isinstance(value, literals.Instance) and len(value.__positional__) == 1:  # of a class derived from `list`
        return _items(value.__positional__[0], with_values)
    raise Refutation("expected a container")


HOLDINGS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "emptiness": check_emptiness,
    "length": check_length,
    "order": check_order,
    "element": check_element,
}
