"""How fast the checker is: time a claim on the CLRS families, 1 KB of hostile folds, 1 MB of narration.

    python benchmarks/checker_speed.py [--against OTHER_CHECKOUT]

The first figure is warm: every text is verified once before it is timed. Another checkout is measured in the same run,
round after round in turn with this one, each in an interpreter of its own, over its own narrations and by its own count
of claims; the ratio does not depend on what else the machine does. The other two are of this checkout alone.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
ROUNDS = 30

FOLDED = {
    "numbers": """def f(n):
    total = 0
    best = 0
    for i in range(n):
        total = total + i % 7
        if total > best:
            best = total
    return best
""",
    "a table": """def f(n):
    table = [0] * 200
    for i in range(n):
        table[i % 200] = table[i % 200] + i
    return table[0]
""",
    "calls": """def g(x):
    return x * 2


def f(n):
    total = 0
    for i in range(n):
        total = g(total) % 1009
    return total
""",
}
PLACES = ("{} never changes", "{} only rises", "{} takes the values 0, 5", "{} = 9 at the end")
CLAIMS = {
    "numbers": (
        *("`n` never changes", "`total` goes from 0 to 5", "`best` only rises", "`i` is never 3"),
        *("`total > best` is True 7 times", "`i` takes the values 1, 2", "line 7 never runs", "no call is made"),
        *("`total + i % 7` is always 3", "`i % 7` is never True", "nothing is printed", "`total` is always 4"),
        *("line 6 runs 9 times", "line 4 runs 12 times"),
    ),
    "a table": tuple(claim.format(f"`table[{place}]`") for place in range(60) for claim in PLACES),
    "calls": (
        *("5 calls of `g` are made", "no call is made", "line 2 runs 9 times", "`total` never changes"),
        *("`total` only rises", "`g(total)` is always 3", "`total` takes the values 1, 2, 3", "nothing is printed"),
    ),
}


def hostile(name: str, bytes_: int, iterations: int, joined: str) -> str:
    """A text of one range with as many claims about it as fit."""
    line = FOLDED[name][: FOLDED[name].index("for i")].count("\n") + 1
    opening = f"We trace `f({iterations})`. Iterations 1 to {iterations} of the loop on line {line}"
    said = opening + ": "
    claims = CLAIMS[name]
    number = 0
    while len(said) < bytes_:
        said += claims[number % len(claims)] + joined
        number += 1
    return said.removesuffix(joined) + ".\n\nThe answer is 5."


LONG = """def f(n):
    total = 0
    seen = []
    for i in range(n):
        total = total + i
        if total % 3 == 0:
            seen.append(i)
        else:
            total = total - 1
    return len(seen)
"""


def texts() -> list[tuple[Any, str]]:
    """Traces of the CLRS families (their docstrings say so) at their default sizes, with their narrations."""
    from tracepile_hf.execution import Limits, Tracer
    from tracepile_hf.narration import narrate

    found = []
    with Tracer() as tracer:
        for module in sorted(clrs()):
            family = load(module)
            for seed in range(3):
                case = family.make(random.Random(f"{family.name}/{seed}"), family.default_size)
                trace = tracer.run(case.program, [case], limits=Limits(seconds=10.0, steps=2_000))[0]
                if trace.outcome in ("finished", "raised"):
                    found.append((trace, narrate(trace)))
    return found


def clrs() -> Iterator[Path]:
    """The modules of the families after CLRS."""
    import tracepile_hf

    (package,) = tracepile_hf.__path__
    for path in Path(package).glob("*/algorithms/*.py"):
        if "(CLRS)" in path.read_text(encoding="utf-8").split("\n", 1)[0]:
            yield path


def load(path: Path) -> Any:
    """The family of a module, whatever the room is called in that checkout."""
    import importlib

    module = importlib.import_module(".".join(path.with_suffix("").parts[-4:]))
    return next(one for one in vars(module).values() if type(one).__name__ == "Family")


def serve() -> None:
    """A child: verifies all texts once for every line on standard input, and says how long it took."""
    from tracepile_hf.verification import verify

    told = texts()
    accepted = [verify(text, trace) for trace, text in told]
    count = sum(len(verdict.claims) for verdict in accepted)
    refused = sum(not verdict.accepted for verdict in accepted)
    print(len(told), refused, count, sum(len(text) for _, text in told), flush=True)
    for _ in sys.stdin:
        start = time.process_time()
        for trace, text in told:
            verify(text, trace)
        print(time.process_time() - start, flush=True)


class Child:
    """A checkout in an interpreter of its own."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__)), "--serve"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.texts, self.refused, self.claims, self.characters = map(int, self.process.stdout.readline().split())
        self.seconds: list[float] = []

    def go(self) -> None:
        """One round."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(file=self.process.stdin, flush=True)
        self.seconds.append(float(self.process.stdout.readline()))

    def close(self) -> None:
        """Ends the child."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def report(self, name: str) -> float:
        """Prints a row; microseconds a claim, of the median round."""
        each = statistics.median(self.seconds) / self.claims * 1e6
        least = min(self.seconds) / self.claims * 1e6
        print(
            f"| {name} | {self.texts} | {self.claims} | {self.characters} | {each:.2f} | {least:.2f} "
            f"| {statistics.median(self.seconds) / self.characters * 1e9:.0f} | {self.refused} |"
        )
        return each


