"""What a clause leaves to the words around it: "which is even", "the `else` block appends 3", "pops 4 and 3".

Reads text alone, as `claims` does: statements get the subject that was told right before them, clauses with several
values become several statements, heads of list items become what they name, and where a claim is bound to a block, a
line or the first iteration it carries that along in `also`. What has nothing to refer to is unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.verification.claims import Read, Remainder, Statement
from tracepile_hf.verification.expression import is_place
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.rewording import CALCULATED, LAST_FIRST, is_assignment, is_own_call, parts_of, stages_of
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.ticks import split_chain

_SPECIAL: Final = frozenset(
    {"block", "on_line", "turn", "code", "several", "parallel", "numbers", "shown", "property", "tick", "comparison"}
)


def referred(reads: Iterable[Read], source: Source, lenient: bool = False) -> Iterator[Read]:
    """The sentences of a text with everything in place that their clauses leave to the words around them.

    `lenient`: `fact(3)` = 6 is what a call returns, whether or not it stands where that was called.
    """
    before: list[Statement] = []
    for read in reads:
        statements = read.statements
        if any(_is_special(one, statements) for one in statements):
            found = _completed(statements, before, source, lenient)
            if found is None:
                read = read._replace(statements=[], remainders=[_whole(statements)])
            else:
                read = read._replace(statements=found)
        if read.statements or read.remainders:
            before = read.statements
        yield read


def _is_special(one: Statement, statements: list[Statement]) -> bool:
    return (
        one.kind in _SPECIAL
        or _is_elided(one)
        or one.mode == "arrow"
        or (one.kind == "round" and one.mode in ("literal", "tick"))
        or (one.kind == "value" and (one.slots[-1] in ("True", "False") or "(" in str(one.slots[0])))
        or one.mode in ("holder", "container")
        or (one.kind in ("call", "summary") and len(statements) > 1)
        or (one.kind in CALCULATED and any(slot.__class__ is str and "=" in slot for slot in one.slots))
    )


def _is_elided(one: Statement) -> bool:
    """Whether a clause has no subject of its own."""
    return one.mode == "it" or one.mode.startswith("it_")


def _whole(statements: list[Statement]) -> Remainder:
    """A sentence as one that is not read."""
    skeleton = statements[0].skeleton
    raw = min(one.raw[0] for one in statements), max(one.raw[1] for one in statements)
    span = skeleton.place(raw[0]), skeleton.place(raw[1])
    return Remainder(skeleton.source[slice(*raw)], span, span[0], raw, skeleton)


def _completed(
    statements: list[Statement], before: list[Statement], source: Source, lenient: bool
) -> list[Statement] | None:
    found: list[Statement] = []
    waiting: tuple[str, ...] = ()
    for number, one in enumerate(statements):
        if one.kind in ("block", "turn", "code"):
            waiting += (_bond_of(one),)
            continue
        if one.kind == "on_line":
            if not found:
                return None
            found[-1] = found[-1]._replace(also=(*found[-1].also, f"line:{one.slots[0]}"))
            continue
        if _is_elided(one):
            subject = _subject(found) or _subject(before)
            if subject is None:
                return None
            completed = _with_subject(one, subject)
            made = [] if completed is None else [completed]
        elif number == 0 and len(statements) > 1 and _is_head(one):
            made = [_as_head(one, source)]
        elif (
            one.kind == "call"
            and one.mode == ""
            and found
            and found[-1].kind == "call"
            and _is_relative(found[-1], one)
        ):
            made = [one._replace(mode="by", slots=(found[-1].slots[-1], one.slots[-1]))]  # ", which calls ..."
        else:
            made = list(parts_of(one, source, lenient))
        if not made:
            return None
        if one.kind == "summary" and number and statements[number - 1].kind == "cause":
            made[0] = made[0]._replace(also=(*made[0].also, "directly:"))
        if waiting:
            made[0] = made[0]._replace(also=waiting)
            waiting = ()
        found += made
    return None if waiting else found


def _is_relative(before: Statement, one: Statement) -> bool:
    """Whether a clause begins with "which"."""
    return "which" in one.skeleton.source[before.raw[1] : one.raw[0]] or one.text.startswith("which")


def _bond_of(one: Statement) -> str:
    if one.kind == "turn":
        return f"turn:{one.mode}"
    if one.kind == "code":
        return f"code:{one.slots[0]}"
    word = one.slots[0] if isinstance(one.slots[0], str) else ""
    return f"block:{word.strip('`').lower()}"


def _is_head(one: Statement) -> bool:
    """Whether a sentence begins with a value and a colon: `fact(3)`: ..., 'h': ..."""
    after = one.skeleton.source[one.raw[1] : one.raw[1] + 3].lstrip("`*")
    return after.startswith(":") and (one.kind == "shown" or (one.kind == "numbers" and one.mode == "bare"))


def _as_head(one: Statement, source: Source) -> Statement:
    """The call, or the iteration, that a head names."""
    said = one.slots[0] if isinstance(one.slots[0], str) else ""
    if is_own_call(said, source):
        return one._replace(kind="within", mode="", slots=(said,))
    if is_value(said):
        return one._replace(kind="round", mode="literal", slots=(said,))
    if is_assignment(said):
        return one._replace(kind="round", mode="tick", slots=(said,))
    return one


def _subject(told: list[Statement]) -> tuple[str, ...] | None:
    """What was told last of anything, with its value: (`x`, 5), or a value alone."""
    for one in reversed(told):
        kind, mode, slots = one[:3]
        if kind in ("value", "comparison") and slots:
            place, chain = (slots[-1], slots[0]) if mode in LAST_FIRST else (slots[0], slots[-1])
            if kind == "comparison":
                chain = slots[1] if mode == "is" else ()
                if isinstance(place, tuple):
                    return place
            return (*stages_of(place), *stages_of(chain))
        if kind == "round" and mode in ("item", "nested"):
            return stages_of(slots[-2]) + stages_of(slots[-1])
        if kind == "round" and mode == "pair":
            return tuple(str(slot) for slot in slots)
        if kind == "round" and mode in ("literal", "nth"):
            return stages_of(slots[-1])
        if kind in ("tick", "numbers", "round") and slots and isinstance(slots[0], str):
            return tuple(split_chain(slots[0]))
        if kind in ("numbers", "membership", "moved", "element", "return") and slots:
            return stages_of(slots[-1] if kind == "return" else slots[0])
        if kind == "made" and slots:
            return stages_of(slots[0] if mode else slots[2])
        if kind in ("emptied", "updates", "change", "length", "emptiness", "shift", "sequence") and slots:
            return stages_of(slots[0])
        if kind == "property" and slots:
            return stages_of(slots[0]) + stages_of(slots[1])
        if kind not in ("cause", "line", "quote", "outcome", "branch"):
            return None
    return None


def _with_subject(one: Statement, subject: tuple[str, ...]) -> Statement | None:
    """A clause without a subject with the one that it goes on from."""
    kind, mode, slots = one[:3]
    chain: Value = subject if len(subject) > 1 else subject[0]
    place, value = subject[0], subject[-1]
    if kind == "membership":
        denied, holder = slots[0] or None, slots[1]
        return one._replace(mode="", slots=(chain, denied, holder), also=(*one.also, "found:"))
    if kind == "comparison" and mode in ("it_pair", "it_differ"):
        if len(subject) != 4:
            return None
        return one._replace(
            mode="", slots=(subject[:2], "not" if mode == "it_differ" else None, "equal to", subject[2:])
        )
    if kind == "comparison":
        also = (*one.also, "asked:")
        if mode == "it":
            return one._replace(mode="", slots=(chain, *slots), also=also)
        denied = "not" if mode == "it_not" else None
        return one._replace(mode="", slots=(chain, denied, "equal to", slots[0]), also=also)
    if kind == "property":
        divisor = mode == "it_divisible"
        if is_place(place) and not is_value(place):
            return one._replace(
                mode="divisible" if divisor else "", slots=(place, value if len(subject) > 1 else None, *slots)
            )
        return one._replace(mode="number_divisible" if divisor else "number", slots=(value, *slots))
    if kind == "element":
        return one._replace(mode=mode[3:], slots=(chain, *slots))
    if kind == "return":
        return one._replace(mode="", slots=(chain,))
    if not is_place(place) or is_value(place):
        return None
    if kind == "length":
        return one._replace(mode="of", slots=(place, *slots))
    if kind == "value":
        return one._replace(mode="becomes", slots=(place, *slots))
    return one._replace(mode="then", slots=(place, *slots)) if kind == "sequence" else one
