"""Every paradigm with adapters, as a user types it: train, prove, go on, merge, card, push (dry).

    python trainers/smoke/lora.py [--steps 20] [PARADIGM ...]

The second stage starts from the first one's adapter. Exits with 1 when a command fails or what it should leave is not
there. `trainers/smoke/prepare.py` comes first.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import yaml

RECIPES = Path(__file__).parent.parent / "recipes" / "tiny-cpu"
OUT = Path("runs/tiny-cpu/lora")
BASE = "Qwen/Qwen2.5-0.5B"
PARADIGMS = {
    "continued_pretraining": ("pretrain", "instruct"),
    "two_stage": ("stage1", "stage2"),
    "control": ("instruct",),
}
CORPUS = "runs/tiny-cpu/corpus:algorithm"


def tracepile(*words: str) -> str:
    """Run a command; its output. Ends this program with the command's own words if it fails."""
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tracepile_hf.cli", *words]
    done = subprocess.run(command, env=one_thread, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"tracepile {' '.join(words)}\n{done.stdout[-1000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def options(steps: int, start: Path | None) -> Path:
    """The options laid over a tiny recipe: adapters, and for a second stage the adapter that it starts from."""
    settings = {"use_peft": True, "lora_r": 8, "lora_alpha": 16, "lora_target_modules": "all-linear"}
    more = {} if start is None else {"model_name_or_path": str(start)}
    file = OUT / f"options-{'first' if start is None else start.name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump({**settings, "max_steps": steps, "save_steps": steps, **more}), encoding="utf-8")
    return file


def paradigm(name: str, steps: int) -> None:
    """All stages of a paradigm, then the merged model with its card."""
    start: Path | None = None
    for stage in PARADIGMS[name]:
        out = OUT / name / stage
        proofs = ["--prove-every", str(steps), "--prove-questions", "10", "--prove-on", CORPUS] if start is None else []
        laid = ["--options", str(options(steps, start)), "--out", str(out), "--overwrite"]
        tracepile("train", str(RECIPES / name / f"{stage}.yaml"), "--gpus", "0", *laid, *proofs)
        state = json.loads((out / f"checkpoint-{steps}" / "trainer_state.json").read_text(encoding="utf-8"))
        losses = [line["loss"] for line in state["log_history"] if "loss" in line]
        proved = [line for line in state["log_history"] if "proof/claims_proved" in line]
        shares = [(line["proof/claims_proved"], line["proof/answers_cut"]) for line in proved]
        told = "".join(f", claims proved {share:.2f}, answers cut {cut:.2f}" for share, cut in shares)
        print(f"{name}/{stage} as an adapter: loss {losses[0]:.3f} -> {losses[-1]:.3f}{told}", flush=True)
        if proofs and not proved:
            raise SystemExit(f"{out}: expected a proof of the model's answers, got none")
        start = out
    assert start is not None
    merged = Path(tracepile("merge", str(start)).strip())
    apart = OUT / name / "card"  # a card names a known base, and the tiny one has other sizes: rendered beside it
    apart.mkdir(exist_ok=True)
    tracepile("card", str(apart), "--base", BASE, "--paradigm", f"{name}/{PARADIGMS[name][-1]}")
    (apart / "README.md").replace(merged / "README.md")
    sent = tracepile("push-model", str(merged), "me/tiny")
    if "model.safetensors" not in sent or "training_args" in sent:
        raise SystemExit(f"expected a plan with weights and without arguments, got {sent}")
    print(f"{name}: merged, carded, pushed dry: {sent.strip().splitlines()[-2].strip()}", flush=True)


def main() -> None:
    """Every paradigm in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paradigms", nargs="*", default=list(PARADIGMS))
    parser.add_argument("--steps", type=int, default=20)
    given = parser.parse_args()
    for name in given.paradigms:
        paradigm(name, given.steps)


if __name__ == "__main__":
    main()