def compare(other: Path | None, rounds: int) -> None:
    """The time a claim, here and there."""
    children = {"this": Child(HERE)} | ({} if other is None else {str(other.name): Child(other)})
    for _ in range(rounds):
        for child in children.values():
            child.go()
    print("| checkout | texts | claims | characters | us a claim | fastest round | ns a character | refused |")
    print("|---|---|---|---|---|---|---|---|")
    each = [child.report(name) for name, child in children.items()]
    for child in children.values():
        child.close()
    if len(each) > 1:
        pairs = zip(*[[second / child.claims for second in child.seconds] for child in children.values()], strict=True)
        print(f"\nratio of the time a claim, this to the other: {statistics.median(a / b for a, b in pairs):.3f}")


def timed(work: Callable[[], object], times: int = 3) -> float:
    """Milliseconds of the fastest of some runs."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least * 1000


def row(what: str, text: str, trace: Any, placing: str, times: int) -> None:
    """How long one text takes."""
    from tracepile_hf.verification import verify

    verdict = verify(text, trace, placing=placing)
    spent = timed(lambda: verify(text, trace, placing=placing), times)
    told = verdict.reason or "accepted"
    print(f"| {what} | {len(text)} | {len(trace.steps)} | {placing} | {spent:.1f} | {told} |", flush=True)


def bounds() -> None:
    """1 KB of hostile folds in both placings, and 1 MB of narration."""
    import tracepile_hf as tp
    from tracepile_hf.execution import Limits

    limits = Limits(seconds=60, steps=100_000)
    print("\n| text | bytes | steps | placing | ms | verdict |")
    print("|---|---|---|---|---|---|")
    for name, code in FOLDED.items():
        for iterations in (300, 3000):
            trace = tp.trace(code, entry_point="f", arguments=[str(iterations)], limits=limits)
            for placing in ("strict", "lenient"):
                row("one claim", hostile(name, 50, iterations, "; "), trace, placing, 3)
                row(f"folds over {name}", hostile(name, 1000, iterations, "; "), trace, placing, 3)
                row(f"folds over {name}", hostile(name, 4000, iterations, "; "), trace, placing, 3)
    for size in (1_500, 3_000, 6_000):
        trace = tp.trace(LONG, entry_point="f", arguments=[str(size)], limits=limits)
        text = tp.narrate(trace)
        row("narration", text, trace, "strict", 1)
        if size < 2_000:
            row("narration", text, trace, "lenient", 1)


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, help="another checkout of this repository")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=("claims", "bounds"))
    options = parser.parse_args()
    if options.serve:
        serve()
        return
    if options.only != "bounds":
        compare(options.against, options.rounds)
    if options.only != "claims":
        bounds()


if __name__ == "__main__":
    main()
