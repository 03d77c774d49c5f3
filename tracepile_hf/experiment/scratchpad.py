"""The scratchpad of changes: a line for each step that changed something, and the answer. It is the shortest true text.

    `a` = 34, `b` = 55
    `k` = 7
    Answer: 55

The checker reads these lines as values in the order of the run (lenient placing).
"""

from __future__ import annotations

import re
from typing import Final

from tracepile_hf.experiment.rows import ANSWER
from tracepile_hf.records import Trace

VALUE: Final = re.compile(r"`(\w+)` = (-?\d+)")
_LAST: Final = re.compile(r"(?:Answer:|The answer is)\s*`?(.+?)`?\.?\s*$")


def lines_of(trace: Trace) -> list[str]:
    """What each step changed, call's bindings left out: the prompt says them."""
    found = []
    for step in trace.steps:
        if step.event == "line" and step.function == trace.case.program.entry_point and step.changed:
            found.append(", ".join(f"`{place}` = {value}" for place, value in step.changed))
    return found


def count_changes(lines: list[str] | tuple[str, ...]) -> int:
    """How many values a scratchpad tells."""
    return sum(len(VALUE.findall(line)) for line in lines)


def text(lines: list[str] | tuple[str, ...], answer: str) -> str:
    """A completion: lines and answer."""
    return "\n".join([*lines, f"{ANSWER}{answer}"])


def answer_in(said: str) -> str | None:
    """The answer that a completion ends with, whichever register; None if its last line gives none."""
    last = said.strip().rsplit("\n", 1)[-1]
    found = _LAST.search(last)
    return None if found is None else found[1].strip()
