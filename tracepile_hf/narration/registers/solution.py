"""A hidden program's run as the solution of its problem: every step said as the program's glossary has it.

The registers `math`, `graph` and `logic` differ in their glossaries alone. Sentences stand as prose, a line each, as
numbered steps or as bullets; of an event's wordings at most two are used within a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, Final, NamedTuple

from tracepile_hf.literals.spoken import say
from tracepile_hf.narration.registers.worth import Unsayable, worth
from tracepile_hf.places import Bindings, Held
from tracepile_hf.records import Glossary, Question, Saying, Step, Trace

LAYOUTS: Final = ("prose", "lines", "steps", "bullets")
_WEIGHTS: Final = (4, 4, 2, 1)
_SLOT: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_ROOM: Final = 5  # sentences of a paragraph
_HOLDER: Final = re.compile(r"([A-Za-z_]\w*)(?:\[.*\])?")


class Moment(NamedTuple):
    """A visit of a statement, or a call: what names hold after it and before it."""

    line: int
    after: Mapping[str, Any]
    before: Mapping[str, Any]


def solve(trace: Trace, question: Question, seed: int) -> str:
    """The solution of a question about a program with a glossary. Raises Unsayable where a slot has no value."""
    glossary = trace.case.program.glossary
    if glossary is None:
        raise Unsayable("the program has no glossary")
    random = Random(f"{seed}/{question.id}")
    said = [*_opening(glossary, random), *_sentences(trace, glossary, random)]
    layout = random.choices(LAYOUTS, _WEIGHTS)[0]
    return f"{_laid_out(said, layout)}\n\n{_ending(question)}"


def _opening(glossary: Glossary, random: Random) -> Iterator[str]:
    if glossary.opening:
        yield random.choice(glossary.opening)


def _sentences(trace: Trace, glossary: Glossary, random: Random) -> Iterator[str]:
    units = dict(glossary.units)
    by_line: dict[int, list[Saying]] = {}
    for one in glossary.sayings:
        by_line.setdefault(one.line, []).append(one)
    pairs = {one: random.sample(one.wordings, min(2, len(one.wordings))) for one in glossary.sayings}
    for moment in moments(trace.steps, frozenset(by_line)):
        for one in by_line[moment.line]:
            if not one.when or worth(one.when, moment.after):
                text = filled(random.choice(pairs[one]), moment, units)
                if text:
                    yield text
                break


def moments(steps: tuple[Step, ...], lines: frozenset[int]) -> Iterator[Moment]:
    """The visits of these lines in the order in which they end, and calls of the functions that are defined there."""
    last: dict[tuple[int, int, int], int] = {}
    for step in steps:
        if step.event == "line" and step.line in lines:
            last[step.frame, step.line, step.visit] = step.index
    bindings = Bindings()
    chains: dict[int, tuple[int, ...]] = {0: (0,)}
    begun: dict[tuple[int, int, int], Mapping[str, Any]] = {}
    defining = {step.line for step in steps if step.event == "call"}
    for step in steps:
        if step.frame not in chains:
            chains[step.frame] = (step.frame, *chains.get(step.enclosing, (0,)))
        chain = chains[step.frame]
        key = (step.frame, step.line, step.visit)
        told = step.line in lines and (step.event == "call" or (step.event == "line" and step.line not in defining))
        if told and key not in begun:
            begun[key] = _visible(bindings, chain)
        bindings.apply(step)
        if told and (step.event == "call" or last[key] == step.index):
            yield Moment(step.line, {**_visible(bindings, chain), **_of_step(step, steps)}, begun.pop(key))


def _visible(bindings: Bindings, chain: tuple[int, ...]) -> dict[str, Held]:
    found: dict[str, Held] = {}
    for frame in reversed(chain):
        found.update(bindings.names(frame))
    return found


def _of_step(step: Step, steps: tuple[Step, ...]) -> dict[str, Any]:
    """What is known of the step itself: `taken`, the outcome of its test; `round`, of its innermost loop; `result`."""
    found: dict[str, Any] = {}
    if step.tests:
        found["taken"] = step.tests[-1][1]
    if step.iterations:
        found["round"] = step.iterations[-1][1]
    after = steps[step.index + 1] if step.index + 1 < len(steps) else None
    if after is not None and after.event == "return" and after.frame == step.frame and after.value is not None:
        found["result"] = Held(after.value)
    return found


def filled(wording: str, moment: Moment, units: Mapping[str, str]) -> str:
    """A wording with the values of its slots."""

    def slot(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        expression, bar, form = found[1].partition("|")
        names = moment.after
        if expression.startswith("was "):
            expression, names = expression.removeprefix("was "), {**moment.after, **moment.before}
        if not bar:
            holder = _HOLDER.fullmatch(expression.strip())
            form = units.get(holder[1], "") if holder else ""
        try:
            return say(worth(expression, names), form)
        except ValueError as error:
            raise Unsayable(f"{found[0]}: {error}") from error

    return _SLOT.sub(slot, wording)


def _laid_out(said: list[str], layout: str) -> str:
    match layout:
        case "lines":
            return "\n".join(said)
        case "steps":
            return "\n".join(f"{number}. {text}" for number, text in enumerate(said, 1))
        case "bullets":
            return "\n".join(f"- {text}" for text in said)
        case _:
            return "\n\n".join(" ".join(said[start : start + _ROOM]) for start in range(0, len(said), _ROOM))


def _ending(question: Question) -> str:
    if "\\boxed" in question.prompt:
        return f"The answer is $\\boxed{{{question.answer}}}$."
    return f"The answer is {question.answer}{'' if question.answer.endswith('.') else '.'}"
