"""Thousands of hostile and benign programs, mixed at random, through one pool: every benign one right, nothing leaks.

    python tests/jail/soak.py --programs 10000 --workers 2

In the seat belt, as an ordinary user. Measured at the start, in the middle and at the end: processes, and the service's
memory, descriptors and threads. Programs that only wait for their time limit get a short one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import threading
import time
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from enclosure import enclosed
from run_attacks import HERE, attacks, in_seat_belt

UID = 40123
SHORT = 0.25  # seconds for a hostile program
TOGETHER = 100  # programs handed to the callers at a time
BENIGN = (
    ("n = int(input())\nprint(sum(range(n)))", lambda n: f"{n}\n", lambda n: f"{sum(range(n))}\n"),
    (
        "print(sorted(map(int, input().split())))",
        lambda n: f"{n} {n // 2} 7\n",
        lambda n: f"{sorted([n, n // 2, 7])}\n",
    ),
    (
        "import sys\nfrom collections import Counter\nprint(Counter(sys.stdin.read().split()).most_common(1))",
        lambda n: f"a{n} " * 3 + "b",
        lambda n: f"[('a{n}', 3)]\n",
    ),
    (
        "import threading\nr = []\nt = threading.Thread(target=lambda: r.append(input()))\n"
        "t.start(); t.join(); print(r)",
        lambda n: f"x{n}\n",
        lambda n: f"['x{n}']\n",
    ),
)


def soak(settings: dict[str, Any], results: IO[str]) -> int:
    """Run inside the seat belt; one JSON line: counts, wrong answers, measures."""
    os.setgroups([])
    os.setresgid(UID, UID, UID)
    os.setresuid(UID, UID, UID)
    from tracepile_hf.execution.jail.outside.sandbox import Sandbox

    hostile = [Path(name).read_text().replace("@WORLD@", "/tmp/nowhere") for name in settings["attacks"]]
    chance = random.Random(settings["seed"])
    wrong: list[str] = []
    outcomes: Counter[str] = Counter()
    measures = []
    lock = threading.Lock()
    with Sandbox("default", workers=settings["workers"], runner=HERE / "runner.py") as sandbox:

        def one(plan: tuple[int, int]) -> None:
            which, number = plan
            code, stdin, expected = hostile[which % len(hostile)], "", None
            if which < 0:
                code, given, answer = BENIGN[number % len(BENIGN)]
                stdin, expected = given(number), answer(number)
            limits = {"seconds": SHORT if expected is None else 60, "cpu_seconds": 60, "memory_mb": 128}
            job = {"code": code, "cases": [{"stdin": stdin}], "modes": ["plain"], "limits": limits}
            (reply,) = sandbox.run(job)
            stdout = json.loads(reply.payload)["stdout"] if reply.payload else None
            with lock:
                outcomes[reply.outcome if expected is None else f"benign {reply.outcome}"] += 1
                if expected is not None and stdout != expected:
                    wrong.append(f"{reply.outcome} {reply.detail}: {stdout!r} instead of {expected!r}")

        plans = [
            (chance.randrange(len(hostile)) if chance.random() < settings["share"] else -1, n)
            for n in range(settings["programs"])
        ]
        third = max(1, len(plans) // 10)
        started = time.monotonic()
        with ThreadPoolExecutor(4 * settings["workers"]) as callers:
            for first, last in ((0, third), (third, len(plans) // 2), (len(plans) // 2, len(plans))):
                for at in range(first, last, TOGETHER):  # a list of all futures at once would be a leak of our own
                    deque(callers.map(one, plans[at : min(at + TOGETHER, last)]), maxlen=0)
                measures.append(measure())
        took = time.monotonic() - started
    time.sleep(0.5)
    left = _others()
    answer = {"outcomes": dict(outcomes), "wrong": wrong[:20], "measures": measures, "seconds": took, "left": left}
    results.write(json.dumps(answer) + "\n")
    results.flush()
    return 0


def measure() -> dict[str, float]:
    """Processes there are; this process's descriptors, threads, blocks of memory that Python holds, and resident MiB.

    What the C library keeps of freed memory (it does, piecemeal, for each thread) is given back first: what stays is
    held by somebody. The zygotes' MiB are those of all other processes together.
    """
    from tracepile_hf.execution.jail.inside.kernel import release_memory

    time.sleep(0.5)
    release_memory()
    resident = 0
    for pid in _others():
        try:
            resident += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue
    page = os.sysconf("SC_PAGESIZE") / 2**20
    own = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "processes": len(_others()),
        "descriptors": len(os.listdir("/proc/self/fd")),
        "threads": threading.active_count(),
        "blocks": sys.getallocatedblocks(),
        "own MiB": round(own * page, 1),
        "zygotes MiB": round(resident * page, 1),
    }


def _others() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]


def run(programs: int, workers: int, seed: int = 1, share: float = 0.5) -> dict[str, Any]:
    """Soak in the seat belt; SystemExit when it was lost."""
    settings = {
        "call": "soak:soak",
        "programs": programs,
        "workers": workers,
        "seed": seed,
        "share": share,
        "attacks": [str(path.resolve()) for path in attacks()],
    }
    lines, code, errors = in_seat_belt(settings, 7200)
    if code or not lines:
        raise SystemExit(f"the soak was lost: exit {code}\n{errors[-3000:]}")
    return lines[0]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programs", type=int, default=10_000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if not enclosed():
        print("needs root and namespaces of its own: the seat belt", file=sys.stderr)
        return 2
    found = run(chosen.programs, chosen.workers, chosen.seed)
    print(f"{chosen.programs} programs in {found['seconds']:.0f} s:", found["outcomes"])
    for when, measured in zip(("after a tenth", "half way", "at the end"), found["measures"], strict=True):
        print(f"{when}: {measured}")
    print("processes left after closing:", found["left"])
    print("wrong answers:", found["wrong"] or "none")
    return 1 if found["wrong"] or found["left"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
