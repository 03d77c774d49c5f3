"""ToRA's published examples as rows of OpenMathInstruct: how many are kept, and why the others are not.

    TRACEPILE_TEST_DATA=DATA python benchmarks/tora_examples.py

The 30 examples of microsoft/ToRA (MIT) hold solutions with interleaved Python and outputs: some are wrong, some have no
code, and some end in an output that the prose then corrects. Programs run in the jail; those kept are told and proved.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tracepile_hf import narrate, verify
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.sources.answers import same_answer
from tracepile_hf.sources.hub import harvest
from tracepile_hf.sources.openmath import program_of, reader


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


def main() -> None:
    folder = Path(os.environ["TRACEPILE_TEST_DATA"])
    found = list(rows(folder))
    limits = Limits(seconds=60.0, steps=20_000)
    with Tracer("default") as tracer:

        def run(program: Program, cases: Sequence[Case]) -> list[Trace]:
            return tracer.run(program, cases, limits)

        result = harvest("openmath", found, read=reader(run, same_answer))
        print(f"{result.rows} rows, {len(result.kept)} kept")
        for reason, count in sorted(result.dropped.items()):
            print(f"  {reason}: {count}")
        told = [accepted(run(case.program, [case])[0]) for (case,) in result.kept]
        print(f"{sum(told)} of {len(told)} kept programs told and proved")
        for row in found:
            program, _ = program_of(row)
            if program is not None and program.id not in {case.program.id for (case,) in result.kept}:
                trace = run(program, [Case("0", program)])[0]
                ended = trace.stdout.splitlines()[-1:] if trace.outcome == "finished" else trace.exception
                print(f"  expected {row['expected_answer']!r}: {trace.outcome} {trace.reason} {ended}")


def accepted(trace: Trace) -> bool:
    """Whether a rationale of the trace is written and proved."""
    return verify(narrate(trace, budget_tokens=4096), trace, detail="condensed").accepted


if __name__ == "__main__":
    main()
