"""Does telling runs teach more than their results? A small model from random weights, held-out accuracy against tokens.

    python benchmarks/from_scratch.py prepare --samples 20000          # corpus `all`, tokenizer, held-out questions
    python benchmarks/from_scratch.py train full --minutes 8           # again and again: each call goes on
    python benchmarks/from_scratch.py train input_output --minutes 8   # the control: question and bare answer
    python benchmarks/from_scratch.py plot                             # table and curve (accuracy.svg)

Both models see the same programs and questions and are compared at the same number of training tokens; the control's
rows are shorter, so it goes round them more often (the table says how often). Held out are families that neither saw.
Accuracy: the share of `output` questions whose answer, decoded greedily, is the recorded one, with its 95 % interval.
A segment ends at its minute or at --tokens and saves weights, optimizer, place in the data and history: it can be cut
anywhere. `--size tiny` on a CPU shows that the path works and teaches nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import TracepileError
from tracepile_hf.training.controls import CONTROLS, closing

ROOT: Final = Path(__file__).resolve().parent.parent
PARTS: Final = ("full", "input_output")
SIZES: Final = {
    "tiny": {"hidden": 64, "inner": 128, "layers": 2, "heads": 4, "words": 1024, "length": 1024, "batch": 4096},
    "small": {"hidden": 512, "inner": 1536, "layers": 12, "heads": 8, "words": 8192, "length": 4096, "batch": 65536},
}
RATE: Final = 6e-4  # the highest; 100 steps up, then a cosine down to a tenth over --tokens
WARMING: Final = 100


@dataclass
class Progress:
    """Where a run stands: all that a further segment needs beside the weights."""

    step: int = 0
    tokens: int = 0
    epoch: int = 0
    at: int = 0  # rows of the epoch that are done
    history: list[dict[str, float]] = field(default_factory=list)


def prepare(out: Path, samples: int, size: str, workers: int) -> None:
    """Build the corpus and train a tokenizer on it."""
    command = [sys.executable, "-m", "tracepile_hf.cli", "build", "--config", "all", "--samples", str(samples)]
    command += ["--workers", str(workers), "--out", str(out / "corpus"), "--no-cache"]
    subprocess.run(command, check=True)
    texts = [message["content"] for row in rows(out, "train") for message in row["messages"]]
    tool("trainers/smoke/prepare.py").tokenizer(texts, out / "tokenizer", int(SIZES[size]["words"]))


def rows(out: Path, *splits: str) -> list[Mapping[str, Any]]:
    """Rows of the corpus."""
    from datasets import load_dataset

    data = load_dataset(str(out / "corpus"), "all")
    return [row for split in splits if split in data for row in data[split]]


def tool(place: str) -> ModuleType:
    """A program of this repository as a module."""
    spec = importlib.util.spec_from_file_location(Path(place).stem, ROOT / place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Run:
    """One part's training run in a folder, resumed if it was begun."""

    def __init__(self, out: Path, part: str, size: str, tokens: int) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer, Qwen2Config

        self.out, self.shape, self.goal = out / part, SIZES[size], tokens
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tokenizer = AutoTokenizer.from_pretrained(out / "tokenizer", padding_side="left")
        self.data = [self._ids(CONTROLS[part](row)) for row in rows(out, "train")]
        self.data = [ids for ids in self.data if len(ids) <= self.shape["length"]]
        config = Qwen2Config(
            vocab_size=len(self.tokenizer),
            hidden_size=self.shape["hidden"],
            intermediate_size=self.shape["inner"],
            num_hidden_layers=self.shape["layers"],
            num_attention_heads=self.shape["heads"],
            num_key_value_heads=self.shape["heads"],
            max_position_embeddings=self.shape["length"],
            tie_word_embeddings=True,
            eos_token_id=self.tokenizer.eos_token_id,
            pad_token_id=self.tokenizer.pad_token_id,
        )
        torch.manual_seed(0)
        self.model = AutoModelForCausalLM.from_config(config, attn_implementation="sdpa").to(self.device)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=RATE, betas=(0.9, 0.95), weight_decay=0.1)
        self.progress = Progress()
        if (self.out / "state.pt").exists():
            state = torch.load(self.out / "state.pt", map_location=self.device, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.progress = Progress(**state["progress"])

    def _ids(self, messages: list[dict[str, str]]) -> list[int]:
        return list(self.tokenizer.apply_chat_template(messages, tokenize=True, return_dict=True)["input_ids"])

    def segment(self, minutes: float, every: int, held_out: list[Mapping[str, Any]]) -> None:
        """Train until the time or the tokens are used up; measure every so many tokens; save."""
        until = time.monotonic() + 60 * minutes
        batches = self._batches()
        while time.monotonic() < until and self.progress.tokens < self.goal:
            before = self.progress.tokens // every
            loss = self._step(next(batches))
            if self.progress.tokens // every > before or self.progress.tokens >= self.goal:
                self._measure(held_out, loss)
                self._save()
        self._save()

    def _batches(self) -> Iterator[list[list[int]]]:
        """Rows for each step from where the run stands, in an order drawn anew for every epoch."""
        while True:
            order = list(range(len(self.data)))
            Random(f"from scratch/{self.progress.epoch}").shuffle(order)
            while self.progress.at < len(order):
                batch: list[list[int]] = []
                while self.progress.at < len(order) and sum(map(len, batch)) < self.shape["batch"]:
                    batch.append(self.data[order[self.progress.at]])
                    self.progress.at += 1
                yield batch
            self.progress.epoch, self.progress.at = self.progress.epoch + 1, 0

    def _step(self, batch: list[list[int]]) -> float:
        """One step of the optimizer over a batch, a few rows at a time, shortest first so that little is padded."""
        import torch

        tokens = sum(map(len, batch))
        progress = min(1.0, self.progress.tokens / self.goal)
        rate = RATE * min(1.0, (self.progress.step + 1) / WARMING) * (0.55 + 0.45 * math.cos(math.pi * progress))
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        total = 0.0
        self.model.train()
        for few in groups(sorted(batch, key=len), 4 * int(self.shape["length"])):
            longest = max(map(len, few))
            ids = torch.tensor([row + [0] * (longest - len(row)) for row in few], device=self.device)
            mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in few], device=self.device)
            labels = ids.masked_fill(mask == 0, -100)
            with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda"):
                out = self.model(input_ids=ids, attention_mask=mask, labels=labels, num_items_in_batch=tokens)
            out.loss.backward()
            total += float(out.loss.detach())
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.progress.step += 1
        self.progress.tokens += tokens
        return total

    def _measure(self, held_out: list[Mapping[str, Any]], loss: float) -> None:
        right = sum(is_right(answer, row) for answer, row in zip(self._answers(held_out), held_out, strict=True))
        low, high = wilson(right, len(held_out))
        epochs = self.progress.epoch + self.progress.at / len(self.data)
        figures = {"tokens": self.progress.tokens, "epochs": epochs, "loss": loss, "n": len(held_out)}
        self.progress.history.append({**figures, "accuracy": right / len(held_out), "low": low, "high": high})
        print(json.dumps(self.progress.history[-1]), flush=True)

    def _answers(self, asked: list[Mapping[str, Any]], at_once: int = 32) -> Iterator[str]:
        import torch

        self.model.eval()
        for start in range(0, len(asked), at_once):
            questions = [row["messages"][:1] for row in asked[start : start + at_once]]
            given = self.tokenizer.apply_chat_template(
                questions, add_generation_prompt=True, padding=True, return_tensors="pt", return_dict=True
            ).to(self.device)
            room = int(self.shape["length"]) - given["input_ids"].shape[1]
            with torch.no_grad():
                out = self.model.generate(**given, max_new_tokens=max(1, room), do_sample=False)
            yield from self.tokenizer.batch_decode(out[:, given["input_ids"].shape[1] :], skip_special_tokens=True)

    def _save(self) -> None:
        """All or nothing: a segment that is cut while it saves leaves the last state whole."""
        import torch

        self.out.mkdir(parents=True, exist_ok=True)
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save({**state, "progress": asdict(self.progress)}, self.out / "state.new")
        os.replace(self.out / "state.new", self.out / "state.pt")
        (self.out / "history.json").write_text(json.dumps(self.progress.history, indent=1) + "\n")


