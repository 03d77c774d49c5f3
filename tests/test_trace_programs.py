"""`trace --programs` under kills: rows as they come, the same bytes in the end, none of them made twice."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tracepile_hf.sources.jsonl import read_entries
from tracepile_hf.tracing import trace_programs

PROGRAMS = 24
HELD_AT = 12
# An entry that is refused is named on stderr, and this name is more than a pipe takes: while nobody reads, the command
# stays at this entry, however slow the machine is that is to end it before it has done all.
LONG_NAME = "w" * 200_000
COUNT = "def count(n):\n    total = 0\n    for i in range(n):\n        total += i * {factor}\n    return total\n"
COMMAND = [sys.executable, "-m", "tracepile_hf.cli", "trace", "--workers", "2"]

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ends processes as POSIX systems do")


def without_progress(said: str) -> str:
    """Without what a command says once a minute, on a machine that is so busy, and without the long name."""
    return "".join(line for line in said.splitlines(keepends=True) if " a second, " not in line and "www" not in line)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with in.jsonl and the out.jsonl that nothing disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with (folder / "in.jsonl").open("w") as file:
        for n in range(PROGRAMS):
            code = COUNT.format(factor=n)
            entry = {"id": f"p{n}", "code": code, "entry_point": "count", "arguments": [str(n)]}
            file.write(json.dumps(entry if n != HELD_AT else {**entry, "id": LONG_NAME, "arguments": ["?"]}) + "\n")
    rows = list(trace_programs(read_entries(folder / "in.jsonl")))
    assert {row["witness"] for row in rows} == {"program"}
    assert [n for n, row in enumerate(rows) if not row["accepted"]] == [HELD_AT]
    (folder / "out.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


@pytest.mark.parametrize(("name", "rows"), [("SIGKILL", 1), ("SIGINT", 9)])
def test_rows_that_were_written_are_gone_on_with(undisturbed: Path, tmp_path: Path, name: str, rows: int) -> None:
    out, expected = tmp_path / "out.jsonl", (undisturbed / "out.jsonl").read_bytes()
    command = [*COMMAND, "--programs", str(undisturbed / "in.jsonl"), "--out", str(out)]
    # A shell that puts the tests into the background has SIGINT ignored, and a program that finds it so leaves it so.
    heeding = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    first = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heeding)
    while not out.exists() or out.read_bytes().count(b"\n") < rows:
        assert first.poll() is None
        time.sleep(0.01)
    first.send_signal(getattr(signal, name))
    said = without_progress(first.communicate()[1])
    ended = "tracepile: ended by SIGINT; what is finished stays, and the same command goes on\n"
    assert said == ("" if name == "SIGKILL" else ended)
    there = out.read_bytes().count(b"\n")
    assert rows <= there <= HELD_AT + 1
    assert expected.startswith(out.read_bytes())
    with out.open("ab") as file:
        file.write(b'{"id": "p')  # as if the disk had been full, or the machine had gone
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert without_progress(again.stderr) == (
        f"tracepile: going on: {there} of {PROGRAMS} programs were done\n{PROGRAMS - 1:6d}  finished, proved\n"
        "     1  refused, not accepted: bad_input\n"
    )
    assert out.read_bytes() == expected
    assert list(tmp_path.iterdir()) == [out]


def test_killed_workers_cost_no_row(undisturbed: Path) -> None:
    made: list[str] = []
    for row in trace_programs(read_entries(undisturbed / "in.jsonl"), workers=2):
        made.append(json.dumps(row) + "\n")
        if len(made) in (1, 5, 12):
            worker = multiprocessing.active_children()[0]
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
    assert "".join(made).encode() == (undisturbed / "out.jsonl").read_bytes()


def test_rows_of_other_programs_are_told(undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    command = [*COMMAND, "--programs", str(undisturbed / "in.jsonl"), "--out", str(out)]
    first = subprocess.Popen(command, stderr=subprocess.PIPE)
    while not out.exists() or out.read_bytes().count(b"\n") < 3:
        assert first.poll() is None
        time.sleep(0.01)
    first.kill()
    first.communicate()
    other = subprocess.run([*command, "--budget", "900"], capture_output=True, text=True)
    assert other.returncode == 1
    assert "expected budget None, to go on with what is unfinished, got 900" in other.stderr
    lines = out.read_text().splitlines(keepends=True)
    out.write_text("".join([lines[1], lines[0], *lines[2:]]))
    mixed = subprocess.run(command, capture_output=True, text=True)
    assert mixed.returncode == 1
    assert mixed.stderr.startswith("tracepile: expected the row of 'p0', to go on with, got that of 'p1' (")
    assert "--restart begins anew" in mixed.stderr
    anew = subprocess.run([*command, "--restart"], capture_output=True, text=True)
    assert (anew.returncode, out.read_bytes()) == (0, (undisturbed / "out.jsonl").read_bytes())


def test_a_row_says_which_witness_it_had(undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    command = [*COMMAND, "--programs", str(undisturbed / "in.jsonl"), "--out", str(out), "--witness", "none"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    assert {json.loads(line)["witness"] for line in out.read_text().splitlines()} == {"none"}
    wrong = subprocess.run([*command[:-1], "some"], capture_output=True, text=True)
    assert wrong.returncode != 0
    assert "expected all, program or none, got 'some'" in wrong.stderr
