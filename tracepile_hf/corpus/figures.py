"""Figures of a built config, measured on its rows: balance of answers, lengths, families, variety of the English.

`tracepile stats` prints them and the card shows them. They are measured anew from the rows each time, so that they hold
for what is in the files, not for what a build meant to write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.parquet import read_rows, row_groups, split_files
from tracepile_hf.corpus.rows import Row, item_of
from tracepile_hf.engine import Done, Local, Lost, Piece, in_order
from tracepile_hf.errors import CorpusError
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
from tracepile_hf.quality.variety import Variety, variety
from tracepile_hf.questions import YES_NO
from tracepile_hf.questions.visible import rules_that_copy
from tracepile_hf.tokens import estimated

READ: Final = 200  # rationales whose English is measured
_AHEAD: Final = 16  # row groups that may be measured beyond the oldest that is not
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
    lengths: dict[str, list[int]]  # prompt, rationale (both estimated), conversation -> tokens at each quantile
    tokenizers: tuple[str, ...]  # what counted the tokens of conversations
    tokens: int  # of all conversations
    ways: dict[str, Counter[str]]  # register, view, level -> rows of each
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


@dataclass(frozen=True, slots=True)
class Facts:
    """What the figures hang on, of one row."""

    kind: str
    answer: str
    copied: tuple[str, ...]  # the rules that would copy the answer
    domain: str
    family: str
    key: str
    rewritten: bool
    sizes: tuple[int, int, int]
    tokenizer: str
    text: str
    ways: tuple[str, str, str]  # register, view, level


def measure(folder: Path, workers: int = 1) -> Figures | None:
    """The figures of the config in a folder; None if it has no rows. Errors: CorpusError for a file that is none."""
    groups = [
        Piece(f"row group {group} of {path.name}", (path, group))
        for paths in split_files(folder).values()
        for path in paths
        for group in range(row_groups(path))
    ]
    with Local(workers, nullcontext) as engine:
        return _summed(_in_turn(engine.run(_facts, groups, _AHEAD)))


def _in_turn(results: Iterable[Done[tuple[Path, int], list[Facts]] | Lost[tuple[Path, int]]]) -> Iterator[Facts]:
    for result in in_order(results):
        if isinstance(result, Lost):
            raise CorpusError(f"{result.piece.id} was not measured: {result}")
        yield from result.value


def _facts(_: None, group: tuple[Path, int]) -> list[Facts]:
    return list(map(facts_of, read_rows(*group)))


def facts_of(row: Row) -> Facts:
    """What the figures hang on, of a row."""
    prompt, text = (message["content"] for message in row["messages"])
    return Facts(
        kind=row["question_kind"],
        answer=row["answer"].strip(),
        copied=tuple(rules_that_copy(prompt, row["answer"])),
        domain=row["domain"],
        family=f"{row['domain']}/{row['family']}",
        key=key_of(prompt) + str(row.get("id", ""))[len(item_of(row)) :],  # paths of one item ask the same
        rewritten=bool(row["rewrites"]),
        sizes=(estimated(prompt), estimated(text), row["tokens"]),
        tokenizer=row["tokenizer"],
        text=text,
        ways=(row.get("register", "") or "a model's", row.get("view", ""), str(row.get("level", ""))),
    )


def figures_of(rows: Iterable[Row]) -> Figures | None:
    """The figures of rows."""
    return _summed(map(facts_of, rows))


def _summed(rows: Iterable[Facts]) -> Figures | None:
    kinds: dict[str, KindFigures] = {}
    families: Counter[str] = Counter()
    domains: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    lengths: dict[str, list[int]] = {"prompt": [], "rationale": [], "conversation": []}
    texts: dict[str, list[str]] = {}
    tokenizers: set[str] = set()
    ways: dict[str, Counter[str]] = {"register": Counter(), "view": Counter(), "level": Counter()}
    rewritten = 0
    for row in rows:
        tokenizers.add(row.tokenizer)
        kind = kinds.setdefault(row.kind, KindFigures())
        kind.rows += 1
        kind.answers[row.answer] += 1
        kind.copied.update(row.copied)
        families[row.family] += 1
        domains[row.domain] += 1
        keys[row.key] += 1
        rewritten += row.rewritten
        for counts, way in zip(ways.values(), row.ways, strict=True):
            counts[way] += 1
        for name, size in zip(lengths, row.sizes, strict=True):
            lengths[name].append(size)
        members = texts.setdefault(row.family, [])
        if len(members) < _each(texts):  # with more families it only becomes less
            members.append(row.text)
    if not families:
        return None
    return Figures(
        kinds=dict(sorted(kinds.items(), key=lambda pair: (-pair[1].rows, pair[0]))),
        families=families,
        domains=domains,
        rewritten=rewritten,
        duplicates=sum(count - 1 for count in keys.values()),
        lengths={name: _quantiles(sizes) for name, sizes in lengths.items()},
        tokenizers=tuple(sorted(tokenizers)),
        tokens=sum(lengths["conversation"]),
        ways=ways,
        english=variety(_spread(texts)),
    )


def _quantiles(sizes: list[int]) -> list[int]:
    ordered = sorted(sizes)
    return [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in _QUANTILES]


def _each(texts: dict[str, list[str]]) -> int:
    """How many rationales of a family are measured: at least two where there are two."""
    return max(2, READ // len(texts))


def _spread(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """About READ rationales by family, from families spread over all."""
    each = _each(texts)
    step = max(1, len(texts) * each // READ)
    return {family: members[:each] for family, members in sorted(texts.items())[::step]}
