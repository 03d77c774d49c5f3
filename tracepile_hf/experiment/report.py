"""`report`: results as a page whose first lines say what came out, whichever way, with its tables.

Everything is worked out from the raw answers. Only seeds of which every arm of a primary contrast has ended count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.comparing import LEVEL
from tracepile_hf.experiment.arms import BARE, CONTROLS
from tracepile_hf.experiment.contrasts import Contrast, Mean, contrast, mean, with_holm
from tracepile_hf.experiment.results import MEASURES, Results

SAID: Final = {
    "answers_equal_tokens": "answers only, at equal tokens",
    "answers_equal_examples": "answers only, at equal examples",
    "one_value_false": "one value of each rationale false",
    "swapped": "rationales swapped",
    "shuffled": "steps shuffled",
    "code_only": "code only",
    "full": "true rationales",
}
NOT_MEASURED: Final = "not measured"


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page, the pictures and the notebook show."""

    results: Results
    arms: Sequence[str]
    means: dict[tuple[str, str, str], Mean]  # by arm, test and measure
    primary: Sequence[Contrast]
    others: Sequence[Contrast]


def figures(results: Results) -> Figures:
    """Means and contrasts. InputError if no seed is whole."""
    if not results.seeds:
        raise InputError("a seed of which every primary arm has ended", f"{len(results.missing)} runs to go", "report")
    design, means = results.design, {}
    for arm in results.arms:
        for test, rows in results.questions.items():
            for measure in MEASURES:
                if rows:
                    programs = [row.family for row in rows]
                    means[arm, test, measure] = mean(results.values(arm, test, measure), programs)
    primary = with_holm([_contrast(results, one, other, "right") for one, other in design.contrasts])
    against = [arm for arm in results.arms if arm != "full" and "full" in design.arms]
    named = {(one.one, one.other) for one in primary}
    others = [_contrast(results, "full", arm, "right") for arm in against if ("full", arm) not in named]
    others += [_contrast(results, "full", arm, "proved") for arm in against if arm not in (*BARE, "code_only")]
    if results.questions["longer"]:
        others += [_contrast(results, one, other, "right", "longer") for one, other in design.contrasts]
    return Figures(results, results.arms, means, primary, others)


def _contrast(results: Results, one: str, other: str, measure: str, test: str = "seen") -> Contrast:
    rows = results.questions[test]
    named = MEASURES[measure] if test == "seen" else f"{MEASURES[measure]}, {test} runs"
    return contrast(
        one, other, named, results.values(one, test, measure), results.values(other, test, measure),
        [row.id for row in rows], [row.family for row in rows],
    )  # fmt: skip


def page(found: Figures) -> str:
    """The report as Markdown."""
    parts = [
        f"# Does telling runs teach? Design `{found.results.design.name}`",
        "\n".join(f"- {line}" for line in headlines(found)),
        _limits(found),
        "## Primary contrasts",
        _contrasts(found.primary),
        _notes(found),
        "## Arms",
        _arms(found),
        "## Other contrasts",
        "Exploratory: no correction for their number.",
        _contrasts(found.others),
        "## By length of the run (changes)",
        _by(found, lambda row: _stratum(found, row.stratum)),
        "## By family",
        _by(found, lambda row: str(row.family)),
        "## On the way",
        _points(found),
    ]
    if found.results.missing:
        lacking = ", ".join(f"{arm}-{seed}" for seed, arm in found.results.missing)
        parts += ["## Not finished", f"These runs of the design had not ended and count nowhere: {lacking}."]
    return "\n\n".join(part for part in parts if part) + "\n"


def headlines(found: Figures) -> list[str]:
    """One sentence a primary contrast, whichever way it came out; before them, if no arm learnt anything, that."""
    lines = []
    for one in found.primary:
        a, b = found.means[one.one, "seen", "right"], found.means[one.other, "seen", "right"]
        way = "more" if one.difference.value > 0 else "fewer"
        figures = f"{_percent(a.value)} against {_percent(b.value)}, {_signed(one.difference)} points"
        tail = f"95 % interval {_ends(one.difference)}, p = {one.adjusted:.2g} after Holm"
        if one.shown:
            verdict = f"models taught with {said(one.one)} give {way} exact answers than with {said(one.other)}"
        else:
            verdict = f"**no difference shown** between {said(one.one)} and {said(one.other)}"
        lines.append(f"{verdict[0].upper()}{verdict[1:]}: {figures} ({tail}).")
    best = guessing(found.results)
    if all(found.means[arm, "seen", "right"].low <= best for arm in found.arms):
        lines.insert(
            0, f"**No arm is above guessing** ({_percent(best)}): nothing to be compared was learnt in this design."
        )
    return lines


def guessing(results: Results) -> float:
    """The share of right answers that one gets by always saying the commonest answer of each family's questions."""
    rows = results.questions["seen"]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row.family][row.answer] += 1
    return sum(max(count.values()) for count in counts.values()) / len(rows)


def said(arm: str) -> str:
    """An arm in words."""
    return SAID.get(arm, f"the register {arm}")


