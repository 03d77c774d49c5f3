"""What a training step costs: tokens a second, MFU and peak memory of each way to run it, side by side.

    python benchmarks/training.py                                  # 0.5B, 1.5B and 7B shapes at 8,192 on one CUDA GPU
    python benchmarks/training.py --shape 1.5b --out table.json    # one shape, figures kept
    python benchmarks/training.py --minutes 10 --out table.json    # what fits, most wanted first; again: the rest
    python benchmarks/training.py                                  # on a CPU: tiny; losses are compared, nothing timed

Qwen2.5's shapes with random weights, Liger's layer kernels on/off x packing on/off x attention x loss path:
`full` (transformers' own head, all logits at once), `trl` (TRL's fused head, what `trl sft` uses) and `liger` (Liger's
fused linear cross-entropy, which TRL refuses from 1.15 on). Every variant runs in a process of its own, on the same
samples in the same order from the same weights, so the losses of its first 20 steps must be those of the first variant.

With `--minutes`, variants are run in rounds over the shapes, those first on which a recipe's settings hang (packing
with each attention and loss path, then Liger's kernels, then padded batches), with fewer steps of the larger shapes;
what would begin too late is told as not measured. Figures are kept in `--out` as they come, and what stands there is
not run again: what a first run had no time for, a second one does.

A step is 8,192 tokens in several samples: as one packed row, or as a batch padded to its longest sample. Tokens are
counted without padding. MFU: (6 x weights in matrix products + 6 x layers x hidden x length of the sample) x tokens a
second / the GPU's dense bf16 peak; the second term is causal attention, forward and backward, and recomputation counts
for nothing. Weights are float32 under bf16 autocast, AdamW, activations recomputed, as in the recipes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final

SHAPES: Final[dict[str, dict[str, Any]]] = {
    "tiny": {"layers": 2, "hidden": 64, "inner": 128, "heads": 4, "shared": 2, "words": 512, "tied": True},
    "0.5b": {"layers": 24, "hidden": 896, "inner": 4864, "heads": 14, "shared": 2, "words": 151936, "tied": True},
    "1.5b": {"layers": 28, "hidden": 1536, "inner": 8960, "heads": 12, "shared": 2, "words": 151936, "tied": True},
    "7b": {"layers": 28, "hidden": 3584, "inner": 18944, "heads": 28, "shared": 4, "words": 152064, "tied": False},
}
LENGTHS: Final = (0.36, 0.27, 0.2, 0.12, 0.05)  # of the samples of a step, as shares of the sequence
PEAKS: Final = {"H100": 989.4e12, "H200": 989.4e12, "A100": 312e12, "L40S": 362e12, "B200": 2250e12}  # dense bf16
COMPARED: Final = 20  # steps whose losses must agree
WARMING: Final = 5
TOLERANCE: Final = {"cuda": 1e-2, "cpu": 1e-4}  # relative; bf16 products round differently, float32 hardly
NOT_MEASURED: Final = "not measured"
NO_TIME: Final = "no time left"
STEPS: Final = {"tiny": 6, "0.5b": 25, "1.5b": 16, "7b": 10}  # of a variant where there is a limit of time
LIKELY: Final = {"tiny": 15, "0.5b": 25, "1.5b": 30, "7b": 60}  # seconds of a variant before one was run


@dataclass(frozen=True)
class Variant:
    """One way to run a step."""

    shape: str
    liger: bool
    packing: bool
    attention: str
    loss: str
    sequence: int
    steps: int


@dataclass
class Outcome:
    """What came of a variant: figures, or why there are none."""

    losses: list[float] = field(default_factory=list)
    tokens_per_second: float | None = None
    mfu: float | None = None
    peak_gib: float | None = None
    why_not: str = ""


def variants(shape: str, sequence: int, steps: int, device: str) -> list[Variant]:
    """All combinations that this machine can run, the plain one first: the others are compared with it."""
    attentions = ["sdpa", *(["eager"] if device == "cpu" else ["flex_attention"])]
    if device == "cuda":
        modules = {"flash_attention_2": "flash_attn", "flash_attention_3": "flash_attn_interface"}
        attentions += [name for name, module in modules.items() if importlib.util.find_spec(module)]
    liger = device == "cuda" and importlib.util.find_spec("liger_kernel") is not None
    losses = ["full", "trl", *(["liger"] if liger else [])]
    found = product([False, True] if liger else [False], [False, True], attentions, losses)
    return [Variant(shape, *one, sequence, steps) for one in found if one[3] != "liger" or one[0]]


def wanted_first(variants: list[Variant]) -> list[Variant]:
    """In the order of what hangs on them; the plain one of each shape is the first, for others are compared with it."""

    def late(variant: Variant) -> tuple[bool, int, bool, str]:
        plain = not variant.packing and not variant.liger and (variant.attention, variant.loss) == ("sdpa", "full")
        # What recipes choose: packing, then the kernels beside it; padded batches are there to compare with
        rank = 0 if variant.packing and not variant.liger else 1 if variant.packing else 2
        return not plain, rank, variant.loss == "full", variant.attention

    shapes = list(dict.fromkeys(one.shape for one in variants))
    queues = {shape: sorted((one for one in variants if one.shape == shape), key=late) for shape in shapes}
    found: list[Variant] = []
    while any(queues.values()):
        found += [queues[shape].pop(0) for shape in shapes if queues[shape]]
    return found


@dataclass
class Clock:
    """How much of the time is left, and how long a variant of each shape has taken so far."""

    seconds: float  # in all; 0: there is no limit
    started: float = field(default_factory=time.monotonic)
    longest: dict[str, float] = field(default_factory=dict)

    def left(self) -> float | None:
        """Seconds; None without a limit."""
        return self.seconds - (time.monotonic() - self.started) if self.seconds else None

    def allows(self, variant: Variant) -> bool:
        """Whether one more variant of this shape is likely to end in time."""
        left = self.left()
        return left is None or left >= self.longest.get(variant.shape, LIKELY[variant.shape])

    def run(self, variant: Variant) -> Outcome:
        """Run a variant, and remember how long that took."""
        before = time.monotonic()
        outcome = apart(variant, self.left())
        self.longest[variant.shape] = max(self.longest.get(variant.shape, 0.0), time.monotonic() - before)
        return outcome


def measured(variant: Variant) -> Outcome:
    """Run one variant in this process."""
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    model, batch = built(variant, device), batches(variant, device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=device == "cuda")
    losses, started, tokens = [], 0.0, 0
    for step in range(variant.steps):
        if step == min(WARMING, variant.steps // 2) and device == "cuda":
            torch.cuda.synchronize()
            started, tokens = time.perf_counter(), 0
        inputs = batch(step)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            loss = loss_of(model, inputs, variant)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        tokens += variant.sequence
        losses.append(loss.detach())
    outcome = Outcome([float(loss) for loss in losses])
    if device == "cuda":
        torch.cuda.synchronize()
        outcome.tokens_per_second = tokens / (time.perf_counter() - started)
        outcome.peak_gib = torch.cuda.max_memory_allocated() / 2**30
        peak = next((flops for name, flops in PEAKS.items() if name in torch.cuda.get_device_name()), None)
        if peak:
            outcome.mfu = outcome.tokens_per_second * flops_per_token(variant) / peak
    return outcome


def built(variant: Variant, device: str) -> Any:
    """The model with random weights, the same for every variant of a shape."""
    import torch
    from transformers import AutoModelForCausalLM, Qwen2Config

    shape = SHAPES[variant.shape]
    config = Qwen2Config(
        vocab_size=shape["words"],
        hidden_size=shape["hidden"],
        intermediate_size=shape["inner"],
        num_hidden_layers=shape["layers"],
        num_attention_heads=shape["heads"],
        num_key_value_heads=shape["shared"],
        max_position_embeddings=variant.sequence,
        tie_word_embeddings=shape["tied"],
    )
    torch.manual_seed(0)
    with torch.device(device):
        model = AutoModelForCausalLM.from_config(config, attn_implementation=variant.attention, dtype=torch.float32)
    if variant.liger:
        from liger_kernel.transformers import apply_liger_kernel_to_qwen2

        fused = {"cross_entropy": False, "fused_linear_cross_entropy": variant.loss == "liger"}
        apply_liger_kernel_to_qwen2(rope=True, rms_norm=True, swiglu=True, model=model, **fused)
    if variant.loss == "trl":
        from trl.trainer.utils import add_fused_lm_head

        add_fused_lm_head(model, outputs=("log_probs",))
    model.activation_checkpointing_enable(activation_checkpointing_kwargs={"use_reentrant": False})
    return model.train()


def batches(variant: Variant, device: str) -> Any:
    """step -> inputs: the same samples for every variant, through TRL's own collator."""
    import torch
    from trl.trainer.sft_trainer import DataCollatorForLanguageModeling

    collate = DataCollatorForLanguageModeling(pad_token_id=0, padding_free=variant.packing)

    def batch(step: int) -> dict[str, Any]:
        random = torch.Generator().manual_seed(step)
        rows = []
        for length in lengths(variant.sequence):
            # A skewed choice of words, so that there is something to learn and the losses move
            words = torch.randint(1, SHAPES[variant.shape]["words"], (2, length), generator=random).amin(0).tolist()
            rows.append({"input_ids": words, "labels": words})
        found = collate(rows)
        return {name: value.to(device) if hasattr(value, "to") else value for name, value in found.items()}

    return batch


