"""Intervals for shares: exact for few items, Wilson's for many, a clustered bootstrap where items share a source.

Standard library only: the binomial's tails are summed exactly, in logarithms.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Z: Final = 1.959963984540054  # of a 95 % interval
EXACT_BELOW: Final = 300  # items; with fewer no normal approximation is used
DRAWS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its 95 % interval, and how that was made: exact, wilson, clustered or none."""

    share: float
    low: float
    high: float
    method: str


def wilson(right: int, n: int) -> tuple[float, float]:
    """Wilson's score interval. `n` must be positive."""
    share = right / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return (0.0 if right == 0 else max(0.0, middle - half)), (1.0 if right == n else min(1.0, middle + half))


def log_choose(n: int, k: int) -> float:
    """The logarithm of n over k."""
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def binomial_at_least(k: int, n: int, share: float) -> float:
    """P(X >= k) for X binomial with n tries of this share."""
    if k <= 0:
        return 1.0
    if k > n or share <= 0.0:
        return 0.0
    if share >= 1.0:
        return 1.0
    logs = [log_choose(n, i) + i * math.log(share) + (n - i) * math.log1p(-share) for i in range(k, n + 1)]
    return min(1.0, math.fsum(math.exp(one) for one in logs))


def exact(right: int, n: int) -> tuple[float, float]:
    """Clopper and Pearson's interval: the shares that the exact two-sided test at 5 % does not refuse."""
    low = 0.0 if right == 0 else _where(lambda share: binomial_at_least(right, n, share) >= 0.025)
    high = 1.0 if right == n else _where(lambda share: binomial_at_least(right + 1, n, share) > 0.975)
    return low, high


def _where(holds: Callable[[float], bool]) -> float:
    """The least share from 0 to 1 from which on a rising condition holds."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return (low + high) / 2


def clustered(values: Sequence[float], clusters: Sequence[str], seed: int = 0) -> tuple[float, float]:
    """Percentiles of the mean over draws of whole clusters with replacement. The same seed gives the same interval."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster][0] += value
        sums[cluster][1] += 1
    parts = [sums[name] for name in sorted(sums)]
    draw = random.Random(seed)
    means = []
    for _ in range(DRAWS):
        drawn = draw.choices(parts, k=len(parts))
        means.append(sum(part[0] for part in drawn) / sum(part[1] for part in drawn))
    means.sort()
    return means[int(0.025 * DRAWS)], means[int(0.975 * DRAWS) - 1]


def interval(values: Sequence[bool], clusters: Sequence[str] = ()) -> Interval:
    """The share of true values with its interval; by clusters where at least one has several items."""
    n, right = len(values), sum(values)
    if not n:
        return Interval(math.nan, 0.0, 1.0, "none")
    share = right / n
    shared = [cluster for cluster in clusters if cluster]
    if len(shared) == n and 1 < len(set(shared)) < n and 0 < right < n:
        low, high = clustered([float(value) for value in values], clusters)
        return Interval(share, min(low, share), max(high, share), "clustered")
    low, high = exact(right, n) if n < EXACT_BELOW else wilson(right, n)
    return Interval(share, low, high, "exact" if n < EXACT_BELOW else "wilson")
