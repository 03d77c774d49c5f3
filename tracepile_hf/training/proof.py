"""A callback that watches a model learn to tell the truth: the share of its claims that are proved, while it trains.

Every so many steps it lets the model answer a few held-out questions and hands each answer to `prove`. What comes out
is logged as `proof/claims_proved` (share of claims), `proof/answers_accepted` and `proof/claims_per_answer`, so it
stands beside the loss in whatever tracker the recipe names, with `proof/answers_cut` (the share that was not at its end
when the limit came) and `proof/seconds`, what the proof cost. The questions are those whose true answers are short
enough to be written in a moment, and the limit is fitted to them. It never changes the training.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from transformers import TrainerCallback

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proved:
    """The checker's word on one answer: claims read, claims proved, whether the whole text was accepted."""

    claims: int
    proved: int
    accepted: bool


ANSWERS: Final = 4  # answers each time: a few, so that training is not held up
FITTING: Final = 1024  # tokens of a true answer that is short enough
ROOM: Final = 1.25  # of its length, for a model that words it at greater length


Prove = Callable[[Row, str], Proved]
Report = Callable[[dict[str, float]], None]


def chosen(rows: Sequence[Row], tokenizer: Any, answers: int = ANSWERS) -> tuple[list[Row], int]:
    """Rows whose true answers are short enough (the shortest, if none is), and the limit that fits them, in tokens."""
    lengths = [len(tokenizer(row["messages"][1]["content"], add_special_tokens=False)["input_ids"]) for row in rows]
    fitting = [at for at, length in enumerate(lengths) if length <= FITTING][:answers]
    if len(fitting) < answers:
        fitting = sorted(range(len(rows)), key=lambda at: (lengths[at], at))[:answers]
    limit = max((lengths[at] for at in fitting), default=0)
    return [rows[at] for at in fitting], int(limit * ROOM) + 16


class ProofCallback(TrainerCallback):  # type: ignore[misc]  # Any where transformers is not installed
    """Samples answers to `rows` every `every` steps and logs how many of their claims were proved."""

    def __init__(
        self, rows: Sequence[Row], tokenizer: Any, prove: Prove, report: Report, every: int, new_tokens: int = 512
    ) -> None:
        self.rows, self.tokenizer, self.prove, self.report = list(rows), tokenizer, prove, report
        self.every, self.new_tokens = every, new_tokens

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Answer and judge when the step is due."""
        if state.global_step % self.every:
            return
        # Every process answers, though one would do: where the weights are shared out, each must take part
        began = time.monotonic()
        answers = [self._answer(kwargs["model"], row) for row in self.rows]
        if state.is_world_process_zero:
            due = control.should_log  # the loss of this step; a report in between would take its turn
            judged = [self.prove(row, text) for row, (text, _) in zip(self.rows, answers, strict=True)]
            cut = sum(cut for _, cut in answers) / len(answers) if answers else 0.0
            cost = {"proof/answers_cut": cut, "proof/seconds": round(time.monotonic() - began, 3)}
            self.report({**summary(judged), **cost})
            control.should_log = due

    def _answer(self, model: Any, row: Row) -> tuple[str, bool]:
        """What the model writes, and whether the limit came before its end."""
        import torch

        question = [dict(message) for message in row["messages"][:1]]
        given = self.tokenizer.apply_chat_template(
            question, add_generation_prompt=True, return_tensors="pt", return_dict=True
        ).to(model.device)
        training = model.training
        model.eval()
        with torch.no_grad():
            out = model.generate(**given, max_new_tokens=self.new_tokens, do_sample=False)
        model.train(training)
        written = out[0, given["input_ids"].shape[1] :]
        cut = len(written) >= self.new_tokens and int(written[-1]) != self.tokenizer.eos_token_id
        return str(self.tokenizer.decode(written, skip_special_tokens=True)), cut


def summary(found: Sequence[Proved]) -> dict[str, float]:
    """The figures that are logged; a text without claims proves nothing."""
    claims = sum(one.claims for one in found)
    return {
        "proof/claims_proved": sum(one.proved for one in found) / claims if claims else 0.0,
        "proof/answers_accepted": sum(one.accepted for one in found) / len(found) if found else 0.0,
        "proof/claims_per_answer": claims / len(found) if found else 0.0,
    }
