"""All values that a variable takes, in order."""

from __future__ import annotations

from random import Random

from tracepile_hf import literals
from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History, atom

KIND = "all_values"
WORDINGS = (
    "List all the values that `{name}` takes{where}, in order, as a Python list. Add a value only when it changes.",
    "Which values does `{name}` hold one after another{where}? Give a list; leave out steps that do not change it.",
    "Write down the values of `{name}`{where} in order, as a list; assigning the value it has already adds nothing.",
    "Track `{name}`{where} through the run and give the list of its values, with a new entry at each change.",
    "How does `{name}` develop{where}? Give its first value and its value after each change, as a Python list.",
    "Give the sequence of values that `{name}` goes through{where}, as a list without immediate repetitions.",
    "Make a list of the values of `{name}`{where}, from its first to its last, with a new entry whenever it changes.",
    "What is the history of `{name}`{where}? List its values in order, with a new entry only where it changes.",
)


def ask(history: History, random: Random) -> Asked | None:
    """A variable of a function that is called once (or of the module) with three to fifteen values.

    What a `for` alone binds is left out: its values can be read off what it runs over.
    """
    once = {calls[0].frame: name for name, calls in history.calls.items() if len(calls) == 1}
    options = [
        (frame, name)
        for (frame, name), indices in history.names.items()
        if 3 <= len(indices) <= 15 and (frame in once or frame == 0) and not history.is_loop_variable(indices)
    ]
    random.shuffle(options)
    for frame, name in options[:8]:
        values = list(history.values(frame, name))
        if len(values) == len(history.names[frame, name]) and len(values) >= 3 and all(atom(v) for _, v in values):
            where = f" in `{once[frame].rsplit('.', 1)[-1]}`" if frame else ""
            answer = literals.render([literals.parse(value) for _, value in values])
            return Asked({"name": name, "where": where}, answer)  # only the end shows that no value comes after these
    return None
