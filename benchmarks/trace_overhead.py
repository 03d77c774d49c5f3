"""What tracing costs: ten programs, untraced, recorded, replayed and told, beside PySnooper, snoop and hunter.

    python benchmarks/trace_overhead.py [--pairs 5] [--peers] [--json FILE]

Every figure is the median of paired runs, a ratio of processor time to the untraced program's of the same pair.
`recorded` is the instrumented run alone, `journal` adds writing it out as JSON, `replayed` the steps, `told` the
unfolded narration. With --peers everything, our stages and the peers, runs on smaller inputs of the same programs
(still 5,000 line events or more), because the peers take minutes on the larger ones; each peer runs once a program,
paired with an untraced run of its own, its output thrown away.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import statistics
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from tracepile_hf.execution.record import recorder
from tracepile_hf.execution.replay.journal import Journal
from tracepile_hf.execution.replay.replay import replay
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace

BUBBLE = """
def run():
    xs = [(k * 7919) % 101 for k in range(90)]
    n = len(xs)
    for i in range(n):
        swapped = False
        for j in range(n - i - 1):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
                swapped = True
        if not swapped:
            break
    return sum(x * k for k, x in enumerate(xs))
"""
SIEVE = """
def run():
    n = 4000
    prime = [True] * (n + 1)
    prime[0] = prime[1] = False
    p = 2
    while p * p <= n:
        if prime[p]:
            for m in range(p * p, n + 1, p):
                prime[m] = False
        p += 1
    count = 0
    for flag in prime:
        if flag:
            count += 1
    return count
"""
FIBONACCI = """
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def run():
    return fib(17)
"""
LCS = """
def run():
    a, b = "the quick brown fox jumps over it" * 3, "pack my box with five dozen jugs" * 3
    n, m = len(a), len(b)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            if a[i - 1] == b[j - 1]:
                best[i][j] = best[i - 1][j - 1] + 1
            else:
                best[i][j] = max(best[i - 1][j], best[i][j - 1])
    return best[n][m]
"""
DIJKSTRA = """
import heapq


def run():
    n = 250
    graph = {u: [] for u in range(n)}
    for u in range(n):
        for k in range(1, 6):
            graph[u].append(((u * k * 7 + 13 * k) % n, (u * 31 + k * 17) % 23 + 1))
    dist = {u: float("inf") for u in graph}
    dist[0] = 0
    heap = [(0, 0)]
    done = set()
    while heap:
        d, u = heapq.heappop(heap)
        if u in done:
            continue
        done.add(u)
        for v, w in graph[u]:
            if d + w < dist[v]:
                dist[v] = d + w
                heapq.heappush(heap, (dist[v], v))
    return sum(x for x in dist.values() if x < 1000)
