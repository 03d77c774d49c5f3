"""What a folder of `run` holds, judged: every answer's score for each arm and seed, and what was measured on the way.

Scores are worked out from the raw answers; those of a file are kept beside it under its digest, and worked out again
when either is another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.experiment import rows as disk
from tracepile_hf.experiment.answers import read_answers
from tracepile_hf.experiment.design import Design, digest, load, parse, require_registered
from tracepile_hf.experiment.rows import Row
from tracepile_hf.experiment.running import DESIGN, MANIFEST, run_folder
from tracepile_hf.experiment.sampling import SETS
from tracepile_hf.experiment.scoring import Score, score

VERSION: Final = 1  # of scores: raised when what they mean changes
MEASURES: Final = {"right": "exact answers", "proved": "claims proved"}


@dataclass(frozen=True)
class ArmResult:
    """One finished run: its history, and its scores by test, in the order of the questions."""

    arm: str
    seed: int
    history: Mapping[str, Any]
    scores: Mapping[str, Sequence[Score]]

    def values(self, test: str, measure: str) -> list[float]:
        """One value a question. `proved`: the share of a text's claims, 0 for a text that says nothing of the run."""
        if measure == "right":
            return [float(one.right) for one in self.scores[test]]
        return [one.proved / one.claims if one.claims else 0.0 for one in self.scores[test]]


@dataclass(frozen=True)
class Results:
    """A folder's results. `missing`: arms and seeds of the design that have not ended."""

    design: Design
    digest: str
    registered: bool
    questions: Mapping[str, Sequence[Row]]
    runs: Sequence[ArmResult]
    missing: Sequence[tuple[int, str]]

    @property
    def seeds(self) -> list[int]:
        """Seeds of which every arm of the primary contrasts has ended: only these are reported."""
        lacking = {seed for seed, arm in self.missing if arm in self.design.primary}
        return [seed for seed in self.design.seeds if seed not in lacking]

    @property
    def arms(self) -> list[str]:
        """Arms with a run among the reported seeds."""
        return [arm for arm in self.design.arms if self.of(arm)]

    def of(self, arm: str) -> dict[int, ArmResult]:
        """An arm's runs by seed, reported seeds only."""
        return {run.seed: run for run in self.runs if run.arm == arm and run.seed in self.seeds}

    def values(self, arm: str, test: str = "seen", measure: str = "right") -> dict[int, list[float]]:
        """By seed a value for each question."""
        return {seed: run.values(test, measure) for seed, run in self.of(arm).items()}


def read_results(out: Path, tell: Callable[[str], None], unregistered: bool = False) -> Results:
    """Everything in a folder. InputError for a design that is not the registered one, unless `unregistered` is allowed.

    Also for questions or answers that are not those of the folder's own account.
    """
    if not (out / MANIFEST).exists():
        raise InputError("a folder of `run`", "no manifest.json", str(out))
    content, manifest = load(out / DESIGN), load(out / MANIFEST)
    if digest(content) != manifest.get("design"):
        raise InputError("the design that was drawn for", "one changed since", str(out / DESIGN))
    if not unregistered:
        require_registered(content, str(out / DESIGN))
    design = parse(content)
    questions = {name: _questions(out, name, manifest) for name in SETS}
    runs, missing = [], []
    for seed, arm in design.pairs:
        folder = run_folder(out, arm, seed)
        history = load(folder / "history.json") if (folder / "history.json").exists() else {}
        if not history.get("done"):
            missing.append((seed, arm))
            continue
        tell(f"judging {arm} seed {seed}")
        scores = {name: _scores(folder, name, history, rows) for name, rows in questions.items() if rows}
        runs.append(ArmResult(arm, seed, history, scores))
    return Results(design, digest(content), not unregistered, questions, runs, missing)


def _questions(out: Path, name: str, manifest: Mapping[str, Any]) -> list[Row]:
    path = out / "data" / f"{name}.jsonl.gz"
    rows = disk.read(path)
    if disk.fingerprint(rows) != manifest["data"].get(name):
        raise InputError("the questions that were drawn", "others", str(path))
    return rows


def _scores(folder: Path, name: str, history: Mapping[str, Any], rows: Sequence[Row]) -> list[Score]:
    path = folder / f"{name}-{history['steps']}.jsonl.xz"
    given = read_answers(path)
    if [answer.id for answer in given] != [row.id for row in rows]:
        raise InputError("an answer to every question, in their order", f"{len(given)}, or others", str(path))
    key = hashlib.sha256(repr([(VERSION, answer.text, answer.cut) for answer in given]).encode()).hexdigest()
    kept_at = folder / "scores.json"
    kept = load(kept_at) if kept_at.exists() else {}
    found = kept.get(name)
    if isinstance(found, dict) and found.get("answers") == key:
        return [Score(*one) for one in found["scores"]]
    scores = [score(answer, row) for answer, row in zip(given, rows, strict=True)]
    kept[name] = {"answers": key, "scores": [list(astuple(one)) for one in scores]}
    kept_at.write_text(json.dumps(kept, separators=(",", ":")) + "\n", encoding="utf-8")
    return scores
