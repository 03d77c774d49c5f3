"""The claims of a text in groups: an anchor with what is said at it, a table with all its rows, or a claim alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tracepile_hf.records import Standing
from tracepile_hf.verification.causes import links
from tracepile_hf.verification.claims import MOVING, Read, Remainder, Statement
from tracepile_hf.verification.moments import LINKED
from tracepile_hf.verification.rows import MOST_ROWS, Row

ANCHORS: Final = (MOVING | {"compared", "within"}) - {"entry"}


class Placed(NamedTuple):
    """Where a claim was judged, and how."""

    statement: Statement
    standing: Standing
    position: int
    truth: str = ""


class Group(NamedTuple):
    """An anchor and what is said at it; or one claim that names no place."""

    anchor: Statement | None
    claims: tuple[Statement, ...]
    said: tuple[Statement, ...] = ()  # all of it in order, with the words that give reasons
    rows: tuple[Row, ...] = ()  # of a table
    led: tuple[tuple[Statement, tuple[Statement, ...]], ...] = ()  # words that give other groups' claims as its reason


def grouped(reads: Sequence[Read]) -> tuple[list[Group], list[tuple[int, Remainder | None]]]:
    """The claims of a text in groups, and how groups and what was not read follow each other."""
    groups: list[Group] = []
    order: list[tuple[int, Remainder | None]] = []
    for read in reads:
        led = _led(read.statements)
        for group in _groups_of(read):
            if group.anchor is not None and id(group.anchor) in led:
                group = group._replace(led=(led[id(group.anchor)],))
            if _is_next_row(groups, group):
                groups[-1] = _with_row(groups[-1], group)
                continue
            order.append((len(groups), None))
            groups.append(group)
        order += [(-1, left) for left in read.remainders]
    return groups, order


def _led(statements: Sequence[Statement]) -> dict[int, tuple[Statement, tuple[Statement, ...]]]:
    """Events and lines that a sentence gives reasons for: since `x` = 3, line 7 runs; `x > 3` holds, so it prints."""
    if not any(one.kind == "cause" for one in statements):
        return {}
    return {
        id(effects[0]): (said, tuple(causes))
        for said, causes, effects in links(statements)
        if effects[0].kind in _LED
        and effects[0].mode != "after"
        and causes
        and not any(one.kind in ANCHORS for one in causes)
    }


_LED: Final = frozenset({"line", "return", "print", "raise", "yield", "call"})


def _whole_group(anchor: Statement | None, claims: list[Statement], said: list[Statement]) -> Group:
    rows = ((anchor, *claims),) if anchor is not None and anchor.kind == "row" else ()
    return Group(anchor, tuple(claims), tuple(said), rows)


def _groups_of(read: Read) -> Iterator[Group]:
    """The groups of one sentence: an anchor takes what follows it; what precedes all anchors stands alone."""
    ended = _ended(read.statements)
    if ended is not None:
        yield ended
        return
    anchor: Statement | None = None
    claims: list[Statement] = []
    said: list[Statement] = []
    joined = any(statement.kind == "cause" for statement in read.statements)  # what is given a reason is of one moment
    joined = joined or _is_state(read.statements)
    for statement in read.statements:
        linked = anchor is not None and anchor.kind in ("line", "back", "iteration", "round", "row", "within")
        of_callee = statement.kind == "raise" and statement.mode == "of"
        if statement.kind in ANCHORS and not (linked and statement.kind in LINKED and not of_callee):
            if anchor is not None:
                yield _whole_group(anchor, claims, said)
            elif joined and claims:
                yield Group(None, tuple(claims), tuple(said))
            anchor, claims, said = statement, [], [statement]
            continue
        elif statement.kind not in ("cause", "top", "entry", "initially"):
            if anchor is None and not joined:
                yield Group(None, (statement,), tuple(one for one in read.statements[:1] if one.kind == "initially"))
            else:
                claims.append(statement)
        said.append(statement)
    if anchor is not None or claims:
        yield _whole_group(anchor, claims, said)


def _ended(statements: Sequence[Statement]) -> Group | None:
    """A sentence that says when a loop ends, "when `n` = 0, the loop ends": what it says holds at that end."""
    place = next((number for number, one in enumerate(statements) if one.kind == "summary"), 0)
    before = [one for one in statements[:place] if one.kind != "cause"]
    if not place or place != len(statements) - 1 or statements[place].mode not in ("ends", "exits", "whole"):
        return None
    if not before or not all(
        one.kind in _AT_ENDS and one.mode in ("", "is", "becomes", "bare", "literal") for one in before
    ):
        return None
    claims = [one._replace(mode="is") if one.kind == "value" and one.mode == "becomes" else one for one in before]
    said = [claims[before.index(one)] if one in before else one for one in statements]
    return _whole_group(statements[place], claims, said)


_AT_ENDS: Final = frozenset(
    {"value", "tick", "numbers", "comparison", "condition", "emptiness", "property", "truthiness"}
)


def _is_state(statements: Sequence[Statement]) -> bool:
    """Whether a sentence is nothing but values: they are of one stretch of the run."""
    told = [one for one in statements if one.kind != "initially"]
    return len(told) > 1 and all(
        one.kind in ("value", "tick", "numbers") and one.mode in ("", "is", "becomes", "bare") for one in told
    )


def _is_next_row(groups: list[Group], group: Group) -> bool:
    anchor, last = group.anchor, groups[-1].anchor if groups else None
    return (
        anchor is not None
        and last is not None
        and anchor.kind == last.kind == "row"
        and anchor.slots[1] == last.slots[1]
        and len(groups[-1].rows) < MOST_ROWS
    )


def _with_row(table: Group, group: Group) -> Group:
    """A table with one row more."""
    row = (group.anchor, *group.claims) if group.anchor is not None else group.claims
    return table._replace(claims=(*table.claims, *row), rows=(*table.rows, row))


def in_order(found: list[list[Placed]], order: list[tuple[int, Remainder | None]]) -> list[Placed | Remainder]:
    said: list[Placed | Remainder] = []
    for number, left in order:
        if left is not None:
            said.append(left)
        else:
            said += found[number]
    return said
