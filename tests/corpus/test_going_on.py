"""Processes killed at points that are known by what is on disk: the same bytes come out, and nothing is made twice."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from test_build import DOUBLE, content_of, programs_file

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.ledger import Ledger, read_ledger
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.errors import CorpusError, InputError
from tracepile_hf.sources.jsonl import read_programs

CONFIG = "algorithm-base"
WORK = f".tracepile-{CONFIG}"
COMMAND = [sys.executable, "-m", "tracepile_hf.cli", "build", "--config", CONFIG, "--samples", "36", "--seed", "3"]

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ends processes as POSIX systems do")


def manifests(out: Path) -> dict[str, int]:
    """Name -> when it was written, of every lot that is done."""
    return {path.name: path.stat().st_mtime_ns for path in (out / WORK).glob("lot-*.json")}


def ended_after(lots: int, out: Path, number: int) -> tuple[int, str]:
    """Start a build with two workers and send it a signal when so many lots are done: (exit status, stderr).

    One that was done before its signal came, on a machine that starved the test, is begun anew.
    """
    command = [*COMMAND, "--out", str(out), "--workers", "2", "--no-cache"]
    while True:
        build = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        while build.poll() is None and len(manifests(out)) < lots:
            time.sleep(0.02)
        below = descendants(build.pid)
        build.send_signal(number)
        said = without_progress(build.communicate()[1])
        for pid in below:
            while alive(pid):  # they end: else this test would not
                time.sleep(0.02)
        if build.returncode:
            assert len(below) >= 3, said  # two workers, and what multiprocessing has beside them
            return build.returncode, said
        shutil.rmtree(out)


def without_progress(said: str) -> str:
    """Without what a command says once a minute, on a machine that is so busy."""
    return "".join(line for line in said.splitlines(keepends=True) if " a second, " not in line)


def descendants(pid: int) -> list[int]:
    try:
        found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has just ended
        return []
    return found + [deeper for one in found for deeper in descendants(one)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc")
@pytest.mark.parametrize(("name", "lots"), [("SIGKILL", 5), ("SIGTERM", 1)])
def test_a_build_that_was_ended_goes_on_where_it_stopped(
    corpus: Path, tmp_path: Path, name: str, lots: int, caplog: pytest.LogCaptureFixture
) -> None:
    out = tmp_path / "out"
    status, said = ended_after(lots, out, getattr(signal, name))
    if name == "SIGKILL":
        assert (status, said) == (-9, "")
    else:
        assert status == 128 + getattr(signal, name)
        assert said == f"tracepile: ended by {name}; what is finished stays, and the same command goes on\n"
    assert [path.name for path in out.iterdir()] == [WORK]  # nothing half-written in sight
    before, after = manifests(out), dict[str, int]()
    with caplog.at_level(logging.INFO):
        build(CONFIG, 36, seed=3, out=out, then=lambda ledger: after.update(manifests(out)))
    assert f"going on: {len(before)} of 36 lots were done" in caplog.text
    assert {name: after[name] for name in before} == before  # none of them was made again
    assert content_of(out) == content_of(corpus)


def test_other_wishes_are_refused_while_a_build_is_unfinished(corpus: Path, tmp_path: Path) -> None:
    stop = RuntimeError("stop")

    def stops(ledger: Ledger) -> None:
        raise stop

    with pytest.raises(RuntimeError):
        build(CONFIG, 36, seed=3, out=tmp_path, then=stops)
    assert len(manifests(tmp_path)) == 36
    done = manifests(tmp_path)
    for wish, message in (
        ({"seed": 4}, "expected seed 3, to go on .*, got 4"),
        ({"samples": 37}, "expected samples 36, .*, got 37"),
        ({"budget_tokens": 500}, "expected budget 4096"),
        ({"families": ["heapsort"]}, "expected families"),
        ({"programs": read_programs(programs_file(tmp_path, {"id": "a", "code": DOUBLE}))}, "expected programs bund"),
    ):
        with pytest.raises(InputError, match=f"{message}.*--restart discards"):
            build(CONFIG, out=tmp_path, **{"samples": 36, "seed": 3, **wish})  # type: ignore[arg-type]
    assert manifests(tmp_path) == done
    path = tmp_path / WORK / "lot-000007.jsonl"
    path.write_text("spoilt")
    after: dict[str, int] = {}
    (tmp_path / "in.jsonl").unlink()
    build(CONFIG, 36, seed=3, out=tmp_path, then=lambda ledger: after.update(manifests(tmp_path)))
    assert [name for name in done if after[name] != done[name]] == ["lot-000007.json"]
    assert content_of(tmp_path) == content_of(corpus)
    ledger = build(CONFIG, 5, seed=4, out=tmp_path)  # nothing is left that would bind this one
    assert ledger.kept == 5


def test_restart_discards_what_was_done(tmp_path: Path) -> None:
    def stops(ledger: Ledger) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        build(CONFIG, 6, seed=3, out=tmp_path, then=stops)
    assert build(CONFIG, 6, seed=4, out=tmp_path, restart=True).seed == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", CONFIG]


def killing(seen: list[int]) -> Any:
    """A progress that kills one worker each of the first times it hears of something done."""

    def progress(done: int, planned: int) -> None:
        fresh = [worker.pid for worker in multiprocessing.active_children() if worker.pid not in seen]
        if done and len(seen) < 3 and fresh[-1:]:
            assert fresh[-1] is not None
            os.kill(fresh[-1], signal.SIGKILL)
            seen.append(fresh[-1])

    return progress


def test_killed_workers_cost_neither_rows_nor_the_build(corpus: Path, tmp_path: Path) -> None:
    killed: list[int] = []
    build(CONFIG, 36, seed=3, out=tmp_path, workers=2, progress=killing(killed))
    assert len(killed) == 3
    assert content_of(tmp_path) == content_of(corpus)


def test_killed_workers_do_not_change_what_verifying_finds(corpus: Path) -> None:
    killed: list[int] = []
    report = verify_folder(corpus, 2, killing(killed))
    assert killed
    assert (report.rows, report.failures) == (36, [])


# Every run of it is work for the processor, not a wait: whoever looks on comes to see it, on a busy machine too.
SLOWLY = "def double(x, pause=sum(range(20_000_000))):\n    y = x * 2\n    return y\n"


@pytest.fixture
def two_programs(tmp_path: Path) -> Any:
    programs = [
        {"id": f"double-{n}", "code": SLOWLY + f"# {n}\n", "entry_point": "double", "arguments": [str(n)]}
        for n in range(2)
    ]
    return read_programs(programs_file(tmp_path, *programs))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc")
def test_a_lot_that_is_lost_each_time_is_left_out_named_and_tried_again_by_the_same_command(
    tmp_path: Path, two_programs: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Every worker is killed as soon as it works on a lot (it has started its jail), until both lots are given up."""
    out = tmp_path / "out"
    over = threading.Event()

    def kill() -> None:
        while not over.is_set():
            for worker in multiprocessing.active_children():
                if worker.pid is not None and alive(worker.pid) and descendants(worker.pid):
                    os.kill(worker.pid, signal.SIGKILL)
            time.sleep(0.005)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        ledger = build(CONFIG, out=out, workers=2, programs=two_programs)
    finally:
        over.set()
        killer.join()
    assert ledger.dropped == {"lost": 2}
    assert "lot 0 (double-0) is left out: its worker process was lost 4 times (signal 9)" in caplog.text
    assert read_ledger(out / CONFIG / "ledger.json").dropped == {"lost": 2}
    rejects = (out / CONFIG / "rejects.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in rejects] == ["double-0", "double-1"]
    assert build(CONFIG, out=out, programs=two_programs).dropped == {}
    build(CONFIG, out=tmp_path / "undisturbed", programs=two_programs)
    assert content_of(out) == content_of(tmp_path / "undisturbed")


FULL = """
import resource, sys
from tracepile_hf.corpus.build import build
from tracepile_hf.errors import CorpusError

def full(done, planned):
    if done > 3:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))

if __name__ == "__main__":
    try:
        build("algorithm-base", 36, seed=3, out=sys.argv[1], progress=full)
    except CorpusError as error:
        print(error)
"""


def test_a_full_disk_is_said_and_what_is_finished_stays(corpus: Path, tmp_path: Path) -> None:
    """A limit on the size of files fails a write in its middle, as a full disk does."""
    ran = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True)
    expected = f"expected to write into {tmp_path}, got File too large; what is finished stays there\n"
    assert (ran.stdout, ran.stderr) == (expected, "")
    assert [path.name for path in tmp_path.iterdir()] == [WORK]
    assert len(manifests(tmp_path)) >= 4
    assert [path for path in (tmp_path / WORK).iterdir() if path.name.startswith(".")] == []
    build(CONFIG, 36, seed=3, out=tmp_path)
    assert content_of(tmp_path) == content_of(corpus)


def test_strict_ends_the_build(tmp_path: Path, two_programs: Any) -> None:
    from tracepile_hf.corpus.build import _Making
    from tracepile_hf.corpus.configs import config_of
    from tracepile_hf.corpus.lots import program_lots
    from tracepile_hf.corpus.order import Order
    from tracepile_hf.engine import Lost
    from tracepile_hf.engine.shards import Unfinished

    class Losing:
        """An engine all of whose workers are lost."""

        def run(self, work: Any, pieces: Any, ahead: int | None = None) -> Any:
            return (Lost(number, piece, 4, "signal 9") for number, piece in enumerate(pieces))

    order = Order(config_of(CONFIG), 0, 4096)
    lots = program_lots(two_programs)
    with Unfinished(tmp_path / WORK, {}) as unfinished:
        making = _Making(Losing(), order, unfinished, lambda done, planned: None, strict=False)
        assert making.make(lots, 0, 2) == lots
        making.strict = True
        with pytest.raises(CorpusError, match=r"lot 0 \(double-0\) failed: its worker process was lost 4 times"):
            making.make(lots, 0, 2)
