"""Runs the tiny-cpu recipes in turn with TRL's own program and shows that each one's loss fell.

    python trainers/smoke/train.py [--steps 20] [RECIPE ...]

The stages of a paradigm follow each other; paradigms run side by side where there are cores. The first recipe goes
through `trl sft` itself, the others straight to the script that it launches, which saves half of the time.
Exits with 1 when a stage does not save a checkpoint and a model, or its loss does not fall.
`trainers/smoke/prepare.py` comes first.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import yaml

RECIPES = Path(__file__).parent.parent / "recipes" / "tiny-cpu"
ORDER = (
    "continued_pretraining/pretrain.yaml",
    "continued_pretraining/instruct.yaml",
    "two_stage/stage1.yaml",
    "two_stage/stage2.yaml",
    "control/instruct.yaml",
)
LAUNCHED = ("-c", "from trl.cli import main; main()", "sft")
STRAIGHT = ("-m", "trl.scripts.sft")
LOSS = re.compile(r"['\"]loss['\"]: ['\"]?([0-9.]+)")


def train(recipe: Path, steps: int, program: tuple[str, ...]) -> tuple[float, float]:
    """(first, last) logged loss of one recipe, which must leave a checkpoint and a model."""
    command = [sys.executable, *program, "--config", str(recipe), "--max_steps", str(steps)]
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1"}  # more only wait for each other on so small a model
    done = subprocess.run(command, env=one_thread, capture_output=True, text=True, check=False)
    losses = [float(found) for found in LOSS.findall(done.stdout + done.stderr)]
    if done.returncode or len(losses) < 2:
        raise SystemExit(f"{recipe}: exit status {done.returncode}\n{done.stderr[-3000:]}")
    folder = Path(yaml.safe_load(recipe.read_text(encoding="utf-8"))["output_dir"])
    for needed in ("model.safetensors", f"checkpoint-{steps}/model.safetensors"):
        if not (folder / needed).is_file():
            raise SystemExit(f"{recipe}: expected {needed} in {folder}, got none")
    return losses[0], losses[-1]


def paradigms(recipes: list[str]) -> list[list[str]]:
    """Recipes by the folder they are in, each in its order: a later one starts from what an earlier one has saved."""
    return [list(found) for _, found in groupby(recipes, key=lambda name: name.split("/")[0])]


def main() -> None:
    """Train every recipe; say what happened to the loss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", nargs="*", default=list(ORDER))
    parser.add_argument("--steps", type=int, default=20)
    options = parser.parse_args()

    def stages(names: list[str]) -> bool:
        fell = True
        for name in names:
            program = LAUNCHED if name == options.recipes[0] else STRAIGHT
            first, last = train(RECIPES / name, options.steps, program)
            print(f"{name}: loss {first:.3f} -> {last:.3f}", flush=True)
            fell = fell and last < first
        return fell

    with ThreadPoolExecutor(min(3, os.cpu_count() or 1)) as pool:
        fell = list(pool.map(stages, paradigms(options.recipes)))
    raise SystemExit(0 if all(fell) else 1)


if __name__ == "__main__":
    main()
