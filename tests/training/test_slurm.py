"""The Slurm scripts, run by bash with programs in place of Slurm's that write down what they are asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tracepile_hf.training.where import trainers_folder

SLURM = trainers_folder() / "slurm"
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A PATH on which sbatch, srun and scontrol write their words to a file each, and srun runs what it is given."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    programs = {
        "sbatch": 'echo "$@" >> "$TOLD/sbatch"; echo "$((100 + $(wc -l < "$TOLD/sbatch")));cluster"',
        "scontrol": "printf 'node7\\nnode8\\n'",
        "srun": 'shift; for SLURM_NODEID in 0 1; do export SLURM_NODEID; "$@"; done',
        "tracepile": 'echo "$@" >> "$TOLD/tracepile"',
    }
    for name, body in programs.items():
        (bin_folder / name).write_text(f"#!/bin/bash\n{body}\n")
        (bin_folder / name).chmod(0o755)
    return {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "TOLD": str(tmp_path)}


def test_stage_two_waits_for_stage_one(environment: dict[str, str], tmp_path: Path) -> None:
    recipes = trainers_folder() / "recipes" / "qwen2.5-7b"
    words = ["bash", str(SLURM / "two_stages.sh"), str(recipes), "--partition", "h100"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "stage1: job 101; stage2: job 102, after it\n"
    checked = (tmp_path / "tracepile").read_text().splitlines()
    assert [line.endswith("--gpus 8 --machines 2 --main-address login --check-only") for line in checked] == [True] * 2
    first, second = (tmp_path / "sbatch").read_text().splitlines()
    assert first.startswith("--parsable --nodes 2 --gpus-per-node 8 --partition h100 ")
    assert first.endswith("two_stage/stage1.yaml")
    assert second.startswith("--parsable --dependency=afterok:101 --kill-on-invalid-dep=yes ")
    assert second.endswith("two_stage/stage2.yaml")


def test_a_job_starts_every_machine_with_its_rank(environment: dict[str, str], tmp_path: Path) -> None:
    slurm = {"SLURM_JOB_ID": "41234", "SLURM_NNODES": "2", "SLURM_GPUS_ON_NODE": "8", "SLURM_JOB_NODELIST": "node[7-8]"}
    words = ["bash", str(SLURM / "train.sbatch"), "r.yaml", "--report-to", "wandb"]
    subprocess.run(words, env={**environment, **slurm}, check=True)
    subprocess.run(words, env={**environment, **slurm, "SLURM_RESTART_COUNT": "1"}, check=True)
    told = (tmp_path / "tracepile").read_text().splitlines()
    shared = "--gpus 8 --machines 2 "
    assert told[0] == f"train r.yaml --report-to wandb {shared}--main-address node7 --check-only"
    started = [f"{shared}--rank {rank} --main-address node7 --main-port 21234" for rank in (0, 1)]
    assert told[1:3] == [f"train r.yaml --report-to wandb {words}" for words in started]
    assert told[4:] == [f"train r.yaml --report-to wandb --resume last {words}" for words in started]
