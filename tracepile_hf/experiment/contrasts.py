"""Arms compared: paired by question, with intervals over programs and seeds, and what a comparison can show at all.

Three things could have been otherwise: which questions were drawn, which programs there are, and which seeds the models
were trained from. Each draw of the bootstrap takes seeds, programs, and questions within a program with replacement; a
question keeps its models together. The normal quantiles, Holm's correction and the question-only comparison are
evaluation's own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import NormalDist, fmean, stdev
from typing import Final

from tracepile_hf.evaluation.comparing import LEVEL, POWER, detectable_paired, holm, paired

DRAWS: Final = 4_000
Values = Mapping[int, Sequence[float]]  # by seed: a value for each question, in one order


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over questions and seeds with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """One arm minus another on one measure.

    `p` is the bootstrap's, two-sided; `adjusted` Holm's over the primary contrasts (as `p` for others); `least`: the
    smallest true difference that four of five such experiments would show, from the spread of the draws; `questions`:
    the interval that questions alone give, programs and seeds taken as they are.
    """

    one: str
    other: str
    measure: str
    seeds: int
    n: int
    difference: Mean
    p: float
    adjusted: float
    least: float
    questions: tuple[float, float]

    @property
    def shown(self) -> bool:
        """Whether there is a difference, by Holm's p-value."""
        return self.adjusted <= LEVEL


def resampled(values: Values, programs: Sequence[str], seed: int = 0) -> list[float]:
    """Means of DRAWS draws over seeds, programs, and questions within them, sorted. The same seed, the same draws."""
    random = Random(f"bootstrap/{seed}")
    places: dict[str, list[int]] = defaultdict(list)
    for place, program in enumerate(programs):
        places[program].append(place)
    names, seeds = sorted(places), sorted(values)
    summed: dict[tuple[int, ...], dict[str, list[float]]] = {}
    means = []
    for _ in range(DRAWS):
        drawn = tuple(sorted(random.choices(seeds, k=len(seeds))))
        if drawn not in summed:
            summed[drawn] = {name: [fmean(values[one][at] for one in drawn) for at in places[name]] for name in names}
        total, count = 0.0, 0
        for name in random.choices(names, k=len(names)):
            of = summed[drawn][name]
            total += sum(random.choices(of, k=len(of)))
            count += len(of)
        means.append(total / count)
    return sorted(means)


def mean(values: Values, programs: Sequence[str]) -> Mean:
    """The mean over everything, with the bootstrap's interval."""
    draws = resampled(values, programs)
    return Mean(_middle(values), *_ends(draws))


def contrast(
    one: str,
    other: str,
    measure: str,
    values_of_one: Values,
    values_of_other: Values,
    ids: Sequence[str],
    programs: Sequence[str],
) -> Contrast:
    """`one` minus `other` over the seeds that both have. Raises ValueError if they share none."""
    seeds = sorted(set(values_of_one) & set(values_of_other))
    if not seeds:
        raise ValueError(f"{one} and {other} share no seed")
    differences = {
        seed: [a - b for a, b in zip(values_of_one[seed], values_of_other[seed], strict=True)] for seed in seeds
    }
    draws = resampled(differences, programs)
    p = _p(draws)
    error = stdev(draws)
    return Contrast(
        one, other, measure, len(seeds), len(programs), Mean(_middle(differences), *_ends(draws)), p, p,
        least(error), _questions(values_of_one, values_of_other, seeds, ids),
    )  # fmt: skip


def with_holm(found: Sequence[Contrast]) -> list[Contrast]:
    """The primary contrasts with p-values for that many at once."""
    adjusted = holm([one.p for one in found])
    return [
        Contrast(
            one.one, one.other, one.measure, one.seeds, one.n, one.difference, one.p, value,
            least(_error(one), len(found)), one.questions,
        )
        for one, value in zip(found, adjusted, strict=True)
    ]  # fmt: skip


def least(error: float, comparisons: int = 1) -> float:
    """The smallest difference shown with power 0.8 at 5 % over so many comparisons, of this standard error."""
    return (NormalDist().inv_cdf(1 - LEVEL / 2 / comparisons) + NormalDist().inv_cdf(POWER)) * error


def planned_least(questions: int, disagreeing: float, seeds: int, between: float, comparisons: int) -> float:
    """What a design can show before it has run, from assumptions.

    `disagreeing`: the share of questions that only one of two arms has right; `between`: the standard deviation of an
    arm's accuracy from seed to seed. Programs are taken as they are: their spread is not known before.
    """
    by_questions = detectable_paired(questions, disagreeing) / least(1.0)
    return least(math.hypot(by_questions, between * math.sqrt(2 / seeds)), comparisons)


def _error(one: Contrast) -> float:
    return one.least / least(1.0)


def _questions(a: Values, b: Values, seeds: Sequence[int], ids: Sequence[str]) -> tuple[float, float]:
    """The interval over questions alone: evaluation's paired comparison, a question's seeds as its cluster."""
    if not all(value in (0.0, 1.0) for seed in seeds for value in (*a[seed], *b[seed])):
        return math.nan, math.nan
    clusters = [name for _ in seeds for name in ids]
    one = [bool(value) for seed in seeds for value in b[seed]]
    other = [bool(value) for seed in seeds for value in a[seed]]
    found = paired(one, other, clusters)
    return found.low, found.high


def _middle(values: Values) -> float:
    return fmean(fmean(of) for of in values.values())


def _ends(draws: Sequence[float]) -> tuple[float, float]:
    return draws[int(0.025 * len(draws))], draws[int(0.975 * len(draws)) - 1]


def _p(draws: Sequence[float]) -> float:
    below, above = sum(draw <= 0 for draw in draws), sum(draw >= 0 for draw in draws)
    return min(1.0, 2 * (1 + min(below, above)) / (1 + len(draws)))
