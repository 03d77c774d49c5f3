"""Planted items: of benchmarks, near copies of programs, and a near copy of a text that is to stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.quality.decontamination import Reference, index_of
from tracepile_hf.sources.jsonl import read_programs

STORY = (
    "Mira picks 9 plums in the morning and twice as many after lunch, then gives 4 of all her plums to a friend. "
    "How many has she?"
)
BENCHMARK = (
    "def f(xs):\n    best = xs[0]\n    for x in xs[1:]:\n        if x * 2 > best + 1:\n            best = x\n"
    "    return best\n"
)
SAME = "def g(v):\n    top = v[0]\n    for each in v[1:]:\n        if each*2 > top+1: top = each\n    return top\n"
WALK = """def walk(steps):
    place, seen = 0, [0]
    for step in steps:
        if step == "left":
            place -= 1
        elif step == "right":
            place += 1
        else:
            continue
        if place not in seen:
            seen.append(place)
    return sorted(seen)
"""
WALKED = WALK
for old, new in (("walk", "roam"), ("steps", "moves"), ("step", "move"), ("place", "spot"), ("seen", "been")):
    WALKED = WALKED.replace(old, new)
NEARLY = WALKED.replace("    return sorted", "    print(len(been))\n    return sorted")
OTHER = """def tally(words):
    count, kinds = 0, [0]
    for word in words:
        if word == "left":
            count = count * 3 % 7
        while count > 4:
            count -= 2
        kinds = kinds + [count] if len(word) > 2 else [count] + kinds
    return max(kinds), kinds
"""


def programs(folder: Path, *rows: dict[str, Any]) -> Any:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return read_programs(path)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("rensa", reason="rensa is not installed")
    folder = tmp_path_factory.mktemp("planted")
    steps = ["['left', 'right', 'up']"]
    given = programs(
        folder,
        {"id": "walk", "code": WALK, "entry_point": "walk", "arguments": steps},
        {"id": "story", "code": f"# {STORY}\nplums = 9 + 9 * 2 - 4\nprint(plums)\n", "entry_point": None, "stdin": ""},
        {"id": "told", "code": "x = 9 * 3 - 4\nprint(x)\n", "entry_point": None, "stdin": "", "statement": STORY},
        {"id": "function", "code": SAME, "entry_point": "g", "arguments": ["[3, 1, 2]"]},
        {"id": "renamed", "code": WALKED, "entry_point": "roam", "arguments": steps},
        {"id": "nearly", "code": NEARLY, "entry_point": "roam", "arguments": ["['right', 'right']"]},
        {"id": "one", "code": "def f(x):\n    y = x + 5\n    return y\n", "entry_point": "f", "arguments": ["3"]},
        {"id": "two", "code": "def f(x):\n    y = 5 + x\n    return y\n", "entry_point": "f", "arguments": ["3"]},
        {"id": "again", "code": WALK, "entry_point": "walk", "arguments": ["['up', 'left']"]},
        {"id": "tally", "code": OTHER, "entry_point": "tally", "arguments": ["['left', 'right', 'up', 'left']"]},
    )  # fmt: skip
    references = [Reference("plums", "plums/1", STORY), Reference("exec", "exec/7", "", BENCHMARK)]
    build("all-base", out=folder / "out", programs=given, references=index_of(references), not_compared=["lcb"])
    return folder / "out"


def test_what_was_planted_is_dropped_and_what_was_not_is_kept(planted: Path) -> None:
    folder = planted / "all-base"
    kept = {row["id"] for paths in split_files(folder).values() for path in paths for row in read_rows(path)}
    assert kept == {"walk", "tally", "again", "one", "two"}  # the last two are told in nearly the same words
    rejects = [json.loads(line) for line in (folder / "rejects.jsonl").read_text().splitlines()]
    assert {each["id"]: (each["reason"], each.get("detail", "")) for each in rejects} == {
        "story": ("contaminated", "plums"),
        "told": ("contaminated", "plums"),
        "function": ("contaminated", "exec"),
        "renamed": ("duplicate", ""),
        "nearly": ("near_duplicate", ""),
    }


def test_both_reports_say_what_was_found(planted: Path) -> None:
    found = json.loads((planted / "all-base" / "decontamination.json").read_text())
    assert found["not_compared"] == ["lcb"]
    assert found["benchmarks"]["plums"] == {
        "items": 1,
        "hits": 1,
        "rows_dropped": 2,
        "examples": [{"row": name, "item": "plums/1", "how": "13 words"} for name in ("story", "told")],
    }
    assert found["benchmarks"]["exec"]["examples"] == [{"row": "function", "item": "exec/7", "how": "program"}]
    again = json.loads((planted / "all-base" / "duplicates.json").read_text())
    assert again["exact"] == {"clusters": 1, "rows": 1, "largest": [{"kept": "walk", "dropped": ["renamed"]}]}
    assert again["near"]["largest"][0]["kept"] == "walk"
    assert set(again["near"]["largest"][0]["dropped"]) == {"nearly"}
    card = (planted / "README.md").read_text()
    assert "contaminated:plums: the text or the program of a benchmark's item stands in it | 2 |" in card
