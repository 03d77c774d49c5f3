"""How varied the English of rationales is: distinct four-word runs, likeness within families, openings of sentences.

What is quoted from the program and every value is masked first: it is the sentences that are measured, not the data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, pairwise, zip_longest
from typing import Final

RUN: Final = 4  # words
STRETCH: Final = 100_000  # words that distinct runs are counted in: the share falls with the length of what is counted
_PAIRS: Final = 10  # compared in a family
_CODE: Final = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_VALUE: Final = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|[\[({][^\n]*?[\])}]|-?\d+(?:\.\d+)?")
_WORD: Final = re.compile(r"[A-Za-z]+|[¤#]")
_SENTENCE: Final = re.compile(r"(?:^|(?<=[.!?:;])\s+|\n+)(?=\S)")


@dataclass(frozen=True, slots=True)
class Variety:
    """Figures about a set of texts; shares are between 0 and 1."""

    texts: int
    words: int
    distinct_runs: float  # distinct runs of four words among all runs of the first STRETCH words
    own_runs: float  # the same within one text, on average
    within_families: float  # likeness (Jaccard, of runs) of two texts of one family, on average
    between_families: float  # the same for two texts of different families
    openings: int  # different first two words of sentences
    commonest_opening: str
    opening_share: float  # of the commonest


def variety(texts: Mapping[str, Sequence[str]]) -> Variety:
    """The figures of rationales given by family."""
    plain = {family: [masked(text) for text in members] for family, members in texts.items()}
    words = {family: [_WORD.findall(text.lower()) for text in members] for family, members in plain.items()}
    runs = {family: [runs_of(words) for words in members] for family, members in words.items()}
    every = [each for members in runs.values() for each in members]
    stretch = list(islice((run for turn in zip_longest(*runs.values(), fillvalue=()) for each in turn for run in each),
                          STRETCH))  # fmt: skip
    openings = Counter(opening for members in plain.values() for text in members for opening in openings_of(text))
    first = openings.most_common(1)[0] if openings else ("", 0)
    within = [
        likeness(set(a), set(b)) for members in runs.values() for a, b in islice(combinations(members, 2), _PAIRS)
    ]
    heads = [set(members[0]) for _, members in sorted(runs.items()) if members]
    between = [likeness(a, b) for a, b in pairwise(heads)]
    return Variety(
        texts=len(every),
        words=sum(len(each) for members in words.values() for each in members),
        distinct_runs=len(set(stretch)) / max(len(stretch), 1),
        own_runs=_mean([len(set(each)) / len(each) for each in every if each]),
        within_families=_mean(within),
        between_families=_mean(between),
        openings=len(openings),
        commonest_opening=first[0],
        opening_share=first[1] / max(openings.total(), 1),
    )


def masked(text: str) -> str:
    """The text with `¤` for what is quoted and `#` for values."""
    return _VALUE.sub(" # ", _CODE.sub(" ¤ ", text))


def runs_of(words: Sequence[str]) -> list[tuple[str, ...]]:
    """All runs of four words, in order."""
    return list(zip(*(words[start:] for start in range(RUN)), strict=False))


def openings_of(text: str) -> list[str]:
    """The first two words of every sentence of a masked text."""
    found = (_WORD.findall(sentence[:60])[:2] for sentence in _SENTENCE.split(text))
    return [" ".join(words) for words in found if len(words) == 2]


def likeness(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    """The share of runs that two texts have in common."""
    return len(one & other) / max(len(one | other), 1)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(len(values), 1)
