"""Runs of words that prompts of a built config share with benchmarks: which, and in how many of each.

    python benchmarks/shared_runs.py FOLDER/words BENCHMARKS [--words 8]

BENCHMARKS is a folder of JSON or JSONL files; every text in them counts. Numbers count as one word, whatever they are,
so that a sentence with other numbers is the same one. What is printed can be read in a minute, or it is too much.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from tracepile_hf.corpus.parquet import read_rows, split_files

WORD: Final = re.compile(r"[a-z]+|\d+(?:\.\d+)?")


def runs_of(text: str, length: int) -> set[tuple[str, ...]]:
    """The runs of so many words, with # for numbers; runs of single letters and numbers alone are none."""
    words = ["#" if word[0].isdigit() else word for word in WORD.findall(text.lower())]
    runs = zip(*(words[start:] for start in range(length)), strict=False)
    return {run for run in runs if sum(len(word) > 1 for word in run) >= length // 2}


def texts_in(value: Any) -> Iterator[str]:
    """All texts in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


def items_in(folder: Path) -> Iterator[tuple[str, str]]:
    """(benchmark, text) of every item in a folder."""
    for path in sorted(folder.rglob("*.json*")):
        name = path.relative_to(folder).parts[0].partition(".")[0]
        if path.suffix == ".jsonl":
            values: Iterable[Any] = (json.loads(line) for line in path.open(encoding="utf-8") if line.strip())
        else:
            values = [json.loads(path.read_text(encoding="utf-8"))]
        for value in values:
            for text in texts_in(value):
                yield name, text


def main() -> None:
    """Print the shared runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("benchmarks", type=Path)
    parser.add_argument("--words", type=int, default=8)
    arguments = parser.parse_args()
    ours: Counter[tuple[str, ...]] = Counter()
    families: dict[tuple[str, ...], str] = {}
    rows = 0
    for paths in split_files(arguments.config).values():
        for path in paths:
            for row in read_rows(path):
                rows += 1
                for run in runs_of(row["messages"][0]["content"], arguments.words):
                    ours[run] += 1
                    families[run] = row["family"]
    shared: dict[tuple[str, ...], Counter[str]] = {}
    for name, text in items_in(arguments.benchmarks):
        for run in runs_of(text, arguments.words) & ours.keys():
            shared.setdefault(run, Counter())[name] += 1
    for run in sorted(shared, key=lambda one: -ours[one]):
        where = ", ".join(f"{name} {count}" for name, count in shared[run].most_common())
        print(f"{ours[run]:>5} rows, {families[run]}: {' '.join(run)!r} ({where})")
    print(f"{len(shared)} runs of {arguments.words} words shared, of {len(ours)} in {rows} prompts")


if __name__ == "__main__":
    main()
