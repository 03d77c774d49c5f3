"""Real programs that nobody here wrote, through `tracepile trace --programs`: CruxEval's functions, TACO's scripts.

    TRACEPILE_TEST_DATA=... python benchmarks/real_programs.py [--workers 2] [--limit N] [--out DIR]

Converts both files to the program contract, traces, narrates and proves every program, and compares results with the
expected ones. Prints a table: outcomes by reason, right results, accepted rationales; exits with 1 when a finished
program's result is not the expected one though the plain run's is, or a rationale is not accepted.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tracepile_hf as tp
from tracepile_hf import literals
from tracepile_hf.sources.jsonl import read_entries
from tracepile_hf.tracing import trace_programs

Entry = dict[str, Any]


def cruxeval(path: Path) -> Iterator[Entry]:
    """Functions with one call each; the input is the text between the call's brackets."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        call = ast.parse(f"f({row['input']})", mode="eval").body
        assert isinstance(call, ast.Call)
        yield {
            "id": row["id"],
            "code": row["code"],
            "entry_point": "f",
            "arguments": [literal(argument, row["code"]) for argument in call.args],
            "keyword_arguments": {str(word.arg): literal(word.value, row["code"]) for word in call.keywords},
            "expected": row["output"],
        }


def literal(node: ast.expr, code: str) -> str:
    """An argument as a literal; the few expressions and dicts with repeated keys are run, in the jail."""
    text = ast.unparse(node)
    if literals.is_value(text) and not isinstance(node, ast.Call):
        return text
    return tp.trace(f"{code}\n\ndef value():\n    return {text}\n", entry_point="value").result or text


def taco(path: Path) -> Iterator[Entry]:
    """Scripts with the smallest of their tests."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        tests = json.loads(row["input_output"])
        pairs = sorted(zip(tests["inputs"], tests["outputs"], strict=True), key=lambda pair: len(pair[0]))
        stdin, stdout = pairs[0]
        yield {
            "id": f"taco-{row['task_id']}",
            "code": json.loads(row["solutions"])[0],
            "stdin": stdin,
            "expected": stdout,
        }


def agrees(row: Entry, entry: Entry) -> bool:
    """Whether a traced row has the expected result or output."""
    if entry.get("entry_point"):
        return bool(
            row["result"] is not None and ast.literal_eval(row["result"]) == ast.literal_eval(entry["expected"])
        )
    return bool(row["stdout"].split() == entry["expected"].split())


def run(name: str, entries: list[Entry], workers: int, out: Path) -> bool:
    """Trace one set; print its table; True if nothing is wrong."""
    contract = out / f"{name}.jsonl"
    contract.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    counts: Counter[str] = Counter()
    wrong = 0
    with (out / f"{name}-traced.jsonl").open("w", encoding="utf-8") as target:
        for row, entry in zip(trace_programs(read_entries(contract), workers), entries, strict=True):
            target.write(json.dumps(row) + "\n")
            finished = row["outcome"] in ("finished", "raised")
            counts[f"{row['outcome']}, {'accepted' if row['accepted'] else row['reason']}"] += 1
            if row["outcome"] == "finished" and not agrees(row, entry):
                wrong += 1
                print(f"  {row['id']}: not the expected result")
            if finished and not row["accepted"]:
                print(f"  {row['id']}: {row['reason']}")
    print(f"{name}: {len(entries)} programs, {wrong} results not as expected")
    for kind, count in counts.most_common():
        print(f"{count:6d}  {kind}")
    return not wrong and all(kind.endswith(", accepted") for kind in counts if kind.startswith(("finished", "raised")))


def main() -> None:
    """Both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--set", choices=("cruxeval", "taco"), action="append")
    options = parser.parse_args()
    data = Path(os.environ["TRACEPILE_TEST_DATA"]) / "programs"
    out = options.out or Path(tempfile.mkdtemp(prefix="real-programs-"))
    out.mkdir(parents=True, exist_ok=True)
    sets = {"cruxeval": list(cruxeval(data / "cruxeval.jsonl")), "taco": list(taco(data / "taco_sample.jsonl"))}
    chosen = {name: entries for name, entries in sets.items() if not options.set or name in options.set}
    fine = [run(name, entries[: options.limit], options.workers, out) for name, entries in chosen.items()]
    sys.exit(0 if all(fine) else 1)


if __name__ == "__main__":
    main()