def groups(batch: list[list[int]], room: int) -> Iterator[list[list[int]]]:
    """Rows, ordered by length, in groups of at most `room` tokens when padded to their longest."""
    few: list[list[int]] = []
    for row in batch:
        if few and len(row) * (len(few) + 1) > room:
            yield few
            few = []
        few.append(row)
    yield few


def is_right(text: str, row: Mapping[str, Any]) -> bool:
    """Whether a text closes with the recorded answer: the same text, or an equal value."""
    said = closing(text).removeprefix("The answer is").strip().removesuffix(".").strip().strip("`")
    if said == row["answer"]:
        return True
    try:
        return bool(literals.same(literals.parse(said), literals.parse(row["answer"])))
    except TracepileError:
        return closing(text).strip() == closing(row["messages"][1]["content"]).strip()


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z, share = 1.96, right / n
    middle, width = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - width) / (1 + z * z / n), (middle + width) / (1 + z * z / n)


def asked(out: Path, count: int) -> list[Mapping[str, Any]]:
    """Held-out questions about the final output, the same for both runs."""
    found = [row for row in rows(out, "validation", "test") if row["question_kind"] == "output"]
    return Random(0).sample(found, min(count, len(found)))


def plot(out: Path) -> str:
    """The histories as a Markdown table; the curve goes into accuracy.svg."""
    histories = {part: json.loads((out / part / "history.json").read_text()) for part in PARTS}
    if not all(histories.values()):
        return "Nothing was measured yet: a run is measured every --every tokens."
    furthest = max(point["tokens"] for points in histories.values() for point in points)
    drawn, table = (
        [],
        ["| part | tokens | epochs | loss | accuracy | 95 % interval | n |", "|---|---|---|---|---|---|---|"],
    )
    for (part, points), colour, dashes in zip(histories.items(), ("#1971c2", "#b42318"), ("", "6 4"), strict=True):
        places = [(60 + 520 * p["tokens"] / furthest, 320 - 280 * p["accuracy"]) for p in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-dasharray="{dashes}"/>')
        drawn.append(f'<text x="{places[-1][0] - 4:.0f}" y="{places[-1][1] - 6:.0f}" text-anchor="end">{part}</text>')
        for p in points:
            figures = f"{p['tokens']:,} | {p['epochs']:.1f} | {p['loss']:.3f} | {p['accuracy']:.1%}"
            table.append(f"| {part} | {figures} | {p['low']:.1%} - {p['high']:.1%} | {p['n']} |")
    axes = '<path d="M60 40V320H580" fill="none" stroke="#555"/>'
    axes += '<text x="8" y="46">100 %</text><text x="24" y="324">0 %</text>'
    axes += f'<text x="580" y="342" text-anchor="end">{furthest:,} training tokens</text>'
    style = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 360" font-family="sans-serif" font-size="13"'
    (out / "accuracy.svg").write_text(f"<svg {style}>{axes}{''.join(drawn)}</svg>\n")
    return "\n".join(table)


def main() -> None:
    """Do the step that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("prepare", "train", "plot"))
    parser.add_argument("part", nargs="?", choices=PARTS)
    parser.add_argument("--out", type=Path, default=Path("runs/scratch"))
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--samples", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--tokens", type=int, default=400_000_000, help="of the whole run, the same for both parts")
    parser.add_argument("--every", type=int, help="tokens between measurements; default: a twentieth")
    parser.add_argument("--held-out", type=int, default=256, help="questions")
    parser.add_argument("--minutes", type=float, default=8.0, help="of this segment")
    given = parser.parse_args()
    if given.step == "prepare":
        prepare(given.out, given.samples, given.size, given.workers)
    elif given.step == "plot":
        print(plot(given.out))
    elif given.part is None:
        parser.error("train what: full or input_output?")
    else:
        run = Run(given.out, given.part, given.size, given.tokens)
        run.segment(given.minutes, given.every or given.tokens // 20, asked(given.out, given.held_out))
        print(f"{given.part}: {run.progress.tokens:,} of {given.tokens:,} tokens, step {run.progress.step}")


if __name__ == "__main__":
    main()
