"""Runs the tiny-cpu recipes in turn with `trl sft` itself and shows that each one's loss fell.

    python trainers/smoke/train.py [--steps 30] [RECIPE ...]

Exits with 1 when a stage does not save a model or its loss does not fall. `trainers/smoke/prepare.py` comes first.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

RECIPES = Path(__file__).parent.parent / "recipes" / "tiny-cpu"
ORDER = (
    "continued_pretraining/pretrain.yaml",
    "continued_pretraining/instruct.yaml",
    "two_stage/stage1.yaml",
    "two_stage/stage2.yaml",
    "control/instruct.yaml",
)
LOSS = re.compile(r"['\"]loss['\"]: ['\"]?([0-9.]+)")


def train(recipe: Path, steps: int) -> tuple[float, float]:
    """(first, last) logged loss of one recipe."""
    script = "from trl.cli import main; main()"
    command = [sys.executable, "-c", script, "sft", "--config", str(recipe), "--max_steps", str(steps)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    losses = [float(found) for found in LOSS.findall(done.stdout + done.stderr)]
    if done.returncode or len(losses) < 2:
        raise SystemExit(f"{recipe}: exit status {done.returncode}\n{done.stderr[-3000:]}")
    return losses[0], losses[-1]


def main() -> None:
    """Train every recipe; say what happened to the loss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipes", nargs="*", default=list(ORDER))
    parser.add_argument("--steps", type=int, default=30)
    options = parser.parse_args()
    fell = True
    for name in options.recipes:
        first, last = train(RECIPES / name, options.steps)
        print(f"{name}: loss {first:.3f} -> {last:.3f}", flush=True)
        fell = fell and last < first
    raise SystemExit(0 if fell else 1)


if __name__ == "__main__":
    main()