def _limits(found: Figures) -> str:
    design, whole = found.results.design, found.results.seeds
    run = next(run for run in found.results.runs if run.seed in whole)
    registered = "registered before it ran" if found.results.registered else "**not a registered design**"
    return (
        f"Limits: {run.history['parameters']:,} parameters from random weights, {design.tokens:,} tokens an arm, "
        f"{len(whole)} of {len(design.seeds)} seeds, {len(design.families)} families of integer programs with the "
        f"question `name(arguments)`, {len(found.results.questions['seen']):,} unseen inputs. Nothing here is about "
        f"large models, other programs or other questions. Design `{found.results.digest[:12]}`, {registered}."
    )


def _contrasts(found: Sequence[Contrast]) -> str:
    rows = [
        (
            f"{one.one} - {one.other}", one.measure, str(one.n), str(one.seeds), _signed(one.difference),
            _ends(one.difference), _pair(*one.questions), f"{one.p:.2g}", f"{one.adjusted:.2g}", _percent(one.least),
        )
        for one in found
    ]  # fmt: skip
    head = (
        "contrast",
        "measure",
        "questions",
        "seeds",
        "difference",
        "95 % interval",
        "questions alone",
        "p",
        "p, Holm",
        "least",
    )
    return table(head, rows) if rows else ""


def _notes(found: Figures) -> str:
    return (
        "Paired by question; interval and p from a bootstrap over seeds, families and questions within them. Questions "
        "alone: families and seeds taken as they are. Least: the smallest true difference that four of five such "
        f"experiments would show at {LEVEL:.0%}, Holm's first step included where the contrast is primary."
    ).replace("%", " %")


def _arms(found: Figures) -> str:
    rows = []
    for arm in found.arms:
        runs = list(found.results.of(arm).values())
        seeds = ", ".join(_percent(fmean(run.values("seen", "right"))) for run in runs)
        cut = sum(score.cut for run in runs for score in run.scores["seen"])
        told = arm not in (*BARE, "code_only")
        first = runs[0].history
        measured = [(arm, test, "right") for test in ("longer", "unseen")]
        asked = sum(len(run.scores["seen"]) for run in runs)
        minutes = sum(run.history["seconds"] + run.history["asking"] for run in runs) / 60
        rows.append(
            (
                arm, _mean(found.means[arm, "seen", "right"]), seeds,
                _mean(found.means[arm, "seen", "proved"]) if told else "",
                *(_mean(found.means[key]) if key in found.means else "" for key in measured),
                f"{cut} of {asked}", f"{first['tokens']:,}", f"{first['examples']:,}", f"{first['epochs']:.1f}",
                f"{minutes:.1f}",
            )
        )  # fmt: skip
    head = (
        "arm",
        "exact answers",
        "by seed",
        "claims proved",
        "longer runs",
        "unseen families",
        "cut",
        "tokens",
        "examples",
        "epochs",
        "minutes",
    )
    return table(head, rows)


def _by(found: Figures, key: Callable[[Any], str]) -> str:
    """Shares of exact answers by a property of the question, over seeds."""
    rows = found.results.questions["seen"]
    groups = list(dict.fromkeys(map(key, rows)))
    lines = []
    for group in sorted(groups) if not groups[0][0].isdigit() else sorted(groups, key=lambda one: int(one.split()[0])):
        places = [place for place, row in enumerate(rows) if key(row) == group]
        cells = []
        for arm in found.arms:
            values = found.results.values(arm)
            cells.append(_percent(fmean(fmean(of[place] for place in places) for of in values.values())))
        lines.append((group, str(len(places)), *cells))
    return table(("", "questions", *found.arms), lines)


def _stratum(found: Figures, number: int) -> str:
    low, high = found.results.design.strata[number]
    return f"{low} to {high}"


def _points(found: Figures) -> str:
    rows = []
    for arm in found.arms:
        runs = list(found.results.of(arm).values())
        for number, point in enumerate(runs[0].history["history"]):
            shares = [run.history["history"][number]["seen"] for run in runs]
            accuracy = [share["right"] / share["n"] for share in shares]
            losses = [run.history["history"][number]["loss"] for run in runs]
            rows.append(
                (
                    arm, f"{point['tokens']:,}", str(shares[0]["n"]), _percent(fmean(accuracy)),
                    f"{_percent(min(accuracy))} to {_percent(max(accuracy))}", f"{fmean(losses):.3f}",
                )
            )  # fmt: skip
    return table(("arm", "tokens", "questions", "exact answers", "lowest to highest seed", "loss"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def _signed(one: Mean) -> str:
    return f"{100 * one.value:+.1f}"


def _ends(one: Mean) -> str:
    return _pair(one.low, one.high)


def _pair(low: float, high: float) -> str:
    return f"{100 * low:+.1f} to {100 * high:+.1f}" if low == low else ""


def _mean(one: Mean) -> str:
    return f"{_percent(one.value)} [{100 * one.low:.1f}, {100 * one.high:.1f}]"


__all__ = ["CONTROLS", "Figures", "figures", "headlines", "page", "said", "table"]
