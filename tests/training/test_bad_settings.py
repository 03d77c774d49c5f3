"""Settings that are wrong for any recipe are told before anything is loaded; TRL need not be there for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.training.check import Machine, problems
from tracepile_hf.training.launch import start
from tracepile_hf.training.mixture import ChatSource, Part, demand_names, write, write_sizes
from tracepile_hf.training.recipe import Recipe, Value, read

CPU = Machine(0, 0.0, "single")
ROWS = [{"id": str(number), "messages": [{"role": "user", "content": "x" * 50}]} for number in range(20)]


def told(**settings: Value) -> list[str]:
    least = {"model_name_or_path": "me/model", "dataset_name": "me/data"}
    recipe = Recipe(Path("r.yaml"), {**least, **settings})
    return [str(problem) for problem in problems(recipe, CPU)]


def whole(name: str) -> Part:
    return Part(name, (ChatSource(ROWS, lambda row: list(row["messages"])),))


def count(messages: list[dict[str, str]]) -> int:
    return sum(len(message["content"]) for message in messages)


def test_an_output_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert told(output_dir=str(tmp_path / "new" / "deep")) == []
    (said,) = told(output_dir=str(tmp_path / "file" / "deep"))
    assert said == f"expected a folder for the model, got a file in its place (output_dir: {tmp_path / 'file'})"
    with pytest.raises(InputError, match="an output_dir that can be written, got Not a directory"):
        start(Recipe(Path("r.yaml"), {"output_dir": str(tmp_path / "file" / "deep")}), CPU)


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "t.jinja").write_bytes(b"\xff")
    with pytest.raises(InputError, match="expected UTF-8 text, got byte 0xff"):
        told(chat_template_path=str(tmp_path / "t.jinja"), assistant_only_loss=True)


@pytest.mark.parametrize("value", [".nan", ".inf", "[1]", "{a: 1}", "text", "2020-01-01"])
def test_a_number_that_is_none(tmp_path: Path, value: str) -> None:
    (tmp_path / "r.yaml").write_text(f"max_length: {value}\n")
    recipe = read(tmp_path / "r.yaml")
    (said,) = [str(problem) for problem in problems(recipe, CPU)]
    assert re.match(r"expected a whole number or null for max_length, got .* \(.*r\.yaml: max_length\)", said)


def test_a_mixture_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def failing(messages: list[dict[str, str]]) -> int:
        calls.append(1)
        if len(calls) > 12:
            raise OSError(28, "No space left on device")
        return 50

    for write_it in (
        lambda: write([whole("a"), whole("b")], 500, failing, 0, tmp_path / "mix"),
        lambda: write_sizes(whole("a"), 4, failing, 0, tmp_path / "mix"),
    ):
        calls: list[int] = []
        with pytest.raises(InputError, match="got No space left on device"):
            write_it()
        assert not (tmp_path / "mix").exists()
    write([whole("a"), whole("b")], 500, count, 0, tmp_path / "mix")
    assert sorted(path.name for path in (tmp_path / "mix").iterdir()) == ["README.md", "a", "b", "mixture.json"]


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "/a", "a\\b", ".a", "a\n", "README.md", "a:b", "-a"])
def test_a_part_stays_inside_of_the_mixture(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a part's name"):
        write([whole(name)], 500, count, 0, tmp_path / "mix")
    assert list(tmp_path.iterdir()) == []


def test_names_differ_by_more_than_case() -> None:
    demand_names(["full", "io", "größe", "w.o-query"])
    with pytest.raises(InputError, match="expected a name for each part, got 'IO' twice"):
        demand_names(["full", "io", "IO"])
