"""Starting and ending a run: the folder it writes into, and that no process of it outlives the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import until

from tracepile_hf.errors import InputError
from tracepile_hf.training import finished

WORKERS = """
import os, subprocess, sys, time
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(f"{os.getpid()} {inner.pid} ")
time.sleep(600)
"""
TRAINING = """
import sys
from tracepile_hf.cli.printing import EndedBySignal, ended_by_signals
from tracepile_hf.training.launch import _group
try:
    with ended_by_signals(), _group([sys.executable, "-c", sys.argv[1], sys.argv[2]]) as process:
        process.wait()
except EndedBySignal as end:
    raise SystemExit(128 + end.number)
"""


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked for in /proc")
def test_a_signal_ends_launcher_and_workers(tmp_path: Path) -> None:
    told = tmp_path / "told"
    started = subprocess.Popen([sys.executable, "-c", TRAINING, WORKERS, str(told)])
    until(lambda: told.exists() and told.read_text().endswith(" "), "both processes started")
    processes = [int(number) for number in told.read_text().split()]
    assert all(alive(process) for process in processes)
    os.kill(started.pid, signal.SIGTERM)
    assert started.wait() == 128 + signal.SIGTERM
    until(lambda: not any(alive(process) for process in processes), "both processes ended")


def run(folder: Path) -> Path:
    (folder / "checkpoint-5").mkdir(parents=True)
    (folder / "checkpoint-5" / "trainer_state.json").write_text("{}")
    (folder / "checkpoint-20").mkdir()
    (folder / "checkpoint-20" / "trainer_state.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"w")
    (folder / "recipe.yaml").write_text("a: 1\n")
    (folder / "notes.txt").write_text("mine")
    return folder


def test_a_folder_that_holds_a_run_is_asked_about(tmp_path: Path) -> None:
    folder = run(tmp_path / "out")
    with pytest.raises(InputError, match="--resume CHECKPOINT or --overwrite, got one that has checkpoint-20"):
        finished.demand_free(folder, None)
    with pytest.raises(InputError, match="a checkpoint of this folder's own run"):
        finished.demand_free(folder, tmp_path / "other" / "checkpoint-5")
    assert finished.last_checkpoint(folder) == folder / "checkpoint-20"
    finished.demand_free(folder, finished.last_checkpoint(folder))
    finished.demand_free(tmp_path / "new", None)
    with pytest.raises(InputError, match="a folder with checkpoints, got none"):
        finished.last_checkpoint(tmp_path / "new")


def test_only_what_a_run_left_is_deleted(tmp_path: Path) -> None:
    folder = run(tmp_path / "out")
    finished.clear(folder)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    finished.clear(folder)
    other = run(tmp_path / "other")
    (other / "recipe.yaml").unlink()
    with pytest.raises(InputError, match=r"a folder of `tracepile train`, with recipe\.yaml, got another"):
        finished.clear(other)
    assert (other / "model.safetensors").exists()
