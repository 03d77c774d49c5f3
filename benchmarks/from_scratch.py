"""Does telling runs teach more than their results? A small model from random weights, held-out accuracy against tokens.

    python benchmarks/from_scratch.py prepare              # corpus `all`, tokenizer, held-out questions
    python benchmarks/from_scratch.py train full           # again and again: each call goes on, for 7 minutes
    python benchmarks/from_scratch.py train input_output   # the control: question and bare answer
    python benchmarks/from_scratch.py plot                 # table and curve (accuracy.svg)

Both models see the same programs and questions and are compared at the same number of training tokens; the control's
rows are shorter, so it goes round them more often (the table says how often). Held out are families that neither saw.
Accuracy: the share of `output` questions whose answer, decoded greedily, is the recorded one, with its 95 % interval.
A segment ends at its minute (a few seconds later, at most a minute on a GPU: when the answers in hand are judged) or at
--tokens and saves weights, optimizer, place in the data, answers judged and history: it can be cut anywhere. Without a
CUDA GPU the size is `tiny`: that shows that the path works and teaches nothing; the table says what is not measured.
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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import InputError, TracepileError
from tracepile_hf.training.controls import CONTROLS, closing

ROOT: Final = Path(__file__).resolve().parent.parent
PARTS: Final = ("full", "input_output")
AT_ONCE: Final = 32  # questions answered side by side
NOT_MEASURED: Final = "not measured"


@dataclass(frozen=True)
class Size:
    """The shape of the model, and what its run takes unless it is said."""

    hidden: int
    inner: int
    layers: int
    heads: int
    words: int
    length: int  # tokens of a row at most
    batch: int  # tokens of a step
    rate: float  # of learning, the highest; then a cosine down to a tenth over the run's tokens
    warming: int  # steps up to it
    tokens: int  # of a whole run
    measured: int  # times in a run
    samples: int  # rows of the corpus
    budget: int  # tokens, estimated, of a rationale in it
    asked: int  # questions held out


SIZES: Final = {
    "tiny": Size(64, 128, 2, 4, 1024, 1536, 2048, 3e-3, 10, 200_000, 4, 300, 300, 16),
    "small": Size(512, 1536, 12, 8, 8192, 4096, 65536, 6e-4, 100, 400_000_000, 20, 20_000, 4096, 256),
}


@dataclass
class Progress:
    """Where a run stands: all that a further segment needs beside the weights."""

    step: int = 0
    tokens: int = 0
    epoch: int = 0
    at: int = 0  # rows of the epoch that are done
    loss: float = 0.0
    due: bool = False  # a measurement is due, or has been begun:
    judged: int = 0  # questions that it is through with,
    right: int = 0  # and those of them that were answered rightly
    history: list[dict[str, Any]] = field(default_factory=list)


def prepare(out: Path, samples: int, size: str, workers: int) -> None:
    """Build the corpus and train a tokenizer on it."""
    command = [sys.executable, "-m", "tracepile_hf.cli", "build", "--config", "all", "--samples", str(samples)]
    command += ["--budget", str(SIZES[size].budget), "--workers", str(workers)]
    command += ["--out", str(out / "corpus"), "--no-cache"]
    subprocess.run(command, check=True)
    texts = [message["content"] for row in rows(out, "train") for message in row["messages"]]
    tool("trainers/smoke/prepare.py").tokenizer(texts, out / "tokenizer", SIZES[size].words)


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

        self.out, self.part, self.size, self.shape, self.goal = out / part, part, size, SIZES[size], tokens
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tokenizer = AutoTokenizer.from_pretrained(out / "tokenizer", padding_side="left")
        given = [self._ids(CONTROLS[part](row)) for row in rows(out, "train")]
        self.data = [ids for ids in given if len(ids) <= self.shape.length]
        self.left_out = len(given) - len(self.data)
        config = Qwen2Config(
            vocab_size=len(self.tokenizer),
            hidden_size=self.shape.hidden,
            intermediate_size=self.shape.inner,
            num_hidden_layers=self.shape.layers,
            num_attention_heads=self.shape.heads,
            num_key_value_heads=self.shape.heads,
            max_position_embeddings=self.shape.length,
            tie_word_embeddings=True,
            eos_token_id=self.tokenizer.eos_token_id,
            pad_token_id=self.tokenizer.pad_token_id,
        )
        torch.manual_seed(0)
        self.model = AutoModelForCausalLM.from_config(config, attn_implementation="sdpa").to(self.device)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=self.shape.rate, betas=(0.9, 0.95), weight_decay=0.1
        )
        self.progress = Progress()
        if (self.out / "state.pt").exists():
            state = torch.load(self.out / "state.pt", map_location=self.device, weights_only=True)
            if state["size"] != size:
                raise InputError(f"--size {state['size']}, with which this run was begun", size, str(self.out))
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.progress = Progress(**state["progress"])

    def _ids(self, messages: list[dict[str, str]]) -> list[int]:
        return list(self.tokenizer.apply_chat_template(messages, tokenize=True, return_dict=True)["input_ids"])

    def segment(self, over: Callable[[], bool], every: int, held_out: list[Mapping[str, Any]]) -> None:
        """Train until the time is over or the tokens are used up; measure every so many tokens; save."""
        batches = self._batches()
        while not over() and (self.progress.due or self.progress.tokens < self.goal):
            if self.progress.due:
                self._judge(held_out)
                continue
            before = self.progress.tokens // every
            self.progress.loss = self._step(next(batches))
            self.progress.due = self.progress.tokens // every > before or self.progress.tokens >= self.goal
        self._save()

    def _batches(self) -> Iterator[list[list[int]]]:
        """Rows for each step from where the run stands, in an order drawn anew for every epoch."""
        while True:
            order = list(range(len(self.data)))
            Random(f"from scratch/{self.progress.epoch}").shuffle(order)
            while self.progress.at < len(order):
                batch: list[list[int]] = []
                while self.progress.at < len(order) and sum(map(len, batch)) < self.shape.batch:
                    batch.append(self.data[order[self.progress.at]])
                    self.progress.at += 1
                yield batch
            self.progress.epoch, self.progress.at = self.progress.epoch + 1, 0

    def _step(self, batch: list[list[int]]) -> float:
        """One step of the optimizer over a batch, a few rows at a time, shortest first so that little is padded."""
        import torch

        tokens = sum(map(len, batch))
        progress = min(1.0, self.progress.tokens / self.goal)
        rate = (
            self.shape.rate
            * min(1.0, (self.progress.step + 1) / self.shape.warming)
            * (0.55 + 0.45 * math.cos(math.pi * progress))
        )
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        total = 0.0
        self.model.train()
        for few in groups(sorted(batch, key=len), 4 * self.shape.length):
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

    def _judge(self, held_out: list[Mapping[str, Any]]) -> None:
        """Judge the answers to a few more questions; after the last ones, write down what was measured."""
        progress = self.progress
        few = held_out[progress.judged : progress.judged + AT_ONCE]
        progress.right += sum(is_right(answer, row) for answer, row in zip(self._answers(few), few, strict=True))
        progress.judged += len(few)
        if progress.judged < len(held_out):
            return
        low, high = wilson(progress.right, progress.judged)
        epochs = progress.epoch + progress.at / len(self.data)
        figures = {"size": self.size, "tokens": progress.tokens, "epochs": epochs, "loss": progress.loss}
        figures |= {"n": progress.judged, "accuracy": progress.right / progress.judged, "low": low, "high": high}
        progress.history.append(figures)
        progress.due, progress.judged, progress.right = False, 0, 0
        print(json.dumps(figures), flush=True)
        self._save()

    def _answers(self, few: list[Mapping[str, Any]]) -> list[str]:
        """What the model answers, each in at most a quarter more tokens than the longest true telling here."""
        import torch

        self.model.eval()
        given = self.tokenizer.apply_chat_template(
            [row["messages"][:1] for row in few],
            add_generation_prompt=True,
            padding=True,
            return_tensors="pt",
            return_dict=True,
        ).to(self.device)
        asked = given["input_ids"].shape[1]
        told = max(len(self.tokenizer(CONTROLS[self.part](row)[1]["content"])["input_ids"]) for row in few)
        room = max(1, min(self.shape.length - asked, told * 5 // 4 + 16))
        with torch.no_grad():
            out = self.model.generate(**given, max_new_tokens=room, do_sample=False)
        return list(self.tokenizer.batch_decode(out[:, asked:], skip_special_tokens=True))

    def _save(self) -> None:
        """All or nothing: a segment that is cut while it saves leaves the last state whole."""
        import torch

        self.out.mkdir(parents=True, exist_ok=True)
        state = {"size": self.size, "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
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
    """Held-out questions about the final output, the same for both runs, those with short tellings first."""
    found = [row for row in rows(out, "validation", "test") if row["question_kind"] == "output"]
    if not found:
        raise InputError("held-out rows that ask for the output", "none", f"{out / 'corpus'}: prepare more --samples")
    drawn = Random(0).sample(found, min(count, len(found)))
    return sorted(drawn, key=lambda row: len(row["messages"][1]["content"]))


def plot(out: Path) -> str:
    """The histories as a Markdown table; the curve goes into accuracy.svg."""
    files = {part: out / part / "history.json" for part in PARTS}
    histories = {part: json.loads(file.read_text()) if file.exists() else [] for part, file in files.items()}
    if not all(histories.values()):
        missing = ", ".join(part for part in PARTS if not histories[part])
        return f"{missing}: {NOT_MEASURED} yet; a run is measured every --every tokens."
    furthest = max(point["tokens"] for points in histories.values() for point in points)
    drawn, table = (
        [],
        ["| size | part | tokens | epochs | loss | accuracy | 95 % interval | n |", f"|{'---|' * 8}"],
    )
    for (part, points), colour, dashes in zip(histories.items(), ("#1971c2", "#b42318"), ("", "6 4"), strict=True):
        places = [(60 + 520 * p["tokens"] / furthest, 320 - 280 * p["accuracy"]) for p in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-dasharray="{dashes}"/>')
        drawn.append(f'<text x="{places[-1][0] - 4:.0f}" y="{places[-1][1] - 6:.0f}" text-anchor="end">{part}</text>')
        for p in points:
            figures = f"{p['tokens']:,} | {p['epochs']:.1f} | {p['loss']:.3f} | {p['accuracy']:.1%}"
            table.append(f"| {p['size']} | {part} | {figures} | {p['low']:.1%} - {p['high']:.1%} | {p['n']} |")
    axes = '<path d="M60 40V320H580" fill="none" stroke="#555"/>'
    axes += '<text x="8" y="46">100 %</text><text x="24" y="324">0 %</text>'
    axes += f'<text x="580" y="342" text-anchor="end">{furthest:,} training tokens</text>'
    style = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 360" font-family="sans-serif" font-size="13"'
    (out / "accuracy.svg").write_text(f"<svg {style}>{axes}{''.join(drawn)}</svg>\n")
    measured = {point["size"] for points in histories.values() for point in points}
    table += [
        f"| {size} | {part} |{f' {NOT_MEASURED} |' * 6}" for size in SIZES if size not in measured for part in PARTS
    ]
    return "\n".join(table)


def main() -> None:
    """Do the step that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("prepare", "train", "plot"))
    parser.add_argument("part", nargs="?", choices=PARTS)
    parser.add_argument("--out", type=Path, default=Path("runs/scratch"))
    parser.add_argument("--size", choices=SIZES, help="default: small with a CUDA GPU, tiny without")
    parser.add_argument("--samples", type=int, help="rows of the corpus")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--tokens", type=int, help="of a whole run, the same for both parts")
    parser.add_argument("--every", type=int, help="tokens between measurements")
    parser.add_argument("--held-out", type=int, help="questions")
    parser.add_argument("--minutes", type=float, default=7.0, help="of this segment, loading included")
    given = parser.parse_args()
    until = time.monotonic() + 60 * given.minutes
    size = given.size or default_size()
    shape = SIZES[size]
    if given.step == "prepare":
        prepare(given.out, given.samples or shape.samples, size, given.workers)
    elif given.step == "plot":
        print(plot(given.out))
    elif given.part is None:
        parser.error("train what: full or input_output?")
    else:
        tokens = given.tokens or shape.tokens
        run = Run(given.out, given.part, size, tokens)
        every = given.every or tokens // shape.measured
        left_out = f"{run.left_out:,} with more than {shape.length:,} tokens left out"
        print(f"{given.part}: {len(run.data):,} rows; {left_out}", flush=True)
        run.segment(lambda: time.monotonic() >= until, every, asked(given.out, given.held_out or shape.asked))
        print(f"{given.part}: {run.progress.tokens:,} of {tokens:,} tokens, step {run.progress.step}")


def default_size() -> str:
    """What this machine can train."""
    import torch

    return "small" if torch.cuda.is_available() else "tiny"


if __name__ == "__main__":
    main()
