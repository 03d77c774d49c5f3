"""What the page is sent about a run: steps as small changes, the rationale cut at its claims, in plain JSON values.

Everything in it is text from a visitor's program. The page puts it in as text, never as markup, and `visible` makes
what could hide or reorder text (control characters, direction marks, lone surrogates) show itself.
"""

from __future__ import annotations

import ast
import re
from typing import Any, Final

from tracepile_hf.places import UNBOUND, Bindings
from tracepile_hf.records import Step, Trace, Verdict

SHOWN: Final = 240  # characters of a value that the page shows
TAIL: Final = 50  # of these, at its end
OPERANDS: Final = 12  # of a step that the page is sent, if they are short and the run is
OPERANDS_UP_TO: Final = 1500  # steps
SHORT: Final = 80  # characters
_CODE: Final = re.compile(
    r"`((?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|[^`'\"\n]|['\"])+?)`"
)  # a text in it may hold backticks
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Format characters (direction marks, zero-width space), C1 controls, line separators, surrogates. The two joiners
# (U+200C, U+200D) stay: scripts and emoji need them.
_HIDDEN: Final = re.compile(
    "[\x80-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0001-\U000e007f]"
)
_STOPPED: Final = {
    "timed_out": "The program was stopped: it ran longer than a visitor's run may.",
    "out_of_memory": "The program was stopped: it asked for more memory than a visitor's run may have.",
    "too_long": "The run was stopped: it took more steps than can be shown here.",
    "crashed": "The program ended without a proper end. Nothing else was harmed.",
    "refused": "This program cannot be told exactly, so it is not told at all.",
}
# Reasons that say it all: what stands above would say something else beside them.
_INSTEAD: Final = {
    "output": "The program was stopped: it printed more than a visitor's run may ({output:,} bytes).",
    "journal": "The run was stopped: its values are too many to be recorded here.",
    "source_too_long": "The program is too long to be followed.",
    "input_too_long": "The input is too long to be given to the program.",
    "not_text": "The input holds characters that bytes cannot stand for (lone surrogates).",
    "entry_not_reached": "The call was never made: the code ends, or waits for input, before it. Empty the call box to "
    "run it as a script, or keep that part under if __name__ == '__main__'.",
}
OUTPUT: Final = 65_536  # bytes that a run may print
_UNRECORDED: Final = "It uses something whose effects cannot be recorded exactly"
_WHY: Final = {
    "partial": "It left by a back door, such as os._exit.",
    "reaches_out": "It reached for something that no program may touch here.",
    "writes_past_stdout": "It wrote to the output in a way that is not recorded.",
    "tampered": "It meddled with the recording.",
    "instrumentation_differs": "Recorded and unrecorded, it did different things.",
    "untrusted_trace": "The recorded run could not be played back to the same end.",
    "stack": "It calls itself more deeply than can be followed.",
    "too_expensive": "Its values are too large to be followed.",
    "file": "It opens a file, and there are none here.",
    "opaque_call": f"{_UNRECORDED}: a call into the system or the interpreter.",
    "module": f"{_UNRECORDED}: a module.",
    "eval": f"{_UNRECORDED}: code in text.",
    "async": f"{_UNRECORDED}: async code.",
}


def payload(trace: Trace, text: str, verdict: Verdict) -> dict[str, Any]:
    """The run as the player reads it: `code` lines, `steps`, `text` pieces, `outcome`.

    A step is {e: event, l: line, f: frame, q: enclosing frame, n: function, d: depth, c: [[owner, name, whole value,
    changed part], ...]} with `o` for what it printed, `v` for a value and `t` for conditions; a piece of text is
    [words] or [words, standing, step, note]. `a`: arguments of a call; `i`: the loops around, with their iterations.
    Shorter runs also have `x`, what was evaluated.
    """
    return {
        "code": [visible(line) for line in trace.case.program.code.rstrip("\n").split("\n")],
        "digest": trace.digest,
        "steps": _steps(trace),
        "text": pieces(text, verdict),
        "outcome": outcome(trace),
        "proved": sum(finding.standing == "proved" for finding in verdict.claims),
        "claims": len(verdict.claims),
    }


def visible(text: str) -> str:
    """The text with everything that would not show, or would reorder the rest, written out."""
    text = _CONTROL.sub(lambda found: "␡" if found[0] == "\x7f" else chr(0x2400 + ord(found[0])), text)
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def plain(words: str) -> str:
    """Words for where no code can be set: what stands between backticks stands between quotation marks."""
    return _CODE.sub(lambda found: f"“{found[1]}”", visible(words))


def cut(value: str) -> str:
    """A value short enough to show: its beginning and its end, with how much is left out."""
    value = visible(value)
    if len(value) <= SHOWN:
        return value
    return f"{value[: SHOWN - TAIL]} … {len(value) - SHOWN:,} more characters … {value[-TAIL:]}"


