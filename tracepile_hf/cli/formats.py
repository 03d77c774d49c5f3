"""A trace in other forms than prose: JSON, a table, and the frames of Meta's Code World Model."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from tracepile_hf.records import Step, Trace

_CUT: Final = 60


def as_json(trace: Trace) -> str:
    """The trace record as one JSON object; half surrogates are escaped, so it is always valid UTF-8."""
    return json.dumps(asdict(trace), indent=2)


def as_table(trace: Trace) -> list[tuple[str, ...]]:
    """Rows of text: step, line, where, what happened, what changed."""
    return [_row(step) for step in trace.steps]


def _row(step: Step) -> tuple[str, ...]:
    loops = " ".join(f"{line}:{number}" for line, number in step.iterations)
    changed = ", ".join(f"{place} = {_short(literal)}" for place, literal in step.changed)
    return (str(step.index), str(step.line), "  " * step.depth + step.function, loops, _event(step), changed)


def _event(step: Step) -> str:
    if step.event == "call":
        return f"call ({', '.join(f'{name}={_short(literal)}' for name, literal in step.arguments)})"
    if step.event == "print":
        return f"print {_short(repr(step.stdout))}"
    if step.event == "line":
        return ", ".join(f"{test} is {outcome}" for test, outcome in step.tests)
    return f"{step.event} {_short(step.value or '')}"


def _short(text: str) -> str:
    return text if len(text) <= _CUT else text[: _CUT - 3] + "..."


def as_cwm(trace: Trace) -> str:
    """The trace as the Code World Model's training text writes it (Meta, "CWM", 2025, trace prediction format).

    Each frame shows the local variables *before* its line runs, `..` for those that are as in the frame before of the
    same call. Only what the trace holds is shown: values beyond the literals' cap are cut.
    """
    code = trace.case.program.code.splitlines()
    states: dict[int, dict[str, str]] = {}
    shown: dict[int, dict[str, str]] = {}
    frames: list[str] = []
    previous: tuple[int, int, int] | None = None
    for step in trace.steps:
        state = states.setdefault(step.frame, {})
        source = code[step.line - 1] if 0 < step.line <= len(code) else ""
        if step.event == "call":
            arguments = json.dumps(dict(step.arguments), ensure_ascii=False)
            frames.append(f"<|frame_sep|><|call_sep|>{arguments}<|action_sep|>{source}")
        elif step.event == "return":
            frames.append(f"<|frame_sep|><|return_sep|><|action_sep|>{source}<|arg_sep|>{json.dumps(step.value)}")
        elif step.event == "raise":
            frames.append(f"<|frame_sep|><|exception_sep|><|action_sep|>{source}<|arg_sep|>{json.dumps(step.value)}")
        elif step.event == "line" and (step.frame, step.line, step.visit) != previous:
            frames.append(f"<|frame_sep|><|line_sep|>{_locals(state, shown.get(step.frame, {}))}<|action_sep|>{source}")
            shown[step.frame] = dict(state)
            previous = (step.frame, step.line, step.visit)
        _apply(step, states)
    return "\n".join([*frames, "<|frame_sep|>"])


def _locals(state: dict[str, str], before: dict[str, str]) -> str:
    visible: dict[str, Any] = {name: ".." if before.get(name) == value else value for name, value in state.items()}
    return json.dumps(visible, ensure_ascii=False)


def _apply(step: Step, states: dict[int, dict[str, str]]) -> None:
    """Note what a step changed. A change of a part shows as that place, beside the name that holds it."""
    for (place, literal), owner in zip(step.changed, step.owners, strict=True):
        state = states.setdefault(owner, {})
        if literal == "<unbound>":
            state.pop(place, None)
            continue
        if place.isidentifier():
            for part in [name for name in state if name.startswith((f"{place}[", f"{place}."))]:
                del state[part]
        state[place] = literal
