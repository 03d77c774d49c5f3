"""Figures of a built config, measured on its rows: balance of answers, lengths, families, variety of the English.

`tracepile stats` prints them and the card shows them. They are measured anew from the rows each time, so that they hold
for what is in the files, not for what a build meant to write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.rows import Row
from tracepile_hf.quality.balance import (
    ANSWER_SHARE,
    COPY_SHARE,
    ENOUGH_FAMILIES,
    FAMILY_SHARE,
    MANY_ROWS,
    YES_NO_SHARE,
    most,
)
from tracepile_hf.quality.dedup import key_of
from tracepile_hf.quality.length import estimated_tokens
from tracepile_hf.quality.variety import Variety, variety
from tracepile_hf.questions import YES_NO
from tracepile_hf.questions.visible import rules_that_copy

READ: Final = 200  # rationales whose English is measured
_QUANTILES: Final = (0.0, 0.5, 0.9, 0.99, 1.0)


@dataclass
class KindFigures:
    """One kind of question: its rows, its answers, and how often each rule would copy the answer."""

    rows: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    copied: Counter[str] = field(default_factory=Counter)

    def commonest(self) -> tuple[str, int]:
        """The commonest answer and how many rows have it."""
        return self.answers.most_common(1)[0]

    def best_rule(self) -> tuple[str, int]:
        """The rule that copies the answer most often, and in how many rows it does."""
        return min(self.copied.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))


@dataclass
class Figures:
    """All figures of one config."""

    kinds: dict[str, KindFigures]
    families: Counter[str]  # domain/family
    domains: Counter[str]
    rewritten: int  # rows whose program was rewritten
    duplicates: int  # rows whose prompt another row has
    lengths: dict[str, list[int]]  # prompt, rationale, both -> tokens (estimated) at each quantile
    english: Variety

    @property
    def rows(self) -> int:
        """How many rows were measured."""
        return self.families.total()

    def faults(self) -> list[str]:
        """What is beyond the limits of quality/balance.py, a line each; nothing if the config keeps them."""
        found = [f"{self.duplicates} rows repeat the prompt of another"] if self.duplicates else []
        for kind, one in sorted(self.kinds.items()):
            answer, count = one.commonest()
            limit = YES_NO_SHARE if kind in YES_NO else ANSWER_SHARE
            if count > most(limit, one.rows):
                what = f"{answer[:40]!r} is the answer of {count} of {one.rows} rows"
                found.append(f"{kind}: {what} ({count / one.rows:.1%}), above {limit:.0%}")
            rule, copied = one.best_rule()
            if kind not in YES_NO and copied > most(COPY_SHARE, one.rows):
                what = f"the {rule} is the answer of {copied} of {one.rows} rows"
                found.append(f"{kind}: {what} ({copied / one.rows:.1%}), above {COPY_SHARE:.0%}")
        family, count = self.families.most_common(1)[0]
        if len(self.families) >= ENOUGH_FAMILIES and count > FAMILY_SHARE * self.rows and self.rows >= MANY_ROWS:
            found.append(f"family {family} has {count / self.rows:.1%} of the rows, above {FAMILY_SHARE:.0%}")
        return found


def measure(folder: Path) -> Figures | None:
    """The figures of the config in a folder; None if it has no rows. Errors: CorpusError for a file that is none."""
    return figures_of(row for paths in split_files(folder).values() for path in paths for row in read_rows(path))


def figures_of(rows: Iterable[Row]) -> Figures | None:
    """The figures of rows."""
    kinds: dict[str, KindFigures] = {}
    families: Counter[str] = Counter()
    domains: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    lengths: dict[str, list[int]] = {"prompt": [], "rationale": [], "both": []}
    texts: list[tuple[str, str]] = []
    rewritten = 0
    for row in rows:
        prompt, text = (message["content"] for message in row["messages"])
        kind = kinds.setdefault(row["question_kind"], KindFigures())
        kind.rows += 1
        kind.answers[row["answer"].strip()] += 1
        kind.copied.update(rules_that_copy(prompt, row["answer"]))
        family = f"{row['domain']}/{row['family']}"
        families[family] += 1
        domains[row["domain"]] += 1
        keys[key_of(prompt)] += 1
        rewritten += bool(row["rewrites"])
        for name, size in zip(lengths, _sizes(prompt, text), strict=True):
            lengths[name].append(size)
        texts.append((family, text))
    if not texts:
        return None
    return Figures(
        kinds=dict(sorted(kinds.items(), key=lambda pair: (-pair[1].rows, pair[0]))),
        families=families,
        domains=domains,
        rewritten=rewritten,
        duplicates=sum(count - 1 for count in keys.values()),
        lengths={name: _quantiles(sizes) for name, sizes in lengths.items()},
        english=variety(_spread(texts)),
    )


def _sizes(prompt: str, text: str) -> tuple[int, int, int]:
    one, other = estimated_tokens(prompt), estimated_tokens(text)
    return one, other, one + other


def _quantiles(sizes: list[int]) -> list[int]:
    ordered = sorted(sizes)
    return [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in _QUANTILES]


def _spread(texts: list[tuple[str, str]]) -> dict[str, list[str]]:
    """About READ rationales by family, at least two of each where there are two, from families spread over all."""
    found: dict[str, list[str]] = {}
    for family, text in texts:
        found.setdefault(family, []).append(text)
    each = max(2, READ // len(found))
    step = max(1, len(found) * each // READ)
    return {family: members[:each] for family, members in sorted(found.items())[::step]}
