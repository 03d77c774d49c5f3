"""What `kill -9` costs: a worker, or the command itself, at random moments of `build`, `verify` and `trace --programs`.

    python benchmarks/kills.py                          # 20 kills of each kind with two workers: an hour
    python benchmarks/kills.py --kills 5 --only build   # less

After each kill the command is left to end, or given again where it was the command that was killed. The table says how
often what came out was byte for byte what an undisturbed run makes, how often a traceback or a process was left, how
many lots (rows of `trace`) that were done were made again, and how many were begun again because a worker held them.
Of `verify`, batches of rows count, by its notes in a cache of the benchmark's own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tracepile_hf.corpus.proved import PLACE
from tracepile_hf.families.registry import families

PROGRAM = [sys.executable, "-m", "tracepile_hf.cli"]
CONFIG = "algorithm-base"
WORKERS = ["--workers", "2"]


@dataclass
class Command:
    """One of the three, in a folder of its own."""

    name: str
    arguments: list[str]
    folder: Path
    made: str = ""  # what it writes, within the folder; none: what it prints counts

    def start(self) -> subprocess.Popen[str]:
        """Begin it."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        given = [*PROGRAM, *self.arguments]
        return subprocess.Popen(given, cwd=self.folder, env={**os.environ, PLACE: str(self.caches)}, text=True, **pipes)

    @property
    def caches(self) -> Path:
        """Where `verify` notes what it has proved."""
        return self.folder.with_name(f"{self.folder.name}-caches")

    def clear(self) -> None:
        """As if it had never run."""
        shutil.rmtree(self.caches, ignore_errors=True)
        for path in self.folder.iterdir():
            if self.made and path.name.lstrip(".").startswith(self.made):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def outcome(self, printed: str) -> dict[str, bytes]:
        """What came out, with what is hidden."""
        if not self.made:
            return {"stdout": printed.encode()}
        paths = [path for path in self.folder.rglob("*") if path.is_file() and path.name != "in.jsonl"]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in paths}

    def done(self) -> int:
        """Lots, batches or rows that are finished on disk."""
        if self.name == "verify":
            return sum(notes.read_bytes().count(b"\n") for notes in self.caches.rglob("*.jsonl"))
        if self.name == "build":
            return len([*self.folder.glob(f"{self.made}/.tracepile-{CONFIG}/lot-*.json")])
        path = self.folder / "out.jsonl"
        begun = (self.folder / ".out.jsonl.tracepile" / "begun.json").exists()
        return path.read_bytes().count(b"\n") if self.name == "trace" and begun else 0


@dataclass
class Cell:
    """What was found for one command and one kind of kill."""

    counts: Counter[str] = field(default_factory=Counter)
    other: list[str] = field(default_factory=list)

    def line(self, command: str, what: str) -> str:
        """A line of the table."""
        names = ("kills", "identical", "tracebacks", "left alive", "made again", "tried again")
        return f"| {command} | {what} | " + " | ".join(str(self.counts[name]) for name in names) + " |"


def below(pid: int) -> list[int]:
    """Every process below one."""
    try:
        found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return found + [deeper for one in found for deeper in below(one)]


def is_worker(pid: int) -> bool:
    """Whether a process is a worker of the engine."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def left_alive(pids: list[int]) -> int:
    """How many of these live on ten seconds later."""
    until = time.monotonic() + 10
    while left := [pid for pid in pids if Path(f"/proc/{pid}/exe").exists()]:
        if time.monotonic() > until:
            return len(left)
        time.sleep(0.1)
    return 0


def one(command: Command, what: str, moment: float, random: Random, expected: dict[str, bytes], cell: Cell) -> None:
    """One kill, and what came of it."""
    command.clear()
    process = command.start()
    time.sleep(moment)
    while process.poll() is None and what == "worker" and not any(map(is_worker, below(process.pid))):
        time.sleep(0.01)
    processes = below(process.pid)
    if process.poll() is not None:
        process.communicate()
        return  # it was faster this time
    cell.counts["kills"] += 1
    victim = process.pid if what == "parent" else random.choice([pid for pid in processes if is_worker(pid)] or [0])
    if victim:
        os.kill(victim, signal.SIGKILL)
    printed, said = process.communicate()
    if what == "parent":
        cell.counts["left alive"] += left_alive(processes)
        done = command.done()
        again = command.start()
        printed, more = again.communicate()
        said, process = said + more, again
        going_on = re.search(r"going on: (\d+) of", more)
        cell.counts["made again"] += done - int(going_on[1] if going_on else 0)
    else:
        cell.counts["left alive"] += left_alive(processes)
    cell.counts["tracebacks"] += "Traceback" in said
    cell.counts["tried again"] += said.count("it is tried again")
    if process.returncode == 0 and command.outcome(printed) == expected:
        cell.counts["identical"] += 1
    else:
        cell.other.append(f"{command.name}, {what}, after {moment:.1f} s: exit {process.returncode}, {said[-300:]!r}")


def commands(folder: Path, samples: int) -> list[Command]:
    """The three, with what they need."""
    wish = ["--config", CONFIG, "--no-cache", *WORKERS]
    build = Command("build", ["build", *wish, "--samples", str(samples), "--out", "made"], folder / "build", "made")
    verify = Command("verify", ["verify", "corpus", *WORKERS], folder / "verify")
    files = ["--programs", "in.jsonl", "--out", "out.jsonl"]
    trace = Command("trace", ["trace", *files, *WORKERS], folder / "trace", "out.jsonl")
    for command in (build, verify, trace):
        command.folder.mkdir()
    subprocess.run(
        [*PROGRAM, "build", *wish, "--samples", str(4 * samples), "--out", "corpus"],
        cwd=verify.folder,
        check=True,
        capture_output=True,
    )
    with (trace.folder / "in.jsonl").open("w", encoding="utf-8") as file:
        for name, family in list(families("algorithm").items())[: 2 * samples]:
            case = family.make(Random(name), family.default_size)
            program = {"id": name, "code": case.program.code, "entry_point": case.program.entry_point}
            given = {"arguments": list(case.arguments), "keyword_arguments": dict(case.keyword_arguments)}
            file.write(json.dumps({**program, **given, "stdin": case.stdin}) + "\n")
    return [build, verify, trace]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=20, help="of each kind")
    options.add_argument("--samples", type=int, default=60, help="rows of the build; the rest is sized after it")
    options.add_argument("--only", nargs="*", default=["build", "verify", "trace"])
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    random, failed = Random(given.seed), False
    print("| command | killed | kills | identical | tracebacks | left alive | made again | tried again |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="kills-") as work:
        for command in commands(Path(work), given.samples):
            if command.name not in given.only:
                continue
            started = time.monotonic()
            process = command.start()
            printed, said = process.communicate()
            seconds = time.monotonic() - started
            if process.returncode:
                sys.exit(f"{command.name} fails undisturbed: {said}")
            expected = command.outcome(printed)
            for what in ("worker", "parent"):
                cell = Cell()
                for _ in range(2 * given.kills):
                    if cell.counts["kills"] < given.kills:
                        one(command, what, random.uniform(0, seconds), random, expected, cell)
                print(cell.line(command.name, what), flush=True)
                print("\n".join(cell.other), file=sys.stderr, end="\n" if cell.other else "", flush=True)
                failed = failed or bool(cell.other)
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
