"""The local engine: each piece done once, a lost process costs what it held, and processes end with their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import labour
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.engine import RETRIES, Done, Local, Lost, Piece, in_order
from tracepile_hf.engine.local import STARTS
from tracepile_hf.errors import EngineError

PIECES = [Piece(f"number {number}", number) for number in range(9)]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_piece_is_done_once_and_its_place_is_told(workers: int) -> None:
    with Local(workers, labour.nothing) as engine:
        for _ in range(2):  # the processes of the first run serve the second
            results = list(engine.run(labour.double, PIECES))
            assert sorted(result.number for result in results) == list(range(9))
            assert all(isinstance(one, Done) and one.value == 2 * one.piece.given for one in results)
        assert list(engine.run(labour.double, [])) == []


def test_a_lost_process_costs_the_piece_it_held_one_more_try(tmp_path: Path) -> None:
    work = partial(labour.dies_on, folder=str(tmp_path), fatal=4, times=RETRIES)
    with Local(2, labour.nothing) as engine:
        results = {one.number: one for one in engine.run(work, PIECES)}
    assert all(isinstance(one, Done) and one.value == 2 * number for number, one in results.items())
    calls = [path.name.split("-")[1] for path in tmp_path.iterdir()]
    assert {name: calls.count(name) for name in calls} == {str(n): 1 for n in range(9)} | {"4": RETRIES + 1}


def test_a_piece_that_is_lost_each_time_is_told_and_costs_no_other(tmp_path: Path) -> None:
    work = partial(labour.dies_on, folder=str(tmp_path), fatal=4, times=99)
    with Local(2, labour.nothing) as engine:
        results = {one.number: one for one in engine.run(work, PIECES)}
    lost = results.pop(4)
    assert isinstance(lost, Lost)
    assert str(lost) == f"its worker process was lost {RETRIES + 1} times (signal 9)"
    assert lost.piece.id == "number 4"
    assert all(isinstance(one, Done) for one in results.values())
    assert len(results) == 8


@pytest.mark.parametrize(("times", "killed"), [(STARTS - 1, False), (STARTS, True)])
def test_processes_that_are_lost_before_they_are_ready_cost_nothing(tmp_path: Path, times: int, killed: bool) -> None:
    with Local(2, partial(labour.dies_first, str(tmp_path), times, killed)) as engine:
        assert all(isinstance(one, Done) for one in engine.run(labour.double, PIECES))
    assert len(list(tmp_path.iterdir())) == times


def test_processes_that_never_become_ready_end_the_run_in_one_line(tmp_path: Path) -> None:
    opens = partial(labour.dies_first, str(tmp_path), 99, False)
    with Local(2, opens) as engine, pytest.raises(EngineError, match="got 3 in a row"):
        list(engine.run(labour.double, PIECES))


def test_what_the_function_or_the_opening_raises_is_raised_here() -> None:
    with Local(2, labour.nothing) as engine:
        with pytest.raises(ZeroDivisionError, match="three") as caught:
            list(engine.run(labour.raises, PIECES))
        assert "labour.py" in str(caught.value.__cause__)  # where in the worker
        with pytest.raises(EngineError, match="Stubborn: 1 and 2"):
            list(engine.run(labour.raises_stubbornly, PIECES))
        assert len(list(engine.run(labour.double, PIECES))) == 9  # and the engine goes on
    with Local(2, labour.cannot_open) as engine, pytest.raises(ValueError, match="nothing to open"):
        list(engine.run(labour.double, PIECES))


def test_pieces_are_read_no_faster_than_they_are_begun(tmp_path: Path) -> None:
    read: list[int] = []

    def pieces() -> Iterator[Piece[int]]:
        for number in range(40):
            read.append(number)
            yield Piece(str(number), number)

    with Local(2, labour.nothing) as engine:
        for seen, _ in enumerate(engine.run(labour.double, pieces(), ahead=3), start=1):
            assert len(read) <= seen + 4


@given(st.permutations(range(12)))
def test_results_in_order_are_the_same_results(order: list[int]) -> None:
    arriving = [Done(number, Piece(str(number), number), -number) for number in order]
    assert [one.number for one in in_order(arriving)] == list(range(12))


PARENT = """
import sys
sys.path.insert(0, {here!r})
import labour
from tracepile_hf.engine import Local, Piece
if __name__ == "__main__":
    with Local(2, labour.nothing) as engine:
        list(engine.run(labour.says_who_and_waits, [Piece("a", {folder!r}), Piece("b", {folder!r})]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ends a process as POSIX systems do")
def test_workers_end_when_their_parent_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(here=str(Path(__file__).parent), folder=str(tmp_path)))
    parent = subprocess.Popen([sys.executable, str(script)])
    while len(workers := list(tmp_path.glob("worker-*"))) < 2:
        assert parent.poll() is None
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    for path in workers:
        while _alive(int(path.name.partition("-")[2])):  # they do: else this test would not end
            time.sleep(0.05)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # whoever inherits it in a container may not reap it
