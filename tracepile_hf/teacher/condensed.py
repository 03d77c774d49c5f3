"""A recorded run in a few lines, for a teacher that is to tell it rather than to work it out (`grounded`)."""

from __future__ import annotations

from typing import Final

from tracepile_hf.records import Step, Trace

LINES: Final = 200  # shown at most: the beginning and the end of a longer run
_CUT: Final = 80  # characters of a value


def condensed(trace: Trace, lines: int = LINES) -> str:
    """One line a step: its line number, what it decided, changed, called, returned, printed or raised."""
    shown = [text for step in trace.steps if (text := _line(step))]
    if len(shown) > lines:
        half = lines // 2
        shown = [*shown[:half], f"... ({len(shown) - lines} steps)", *shown[half - lines :]]
    return "\n".join(shown)


def _line(step: Step) -> str:
    parts = [f"{test} is {outcome}" for test, outcome in step.tests]
    parts += [f"{place} = {_short(literal)}" for place, literal in step.changed]
    if step.event == "call":
        given = ", ".join(f"{name}={_short(literal)}" for name, literal in step.arguments)
        parts = [f"call {step.function}({given})"]
    elif step.event == "print":
        parts.append(f"prints {_short(repr(step.stdout))}")
    elif step.event in ("return", "yield", "raise"):
        if step.function == "<module>":
            return ""
        parts = [f"{step.function} {step.event}s {_short(step.value or '')}".rstrip()]
    loops = " ".join(f"[iteration {number} of line {line}]" for line, number in step.iterations[-1:])
    return f"line {step.line} {loops}".rstrip() + f": {'; '.join(parts) or 'runs'}"


def _short(text: str) -> str:
    return text if len(text) <= _CUT else text[: _CUT - 3] + "..."
