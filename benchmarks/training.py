"""What a training step costs: tokens a second, MFU and peak memory of each way to run it, side by side.

    python benchmarks/training.py                                  # 0.5B, 1.5B and 7B shapes at 8,192 on one CUDA GPU
    python benchmarks/training.py --shape 1.5b --out table.json    # one shape, figures kept
    python benchmarks/training.py                                  # on a CPU: tiny; losses are compared, nothing timed

Qwen2.5's shapes with random weights, Liger's layer kernels on/off x packing on/off x attention x loss path:
`full` (transformers' own head, all logits at once), `trl` (TRL's fused head, what `trl sft` uses) and `liger` (Liger's
fused linear cross-entropy, which TRL refuses from 1.15 on). Every variant runs in a process of its own, on the same
samples in the same order from the same weights, so the losses of its first 20 steps must be those of the first variant.

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


def measured(variant: Variant) -> Outcome:
    """Run one variant in this process."""
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    model, batch = built(variant, device), batches(variant, device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=device == "cuda")
    losses, started, tokens = [], 0.0, 0
    for step in range(variant.steps):
        if step == WARMING and device == "cuda":
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


def apart(variant: Variant) -> Outcome:
    """Run a variant in a process of its own; what goes wrong there is its outcome."""
    command = [sys.executable, __file__, "--one", json.dumps(asdict(variant))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
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
    parser.add_argument("--steps", type=int, default=COMPARED + 5)
    parser.add_argument("--out", type=Path, help="keep the figures as JSON")
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
    kept, same = [], True
    wanted = given.shape or [name for name in SHAPES if name != "tiny" or device == "cpu"]
    for shape in wanted:
        if device == "cpu" and shape != "tiny":
            print(f"| {shape} | - | - | - | - | {' | '.join([NOT_MEASURED] * 4)} |", flush=True)
            continue
        plain: Outcome | None = None
        for variant in variants(shape, given.sequence or (256 if shape == "tiny" else 8192), given.steps, device):
            outcome = apart(variant)
            plain = plain or outcome
            same = same and (difference(outcome, plain) or 0.0) <= TOLERANCE[device]
            print(line(variant, outcome, plain, TOLERANCE[device]), flush=True)
            kept.append({**asdict(variant), **asdict(outcome)})
    if given.out:
        given.out.write_text(json.dumps({"device": name, "torch": torch.__version__, "runs": kept}, indent=1) + "\n")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
