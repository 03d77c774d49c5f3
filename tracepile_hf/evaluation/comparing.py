"""Two runs on the same items, and two published figures: differences, their intervals, tests and power.

After Miller, https://arxiv.org/abs/2411.00640 (paired differences, clustered errors, power) and Bowyer et al.,
https://arxiv.org/abs/2503.01747 (no normal approximation below a few hundred items).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

from tracepile_hf.evaluation.intervals import EXACT_BELOW, Z, wilson

LEVEL: Final = 0.05
POWER: Final = 0.8


@dataclass(frozen=True, slots=True)
class Difference:
    """B minus A, as a share, with its 95 % interval, the p-value of no difference, and what made them.

    `least`: the smallest difference that so many items, disagreeing as often as these, would have shown in four of five
    repetitions (nan where that is not known).
    """

    n: int
    difference: float
    low: float
    high: float
    p: float
    method: str
    least: float

    @property
    def inside_noise(self) -> bool:
        """Whether no difference at all is within the interval."""
        return self.low <= 0.0 <= self.high


def mcnemar(only_a: int, only_b: int) -> float:
    """The exact two-sided p-value that items which only one run has right fall on either side alike."""
    n, k = only_a + only_b, min(only_a, only_b)
    if not n:
        return 1.0
    tail = sum(math.comb(n, i) for i in range(k + 1))
    return min(1.0, float(2 * tail / 2**n)) if n < 1000 else _mcnemar_of_many(k, n)


def _mcnemar_of_many(k: int, n: int) -> float:
    """The normal approximation with continuity, for a thousand disagreements and more."""
    return min(1.0, 2 * NormalDist().cdf((k + 0.5 - n / 2) / math.sqrt(n / 4)))


def paired(a: Sequence[bool], b: Sequence[bool], clusters: Sequence[str] = ()) -> Difference:
    """The difference of two runs on the same items, in the same order.

    Below 300 items: McNemar's exact test and Newcombe's interval for paired shares. From there on the mean of
    differences with its standard error, by clusters where items share one. Raises ValueError for no items.
    """
    n = len(a)
    if not n or len(b) != n:
        raise ValueError(f"expected two runs on the same items, got {n} and {len(b)}")
    only_a = sum(one and not other for one, other in zip(a, b, strict=True))
    only_b = sum(other and not one for one, other in zip(a, b, strict=True))
    difference = (only_b - only_a) / n
    least = detectable_paired(n, (only_a + only_b) / n)
    shared = len(clusters) == n and all(clusters) and 1 < len(set(clusters)) < n
    if n < EXACT_BELOW and not shared:
        low, high = newcombe_paired(sum(a), sum(b), n, sum(x and y for x, y in zip(a, b, strict=True)))
        return Difference(n, difference, low, high, mcnemar(only_a, only_b), "exact", least)
    error = _error([int(y) - int(x) for x, y in zip(a, b, strict=True)], clusters if shared else ())
    p = 2 * NormalDist().cdf(-abs(difference) / error) if error else (1.0 if not difference else 0.0)
    method = "clustered" if shared else "paired"
    if not shared:
        p = mcnemar(only_a, only_b)
    return Difference(n, difference, difference - Z * error, difference + Z * error, p, method, least)


def _error(values: Sequence[float], clusters: Sequence[str]) -> float:
    """The standard error of a mean; clustered: sums of deviations within clusters are taken together."""
    n = len(values)
    mean = sum(values) / n
    if not clusters:
        return math.sqrt(sum((value - mean) ** 2 for value in values) / max(1, n - 1) / n)
    sums: dict[str, float] = defaultdict(float)
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] += value - mean
    count = len(sums)
    return math.sqrt(sum(one * one for one in sums.values()) * count / max(1, count - 1)) / n


def newcombe_paired(right_a: int, right_b: int, n: int, both: int) -> tuple[float, float]:
    """Newcombe's interval (1998, method 10) for the difference of paired shares: Wilson's, with their correlation."""
    one, other = right_a / n, right_b / n
    (low_a, high_a), (low_b, high_b) = wilson(right_a, n), wilson(right_b, n)
    neither = n - right_a - right_b + both
    product: float = both * neither - (right_a - both) * (right_b - both)
    below = right_a * (n - right_a) * right_b * (n - right_b)
    if not below:
        correlation = 0.0
    else:
        if product > 0:
            product = max(0.0, product - n / 2)  # corrected for continuity, as his method 10 has it
        correlation = product / math.sqrt(below)
    difference = other - one

    def away(x: float, y: float) -> float:
        return math.sqrt(max(0.0, x * x - 2 * correlation * x * y + y * y))

    return (
        max(-1.0, difference - away(other - low_b, high_a - one)),
        min(1.0, difference + away(high_b - other, one - low_a)),
    )


def newcombe(right_a: float, right_b: float, n: int) -> tuple[float, float]:
    """The interval for the difference of two shares of `n` items each, nothing known of which items."""
    one, other = right_a / n, right_b / n
    (low_a, high_a), (low_b, high_b) = wilson(round(right_a), n), wilson(round(right_b), n)
    difference = other - one
    low = difference - math.hypot(other - low_b, high_a - one)
    high = difference + math.hypot(high_b - other, one - low_a)
    return max(-1.0, low), min(1.0, high)


def detectable_paired(n: int, disagreeing: float) -> float:
    """The smallest difference that `n` paired items show with power 0.8, if this share of them disagrees.

    nan where no difference that so few disagreements allow would be shown.
    """
    if not n or not disagreeing:
        return math.nan
    z = NormalDist().inv_cdf(1 - LEVEL / 2) + NormalDist().inv_cdf(POWER)
    least = z * math.sqrt(disagreeing / n)
    least = z * math.sqrt(max(disagreeing - least * least, disagreeing / 2) / n) if least < disagreeing else least
    return least if least <= disagreeing else math.nan


def detectable(n: int, share: float = 0.5) -> float:
    """The smallest gain over this share that two separate runs of `n` items show with power 0.8; nan if none does."""
    z_level, z_power = NormalDist().inv_cdf(1 - LEVEL / 2), NormalDist().inv_cdf(POWER)
    low, high = 0.0, 1.0 - share
    if high <= 0 or not _shown(high, n, share, z_level, z_power):
        return math.nan
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if _shown(middle, n, share, z_level, z_power) else (middle, high)
    return high


def _shown(gain: float, n: int, share: float, z_level: float, z_power: float) -> bool:
    other = share + gain
    pooled = (share + other) / 2
    null = math.sqrt(2 * pooled * (1 - pooled) / n)
    actual = math.sqrt((share * (1 - share) + other * (1 - other)) / n)
    return gain >= z_level * null + z_power * actual


def holm(values: Sequence[float]) -> list[float]:
    """p-values adjusted for that many comparisons at once, Holm's way, in the order given."""
    order = sorted(range(len(values)), key=values.__getitem__)
    adjusted, most = [0.0] * len(values), 0.0
    for rank, place in enumerate(order):
        most = max(most, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = most
    return adjusted


def noise_of_average(sizes: Sequence[int], of: int) -> float:
    """How far the averages of two separate runs over `of` benchmarks lie apart by chance, at most, in 95 of 100 cases.

    Whichever of the benchmarks they are, and whatever the accuracies: each contributes as if half of it were right, and
    the smallest count.
    """
    smallest = sorted(sizes)[:of]
    return Z * math.sqrt(sum(0.5 / n for n in smallest)) / of


@dataclass(frozen=True, slots=True)
class PublishedGain:
    """A gain between two published accuracies on `n` items, judged without knowing which items were right.

    low, high: the interval of two separate runs. `best_p`: the p-value under the pairing kindest to the gain, where the
    better run has everything right that the other has; no pairing gives a smaller one.
    """

    n: int
    before: float
    after: float
    low: float
    high: float
    best_p: float
    least: float

    @property
    def gain(self) -> float:
        """After minus before, as a share."""
        return self.after - self.before

    @property
    def verdict(self) -> str:
        """outside: also as two separate runs; inside: under every pairing; else open, for it depends on the items."""
        if not self.low <= 0.0 <= self.high:
            return "outside"
        return "inside" if self.best_p > LEVEL else "open"


def published_gain(before: float, after: float, n: int) -> PublishedGain:
    """Two accuracies as shares. Raises ValueError for no items or no shares."""
    if n < 1 or not (0 <= before <= 1 and 0 <= after <= 1):
        raise ValueError(f"expected shares of at least one item, got {before}, {after} of {n}")
    right_a, right_b = round(before * n), round(after * n)
    low, high = newcombe(right_a, right_b, n)
    return PublishedGain(n, before, after, low, high, mcnemar(0, abs(right_b - right_a)), detectable(n, before))
