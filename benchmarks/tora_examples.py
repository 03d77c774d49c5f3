"""ToRA's published examples as rows of OpenMathInstruct: how many are kept, and why the others are not.

    TRACEPILE_TEST_DATA=DATA python benchmarks/tora_examples.py

The 30 examples of microsoft/ToRA (MIT) hold solutions with interleaved Python and outputs: some are wrong, some have no
code, and some end in an output that the prose then corrects. Each program runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.sources.mathematics.answers import same_answer
from tracepile_hf.sources.mathematics.openmath import harvest, program_of


def row_of(example: Mapping[str, Any]) -> dict[str, object]:
    """An example as a row: its fenced blocks in the tags of OpenMathInstruct."""
    user, assistant = (message["content"] for message in example["messages"])
    solution = assistant.replace("```python\n", "<llm-code>\n").replace("```output\n", "<llm-code-output>\n")
    opened, text = "", ""
    for line in solution.split("\n"):
        if line in ("<llm-code>", "<llm-code-output>"):
            opened = line
        text += (opened.replace("<", "</") if line == "```" else line) + "\n"
    return {
        "question": user,
        "generated_solution": text,
        "expected_answer": example["gt"],
        "is_correct": True,
        "dataset": example["dataset"],
    }


def rows(folder: Path) -> Iterator[dict[str, object]]:
    """All examples of the file, as rows."""
    for line in (folder / "programs" / "tora_examples.jsonl").read_text(encoding="utf-8").splitlines():
        yield row_of(json.loads(line))


def run_apart(program: Program, cases: Sequence[Case]) -> list[Trace]:
    """Run a known program in a fresh interpreter (no jail: only for files one has looked at)."""
    traces = []
    for case in cases:
        command = [sys.executable, "-I", "-c", program.code]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            traces.append(Trace(case, "timed_out"))
            continue
        traces.append(Trace(case, "finished" if ran.returncode == 0 else "raised", stdout=ran.stdout))
    return traces


def main() -> None:
    folder = Path(os.environ["TRACEPILE_TEST_DATA"])
    found = list(rows(folder))
    result = harvest(found, run_apart, same_answer)
    print(f"{result.rows} rows, {len(result.kept)} kept")
    for reason, count in sorted(result.dropped.items()):
        print(f"  {reason}: {count}")
    for row in found:
        program, _ = program_of(row)
        if program is not None and program.id not in {case.program.id for case in result.kept}:
            last = (run_apart(program, [Case("0", program)])[0].stdout.splitlines() or [""])[-1]
            print(f"  expected {row['expected_answer']!r}, printed {last!r}")


if __name__ == "__main__":
    main()
