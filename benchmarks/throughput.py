"""How many rows and tokens a core makes, where the time goes, what memory it takes, what the paper's size would take.

    python benchmarks/throughput.py [--configs all,algorithm-base] [--samples 400] [--workers 1,2] [--tokenizer FOLDER]
                                    [--peers] [--json FILE]

Each run is `tracepile build` in a process of its own. What is told is processor time, its own and that of all the
processes it started, so that other work on the machine changes the figures little; wall time stands beside it. Memory
is the resident set of each process of the build, looked at twice a second: its largest member, in the first and in the
second half of the run. Stages are timed in this process, on the first lots of the config, jail included.

With --peers the programs of the first rows are run as the published pipelines run them: a fresh interpreter for each
run, with PySnooper, with snoop, and with nothing. The projection to 2.6 million rows is each run's rate, for one core.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from importlib import util
from pathlib import Path
from typing import Any, Final

from tracepile_hf.corpus import making
from tracepile_hf.corpus.build import BUDGET_TOKENS, LIMITS
from tracepile_hf.corpus.configs import config_of, names_of
from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.lots import family_lots
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.running import running
from tracepile_hf.quality.tokenizer import tokenizer

PAPER: Final = 2_600_706  # rows
STAGES: Final = ("items_of", "rewritten_items", "traces_of", "question_for", "tell", "verify", "row_of")
PEERS: Final = {
    "nothing": "",
    "pysnooper": "import pysnooper; tracer = pysnooper.snoop(depth=99); tracer.__enter__()\n",
    "snoop": "import snoop; tracer = snoop.snoop(depth=99); tracer.__enter__()\n",
}


def built(config: str, samples: int, workers: int, tokenizer_of: str) -> dict[str, Any]:
    """One build in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tracepile_hf.cli", "build", "--config", config, "--samples", str(samples)]
        command += ["--workers", str(workers), "--out", folder, "--no-cache"]
        command += ["--tokenizer", tokenizer_of] if tokenizer_of else []
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        watch = Memory(process.pid)
        said = process.stderr.read() if process.stderr else ""
        _, status, usage = os.wait4(process.pid, 0)
        watch.over.set()
        wall = time.monotonic() - began
        if status:
            raise SystemExit(f"{' '.join(command)}: {said.strip().splitlines()[-1]}")
        ledger = read_ledger(Path(folder) / config / "ledger.json")
    seconds = usage.ru_utime + usage.ru_stime
    early, late = watch.halves()
    return {
        "config": config,
        "workers": workers,
        "rows": ledger.kept,
        "tokens": ledger.tokens,
        "tokenizer": ledger.tokenizer,
        "wall_seconds": round(wall, 1),
        "cpu_seconds": round(seconds, 1),
        "rows_per_core_second": round(ledger.kept / seconds, 1),
        "tokens_per_core_second": round(ledger.tokens / seconds),
        "largest_process_mb_first_half": early,
        "largest_process_mb_second_half": late,
        "days_of_one_core_for_the_papers_rows": round(PAPER * seconds / ledger.kept / 86400, 2),
    }


class Memory:
    """Looks at the resident memory of a process and all below it, twice a second, until `over` is set."""

    def __init__(self, root: int) -> None:
        self.over = threading.Event()
        self._seen: list[int] = []
        self._root = root
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self.over.wait(0.5):
            sizes = [_resident(pid) for pid in _below(self._root)]
            if sizes:
                self._seen.append(max(sizes))

    def halves(self) -> tuple[int, int]:
        """The largest process in MB, in the first and in the second half of the time."""
        middle = len(self._seen) // 2
        return max(self._seen[:middle], default=0) >> 10, max(self._seen[middle:], default=0) >> 10


def _below(root: int) -> list[int]:
    found = [root]
    for pid in found:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found.extend(map(int, children.read_text().split()))
            except OSError:
                continue
    return found


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def stages(config: str, samples: int, tokenizer_of: str) -> dict[str, float]:
    """Milliseconds of wall time a row in each stage of making lots, in this process, the jail's runs included."""
    spent: Counter[str] = Counter()
    order = Order(config_of(config), 0, BUDGET_TOKENS, tokenizer=tokenizer(tokenizer_of or None))
    lots = family_lots(names_of(order.config), 0, samples, 0)
    for name in STAGES:
        setattr(making, name, timed(name, getattr(making, name), spent))
    rows = 0
    with running("trusted", LIMITS) as run:
        making.make_lot(lots[0], order, run)
        spent.clear()
        began = time.perf_counter()
        for lot in lots:
            rows += len(making.make_lot(lot, order, run)[0])
        total = time.perf_counter() - began
    found = {name: round(1000 * spent[name] / max(rows, 1), 2) for name in STAGES}
    return found | {"others": round(1000 * (total - spent.total()) / max(rows, 1), 2)}


def timed(name: str, function: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    """The function, its time added up under its name."""

    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.perf_counter() - began  # type: ignore[assignment]  # seconds, not counts

    return call


def peers(samples: int) -> dict[str, float]:
    """Processor seconds a run, of the programs of the first rows, in fresh interpreters under each tracer."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tracepile_hf.cli", "build", "--config", "algorithm-base"]
        command += ["--samples", str(samples), "--out", folder, "--no-cache"]
        subprocess.run(command, check=True, capture_output=True)
        files = split_files(Path(folder) / "algorithm-base")
        rows = [row for paths in files.values() for path in paths for row in read_rows(path) if row["entry_point"]]
        for name, opening in PEERS.items():
            if opening and util.find_spec(name) is None:
                continue
            before = os.times()
            for row in rows:
                script = Path(folder) / "program.py"
                call = f"{row['entry_point']}({', '.join(json.loads(row['input'])['arguments'])})\n"
                script.write_text(f"{row['code']}\n{opening}{call}")
                subprocess.run([sys.executable, str(script)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            after = os.times()
            spent = after.children_user + after.children_system - before.children_user - before.children_system
            found[name] = round(spent / max(len(rows), 1), 4)
    return found


def main() -> None:
    """Run what was asked for and print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--configs", default="all,algorithm-base")
    parser.add_argument("--samples", type=int, default=400)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--tokenizer", default="")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found: dict[str, Any] = {"builds": [], "stages": {}}
    for config in asked.configs.split(","):
        for workers in map(int, asked.workers.split(",")):
            found["builds"].append(built(config, asked.samples, workers, asked.tokenizer))
            print(json.dumps(found["builds"][-1]), flush=True)
        found["stages"][config] = stages(config, min(asked.samples, 200), asked.tokenizer)
        print(json.dumps({"stages, ms a row": {config: found["stages"][config]}}), flush=True)
    if asked.peers:
        found["peers"] = peers(20)
        print(json.dumps({"processor seconds a run": found["peers"]}))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
