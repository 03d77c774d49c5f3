"""Tells calls, returns, yields, prints and exceptions: in the sentence of the line that led to them, or in their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracepile_hf.literals import is_value
from tracepile_hf.narration import phrases
from tracepile_hf.records import Step

if TYPE_CHECKING:
    from tracepile_hf.narration.teller import Teller

_AFTER: Final = {3: "bare", 4: "clause"}  # states of the teller: BARE, CLAUSE
LONG_ARGUMENTS: Final = 400


def tell(teller: Teller, step: Step) -> None:
    """Tell a step that is no line."""
    if step.event == "call":
        _call(teller, step)
    elif step.event == "return":
        _return(teller, step)
    elif step.event == "yield":
        _yield(teller, step)
    elif step.event == "print":
        _print(teller, step)
    else:
        _raise(teller, step)


def spoken(function: str) -> str:
    """The name a function is told by: without the functions it is nested in."""
    return function.rpartition("<locals>.")[2]


def call_text(teller: Teller, step: Step) -> str | None:
    """The call with its arguments, `f(2, [3])`; None when it cannot be written so."""
    name = spoken(step.function)
    if name.startswith("<") or name.endswith(">"):
        return None
    arguments = step.arguments
    definition = teller.source.functions.get(step.line)
    if definition is not None:
        signature = definition.args
        if signature.vararg or signature.kwarg or signature.kwonlyargs:
            return None
    if "." in name and arguments and arguments[0][0] in ("self", "cls"):
        arguments = arguments[1:]
    values = [value for _, value in arguments]
    text = f"{name}({', '.join(values)})"
    if "`" in text or len(text) > LONG_ARGUMENTS or any("<" in v and not is_value(v) for v in values):
        return None
    return text


def _call(teller: Teller, step: Step) -> None:
    entry = not teller.active and step.depth == 1 and teller.state < 3
    recursive = step.function in teller.active
    teller.active.append(step.function)
    call = call_text(teller, step)
    depth = f" (depth {step.depth})" if recursive else ""
    if call is not None and entry and teller.is_entry(step):
        teller.sentence(f"We trace `{call}`", 200)
        return
    if call is not None:
        _attach(teller, phrases.CALL_AFTER, {"call": f"`{call}`{depth}"})
        return
    _attach(teller, phrases.ENTER_AFTER, {"name": f"`{spoken(step.function)}`{depth}"})
    told = [f"`{name}` = {value}" for name, value in step.arguments if len(value) <= 120 and is_value(value)]
    if told:
        teller.extend(" with " + (" and ".join(told) if len(told) < 3 else ", ".join(told)))


def _who(teller: Teller, step: Step) -> str:
    name = spoken(step.function)
    deep = teller.active.count(step.function) > 1
    return f"`{name}` (depth {step.depth})" if deep else f"`{name}`"


def _return(teller: Teller, step: Step) -> None:
    fields = {"who": _who(teller, step), "value": step.value or ""}
    if step.function in teller.active:
        del teller.active[len(teller.active) - 1 - teller.active[::-1].index(step.function)]
    told = step.value is not None and is_value(step.value)
    _attach(teller, phrases.RETURN_AFTER if told else phrases.RETURN_SILENT, fields)


def _yield(teller: Teller, step: Step) -> None:
    fields = {"who": f"`{spoken(step.function)}`", "value": step.value or ""}
    told = step.value is not None and is_value(step.value)
    _attach(teller, phrases.YIELD_AFTER if told else phrases.YIELD_SILENT, fields)


def _print(teller: Teller, step: Step) -> None:
    text = step.stdout[:-1] if step.stdout.endswith("\n") else step.stdout
    _attach(teller, phrases.PRINT_AFTER, {"value": repr(text)})


def _raise(teller: Teller, step: Step) -> None:
    value = step.value or ""
    name = value.partition("(")[0]
    shown = f"`{value}`" if is_value(value) and "`" not in value else name
    _attach(teller, phrases.RAISE_AFTER, {"value": shown})


def _attach(teller: Teller, banks: dict[str, phrases.Bank], fields: dict[str, str]) -> None:
    """Write an event: as the verb of the line, as the consequence of the clause, or as a sentence."""
    after = _AFTER.get(teller.state, "")
    bank = banks[after]
    text = bank[teller.draw() % len(bank)].format_map(fields)
    if after == "bare":
        teller.extend(" " + text)
    elif after == "clause":
        teller.extend(text)
    else:
        teller.sentence(text, 420)
