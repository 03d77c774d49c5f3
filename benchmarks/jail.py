"""What the jail costs: runs a second on one core, and the price of each layer.

    python benchmarks/jail.py            figures for the machine at hand, as a Markdown table
    python benchmarks/jail.py --rounds 9 steadier ones

Everything counts processor time of the service and of all its zygotes, wardens and children (not the clock, which a
busy machine stretches), from `getrusage`; a sandbox's start is measured apart. Variants are taken in turn, round by
round, and the median is shown. An input costs two runs: the traced one and the untraced referee. The runner here
records nothing: figures are for the jail alone, with a program of one line.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

from tracepile_hf.execution.sandbox import Sandbox

RUNNER = Path(__file__).parents[1] / "tests" / "jail" / "runner.py"
LAYERS = ("seccomp", "landlock", "namespaces", "uid", "limits", "imports", "audit")
INPUTS = 20
JOB = {
    "code": "def f(x):\n    return x + 1\n",
    "entry_point": "f",
    "cases": [{"arguments": [str(number)]} for number in range(INPUTS)],
}


def cpu() -> float:
    """Seconds of processor time of this process and of every one it has waited for, to any depth."""
    own, waited = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + waited.ru_utime + waited.ru_stime


def spent(policy: str, without: tuple[str, ...], jobs: int) -> tuple[float, float]:
    """(processor, clock) seconds for a sandbox that starts, does `jobs` jobs and closes."""
    before, started = cpu(), time.perf_counter()
    with Sandbox(policy, runner=RUNNER, without=without, allow_weak_jail=True) as sandbox:
        for _ in range(jobs):
            sandbox.run(JOB)
    return cpu() - before, time.perf_counter() - started


def per_input(policy: str, without: tuple[str, ...] = (), jobs: int = 10) -> float:
    """Seconds of processor time for one input, both its runs, without the start."""
    start, _ = spent(policy, without, 1)
    whole, _ = spent(policy, without, 1 + jobs)
    return (whole - start) / (jobs * INPUTS)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--jobs", type=int, default=10)
    chosen = options.parse_args()
    variants: dict[str, tuple[str, tuple[str, ...]]] = {
        "trusted: one fork per program": ("trusted", ()),
        "default: one fork per run": ("default", ()),
        "public: one fork per run": ("public", ()),
        **{f"default without {layer}": ("default", (layer,)) for layer in LAYERS},
        "default without any": ("default", LAYERS),
    }
    taken: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(chosen.rounds):
        for name, (policy, without) in variants.items():
            taken[name].append(per_input(policy, without, chosen.jobs))
    full = statistics.median(taken["default: one fork per run"])
    starts = [spent("default", (), 1) for _ in range(3)]
    print(f"Python {sys.version.split()[0]}; {INPUTS} inputs a program, two runs an input, processor time\n")
    print("| | inputs/s/core | us per run | best round | against default, us per run |")
    print("|---|---|---|---|---|")
    for name, figures in taken.items():
        middle, best = statistics.median(figures), min(figures)
        change = "" if name.startswith(("trusted", "default:", "public")) else f"{(middle - full) / 2 * 1e6:+.0f}"
        print(f"| {name} | {1 / middle:.0f} | {middle / 2 * 1e6:.0f} | {1 / best:.0f}/s | {change} |")
    processor, clock = (statistics.median(column) for column in zip(*starts, strict=True))
    print(f"\nstart of a sandbox with its first program: {processor:.2f} s processor, {clock:.2f} s clock")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