def _steps(trace: Trace) -> list[dict[str, Any]]:
    bindings, operands = Bindings(), OPERANDS if len(trace.steps) <= OPERANDS_UP_TO else 0
    shown = [_step(step, bindings) for step in trace.steps]
    for step, one in zip(trace.steps, shown, strict=True):
        values = [(expression, value) for expression, value in step.operands if len(expression) + len(value) <= SHORT]
        if values[:operands]:
            one["x"] = [[visible(expression), visible(value)] for expression, value in values[:operands]]
    return shown


def _step(step: Step, bindings: Bindings) -> dict[str, Any]:
    shown: dict[str, Any] = {"e": step.event, "l": step.line, "f": step.frame, "n": step.function, "d": step.depth}
    shown["q"] = step.enclosing
    if step.arguments:
        shown["a"] = _arguments(step)
    if step.iterations:
        shown["i"] = [list(pair) for pair in step.iterations]
    if step.changed:
        shown["c"] = _changes(step, bindings)
    if step.stdout:
        shown["o"] = visible(step.stdout)
    if step.value is not None:
        shown["v"] = cut(step.value)
    if step.tests:
        shown["t"] = [[visible(condition), outcome] for condition, outcome in step.tests]
    return shown


def _changes(step: Step, bindings: Bindings) -> list[list[Any]]:
    """[owner, name, whole value, changed part] for each place; "… part" where the whole cannot be worked out."""
    changes: list[list[Any]] = [[owner, name, UNBOUND, ""] for owner, name in bindings.apply(step)]
    for (place, literal), owner in zip(step.changed, step.owners, strict=True):
        name = bindings.under(owner, place)
        part = "" if place == name else f"{place} = {literal}"
        held = bindings.held(owner, name)
        whole = held.text if held else UNBOUND
        changes.append([owner, name, cut(whole or f"… {part}"), cut(part)])
    return changes


def pieces(text: str, verdict: Verdict) -> list[list[Any]]:
    """The text in order, cut so that each claim is one piece: [words] or [words, standing, step, note]."""
    found: list[list[Any]] = []
    at = 0
    for finding in sorted(verdict.claims, key=lambda finding: finding.claim.span):
        start, end = finding.claim.span
        if start < at or end <= start:
            continue  # a claim inside another one, such as the value in an anchor
        if start > at:
            found.append([visible(text[at:start])])
        refuted = finding.standing == "refuted"
        note = (
            f"the run says {cut(finding.truth)}" if refuted and finding.truth else "" if refuted else finding.claim.kind
        )
        found.append([visible(text[start:end]), finding.standing, finding.step, note])
        at = end
    if at < len(text):
        found.append([visible(text[at:])])
    return found


def outcome(trace: Trace) -> str:
    """One clear sentence about how the run ended."""
    if trace.outcome == "finished":
        returned = f" It returned {cut(trace.result)}." if trace.result is not None else ""
        steps = "1 step" if len(trace.steps) == 1 else f"{len(trace.steps)} steps"
        return f"Finished after {steps}.{returned}"
    if trace.outcome == "raised":
        return f"Ended by an exception: {cut(trace.exception or '')}."
    if trace.reason in ("", "steps"):
        return _STOPPED[trace.outcome]
    if trace.reason in _INSTEAD:
        return _INSTEAD[trace.reason].format(output=OUTPUT)
    if trace.reason == "no_entry_point":
        return _no_function(trace)
    why = _WHY.get(trace.reason) or f"{_UNRECORDED} ({visible(trace.reason).replace('_', ' ')})."
    return f"{_STOPPED[trace.outcome]} {why}"


def _no_function(trace: Trace) -> str:
    """Which function was called for, and which ones there are."""
    wanted = visible(trace.case.program.entry_point or "")
    tree = ast.parse(trace.case.program.code)
    functions = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    there = f"It defines {', '.join(map(visible, functions[:6]))}." if functions else "It defines no function at all."
    return f"Nothing to call: the code defines no function of that name, {wanted}. {there}"


def _arguments(step: Step) -> list[list[str]]:
    return [[visible(name), cut(literal)] for name, literal in step.arguments]


def moment(trace: Trace, index: int) -> str:
    """A step in words: its number, line and source, and what changed there."""
    step = trace.steps[index]
    source = trace.case.program.code.split("\n")[step.line - 1].strip()
    facts = [f"{place} = {literal}" for place, literal in step.changed[:3]]
    facts += [f"{condition} is {outcome}" for condition, outcome in step.tests]
    if step.event == "return" and step.value is not None:
        facts.append(f"returns {step.value}")
    if step.stdout:
        facts.append(f"prints {step.stdout.strip()}")
    told = f"step {index + 1}, line {step.line}: {source}"
    return cut(told + (f"  →  {'; '.join(facts)}" if facts else ""))