def loss_of(model: Any, inputs: dict[str, Any], variant: Variant) -> Any:
    """The mean loss over the tokens of a step, by the variant's path."""
    if variant.loss == "trl":
        out = model(**inputs, use_cache=False, fused_lm_head=True)
        return -out.log_probs.sum() / out.label_mask.sum()
    return model(**inputs, use_cache=False).loss


def lengths(sequence: int) -> list[int]:
    """Tokens of each sample of a step; together the sequence."""
    found = [int(share * sequence) for share in LENGTHS]
    return [found[0] + sequence - sum(found), *found[1:]]


def flops_per_token(variant: Variant) -> float:
    """As the head of this file defines them, forward and backward."""
    shape = SHAPES[variant.shape]
    width = shape["hidden"] * shape["shared"] / shape["heads"]  # of the keys and of the values
    block = shape["hidden"] * (2 * shape["hidden"] + 2 * width + 3 * shape["inner"])
    products = shape["layers"] * block + shape["words"] * shape["hidden"]
    seen = sum(length**2 for length in lengths(variant.sequence)) / variant.sequence
    return float(6 * products + 6 * shape["layers"] * shape["hidden"] * seen)


def apart(variant: Variant, seconds: float | None = None) -> Outcome:
    """Run a variant in a process of its own; what goes wrong there is its outcome, as is running out of time."""
    command = [sys.executable, __file__, "--one", json.dumps(asdict(variant))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        return Outcome(why_not=NO_TIME)
    if done.returncode == 0:
        return Outcome(**json.loads(done.stdout.splitlines()[-1]))
    said = done.stderr.strip().splitlines() or ["no word"]
    return Outcome(why_not="out of memory" if "OutOfMemory" in done.stderr else said[-1][:120])


def difference(outcome: Outcome, plain: Outcome) -> float | None:
    """The largest relative difference of the first losses from those of the plain variant."""
    pairs = list(zip(outcome.losses[:COMPARED], plain.losses[:COMPARED], strict=False))
    return max(abs(one - other) / other for one, other in pairs) if pairs else None


def line(variant: Variant, outcome: Outcome, plain: Outcome, tolerance: float) -> str:
    """A line of the table."""
    names = [variant.shape, *("on" if flag else "off" for flag in (variant.liger, variant.packing))]
    figures = [
        (outcome.tokens_per_second, "{:,.0f}"),
        (outcome.mfu, "{:.1%}"),
        (outcome.peak_gib, "{:.1f} GiB"),
    ]
    told = [form.format(value) if value is not None else NOT_MEASURED for value, form in figures]
    off = difference(outcome, plain)
    same = outcome.why_not or (NOT_MEASURED if off is None else f"{off:.1e}{'' if off <= tolerance else ' DIFFERS'}")
    return "| " + " | ".join([*names, variant.attention, variant.loss, *told, same]) + " |"


def main() -> None:
    """Run what was asked for, a table line each as it comes. Exit status 1 if losses differ."""
    import torch

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shape", action="append", choices=SHAPES, help="default: all; tiny only on a CPU, the others only on a GPU"
    )
    parser.add_argument("--sequence", type=int, help="tokens of a step; default 8,192, tiny 256")
    parser.add_argument("--steps", type=int, help=f"of a variant; default {COMPARED + 5}, fewer with --minutes")
    parser.add_argument("--minutes", type=float, default=0.0, help="that it may take in all; default: what it takes")
    parser.add_argument("--out", type=Path, help="keep the figures as JSON; what stands there is not run again")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(asdict(measured(Variant(**json.loads(given.one))))))
        return
    device = "cuda" if torch.cuda.is_available() else "cpu"
    name = torch.cuda.get_device_name() if device == "cuda" else "no CUDA GPU: nothing is timed, losses are compared"
    print(f"{name}; torch {torch.__version__}\n")
    titles = (
        "shape",
        "Liger layers",
        "packing",
        "attention",
        "loss",
        "tokens/s",
        "MFU",
        "peak memory",
        "losses differ by",
    )
    print(f"| {' | '.join(titles)} |\n|{'---|' * len(titles)}")
    shapes = given.shape or [name for name in SHAPES if name != "tiny" or device == "cpu"]
    for shape in shapes if device == "cpu" else ():
        if shape != "tiny":
            print(f"| {shape} | - | - | - | - | {' | '.join([NOT_MEASURED] * 4)} |", flush=True)
    planned: list[Variant] = []
    for shape in shapes if device == "cuda" else [name for name in shapes if name == "tiny"]:
        steps = given.steps or (STEPS[shape] if given.minutes else COMPARED + 5)
        planned += variants(shape, given.sequence or (256 if shape == "tiny" else 8192), steps, device)
    known = kept_before(given.out, name)
    clock = Clock(60.0 * given.minutes)
    same = True
    plain: dict[str, Outcome] = {}
    for variant in wanted_first(planned) if given.minutes else planned:
        outcome = known.get(variant) or (clock.run(variant) if clock.allows(variant) else Outcome(why_not=NO_TIME))
        if outcome.why_not != NO_TIME:
            known[variant] = outcome
            keep(given.out, name, torch.__version__, known)
        first = plain.setdefault(variant.shape, outcome)
        same = same and (difference(outcome, first) or 0.0) <= TOLERANCE[device]
        print(line(variant, outcome, first, TOLERANCE[device]), flush=True)
    sys.exit(0 if same else 1)


def kept_before(path: Path | None, device: str) -> dict[Variant, Outcome]:
    """What an earlier run on the same device has left."""
    if path is None or not path.is_file():
        return {}
    content = json.loads(path.read_text())
    if content["device"] != device:
        raise SystemExit(f"expected figures of {device} in {path}, got those of {content['device']}")
    names, results = Variant.__dataclass_fields__, Outcome.__dataclass_fields__
    return {
        Variant(**{name: run[name] for name in names}): Outcome(**{name: run[name] for name in results})
        for run in content["runs"]
    }


def keep(path: Path | None, device: str, torch: str, known: dict[Variant, Outcome]) -> None:
    """Leave all figures, in one step: a run may be ended at any time."""
    if path is None:
        return
    runs = [{**asdict(variant), **asdict(outcome)} for variant, outcome in known.items()]
    draft = path.with_name(f".{path.name}")
    draft.write_text(json.dumps({"device": device, "torch": torch, "runs": runs}, indent=1) + "\n")
    draft.replace(path)


if __name__ == "__main__":
    main()
