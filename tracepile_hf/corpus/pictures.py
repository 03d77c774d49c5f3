"""Three pictures of a built config, drawn from the counts of its ledger: lengths, kinds of question, statements.

SVG written by hand: the same counts give the same bytes, and no library is needed. Colours stand out on a light and on
a dark page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.ledger import LENGTH, Ledger

PICTURES: Final = ("lengths", "kinds", "statements")
_WIDTH: Final = 720
_BAR: Final = 18  # the height of a bar, of which a third is a gap
_LABEL: Final = 170  # left of the bars
_MOST: Final = 30  # bars


def write_pictures(folder: Path, ledger: Ledger) -> None:
    """Leave `lengths.svg`, `kinds.svg` and `statements.svg` beside the rows."""
    lengths = {f"{start} to {int(start) + LENGTH - 1}": count for start, count in _by_number(ledger.lengths)}
    kinds = dict(sorted(ledger.question_kinds.items(), key=lambda pair: (-pair[1], pair[0])))
    statements = {f"{start} to {2 * int(start) - 1}": count for start, count in _by_number(ledger.statements)}
    titles = (
        (f"Conversations by tokens ({ledger.tokenizer})", lengths),
        ("Rows by kind of question", kinds),
        ("Rationales by proved statements", statements),
    )
    for name, (title, counts) in zip(PICTURES, titles, strict=True):
        (folder / f"{name}.svg").write_text(bars(title, list(counts.items())), encoding="utf-8")


def _by_number(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: int(pair[0]))


def bars(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """Horizontal bars, in the order given; what is beyond the first 30 is one bar."""
    shown = [*counts[:_MOST], *([("all others", sum(n for _, n in counts[_MOST:]))] if len(counts) > _MOST else [])]
    most = max((count for _, count in shown), default=1) or 1
    total = sum(count for _, count in shown) or 1
    height = _BAR * len(shown) + 40
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="12" fill="#808890">',
        f'<text x="8" y="20" font-size="14">{escape(title)}</text>',
    ]
    for place, (label, count) in enumerate(shown):
        top = 34 + _BAR * place
        width = round((_WIDTH - _LABEL - 130) * count / most, 1)
        lines += [
            f'<text x="{_LABEL - 8}" y="{top + 10}" text-anchor="end">{escape(label)}</text>',
            f'<rect x="{_LABEL}" y="{top}" width="{width}" height="{_BAR - 6}" fill="#4a86d8"/>',
            f'<text x="{_LABEL + width + 6}" y="{top + 10}">{count} ({count / total:.1%})</text>',
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"
