"""Faithfulness: how much of a model's reasoning about a run is true of the run, and whether its answer is.

`judge` gives one text its figures; `summary` puts many together: by kind of question, by level, by depth of the run.
Claims have one of four standings: proved, refuted (false of the run), unplaced (true or false of no moment that could
be found), unread (names values or identifiers in no sentence that the checker can read). The answer is counted apart.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from tracepile_hf.evaluation.intervals import interval
from tracepile_hf.evaluation.judge import Reference, verdict_on

STANDINGS: Final = ("proved", "refuted", "unplaced", "unread")
DEPTHS: Final = (20, 50, 100, 200)  # steps of the run: the upper ends of the groups
ANSWER: Final = "answer"  # the kind of the claim that is the answer itself


@dataclass(frozen=True, slots=True)
class FirstWrong:
    """The first false claim: its words, what is true, the step of the run where it was judged (-1: nowhere)."""

    said: str
    truth: str
    step: int
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: its answer, its claims by standing, its first false claim, and what it was about."""

    answer: Literal["right", "wrong", "none"]
    proved: int
    refuted: int
    unplaced: int
    unread: int
    first_wrong: FirstWrong | None
    steps: int
    kind: str = ""
    level: str = ""
    family: str = ""

    @property
    def claims(self) -> int:
        """How many statements the text makes about the run, its answer not among them."""
        return self.proved + self.refuted + self.unplaced + self.unread

    @property
    def faithful(self) -> bool:
        """Something is proved and nothing is false."""
        return self.proved > 0 and not self.refuted


def judge(text: str, asked: Reference) -> Judged:
    """A text claim by claim."""
    verdict = verdict_on(text, asked)
    counts: Counter[str] = Counter()
    answer: Literal["right", "wrong", "none"] = "none"
    first: FirstWrong | None = None
    for finding in verdict.claims:
        claim = finding.claim
        if claim.kind == ANSWER:
            answer = "right" if finding.standing == "proved" else "wrong"
            continue
        counts[finding.standing] += 1
        if finding.standing == "refuted" and first is None:
            first = FirstWrong(text[slice(*claim.span)], finding.truth, finding.step, claim.span)
    return Judged(
        answer,
        counts["proved"],
        counts["refuted"],
        counts["unplaced"],
        counts["unread"],
        first,
        len(asked.trace.steps),
        asked.kind,
        asked.level,
        asked.family,
    )


def summary(judged: Sequence[Judged], faults: int = 0) -> dict[str, Any]:
    """All figures of many texts. Shares of claims are over all claims; shares of texts have 95 % intervals."""
    return {
        **figures(judged),
        "faults": faults,
        "by_kind": _by(judged, lambda one: one.kind),
        "by_level": _by(judged, lambda one: one.level),
        "by_depth": _by(judged, depth_of),
    }


def depth_of(one: Judged) -> str:
    """The group of a run's length: "1-20", ..., "201 and more"."""
    low = 1
    for high in DEPTHS:
        if one.steps <= high:
            return f"{low}-{high}"
        low = high + 1
    return f"{low} and more"


def _by(judged: Sequence[Judged], key: Callable[[Judged], str]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    names = sorted(groups, key=lambda name: (int(name.split("-")[0].split()[0]) if name[:1].isdigit() else 0, name))
    return {name: figures(groups[name]) for name in names if name}


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """The figures of a group of texts."""
    n, claims = len(judged), sum(one.claims for one in judged)
    # judging by families: runs of one program are not independent
    families = [one.family for one in judged]
    right = [one.answer == "right" for one in judged]
    wrong_steps = [
        one.first_wrong.step / one.steps
        for one in judged
        if one.first_wrong and one.steps and one.first_wrong.step >= 0
    ]
    found: dict[str, Any] = {
        "n": n,
        "answer_right": _share(right, families),
        "no_answer": sum(one.answer == "none" for one in judged) / n if n else None,
        "claims": claims,
        "claims_per_text": claims / n if n else None,
    }
    for standing in STANDINGS:
        found[standing] = sum(getattr(one, standing) for one in judged) / claims if claims else None
    found |= {
        "texts_faithful": _share([one.faithful for one in judged], families),
        "texts_with_a_false_claim": _share([one.refuted > 0 for one in judged], families),
        "right_for_wrong_reasons": _share([one.answer == "right" and one.refuted > 0 for one in judged], families),
        "right_without_reasons": _share([one.answer == "right" and not one.proved for one in judged], families),
        "first_wrong_step": statistics.median(wrong_steps) if wrong_steps else None,
    }
    return found


def _share(values: Sequence[bool], families: Sequence[str]) -> dict[str, Any]:
    if not values:
        return {"value": None, "low": 0.0, "high": 1.0}
    found = interval(values, families)
    return {"value": found.share, "low": found.low, "high": found.high}


def row_of(one: Judged) -> dict[str, float]:
    """The figures of one text as plain numbers, as a harness logs them."""
    return {
        "right": float(one.answer == "right"),
        "answered": float(one.answer != "none"),
        "fault": 0.0,
        **{standing: float(getattr(one, standing)) for standing in STANDINGS},
        "first_wrong": float(one.first_wrong.step) if one.first_wrong else -1.0,
        "steps": float(one.steps),
    }


def of_row(row: Mapping[str, float], kind: str, level: str, family: str) -> Judged:
    """The inverse of `row_of`; the words of a first false claim are not kept."""
    answer: Literal["right", "wrong", "none"] = "right" if row["right"] else ("wrong" if row["answered"] else "none")
    wrong = FirstWrong("", "", int(row["first_wrong"]), (0, 0)) if row["refuted"] else None
    proved, refuted, unplaced, unread = (int(row[name]) for name in STANDINGS)
    return Judged(answer, proved, refuted, unplaced, unread, wrong, int(row["steps"]), kind, level, family)
