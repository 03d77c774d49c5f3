"""What the run would give if one input value were changed, answered by running that case."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from tracepile_hf import literals
from tracepile_hf.questions import output
from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History, plain
from tracepile_hf.questions.prompt import call_text
from tracepile_hf.records import Case, Run

KIND = "what_if"
WORDINGS = (
    "Suppose {change}. What would {what} then?",
    "Now imagine that {change}. What would {what}?",
    "If {change}, what would {what}?",
    "Change one thing: suppose that {change}. Trace that run instead: what would {what}?",
    "Consider a different run, as if {change}. What would {what}?",
    "What would {what} if {change}?",
    "The code stays as it is, but suppose that {change}. What would {what}?",
    "How does the outcome change if {change}: what would {what}?",
)
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?![\w.])")


def ask(history: History, random: Random, run: Run) -> Asked | None:
    """One integer of the input moves by a little; kept if that run finishes with another result."""
    case = history.trace.case
    changed = _changed_call(case, random) if case.program.entry_point is not None else _changed_stdin(case, random)
    if changed is None or history.trace.outcome != "finished":
        return None
    other_case, change = changed
    other = run(case.program, [other_case])[0]
    asked = output.ask(History(other), random)
    same = (other.result, other.stdout) == (history.trace.result, history.trace.stdout)
    if asked is None or same:
        return None
    what = "the call return" if case.program.entry_point is not None else "the program print"
    return Asked({"change": change, "what": what}, asked.answer, others=(other,))


def _moved(text: str, random: Random) -> str | None:
    """The text with one of its integers moved by one to three, keeping its sign."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    number = random.choice(found)
    value = int(number[0])
    new = value + random.choice([step for step in (-3, -2, -1, 1, 2, 3) if (value + step >= 0) == (value >= 0)])
    return text[: number.start()] + str(new) + text[number.end() :]


def _changed_call(case: Case, random: Random) -> tuple[Case, str] | None:
    if not case.arguments:
        return None
    position = random.randrange(len(case.arguments))
    new = _moved(case.arguments[position], random)
    if new is None or not plain(new) or literals.render(literals.parse(new)) == case.arguments[position]:
        return None
    arguments = (*case.arguments[:position], new, *case.arguments[position + 1 :])
    other = replace(case, id=f"{case.id}?", arguments=arguments, expected=None)
    return other, f"the function were called as `{call_text(other)}`"


def _changed_stdin(case: Case, random: Random) -> tuple[Case, str] | None:
    lines = case.stdin.splitlines()
    if not lines:
        return None
    position = random.randrange(len(lines))
    new = _moved(lines[position], random)
    if new is None or len(new) > 120:
        return None
    stdin = "\n".join([*lines[:position], new, *lines[position + 1 :]]) + "\n"
    other = replace(case, id=f"{case.id}?", stdin=stdin, expected=None)
    return other, f"line {position + 1} of the input were `{new}` instead of `{lines[position]}`"
