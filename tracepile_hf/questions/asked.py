"""What a question kind gives back: the blanks of its wording, the answer, and when the answer is settled."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tracepile_hf.records import Pairs, Trace


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without its words. `answer` is a literal (script output: the text); `moment` a step index or -1.

    `others` are the traces of further runs that the answer was read from (what-if, input prediction): the last is told.
    """

    blanks: dict[str, str]
    answer: str
    moment: int = -1
    others: tuple[Trace, ...] = ()
    with_input: bool = True
    way: str = ""  # as in records.Question
    reads: Pairs = ()


def ordinal(number: int) -> str:
    """1 -> "1st", 12 -> "12th"."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }".replace(" ", "")


def later(random: Random, count: int) -> int:
    """A position from 1 to `count`, more often late than early: early moments can be guessed without tracing."""
    return max(random.randint(1, count), random.randint(1, count))
