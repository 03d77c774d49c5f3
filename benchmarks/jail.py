"""What the jail costs: runs a second on one core, and the price of each layer.

    python benchmarks/jail.py            figures for the machine at hand, as Markdown tables
    python benchmarks/jail.py --rounds 9 steadier ones
    python benchmarks/jail.py --recorder with the real recorder instead of a runner that records nothing

Everything counts processor time of the service and of all its zygotes, wardens and children (not the clock, which a
busy machine stretches), from `getrusage`; a sandbox's start is measured apart. Variants are taken in turn, round by
round, and the median is shown. An input costs two runs: the traced one and the untraced referee. A bare fork (and the
end) of a process that has loaded the same library, and does nothing in its child, is measured in the same rounds: no
jail that forks can be cheaper. The price of a layer is what its steps take in a child (jail_steps.py): the median of
some hundred. Neighbours that share a core's caches make all of it dearer.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tracepile_hf.execution.jail.inside import stdlib
from tracepile_hf.execution.jail.outside.sandbox import Sandbox

STEPS = Path(__file__).with_name("jail_steps.py")
RUNNER: Path | None = Path(__file__).parents[1] / "tests" / "jail" / "runner.py"
LAYERS = ("seccomp", "landlock", "namespaces", "uid", "limits", "imports", "audit")
BARE_FORK = """
import gc, os, resource
os.register_at_fork = lambda **_: None  # as in a zygote: what modules would do in each child is not done
from tracepile_hf.execution.jail.inside import stdlib
for name in stdlib.BEFOREHAND:
    try:
        __import__(name)
    except ImportError:
        continue
gc.collect()
gc.freeze()
def cpu():
    own, waited = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + waited.ru_utime + waited.ru_stime
before = cpu()
for _ in range(100):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
print((cpu() - before) / 100)
"""
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


def bare_fork() -> float:
    """Seconds of processor time to fork a process that has loaded what a zygote has, end it and wait for it."""
    script = f"import sys; sys.path[:0] = {[str(Path(stdlib.__file__).parents[2])]}\n{BARE_FORK}"
    done = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True)
    return float(done.stdout)


def layers(policy: str, runs: int = 200) -> dict[str, float]:
    """Microseconds of processor time in a child, by what they were spent on: medians."""
    found: dict[str, list[int]] = {}
    with Sandbox(policy, runner=STEPS) as sandbox:
        job = {"code": "", "entry_point": None, "cases": [{}] * runs, "modes": ["plain"]}
        for reply in sandbox.run(job):
            for name, nanoseconds in json.loads(reply.payload or b"{}").items():
                found.setdefault(name, []).append(nanoseconds)
    return {name: statistics.median(taken) / 1000 for name, taken in found.items()}


def main() -> int:
    global RUNNER
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--jobs", type=int, default=10)
    options.add_argument("--recorder", action="store_true")
    chosen = options.parse_args()
    if chosen.recorder:
        RUNNER = None
    variants = {
        "trusted: one fork per program": ("trusted", (), 5),
        "default: one fork per run": ("default", (), 1),
        "public: one fork per run": ("public", (), 1),
        "default without any layer": ("default", LAYERS, 1),
    }
    taken: dict[str, list[float]] = {name: [] for name in variants}
    forks = []
    for _ in range(chosen.rounds):
        forks.append(bare_fork())
        for name, (policy, without, more) in variants.items():
            taken[name].append(per_input(policy, without, chosen.jobs * more))
    starts = [spent("default", (), 1) for _ in range(3)]
    what = "the recorder" if chosen.recorder else "a runner that records nothing"
    print(f"Python {sys.version.split()[0]}; {INPUTS} inputs a program, two runs an input, {what}; processor time\n")
    print("| | inputs/s/core | runs/s/core | us per run | in bare forks | best round, inputs/s |")
    print("|---|---|---|---|---|---|")
    for name, figures in taken.items():
        middle, best = statistics.median(figures), min(figures)
        ratio = statistics.median(figure / 2 / fork for figure, fork in zip(figures, forks, strict=True))
        shown = (f"{1 / middle:.0f}", f"{2 / middle:.0f}", f"{middle / 2 * 1e6:.0f}", f"{ratio:.1f}", f"{1 / best:.0f}")
        print(f"| {name} | {' | '.join(shown)} |")
    middle, best = statistics.median(forks) * 1e6, min(forks) * 1e6
    print(f"| a bare fork, no jail, no program | | | {middle:.0f} | 1 | {best:.0f} us |")
    processor, clock = (statistics.median(column) for column in zip(*starts, strict=True))
    print(f"\nstart of a sandbox with its first program: {processor:.2f} s processor, {clock:.2f} s clock\n")
    print("| in a child, under default | us |\n|---|---|")
    for name, microseconds in layers("default").items():
        print(f"| {name} | {microseconds:.0f} |")
    print("| uid, namespaces, imports | 0: put on once, for all that is forked afterwards |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
