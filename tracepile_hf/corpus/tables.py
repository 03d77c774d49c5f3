"""The figures of a config as Markdown, for `tracepile stats` and for the card, and the file that keeps them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tracepile_hf.corpus.figures import Figures, measure
from tracepile_hf.quality.balance import ANSWER_SHARE, COPY_SHARE, EXACT, YES_NO_SHARE
from tracepile_hf.quality.variety import STRETCH
from tracepile_hf.tokens import ESTIMATE

FILE: Final = "figures.md"  # beside the rows: what was measured when they were written


def write_figures(folder: Path) -> None:
    """Measure a config and leave its figures beside its rows, as the card shows them."""
    found = measure(folder)
    (folder / FILE).write_text("" if found is None else as_markdown(found) + "\n", encoding="utf-8")


def as_markdown(figures: Figures) -> str:
    """The figures as tables and sentences."""
    return "\n\n".join([_balance(figures), _lengths(figures), _ways(figures), _sources(figures), _english(figures)])


def _balance(figures: Figures) -> str:
    rows = []
    for kind, one in figures.kinds.items():
        answer, count = one.commonest()
        rule, copied = one.best_rule()
        shown = _code(answer)
        best = f"{copied / one.rows:.1%} ({rule})" if rule else "0.0%"
        rows.append(f"| {kind} | {one.rows} | {len(one.answers)} | {shown} {count / one.rows:.1%} | {best} |")
    faults = figures.faults()
    verdict = (
        "Beyond the limits: " + "; ".join(faults) + "."
        if faults
        else f"No answer is above {ANSWER_SHARE:.0%} of its kind ({YES_NO_SHARE:.0%} for yes or no), no copying rule "
        f"above {COPY_SHARE:.0%} (in kinds of fewer than {EXACT} rows, rounded up to whole rows)."
    )
    head = "| question kind | rows | answers | commonest answer | best copying rule |\n|---|---|---|---|---|\n"
    return (
        "How far guessing and copying would go: what the commonest answer of each kind scores, and the best of the "
        "rules that copy the first, last, longest or largest literal of the prompt.\n\n"
        + head
        + "\n".join(rows)
        + f"\n\n{verdict} Rows with the prompt of another row: {figures.duplicates}."
    )


def _ways(figures: Figures) -> str:
    """How the texts are written, what they tell of, and how hard the runs are to follow."""
    rows = []
    for way, counts in figures.ways.items():
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        rows.append(f"| {way} | {', '.join(f'{name} {count}' for name, count in ordered)} |")
    return "| way | rows |\n|---|---|\n" + "\n".join(rows)


def _lengths(figures: Figures) -> str:
    head = "| tokens | shortest | median | 90 % below | 99 % below | longest |\n|---|---|---|---|---|---|\n"
    counted = dict.fromkeys(figures.lengths, ESTIMATE) | {"conversation": ", ".join(figures.tokenizers)}
    rows = [
        f"| {name} ({counted[name]}) | " + " | ".join(map(str, sizes)) + " |" for name, sizes in figures.lengths.items()
    ]
    mean = figures.tokens / figures.rows
    return head + "\n".join(rows) + f"\n\n{figures.tokens} tokens in all, {mean:.0f} a conversation on average."


def _sources(figures: Figures) -> str:
    largest = figures.families.most_common(12)
    domains = ", ".join(f"{name} {count}" for name, count in sorted(figures.domains.items()))
    table = "\n".join(f"| {name} | {count} | {count / figures.rows:.2%} |" for name, count in largest)
    return (
        f"Domains: {domains}. Families: {len(figures.families)}; rows with a rewritten program: {figures.rewritten} "
        f"({figures.rewritten / figures.rows:.0%}).\n\n| largest families | rows | share |\n|---|---|---|\n{table}"
    )


def _english(figures: Figures) -> str:
    one = figures.english
    return (
        f"The English, measured on {one.texts} rationales ({one.words} words) with code and values masked: "
        f"{one.distinct_runs:.1%} of the runs of four words are distinct within the first {STRETCH} words, "
        f"{one.own_runs:.0%} within one text; two texts of one family share {one.within_families:.0%} of their runs, "
        f"two of different families {one.between_families:.0%}. Sentences open in {one.openings} ways (two words); "
        f"the commonest, `{one.commonest_opening}`, opens {one.opening_share:.0%} of them."
    )


def _code(text: str) -> str:
    """A short answer as inline code that a table can hold."""
    line = " ".join(text.split()).replace("|", "\\|").replace("`", "'")
    return f"`{line[:30]}{'...' if len(line) > 30 else ''}`"