"""
NESTED = """
def run():
    n = 22
    a = [[(i * j + i) % 7 for j in range(n)] for i in range(n)]
    b = [[(i + j * j) % 5 for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0
            for k in range(n):
                total += a[i][k] * b[k][j]
            c[i][j] = total
    return sum(map(sum, c))
"""
TREE = """
class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, key):
        self.size += 1
        if self.root is None:
            self.root = Node(key)
            return
        node = self.root
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    return
                node = node.right

    def height(self, node):
        if node is None:
            return 0
        return 1 + max(self.height(node.left), self.height(node.right))


def run():
    tree = Tree()
    for k in range(300):
        tree.insert((k * 7919) % 1009)
    return tree.height(tree.root), tree.size
"""
STRINGS = """
def run():
    text = "it was the best of times it was the worst of times " * 40
    words = {}
    word = ""
    for ch in text:
        if ch == " ":
            if word:
                words[word] = words.get(word, 0) + 1
            word = ""
        else:
            word += ch
    ranked = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
    out = []
    for name, count in ranked:
        out.append(f"{name}:{count}")
    return ",".join(out)
"""
QUEENS = """
def run():
    n = 7
    columns, up, down = set(), set(), set()
    found = []

    def place(row, current):
        if row == n:
            found.append(current[:])
            return
        for c in range(n):
            if c in columns or row + c in up or row - c in down:
                continue
            columns.add(c)
            up.add(row + c)
            down.add(row - c)
            current.append(c)
            place(row + 1, current)
            current.pop()
            columns.remove(c)
            up.remove(row + c)
            down.remove(row - c)

    place(0, [])
    return len(found)
"""
COLLATZ = """
def run():
    longest, best = 0, 0
    for start in range(1, 230):
        n, length = start, 1
        while n != 1:
            if n % 2 == 0:
                n //= 2
            else:
                n = 3 * n + 1
            length += 1
        if length > longest:
            longest, best = length, start
    return best, longest
"""
PROGRAMS: Final = {
    "bubble sort": BUBBLE, "sieve": SIEVE, "fibonacci": FIBONACCI, "lcs table": LCS, "dijkstra": DIJKSTRA,
    "matrix product": NESTED, "search tree": TREE, "word count": STRINGS, "queens": QUEENS, "collatz": COLLATZ,
}  # fmt: skip
SMALLER: Final = {  # how a program is given a smaller input
    "bubble sort": ("range(90)", "range(62)"), "sieve": ("n = 4000", "n = 1400"), "fibonacci": ("fib(17)", "fib(16)"),
    "lcs table": ("* 3", "* 1 + 'lazy dog'"), "dijkstra": ("n = 250", "n = 200"),
    "matrix product": ("n = 22", "n = 14"),
    "search tree": ("range(300)", "range(150)"), "word count": ("* 40", "* 30"), "queens": ("n = 7", "n = 7"),
    "collatz": ("range(1, 230)", "range(1, 70)"),
}  # fmt: skip
STEPS: Final = 1_000_000
REPEATS: Final = 10  # of what takes under a millisecond


class Sink(io.TextIOBase):
    """Output that is counted and thrown away."""

    def __init__(self) -> None:
        self.written = 0

    def write(self, text: str) -> int:
        self.written += len(text)
        return len(text)


def once(work: Callable[[], Any], times: int = 1) -> float:
    """Processor seconds one run takes: what else the machine does must not count."""
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times


def plain(code: str) -> Callable[[], Any]:
    """The program's `run`, untraced."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code, "<program>", "exec"), names)
    return names["run"]  # type: ignore[no-any-return]  # a function of the program


def line_events(work: Callable[[], Any]) -> int:
    """Line events of a run, as `sys.settrace` counts them."""
    count = 0

    def trace(frame: types.FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


class Ours:
    """The stages of tracing one program."""

    def __init__(self, code: str) -> None:
        self.program = Program("program", "algorithm", "benchmark", code, "run")
        self.case = Case("case", self.program)
        self.prepared = recorder.prepare(code, "run")
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(self.prepared.traced, names)
        self.run: Callable[[], Any] = names["run"]

    def record(self) -> None:
        self.prepared.journal.clear()
        self.run()

    def payload(self) -> bytes:
        return recorder.run_traced(self.prepared, {}, {"steps": STEPS, "capture": True})

    def trace(self) -> Trace:
        replayed = replay(self.program, self.case, Journal(self.payload()), STEPS)
        if replayed.outcome != "finished":
            raise SystemExit(f"{replayed.outcome} {replayed.reason}")
        return Trace(self.case, "finished", steps=replayed.steps, result=replayed.result)

    def text(self) -> str:
        return narrate(self.trace(), detail="full")


def measured(name: str, code: str, pairs: int) -> dict[str, Any]:
    """Ratios of all stages for one program."""
    run, ours = plain(code), Ours(code)
    stages = {"recorded": ours.record, "journal": ours.payload, "replayed": ours.trace, "told": ours.text}
    ratios: dict[str, list[float]] = {stage: [] for stage in stages}
    seconds: dict[str, list[float]] = {stage: [] for stage in stages}
    ours.trace()
    for _ in range(pairs):
        base = once(run, REPEATS)
        for stage, work in stages.items():
            spent = once(work, REPEATS if stage == "recorded" else 1)
            seconds[stage].append(spent)
            ratios[stage].append(spent / base)
    steps = len(ours.trace().steps)
    return {
        "name": name,
        "lines": line_events(run),
        "steps": steps,
        "untraced_ms": once(run, REPEATS) * 1000,
        "microseconds_a_step": {stage: statistics.median(seconds[stage]) / steps * 1e6 for stage in stages},
        **{stage: statistics.median(found) for stage, found in ratios.items()},
    }


def peers(code: str) -> dict[str, float]:
    """Ratios of the three peers, one run each."""
    import hunter
    import pysnooper
    import snoop

    found = {}
    for name, wrap in (
        ("pysnooper", lambda f: pysnooper.snoop(Sink(), depth=100)(f)),
        ("snoop", lambda f: snoop.Config(out=Sink(), color=False).snoop(depth=100)(f)),
    ):
        run = plain(code)
        base = once(run, REPEATS)
        found[name] = once(wrap(run)) / base
    run = plain(code)
    base = once(run, REPEATS)
    action = hunter.VarsSnooper(stream=Sink())
    with hunter.trace(hunter.Q(filename="<program>"), action=action):
        spent = once(run)
    found["hunter"] = spent / base
    return found


def mean(values: list[float]) -> float:
    """Geometric mean."""
    return statistics.geometric_mean(values)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--peers", action="store_true", help="run PySnooper, snoop and hunter too (minutes)")
    parser.add_argument("--json", type=Path, help="write all figures here")
    parser.add_argument("--only", help="one program")
    options = parser.parse_args()
    rows = []
    titles = ("untraced", "recorded", "journal", "replayed", "told")
    head = f"{'program':16}{'lines':>8}{'steps':>8}" + "".join(f"{title:>10}" for title in titles)
    print(head + ("  pysnooper     snoop    hunter" if options.peers else ""))
    for name, code in PROGRAMS.items():
        if options.only and options.only != name:
            continue
        if options.peers:
            code = code.replace(*SMALLER[name])
        row = measured(name, code, options.pairs)
        line = f"{name:16}{row['lines']:8}{row['steps']:8}{row['untraced_ms']:8.2f}ms"
        line += "".join(f"{row[stage]:9.1f}x" for stage in ("recorded", "journal", "replayed", "told"))
        if options.peers:
            with contextlib.redirect_stderr(io.StringIO()):
                row["peers"] = peers(code)
            line += "".join(f"{ratio:9.0f}x" for ratio in row["peers"].values())
        rows.append(row)
        spent = row["microseconds_a_step"]
        print(line + f"  {spent['replayed']:.1f} us a step replayed, {spent['told']:.1f} told", flush=True)
    print(f"{'geometric mean':42}", end="")
    print(
        "".join(f"{mean([row[stage] for row in rows]):9.1f}x" for stage in ("recorded", "journal", "replayed", "told"))
    )
    if options.peers:
        for name in rows[0]["peers"]:
            print(f"{name}: {mean([row['peers'][name] for row in rows]):.0f} times untraced, by geometric mean")
        best = [min(row["peers"].values()) for row in rows]
        for stage in ("recorded", "replayed", "told"):
            gain = mean([peer / row[stage] for peer, row in zip(best, rows, strict=True)])
            print(f"{stage}: {gain:.0f} times faster than the best peer, by geometric mean")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
