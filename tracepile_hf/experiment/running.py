"""`run`: draw what a design says, then train its arms one after the other, in segments that can be cut anywhere.

A folder holds one design: design.json, data/, runs/<arm>-<seed>/. The same command goes on where it stopped.
"""

from __future__ import annotations

import fcntl
import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError, usable
from tracepile_hf.experiment import rows as disk
from tracepile_hf.experiment import tokenizer as vocabulary
from tracepile_hf.experiment.design import Design, digest, load, parse, require_registered
from tracepile_hf.experiment.sampling import SETS, Drawn, draw, tokenizer_of
from tracepile_hf.experiment.tokenizer import Tokenizer

Tell = Callable[[str], None]
DESIGN: Final = "design.json"
MANIFEST: Final = "manifest.json"


@dataclass(frozen=True)
class Prepared:
    """A folder with a design, what was drawn for it, and its vocabulary."""

    design: Design
    drawn: Drawn
    tokenizer: Tokenizer


def run(content: dict[str, Any], out: Path, minutes: float, tell: Tell) -> bool:
    """Train until everything is done or the minutes are over; whether everything is done.

    `content`: the design's JSON object, registered or not (`report` asks for that). InputError if the folder holds
    another design, or another process trains in it.
    """
    until = time.monotonic() + 60 * minutes
    with usable("a folder to write to", out):
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            return _train(prepare(content, out, tell), out, until, tell)


def prepare(content: dict[str, Any], out: Path, tell: Tell) -> Prepared:
    """The drawn data of a folder, drawn now if they are not there."""
    design = parse(content)
    if (out / DESIGN).exists() and digest(load(out / DESIGN)) != digest(content):
        raise InputError(f"a folder for the design {design.name} as it is now", "one that holds another", str(out))
    if not (out / MANIFEST).exists():
        out.mkdir(parents=True, exist_ok=True)
        (out / DESIGN).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        tell(f"drawing {design.rows:,} told rows, {design.answer_rows - design.rows:,} fresh ones and the questions")
        drawn = draw(design, tell)
        tokenizer = tokenizer_of(design, drawn)
        parts = {"train": drawn.train, "fresh": drawn.fresh, **drawn.tests}
        digests = {name: disk.write(out / "data" / f"{name}.jsonl.gz", rows) for name, rows in parts.items()}
        tokenizer.save(out / "data" / "tokenizer.json")
        manifest = {"design": digest(content), "data": digests, "words": len(tokenizer)}
        (out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return opened(out)


def opened(out: Path) -> Prepared:
    """What a folder holds. InputError if nothing was drawn there."""
    if not (out / MANIFEST).exists():
        raise InputError("a folder of `run`", "no manifest.json", str(out))
    design = parse(load(out / DESIGN))
    tests = {name: disk.read(out / "data" / f"{name}.jsonl.gz") for name in SETS}
    drawn = Drawn(disk.read(out / "data" / "train.jsonl.gz"), disk.read(out / "data" / "fresh.jsonl.gz"), tests)
    return Prepared(design, drawn, vocabulary.load(out / "data" / "tokenizer.json"))


def run_folder(out: Path, arm: str, seed: int) -> Path:
    """Where an arm's run with a seed lies."""
    return out / "runs" / f"{arm}-{seed}"


def _train(found: Prepared, out: Path, until: float, tell: Tell) -> bool:
    from tracepile_hf.experiment.training import ArmRun

    design = found.design
    done: list[tuple[int, float]] = []  # tokens and seconds of each run that has ended
    for number, (seed, arm) in enumerate(design.pairs):
        training = ArmRun(design, arm, seed, found.drawn, found.tokenizer, run_folder(out, arm, seed))
        clock = _Clock(design, len(design.pairs) - number - 1, done)

        def line(training: ArmRun = training, clock: _Clock = clock, number: int = number) -> None:
            left = clock.left(training.tokens, training.plan.tokens[-1], training.progress.seconds)
            at = f"{training.tokens:,} of {training.plan.tokens[-1]:,} tokens, loss {training.loss:.3f}"
            tell(f"{number + 1}/{len(design.pairs)} {training.arm} seed {training.seed}: {at}, {left}")

        if not training.progress.done:
            training.segment(lambda: time.monotonic() >= until, line)
            if not training.progress.done:
                return False
            tell(_measured(training.arm, training.seed, training.progress.history[-1]))
        done.append((training.tokens, training.progress.seconds + training.progress.asking))
    return True


def _measured(arm: str, seed: int, point: dict[str, Any]) -> str:
    shares = [f"{name} {point[name]['right'] / point[name]['n']:.1%}" for name in SETS if name in point]
    return f"{arm} seed {seed}: {', '.join(shares)}"


@dataclass
class _Clock:
    """Time left, from the speed of what is done."""

    design: Design
    further: int  # runs after this one
    done: list[tuple[int, float]]

    def left(self, tokens: int, goal: int, seconds: float) -> str:
        """In words; of all runs, those to come taken as long as the design's tokens take."""
        seen = tokens + sum(count for count, _ in self.done)
        spent = seconds + sum(took for _, took in self.done)
        if not seen or not spent:
            return "time left not known yet"
        speed = seen / spent
        minutes = math.ceil((goal - tokens + self.further * self.design.tokens) / speed / 60)
        return f"{speed:,.0f} tokens/s, about {minutes} min left"


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """One process trains in a folder: two would slow one another, and write the same files."""
    with (out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(
                "a folder in which nobody trains", "one that another process trains in", str(out)
            ) from None
        yield


__all__ = ["Prepared", "opened", "prepare", "require_registered", "run", "run_folder"]
