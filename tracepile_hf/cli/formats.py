"""A trace in other forms than prose: JSON, a table, and the frames of Meta's Code World Model."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Final

from tracepile_hf.execution.seal import LINES, advice
from tracepile_hf.places import Bindings, Held
from tracepile_hf.records import Step, Trace

_CUT: Final = 60


def as_json(trace: Trace) -> str:
    """The trace record as one JSON object, with advice where it was refused.

    Half surrogates are escaped, so it is always valid UTF-8.
    """
    return json.dumps({**asdict(trace), **({"advice": advice(trace.reason)} if trace.reason else {})}, indent=2)


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

    Each frame shows the local variables *before* its line runs, whole, `..` for those that are as in the frame before
    of the same call. Only what the trace tells is shown: values beyond the literals' cap are cut, and one in which a
    cycle moved is `<unknown>` until it is told whole again.
    """
    code = LINES.split(trace.case.program.code)
    bindings = Bindings()
    shown: dict[int, dict[str, Held]] = {}
    begun: set[tuple[int, int, int]] = set()  # statements by call, line and visit: calls and blocks may lie within them
    frames: list[str] = []
    for step in trace.steps:
        source = code[step.line - 1] if 0 < step.line <= len(code) else ""
        if step.event == "call":
            arguments = json.dumps(dict(step.arguments), ensure_ascii=False)
            frames.append(f"<|frame_sep|><|call_sep|>{arguments}<|action_sep|>{source}")
        elif step.event == "return":
            frames.append(f"<|frame_sep|><|return_sep|><|action_sep|>{source}<|arg_sep|>{json.dumps(step.value)}")
        elif step.event == "raise":
            frames.append(f"<|frame_sep|><|exception_sep|><|action_sep|>{source}<|arg_sep|>{json.dumps(step.value)}")
        elif step.event == "line" and (statement := (step.frame, step.line, step.visit)) not in begun:
            held = _locals(bindings, step.frame)
            visible = _visible(held, shown.get(step.frame, {}))
            frames.append(f"<|frame_sep|><|line_sep|>{visible}<|action_sep|>{source}")
            shown[step.frame] = held
            begun.add(statement)
        bindings.apply(step)
    return "\n".join([*frames, "<|frame_sep|>"])


def _locals(bindings: Bindings, frame: int) -> dict[str, Held]:
    return {name: held for name, held in bindings.names(frame).items() if "." not in name}


def _visible(held: dict[str, Held], before: dict[str, Held]) -> str:
    return json.dumps({name: _since(one, before.get(name)) for name, one in held.items()}, ensure_ascii=False)


def _since(held: Held, before: Held | None) -> str:
    """What a variable holds, or that it is as it was."""
    if before is not None and (held is before or (held.text is not None and held.text == before.text)):
        return ".."
    return held.text or "<unknown>"
