"""Problems whose program stays hidden: the prompt is the problem alone, the answer the run's result in words."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import re
from random import Random
from typing import Any, Final, NamedTuple

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.literals.spoken import say
from tracepile_hf.records import Question, Trace

_SLOT: Final = re.compile(r"\{(\d*)(?:\|([^{}]*))?\}")


class Frame(NamedTuple):
    """What stands before and behind the problem."""

    opening: str = ""
    wish: str = ""


FRAMES: Final = (
    *([Frame()] * 8),
    Frame("Solve this problem."),
    Frame("Please work this out."),
    Frame("Step by step, please:"),
    Frame("A problem:"),
    Frame("Think this through."),
    Frame("", "Show how you get there."),
    Frame("", "Explain each step."),
    Frame("", "Show your working, then give the answer."),
    Frame("", "Write down the steps and end with the answer."),
    Frame("I got stuck here:"),
    Frame("Can you help?", "Take it one step at a time."),
)
BOXED: Final = (  # as competitions want it; of word problems whose answers LaTeX has no other use for
    Frame("", "Put the final answer in \\boxed{}."),
    Frame("Solve this problem.", "Give the result in \\boxed{}."),
    Frame("", "Reason step by step; the last line is to have the result in \\boxed{}."),
)
_LATEX: Final = frozenset("$%\\{}#&_^~")


def ask(trace: Trace, random: Random) -> Question | None:
    """The question of a program with a glossary; None if it has none, no statement, or its result has no words."""
    program = trace.case.program
    glossary = program.glossary
    if glossary is None or not program.statement or trace.outcome != "finished":
        return None
    answer = answer_of(trace)
    if not answer:
        return None
    boxed = BOXED if glossary.register == "math" and not _LATEX & set(answer) else ()
    frame = random.choice((*FRAMES, *boxed))
    prompt = "\n\n".join(part for part in (frame.opening, program.statement.strip(), frame.wish) if part)
    tag = hashlib.sha256(f"{program.id}\0{trace.case.id}\0{prompt}".encode()).hexdigest()[:12]
    return Question(
        f"{glossary.kind}-{tag}", (trace,), glossary.kind, f"{glossary.kind}/0", prompt, answer, numbered=False
    )


def answer_of(trace: Trace) -> str:
    """The run's result as its glossary has it written; empty if it cannot be."""
    glossary = trace.case.program.glossary
    if glossary is None:
        return ""
    try:
        value = literals.parse(trace.result or "None") if trace.case.program.entry_point else _printed(trace.stdout)
        if not glossary.answer:
            return say(value)
        return _SLOT.sub(lambda found: _part(value, found[1], found[2] or ""), glossary.answer)
    except (LiteralError, ValueError, IndexError, TypeError):
        return ""


def _printed(text: str) -> str:
    return text.strip()


def _part(value: Any, place: str, form: str) -> str:
    if place:
        value = value.split()[int(place)] if isinstance(value, str) else list(value)[int(place)]
    if isinstance(value, str) and form:
        with contextlib.suppress(ValueError, SyntaxError):  # else it is a word
            value = ast.literal_eval(value)
    if "/" in form and isinstance(value, bool):
        return form.partition("/")[0] if value else form.partition("/")[2]
    return say(value, form)
