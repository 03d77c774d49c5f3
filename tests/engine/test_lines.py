"""Lines in a file are whole, belong to their inputs, and are gone on with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tracepile_hf.engine.lines import Lines
from tracepile_hf.engine.shards import Busy
from tracepile_hf.errors import InputError

INPUTS = {"programs": "abc"}


def write(path: Path, *lines: str, finish: bool = False, restart: bool = False, programs: str = "abc") -> list[bytes]:
    """Add lines; those that were there before."""
    with Lines(path, {"programs": programs}, restart=restart) as file:
        there = list(file.there())
        for line in lines:
            file.add(line)
        if finish:
            file.finish()
    return there


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "nowhere" / "out.jsonl", "one")
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_there_and_a_line_that_was_cut_is_not(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    assert write(path, "one", "two") == []
    with path.open("ab") as file:
        file.write(b'"thr')
    assert write(path, "three") == [b"one\n", b"two\n"]
    assert write(path, "four", finish=True) == [b"one\n", b"two\n", b"three\n"]
    assert path.read_bytes() == b"one\ntwo\nthree\nfour\n"
    assert list(tmp_path.iterdir()) == [path]
    assert write(path, "anew", finish=True) == []  # it was finished: this is another one
    assert path.read_bytes() == b"anew\n"


def test_lines_of_other_inputs_are_refused_until_they_are_discarded(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write(path, "one")
    with pytest.raises(InputError, match=r"expected programs abc, .*got xyz .*--restart"):
        write(path, "other", programs="xyz")
    assert path.read_bytes() == b"one\n"
    assert write(path, "other", programs="xyz", restart=True, finish=True) == []
    assert path.read_bytes() == b"other\n"


def test_a_file_of_somebodys_that_was_not_begun_here_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("somebody's\n")
    assert write(path, "one", finish=True) == []
    assert path.read_bytes() == b"one\n"


def test_two_at_once_are_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with Lines(path, INPUTS) as file:
        file.add("one")
        with pytest.raises(Busy):
            write(path, "two")
    assert path.read_bytes() == b"one\n"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    assert write(path, "one", "two", finish=True) == []
    assert os.read(reader, 100) == b"one\ntwo\n"
    os.close(reader)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_what_cannot_be_written_is_an_error_of_the_system() -> None:
    with Lines(Path("/dev/full"), INPUTS) as file, pytest.raises(OSError, match="No space left"):
        file.add("one")
