"""One arm with one seed: trained in segments that can be cut anywhere, measured at its points, answers kept as files.

A segment saves weights, optimizer, step and history, all or nothing; the plan of steps is worked out before training,
so a run that was cut ends with the same steps as one that was not.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.experiment import model
from tracepile_hf.experiment.answers import Answer, write_answers
from tracepile_hf.experiment.arms import BARE, Example, examples
from tracepile_hf.experiment.batches import Plan, plan, same_rows
from tracepile_hf.experiment.decoding import answers
from tracepile_hf.experiment.design import Design
from tracepile_hf.experiment.rows import Row
from tracepile_hf.experiment.sampling import Drawn
from tracepile_hf.experiment.scoring import is_right
from tracepile_hf.experiment.tokenizer import Tokenizer

_SAVED_EVERY: Final = 120.0  # seconds
_IGNORED: Final = -100


@dataclass
class Progress:
    """Where a run stands. `history`: what was measured at each point; `seconds`: of training, `asking`: of decoding."""

    step: int = 0
    seconds: float = 0.0
    asking: float = 0.0
    history: list[dict[str, Any]] = field(default_factory=list)
    done: bool = False


class ArmRun:
    """The run of an arm and a seed in a folder, gone on with if it was begun."""

    def __init__(self, design: Design, arm: str, seed: int, drawn: Drawn, tokenizer: Tokenizer, folder: Path) -> None:
        torch = model.require_torch()
        self.design, self.arm, self.seed, self.drawn = design, arm, seed, drawn
        self.tokenizer, self.folder, self.place = tokenizer, folder, model.device()
        self.ids, self.plan = prepared(design, arm, seed, drawn, tokenizer)
        self.limit = 2 * max(len(completion) for _, completion in self.ids)
        self.weights = model.fresh(design.model, len(tokenizer), seed, self.place)
        gains = [tensor for tensor in self.weights.values() if tensor.dim() == 1]
        others = [tensor for tensor in self.weights.values() if tensor.dim() > 1]
        parts = [{"params": others, "weight_decay": 0.1}, {"params": gains, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(parts, lr=design.rate, betas=(0.9, 0.95), fused=True)
        self.progress = Progress()
        self.loss = math.nan
        if (folder / "state.pt").exists():
            self._load()

    def _load(self) -> None:
        torch = model.require_torch()
        state = torch.load(self.folder / "state.pt", map_location=self.place, weights_only=True)
        if state["steps"] != len(self.plan.steps) or state["words"] != len(self.tokenizer):
            raise InputError("a run begun with this design and these rows", "another one", str(self.folder))
        with torch.no_grad():
            for name, tensor in self.weights.items():
                tensor.copy_(state["weights"][name])
        self.optimizer.load_state_dict(state["optimizer"])
        self.progress, self.loss = Progress(**state["progress"]), state["loss"]

    @property
    def points(self) -> list[int]:
        """After which steps is measured; the last is the end."""
        steps = len(self.plan.steps)
        return sorted(
            {max(1, round(steps * (number + 1) / self.design.points)) for number in range(self.design.points)}
        )

    @property
    def tokens(self) -> int:
        """Seen so far."""
        return self.plan.tokens[self.progress.step - 1] if self.progress.step else 0

    def segment(self, over: Callable[[], bool], tell: Callable[[], None]) -> None:
        """Train until `over`, or to the end; `tell` is called now and then."""
        saved = told = time.monotonic()
        while not self.progress.done and not over():
            before = time.monotonic()
            if self.progress.step < len(self.plan.steps) and not self._due():
                self.loss = self._step()
                self.progress.seconds += time.monotonic() - before
            if self._due():
                self._measure()
                self._save()
            now = time.monotonic()
            if now - saved > _SAVED_EVERY:
                self._save()
                saved = now
            if now - told > 15:
                tell()
                told = now
        self._save()
        tell()

    def _due(self) -> bool:
        return self.progress.step in self.points and all(
            point["step"] != self.progress.step for point in self.progress.history
        )

    def _step(self) -> float:
        torch = model.require_torch()
        functional = torch.nn.functional
        rate = rate_at(self.progress.step, len(self.plan.steps), self.design)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        few = [self.ids[row] for row in self.plan.steps[self.progress.step]]
        longest = max(len(prompt) + len(completion) for prompt, completion in few)
        ids = torch.tensor([[*prompt, *told, *[0] * (longest - len(prompt) - len(told))] for prompt, told in few])
        labels = torch.tensor(
            [
                [_IGNORED] * (len(prompt) - 1) + told + [_IGNORED] * (longest - len(prompt) - len(told))
                for prompt, told in few
            ]
        )
        ids, labels = ids.to(self.place), labels.to(self.place)
        turns = model.angles(longest - 1, self.design.model, self.place)
        with torch.autocast(self.place, dtype=torch.bfloat16):
            hidden = model.states(self.weights, self.design.model, ids[:, :-1], turns)
            logits = model.scores(self.weights, hidden[labels != _IGNORED])
        loss = functional.cross_entropy(logits.float(), labels[labels != _IGNORED])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self.weights.values()), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.progress.step += 1
        return float(loss.detach())

    def _measure(self) -> None:
        """Ask, keep the answers, and write the point down; the last point asks everything."""
        last = self.progress.step == len(self.plan.steps)
        before = time.monotonic()
        point: dict[str, Any] = {"step": self.progress.step, "tokens": self.tokens, "loss": self.loss}
        for name, questions in self.drawn.tests.items():
            few = questions if last else questions[: self.design.point_questions] if name == "seen" else []
            if few:
                given = self._answers(few)
                write_answers(self.folder / f"{name}-{self.progress.step}.jsonl.xz", given)
                right = sum(is_right(answer.text, row.answer) for answer, row in zip(given, few, strict=True))
                point[name] = {"n": len(few), "right": right, "cut": sum(answer.cut for answer in given)}
        self.progress.history.append(point)
        self.progress.asking += time.monotonic() - before
        self.progress.done = last
        self._write_history()

    def _answers(self, questions: Sequence[Row]) -> list[Answer]:
        prompts = [row.prompt for row in questions]
        found = answers(self.weights, self.design.model, self.tokenizer, prompts, self.limit, self.place)
        return [Answer(row.id, text, cut) for row, (text, cut) in zip(questions, found, strict=True)]

    def _write_history(self) -> None:
        epochs = self.plan.examples / len(self.ids)
        whole = {
            "arm": self.arm, "seed": self.seed, "parameters": model.size(self.weights), "rows": len(self.ids),
            "steps": len(self.plan.steps), "examples": self.plan.examples, "epochs": epochs, "limit": self.limit,
            "tokens": self.plan.tokens[-1], "device": self.place,
            **asdict(self.progress),
        }  # fmt: skip
        self.folder.mkdir(parents=True, exist_ok=True)
        replace(self.folder / "history.json", (json.dumps(whole, indent=1) + "\n").encode())

    def _save(self) -> None:
        """All or nothing: a segment that is cut while it saves leaves the last state whole."""
        torch = model.require_torch()
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {
            "steps": len(self.plan.steps), "words": len(self.tokenizer), "loss": self.loss,
            "weights": {name: tensor.detach() for name, tensor in self.weights.items()},
            "optimizer": self.optimizer.state_dict(), "progress": asdict(self.progress),
        }  # fmt: skip
        torch.save(state, self.folder / "state.new")
        os.replace(self.folder / "state.new", self.folder / "state.pt")
        if self.progress.history:
            self._write_history()


Ids = tuple[list[int], list[int]]  # of a prompt and its completion with the end


def prepared(design: Design, arm: str, seed: int, drawn: Drawn, tokenizer: Tokenizer) -> tuple[list[Ids], Plan]:
    """An arm's examples as ids, and its plan: the tokens of the design, or the rows of `full` for equal examples."""
    rows = [*drawn.train, *drawn.fresh] if arm == "answers_equal_tokens" else drawn.train
    ids = _ids(examples(arm, rows, design.data_seed), tokenizer)
    lengths = [len(prompt) + len(completion) for prompt, completion in ids]
    if arm != "answers_equal_examples":
        return ids, plan(lengths, design.batch, design.tokens, seed)
    told = _ids(examples("full", rows, design.data_seed), tokenizer)
    of = plan([len(prompt) + len(completion) for prompt, completion in told], design.batch, design.tokens, seed)
    return ids, same_rows(of, lengths)


def _ids(found: Sequence[Example], tokenizer: Tokenizer) -> list[Ids]:
    return [(tokenizer.encode(one.prompt), [*tokenizer.encode(one.completion), tokenizer.end]) for one in found]


def rate_at(step: int, steps: int, design: Design) -> float:
    """The rate of learning: up in a line over the warming, then a cosine down to a tenth."""
    warming = max(1, round(design.warming * steps))
    done = min(1.0, max(0.0, (step - warming) / max(1, steps - warming)))
    return design.rate * min(1.0, (step + 1) / warming) * (0.55 + 0.45 * math.cos(math.pi * done))


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    os.replace(new, path)


__all__ = ["BARE", "ArmRun", "Progress", "prepared", "rate_at"]
