"""Writes the table of how much of texts in ordinary words is read, by style of writing, into docs/claims.md.

    python docs/write_reach.py

The texts are those of tests/verification/texts/{f,g,h}_written.txt, which were written before it was tried which of
them are read; what was read of them then is kept beside them, in first_reading.csv.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "verification"))

from test_texts import FOLDER, TEXTS, Text, judged  # noqa: E402  # found only after the path is set

PAGE = HERE / "claims.md"
BEGIN, END = "<!-- reach: begin (written by docs/write_reach.py) -->", "<!-- reach: end -->"
COLUMNS = (
    "true texts",
    "accepted at first",
    "refuted at first",
    "accepted, lenient",
    "accepted, strict",
    "refuted now",
)
HEAD = f"| style | {' | '.join(COLUMNS)} |"


def programs(names: str) -> set[str]:
    """The programs that files of texts are about."""
    blocks = [
        block for name in names for block in (FOLDER / f"{name}_written.txt").read_text("utf-8").split("\n=== ")[1:]
    ]
    return {block.partition(":")[0] for block in blocks}


def counted(texts: list[Text]) -> list[int]:
    """How many there are, are accepted leniently and strictly, and are refuted leniently."""
    lenient = [judged(text, "lenient") for text in texts]
    return [
        len(texts),
        sum(verdict.accepted for verdict in lenient),
        sum(judged(text, "strict").accepted for text in texts),
        sum(verdict.reason in ("refuted", "answer_wrong") for verdict in lenient),
    ]


def table() -> str:
    """The table, and one sentence about the false texts."""
    written = programs("fgh")
    with (FOLDER / "first_reading.csv").open(encoding="utf-8") as file:
        first = {row["style"]: (int(row["accepted"]), int(row["refuted"])) for row in csv.DictReader(file)}
    rows = [HEAD, "|---" * 7 + "|"]
    sums = [0] * 6
    for style, (accepted, refuted) in first.items():
        texts = [text for text in TEXTS if text.true and text.program in written and text.style == style]
        count, lenient, strict, wrong = counted(texts)
        row = [count, accepted, refuted, lenient, strict, wrong]
        sums = [one + other for one, other in zip(sums, row, strict=True)]
        rows.append(f"| {style} | {' | '.join(map(str, row))} |")
    rows.append(f"| all | {' | '.join(map(str, sums))} |")
    true = [text for text in TEXTS if text.true]
    false = [text for text in TEXTS if not text.true]
    count, lenient, strict, wrong = counted(true)
    passed = [sum(judged(text, placing).accepted for text in false) for placing in ("strict", "lenient")]
    of_place = sum(text.style == "strict" and judged(text, "lenient").accepted for text in false)
    told = (
        f"Of all {count} true texts over {len({text.program for text in true})} programs {lenient} are accepted "
        f"leniently, {strict} strictly, {wrong} refuted; of {len(false)} false ones {passed[0]} strictly and "
        f"{passed[1] - of_place} leniently, but for {of_place} that are false of their place only (style `strict`)."
    )
    return "\n".join([*rows, "", *_folded(told)])


def _folded(text: str, width: int = 120) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def main() -> None:
    """Puts the table into the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
