"""Tells calls, returns, yields, prints and exceptions: in the sentence of their line or in their own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tracepile_hf.narration.phrases import Bank
from tracepile_hf.narration.phrases import events as phrases
from tracepile_hf.narration.plan import BARE, CLAUSE
from tracepile_hf.places import is_told
from tracepile_hf.records import Step

if TYPE_CHECKING:
    from tracepile_hf.narration.teller import Teller

LONG_ARGUMENTS: Final = 400  # characters of a call that is worth writing out


def tell(teller: Teller, step: Step) -> None:
    """Tell a step that is no line."""
    if step.event == "call":
        _call(teller, step)
    elif step.event == "return":
        _return(teller, step)
    elif step.event == "yield":
        _yield(teller, step)
    elif step.event == "print":
        _attach(teller, phrases.PRINT_AFTER, "", repr(step.stdout.removesuffix("\n")))
    else:
        _raise(teller, step)


@lru_cache(maxsize=4096)
def spoken(function: str) -> str:
    """The name a function is told by: without the functions it is nested in."""
    return function.rpartition("<locals>.")[2]


def quoted_name(function: str) -> str:
    """That name in backticks."""
    return f"`{spoken(function)}`"


def call_text(teller: Teller, step: Step) -> str | None:
    """The call with its arguments, `f(2, [3])`; None when it cannot be written so."""
    name = spoken(step.function)
    if ">" in name or not teller.source.is_plain_call(step.line):
        return None
    arguments = step.arguments
    if arguments and arguments[0][0] in ("self", "cls") and "." in name:
        arguments = arguments[1:]
    inner = ", ".join([value for _, value in arguments])
    if "`" in inner or len(inner) > LONG_ARGUMENTS or ("<" in inner and not all(is_told(v) for _, v in arguments)):
        return None
    return f"{name}({inner})"


def _call(teller: Teller, step: Step) -> None:
    function = step.function
    active = teller.active.get(function, 0)
    call = call_text(teller, step)
    entry = teller.is_entry(step) and not teller.active
    teller.active[function] = active + 1
    if call is not None and entry:
        teller.sentence(f"We trace `{call}`", 200)
        return
    depth = f" (stack depth {step.depth})" if active and teller.tells_depth else ""
    if call is not None:
        _attach(teller, phrases.CALL_AFTER, "", f"`{call}`{depth}")
        return
    _attach(teller, phrases.ENTER_AFTER, "", f"{quoted_name(function)}{depth}")
    told = [f"`{name}` = {value}" for name, value in step.arguments if len(value) <= 120 and is_told(value)]
    if told:
        teller.extend(" with " + (" and ".join(told) if len(told) < 3 else ", ".join(told)))


def _return(teller: Teller, step: Step) -> None:
    function = step.function
    active = teller.leave(function)
    name = quoted_name(function)
    who = f"{name} (stack depth {step.depth})" if active > 1 and teller.tells_depth else name
    if step.value is None or not is_told(step.value):
        _attach(teller, phrases.RETURN_SILENT, who, "")
    else:
        _attach(teller, phrases.RETURN_AFTER if active < 2 else phrases.RETURN_DEEP, who, step.value)


def _yield(teller: Teller, step: Step) -> None:
    name = quoted_name(step.function)
    if step.value is None or not is_told(step.value):
        _attach(teller, phrases.YIELD_SILENT, name, "")
    elif teller.last_event == "yield":
        _attach(teller, {"": phrases.YIELD_ON}, name, step.value)
    else:
        _attach(teller, phrases.YIELD_AFTER, name, step.value)


def _raise(teller: Teller, step: Step) -> None:
    if _is_thrown(teller, step):
        _attach(teller, {"": phrases.RAISE_ON}, "", str(step.line))
        return
    if teller.last_event in ("raise", "line", "print") and teller.frame != step.frame:  # a `finally` may come between
        teller.leave(teller.function)
        _attach(teller, {"": phrases.RAISE_ON}, "", str(step.line))
        return
    value = step.value or ""
    shown = f"`{value}`" if is_told(value) and "`" not in value else f"`{value.partition('(')[0]}`"
    _attach(teller, phrases.RAISE_AFTER, "", shown)


def _is_thrown(teller: Teller, step: Step) -> bool:
    """Whether an exception was thrown into a generator, at the `yield` where it waited."""
    before = (other for other in reversed(teller.steps[: step.index]) if other.frame == step.frame)
    return next((other.event for other in before), "") == "yield"


def _attach(teller: Teller, banks: dict[str, Bank], who: str, value: str) -> None:
    """Write an event: as the verb of the line, as the consequence of the clause, or as a sentence."""
    state = teller.state
    bank = banks.get("bare" if state == BARE else "clause" if state == CLAUSE else "", banks[""])
    text = bank[teller.pick(len(bank))].replace("{who}", who, 1).replace("{value}", value, 1)
    if state == BARE:
        teller.extend(" " + text)
    elif state == CLAUSE:
        teller.extend(text)
    else:
        teller.sentence(text, 420)
