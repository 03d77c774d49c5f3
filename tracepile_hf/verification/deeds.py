"""What ordinary words say that a statement does: it updates, adds, swaps; what a calculation with its numbers shows."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.literals import is_value
from tracepile_hf.verification.anchors import last_of, require_chain, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.containers import check_element
from tracepile_hf.verification.expression import is_place, normal, parse_expression, written
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.origins import require_given
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.states import (
    known_before,
    require_condition,
    require_holds,
    require_says,
    require_written_here,
    text_of,
    worth,
)
from tracepile_hf.verification.substitution import fits
from tracepile_hf.verification.ticks import asked, check_numbers, check_tick, split_chain
from tracepile_hf.verification.walk import Refutation, Walk

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "list": (list,),
    "string": (str,),
    "integer": (int,),
    "int": (int,),
    "number": (int, float),
    "float": (float,),
    "dictionary": (dict,),
    "dict": (dict,),
    "set": (set, frozenset),
    "tuple": (tuple,),
    "boolean": (bool,),
    "bool": (bool,),
}


def kinds_of(word: str) -> tuple[type, ...]:
    """The types that a word for them may mean."""
    return _TYPES[word]


def _new(walk: Walk, text: str) -> Any:
    try:
        return walk.view.after(text).value
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value at {walk.here}: {error}") from None


def check_updates(walk: Walk, statement: Statement) -> None:
    """updates `x` from 3 to 5; increments `x` by 2 to 5; `x` is decremented."""
    text = text_of(statement.slots[0])
    require_written_here(walk, text)
    before = known_before(walk, text)
    if statement.mode == "from":
        old, new = statement.slots[1:]
        if not before.is_said(last_of(old)):
            raise Refutation(f"expected `{text}` to be {before.text} before, got {last_of(old)}", before.text)
        _require_afterwards(walk, text, new)
        return
    if "crement" in statement.text.lower():
        _require_sum(walk, text)
    held, now = _number(before.value), _number(_new(walk, text))
    amount, afterwards = statement.slots[1], statement.slots[2]
    if held is None or now is None:
        raise Refutation(f"expected `{text}` to be a number at {walk.here}")
    moved = now - held if statement.mode == "more" else held - now
    if moved <= 0:
        raise Refutation(f"expected `{text}` to go from {before.text} the other way, at {walk.here}", repr(now))
    said = _said_amount(amount) if amount is not None else None
    if said is not None and moved != said:
        raise Refutation(f"expected `{text}` to change by {moved}, got {said}, at {walk.here}", repr(now))
    if amount is None and afterwards is None and moved != 1:
        raise Refutation(f"expected `{text}` to change by {moved}, which is not told, at {walk.here}", repr(now))
    _require_afterwards(walk, text, afterwards)


def _number(value: Any) -> Any:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _said_amount(slot: Value) -> Any:
    try:
        return literals.parse(last_of(slot))
    except LiteralError:
        return whole(slot)


def _require_afterwards(walk: Walk, text: str, said: Value) -> None:
    if said is not None:
        require_holds(walk, text, last_of(said))
        require_chain(walk, said)
        require_given(walk, text, said)


def check_added(walk: Walk, statement: Statement) -> None:
    """adds 3 to `total`, giving 8; adds 3 to `xs`."""
    what, holder, afterwards = statement.slots
    text = text_of(holder)
    require_written_here(walk, text)
    held = known_before(walk, text).value
    if _number(held) is None:
        _check_member(walk, statement)
        return
    _require_sum(walk, text)
    said = _of_text(walk, what)
    now = _number(_new(walk, text))
    if now is None or said is None or held + said != now:
        truth = "" if now is None else literals.render(now - held)
        raise Refutation(f"expected {truth or 'a number'} to be added to `{text}`, got {last_of(what)}", truth)
    if afterwards is None and not isinstance(what, str):
        require_chain(walk, what)
    _require_afterwards(walk, text, afterwards)


def _require_sum(walk: Walk, text: str) -> None:
    """Raises `Refutation` where an assignment gives a place no sum that it is a part of: `best = x` adds nothing."""
    assigned = [node for node in walk.view.nodes if isinstance(node, (ast.Assign, ast.AugAssign))]
    for node in assigned:
        if isinstance(node, ast.AugAssign):
            if isinstance(node.op, (ast.Add, ast.Sub)):
                return
            continue
        for part in ast.walk(node.value):
            if isinstance(part, ast.Call) or (isinstance(part, ast.BinOp) and isinstance(part.op, (ast.Add, ast.Sub))):
                return
    if assigned:
        raise Refutation(f"expected line {walk.step.line} to add to `{text}`, it does not")


def _of_text(walk: Walk, slot: Value) -> Any:
    said = last_of(slot)
    if isinstance(slot, tuple):
        require_chain(walk, slot)
    try:
        return _number(literals.parse(said))
    except LiteralError:
        return _number(worth(walk, said))


def _check_member(walk: Walk, statement: Statement) -> None:
    what, holder, afterwards = statement.slots
    said = last_of(what)
    if isinstance(what, str) and not is_value(said):
        known = Known(None, worth(walk, said)).text
        what = (said, known)
    check_element(
        walk, statement._replace(mode="last" if statement.mode == "last" else "in", slots=(what, holder, None))
    )
    if afterwards is not None:
        require_says(walk, text_of(holder), last_of(afterwards))


def check_compared(walk: Walk, statement: Statement) -> None:
    """compares 5 with 3: the statement compares two things that have these values."""
    said = [_value_in(walk, text_of(slot)) for slot in statement.slots]
    for node in asked(walk):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            try:
                values = [walk.view.evaluated(part) for part in (node.left, node.comparators[0])]
            except Unknown:
                continue
            if all(known.is_said(text) for known, text in zip(values, said, strict=True)):
                return
    raise Refutation(f"expected {said[0]} to be compared with {said[1]} at {walk.here}, it is not")


def _value_in(walk: Walk, text: str) -> str:
    """What is compared: 5, or `xs[0] = 5`, which has to be so."""
    stages = split_chain(text)
    if len(stages) == 2 and is_place(stages[0]):
        require_says(walk, stages[0], stages[1])
        return stages[1]
    return text


def check_shown(walk: Walk, statement: Statement) -> None:
    """-> [1, 2]: a container that the statement changed holds this now."""
    said = text_of(statement.slots[0])
    if said[:1] not in "[({'\"" and not said[:1].isalpha():
        raise Refutation(f"expected a claim about the run, got {said} alone")
    roots = dict.fromkeys(place.partition("[")[0].partition(".")[0] for place, _ in walk.step.changed)
    found = []
    for root in roots:
        try:
            known = walk.view.known(root)
            if known.is_said(said):
                return
            found.append(known.text)
        except Unknown:
            continue
    kind = said[:1]
    truth = next((text for text in found if text[:1] == kind), "")
    raise Refutation(f"expected {truth or 'something'} to be changed at {walk.here}, got {said}", truth)


def check_initially(walk: Walk, statement: Statement) -> None:
    """Initially: no loop has begun, in this call or in one around it."""
    step = walk.step
    inside = next((index for index in walk.timeline.frames[step.frame] if walk.steps[index].iterations), None)
    if inside is not None and inside <= walk.position:
        raise Refutation(f"expected the beginning of the run, got {walk.here}")


def check_swap(walk: Walk, statement: Statement) -> None:
    """swaps 5 and 3; swaps `xs[i]` and `xs[j]`: two places trade what they held."""
    if statement.mode == "none":
        raise Refutation("expected a range of steps in which nothing is swapped, none was named")
    for node in walk.view.nodes:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Tuple)
            and isinstance(node.value, ast.Tuple)
        ):
            ones = [written(part) for part in node.targets[0].elts]
            others = [written(part) for part in node.value.elts]
            if len(ones) == 2 and ones == others[::-1]:
                break
    else:
        raise Refutation(f"expected line {walk.step.line} to swap two places, it does not")
    if statement.mode == "only":
        return
    values = [walk.view.evaluated(part) for part in node.value.elts]
    said = [text_of(slot) for slot in statement.slots]
    for pair in (said, said[::-1]):
        meant = zip(pair, others, values, strict=True)
        if all(
            text == normal(one) or known.is_said(one) or _is_place_of(walk, text, one) for one, text, known in meant
        ):
            return
    truth = " and ".join(known.text for known in values)
    raise Refutation(f"expected {truth} to be swapped at {walk.here}, got {said[0]} and {said[1]}", truth)


def _is_place_of(walk: Walk, own: str, said: str) -> bool:
    """Whether `a[0]` is `a[i]` with its key worked out."""
    if not is_place(said) or said.isidentifier():
        return False
    try:
        return said in walk.view.places(own)
    except Unknown:
        return False


def check_type(walk: Walk, statement: Statement) -> None:
    """`x` is a list; the list `x`."""
    first, second = (text_of(slot) for slot in statement.slots)
    text, said = (first, second) if statement.kind == "type" else (second, first)
    found = worth(walk, text)
    wanted = _TYPES[said]
    if not isinstance(found, wanted) or (isinstance(found, bool) and bool not in wanted):
        raise Refutation(f"expected `{text}` to be a {type(found).__name__} at {walk.here}, got a {said}")


def check_spelled(walk: Walk, statement: Statement) -> None:
    """`x > 2` (3 > 2) is true; `x > 2` -> 3 > 2 -> True."""
    text, numbers, form = text_of(statement.slots[0]), statement.slots[1], text_of(statement.slots[2])
    if form not in ("is true", "holds", "True", "is false", "fails", "does not hold", "False"):
        raise Refutation(f"expected True or False, got {form}")
    outcome = form in ("is true", "holds", "True")
    require_condition(walk, text, outcome)
    stage = numbers[0] if isinstance(numbers, tuple) else text_of(numbers)
    tree, said = parse_expression(text), parse_expression(stage)
    if tree is None or said is None or not fits(tree, said, walk.view):
        raise Refutation(f"expected `{text}` with its values, got {stage}, at {walk.here}")


def check_rounded(walk: Walk, statement: Statement) -> None:
    """`x` is about 3.33: as many digits as are told are right."""
    text, said = text_of(statement.slots[0]), last_of(statement.slots[1])
    found = worth(walk, text)
    try:
        told = literals.parse(said)
    except LiteralError as error:
        raise Refutation(f"{said} is no value: {error}") from None
    digits = len(said.partition(".")[2])
    if not isinstance(found, float) or not isinstance(told, (int, float)) or round(found, digits) != told:
        raise Refutation(f"expected `{text}` to be {walk.view.known(text).text}, got about {said}", repr(found))


def check_emptied(walk: Walk, statement: Statement) -> None:
    """`x` is initialized to an empty list; `x` starts out empty."""
    if statement.mode == "starts":
        text = text_of(statement.slots[0])
        require_written_here(walk, text)
        if not isinstance(_new(walk, text), (list, dict, set, str, tuple)) or _new(walk, text):
            raise Refutation(f"expected `{text}` to be {walk.view.known(text).text} at {walk.here}, got empty")
        return
    place, said, chain = statement.slots
    text = text_of(place)
    found = _new(walk, text)
    require_written_here(walk, text)
    if not isinstance(found, _TYPES[text_of(said)]) or found:
        truth = Known(None, found).text
        raise Refutation(f"expected `{text}` to be {truth} at {walk.here}, got an empty {said}", truth)
    if chain is not None:
        require_holds(walk, text, last_of(chain))


def check_moved(walk: Walk, statement: Statement) -> None:
    """pushes 3; pops 1: of what the statement changes."""
    roots = dict.fromkeys(place.partition("[")[0].partition(".")[0] for place, _ in walk.step.changed)
    mode = "in" if statement.mode == "in" else "out"
    what = statement.slots[0]
    fault: Refutation | None = None
    for root in roots:
        try:
            if isinstance(what, str) and not is_value(what):
                known = walk.view.evaluated(parse_expression(what) or ast.Constant(None)).text
                check_element(walk, statement._replace(mode=mode, slots=((what, known), root, None)))
            else:
                check_element(walk, statement._replace(mode=mode, slots=(what, root, None)))
        except Refutation as refutation:
            fault = refutation
        except Unknown as error:
            fault = Refutation(str(error))
        else:
            return
    raise fault or Refutation(f"expected something to be put in or taken out at {walk.here}, nothing is")


DEEDS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "updates": check_updates,
    "added": check_added,
    "swap": check_swap,
    "compared": check_compared,
    "shown": check_shown,
    "initially": check_initially,
    "numbers": check_numbers,
    "tick": check_tick,
    "emptied": check_emptied,
    "moved": check_moved,
    "type": check_type,
    "typed": check_type,
    "spelled": check_spelled,
    "rounded": check_rounded,
}
