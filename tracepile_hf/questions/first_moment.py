"""The first iteration of a loop at whose end a condition on a variable holds."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from tracepile_hf import literals
from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History, atom

KIND = "first_moment"
WORDINGS = (
    "At the end of which iteration of the loop on line {line} is `{name}` {relation} {bound} for the first time?",
    "In which iteration of the loop on line {line} does `{name}` first end up {relation} {bound}?",
    "Count the iterations of the loop on line {line}. After which one is `{name}` first {relation} {bound}?",
    "Find the first iteration of the loop on line {line} that leaves `{name}` {relation} {bound}. Give its number.",
    "Look at `{name}` whenever an iteration of the loop on line {line} ends. How many iterations does it take until it "
    "is {relation} {bound}?",
    "After how many complete iterations of the loop on line {line} is `{name}` {relation} {bound} for the first time?",
    "Watch `{name}` at the end of each iteration of the loop on line {line}. In which iteration is it first {relation} "
    "{bound}?",
    "Give the number of the iteration of the loop on line {line} whose end first sees `{name}` {relation} {bound}.",
)


def ask(history: History, random: Random) -> Asked | None:
    """A loop that is executed once, and a number that crosses a bound after its first iteration.

    What a `for` binds and counters are left out: when they cross a bound can be read off.
    """
    options = []
    for line, executions in history.loops().items():
        if len(executions) == 1 and len(executions[0]) >= 3:
            options.append((line, executions[0]))
    random.shuffle(options)
    for line, iterations in options:
        frame = iterations[0].frame
        ends = [step.index - 1 for step in iterations[1:]]  # the last iteration's end is not a header's eve
        changes = {name: history.names[frame, name] for name in history.locals_of(frame)}
        names = [name for name, steps in changes.items() if len(steps) > 2 and not history.is_loop_variable(steps)]
        random.shuffle(names)
        for name in names[:5]:
            values = [history.value_at(frame, name, index) for index in ends]
            found = _crossing(values, random)
            if found is not None:
                relation, bound, number = found
                blanks = {"line": str(line), "name": name, "relation": relation, "bound": bound}
                return Asked(blanks, str(number), ends[number - 1])
    return None


def _crossing(values: list[str | None], random: Random) -> tuple[str, str, int] | None:
    """(relation, bound, iteration) for a bound that is first met later than in the first iteration."""
    if any(value is None or not atom(value) for value in values):
        return None
    numbers = [literals.parse(value) for value in values if value is not None]
    if any(type(number) is not int for number in numbers):
        return None
    if len({after - before for before, after in pairwise(numbers)}) == 1:
        return None  # a counter: no tracing is needed to tell when it passes a bound
    options = []
    for position in range(1, len(numbers)):
        before = numbers[:position]
        if numbers[position] > max(before):
            options.append(
                ("greater than", str(numbers[position] - 1 if random.random() < 0.5 else max(before)), position + 1)
            )
        elif numbers[position] < min(before):
            options.append(
                ("less than", str(numbers[position] + 1 if random.random() < 0.5 else min(before)), position + 1)
            )
    late = [option for option in options if option[2] > 2]  # nearly every variable crosses something at once
    if not options:
        return None
    weights = [option[2] ** 2 for option in late or options]  # early crossings are many, and easily guessed
    return random.choices(late or options, weights)[0]
