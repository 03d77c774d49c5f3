"""The way back of a family: from an output alone to arguments that may have given it, the likeliest first.

Nothing else is known of the run that gave the output: `candidates` gets its value and no more.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from tracepile_hf.predicates import PredicateError, evaluate
from tracepile_hf.records import Backwards

MOST: Final = 12  # arguments that are tried
LONGEST: Final = 200  # characters of what is read off an output
Invert = Callable[[Any], Iterable[tuple[Any, ...]]]
"""From an output, arguments that may have led to it, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """`way`: one sentence, how the arguments follow from the output. `reads`: expressions over `result`, in order.

    They are of the language of predicates; one that has no value for an output is not told.
    `candidates(result)` gives tuples of arguments, in the order in which they are tried.
    """

    way: str
    reads: tuple[str, ...]
    candidates: Invert

    def __call__(self, output: Any) -> Iterable[tuple[Any, ...]]:
        """The arguments to try for an output."""
        return self.candidates(output)

    def backwards(self, result: str) -> Backwards:
        """What the output, a literal, says and what is tried for it."""
        value = ast.literal_eval(result)
        if value is None:  # no solution: what there was no solution of is not to be seen
            return Backwards(self.way, (), ())
        read = []
        for text in self.reads:
            with suppress(PredicateError):
                read.append((text, repr(evaluate(text, lambda _: value))))
        tried = dict.fromkeys(
            tuple(map(repr, arguments)) for arguments in islice(self.candidates(ast.literal_eval(result)), MOST)
        )
        return Backwards(self.way, tuple(pair for pair in read if len(pair[1]) <= LONGEST), tuple(tried))
