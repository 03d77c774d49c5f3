"""Inputs to try for a function whose output is known, in a stated order: what the output suggests, then small values.

Of the run that gave the output only the kinds of its arguments are used (a number, a list of numbers, a text), never
their values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError

MOST: Final = 12  # candidates that are run: a text tells seven trials at most, and a run may take long
_LETTERS: Final = ("a", "ab", "abc", "aab", "abba", "")


def candidates(arguments: Sequence[str], result: str) -> list[tuple[str, ...]]:
    """Tuples of arguments as literals; empty where a kind of argument is none that this knows."""
    try:
        given = [literals.parse(argument) for argument in arguments]
        output = literals.parse(result)
    except LiteralError:
        return []
    parts = [output, *(output if isinstance(output, (tuple, list)) else ())]
    pools = [list(_distinct(chosen for part in parts for chosen in _pool(value, part))) for value in given]
    if not all(pools):
        return []
    order = sorted(product(*[range(len(pool)) for pool in pools]), key=lambda places: (sum(places), places))
    return [tuple(pool[place] for pool, place in zip(pools, places, strict=True)) for places in islice(order, MOST)]


def _distinct(values: Iterator[Any]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        text = literals.render(value)
        if text not in seen and len(text) <= 120:
            seen.add(text)
            yield text


def _pool(value: Any, output: Any) -> Iterator[Any]:
    """Values of the kind of `value`, those that the output suggests first."""
    if isinstance(value, bool):
        yield from (True, False)
    elif isinstance(value, int):
        yield from _numbers(output)
    elif isinstance(value, str):
        yield from _texts(value, output)
    elif isinstance(value, list):
        yield from _lists(value, output)


def _numbers(output: Any) -> Iterator[int]:
    if isinstance(output, (list, tuple, str, dict)):
        yield from (len(output), len(output) + 1)
    if type(output) is int and 1 < output <= 40:
        yield from (output - 1, output, output + 1, output // 2)
    yield from range(1, 7)


def _texts(value: str, output: Any) -> Iterator[str]:
    if isinstance(output, str) and output:
        yield from (output[::-1], output)
    if isinstance(output, (list, tuple)) and output and all(isinstance(part, str) for part in output):
        yield from (" ".join(output), "".join(output))
    if type(output) is int and value.isdigit():
        yield str(output)
    yield from (("1", "10", "12", "101", "21") if value.isdigit() else _LETTERS)


def _lists(value: list[Any], output: Any) -> Iterator[list[Any]]:
    kinds = {type(part) for part in value}
    if kinds == {int}:
        if isinstance(output, (list, tuple)) and output and all(type(part) is int for part in output):
            yield from (list(output)[::-1], list(output))
        if type(output) is int:
            yield from ([output], [1, output], [output, 1], [0, output])
        yield from ([1], [1, 2], [2, 1], [1, 2, 3], [3, 1, 2], [1, 2, 3, 4])
    elif kinds == {str}:
        if isinstance(output, (list, tuple)) and output and all(isinstance(part, str) for part in output):
            yield from (list(output)[::-1], list(output))
        if isinstance(output, str):
            yield from ([output], list(output))
        yield from (["a"], ["a", "b"], ["b", "a"], ["a", "b", "a"])
