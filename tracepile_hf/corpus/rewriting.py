"""Code diversification of items: every second one runs a rewritten program, proved equal on cases of its own first.

Neighbouring items of a family share a variant, so that it is gated and compiled once. Which variant an item gets hangs
on the seed and its place in the family alone. An item whose program has no variant that passes keeps the original.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from tracepile_hf.corpus.lots import Item, Lot, spare_cases
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.streams import stream
from tracepile_hf.diversify import MINIMUM_CASES, prove, variants
from tracepile_hf.records import Case, Program, Run, Trace

GROUP: Final = 16  # neighbouring items of a family that share a variant
_SHARE: Final = 0.5
_TRIES: Final = 4  # variants tried for a group before it keeps the original


def rewritten_items(items: Sequence[Item], lot: Lot, order: Order, run: Run) -> list[Item]:
    """The items, about half of them with a rewritten program."""
    if not items or any(item.case.program != items[0].case.program for item in items):
        return list(items)  # a program to every case: there are no further inputs to prove a variant on
    program = items[0].case.program
    own = bool(lot.cases) or order.config.domains == ("extra",)
    cases = [item.case for item in items] if own else spare_cases(lot, order.config, order.seed, MINIMUM_CASES)
    if len(cases) < MINIMUM_CASES:
        return list(items)
    known = run(program, cases)
    found: dict[str, Program | None] = {}
    result: list[Item] = []
    for place, item in enumerate(items):
        group = f"{program.id}/{(lot.start + place) // GROUP}"
        if stream(order.seed, "rewrite", item.id).random() >= _SHARE:
            result.append(item)
            continue
        if group not in found:
            found[group] = _variant(program, cases, known, order.seed, group, run)
        variant = found[group]
        case = item.case if variant is None else replace(item.case, program=variant)
        result.append(replace(item, case=case))
    return result


def _variant(
    program: Program, cases: Sequence[Case], known: Sequence[Trace], seed: int, group: str, run: Run
) -> Program | None:
    for candidate in islice(variants(program, stream(seed, "variant", group)), _TRIES):
        if prove(program, candidate, cases, run, known).kept:
            return candidate
    return None
