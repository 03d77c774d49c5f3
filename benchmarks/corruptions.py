"""Ways to make a true narration false, or to put in what cannot be known to be true: one function a kind.

Each takes a text, its trace and a source of chance, and gives a changed copy, or None where it has nothing to change.
Whether a copy is false is known from how it was made and from the recorded steps, never from the checker.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

import mutation

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.records import Trace

Corruption = Callable[[str, Trace, random.Random], "str | None"]
_SENTENCE: Final = re.compile(r"[^.\n](?:[^.\n]|\.(?!\s))*\.(?=\s)")
_ANSWER: Final = re.compile(r"\n\n(?:The answer is|Answer:)")
_TICKED: Final = re.compile(r"`([A-Za-z_]\w*)`")
_VALUE: Final = re.compile(r"`([A-Za-z_]\w*)` (?:is now|becomes|=|is) (-?\d+)(?=[,.;:)]| and)")
_FORWARD: Final = r"(?<![^\s])[^.\n]*?[Ii]teration (\d+) of the loop on line (\d+)"
_BACKWARD: Final = r"(?<![^\s])[^.\n]*?loop on line (\d+) [a-z ]+ iteration (\d+)"
PLAIN: Final = (
    "The list is sorted.",
    "The loop never ends.",
    "There is an exception here.",
    "All values are equal.",
    "The program stops here.",
    "Nothing is left to do.",
    "The result is wrong.",
    "The numbers are prime.",
    "The first value is the largest.",
    "Every item is visited twice.",
    "The caller gets an error.",
    "The string is empty.",
    "It is a palindrome.",
    "The graph has a cycle.",
    "This is the last iteration.",
    "The two lists share an object.",
    "The function calls itself.",
    "No branch is taken.",
    "The index is out of range.",
    "The total doubles.",
    "The value is a string.",
    "Both sides are equal.",
    "The stack overflows.",
    "The order is reversed.",
    "The key is missing.",
    "The input is invalid.",
    "The counter is negative.",
    "The maximum stays the same.",
    "The test fails here.",
    "The list holds duplicates.",
)


def _body(text: str) -> int:
    found = _ANSWER.search(text)
    return found.start() if found else len(text)


def _sentences(text: str) -> list[re.Match[str]]:
    return list(_SENTENCE.finditer(text, 0, _body(text) + 1))


def _put(text: str, at: int, said: str) -> str:
    return text[:at] + said + text[at:]


def _sub(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


def _choose(pattern: str, text: str, chance: random.Random) -> re.Match[str] | None:
    places = list(re.finditer(pattern, text[: _body(text)]))
    return chance.choice(places) if places else None


def _flip(pattern: str, pairs: dict[str, str]) -> Corruption:
    def flip(text: str, trace: Trace, chance: random.Random) -> str | None:
        found = _choose(pattern, text, chance)
        return None if found is None else _sub(text, found, pairs[found.group()])

    return flip


def _number(pattern: str) -> Corruption:
    """The number that a pattern captures becomes another."""

    def change(text: str, trace: Trace, chance: random.Random) -> str | None:
        found = _choose(pattern, text, chance)
        if found is None:
            return None
        number = int(found[1]) + chance.choice((1, 2, -1, 7))
        return text[: found.start(1)] + str(abs(number) + (number == int(found[1]))) + text[found.end(1) :]

    return change


def _after(pattern: str, words: tuple[str, ...]) -> Corruption:
    """Words are put behind what a pattern matches."""

    def add(text: str, trace: Trace, chance: random.Random) -> str | None:
        found = _choose(pattern, text, chance)
        return None if found is None else _put(text, found.end(), chance.choice(words))

    return add


def _before(pattern: str, words: tuple[str, ...]) -> Corruption:
    def add(text: str, trace: Trace, chance: random.Random) -> str | None:
        found = _choose(pattern, text, chance)
        return None if found is None else _put(text, found.start(), chance.choice(words))

    return add


def _wrap(change: mutation.Mutation) -> Corruption:
    return lambda text, trace, chance: change(text, chance)


def plain_sentence(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A sentence in plain words that is false, or that nothing in the run bears out."""
    places = _sentences(text)
    return _put(text, chance.choice(places).end(), " " + chance.choice(PLAIN)) if places else None


def made_up_formula(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A value is said to be what a formula gives that the program does not have, of the right value."""
    found = _choose(r"(?:sets `\w+` to|`\w+` becomes|`\w+` gets) (-?\d+)(?=[,.;])", text, chance)
    if found is None:
        return None
    value = int(found[1])
    names = sorted({name for step in trace.steps for name, _ in step.changed if name.isidentifier()})
    if not names:
        return None
    one, other = chance.choice(names), chance.choice(names)
    formula = chance.choice((f"{one} * {other} + {other}", f"{one} - {other} - 1", f"({one} + {other}) // 3"))
    if ast.unparse(ast.parse(formula)) in trace.case.program.code:
        return None
    return text[: found.start(1)] + f"`{formula}` = {value}" + text[found.end(1) :]


def made_up_numbers(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A calculation with its numbers becomes another of the same value."""
    found = _choose(r"= (\d+) \+ (\d+) = (\d+)", text, chance)
    if found is None or found[1] == found[2]:
        return None
    total = int(found[3])
    return _sub(text, found, f"= {total + 3} - 3 = {total}")


def another_cause(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A reason becomes the true value of something that the test does not look at."""
    found = _choose(r"(?:because|since|as) `[^`]+`[^,.;:]*(?=[.;,])", text, chance)
    names = {name: literal for step in trace.steps[:3] for name, literal in step.changed if name.isidentifier()}
    names = {name: literal for name, literal in names.items() if len(literal) < 40 and "<" not in literal}
    if found is None or not names:
        return None
    name = chance.choice(sorted(names))
    return None if name in found.group() else _sub(text, found, f"because `{name}` = {names[name]}")


def deleted_iteration(text: str, trace: Trace, chance: random.Random) -> str | None:
    """Everything from one iteration's opening to that of the next one of its loop is gone."""
    openings = []
    for pattern, (number, line) in ((_FORWARD, (1, 2)), (_BACKWARD, (2, 1))):
        openings += [(m.start(), int(m[number]), m[line]) for m in re.finditer(pattern, text[: _body(text)])]
    openings.sort()
    pairs = [
        (start, end)
        for place, (start, number, line) in enumerate(openings)
        for end, following, other in openings[place + 1 :]
        if other == line and following == number + 1
    ]
    if not pairs:
        return None
    start, end = chance.choice(pairs)
    return text[:start].rstrip() + " " + text[end:].lstrip()


def swapped_sentences(text: str, trace: Trace, chance: random.Random) -> str | None:
    """Two neighbouring sentences that name different lines change places."""
    places = _sentences(text)
    pairs = [(a, b) for a, b in pairwise(places) if _lines(a.group()) and _lines(b.group())]
    pairs = [(a, b) for a, b in pairs if _lines(a.group()).isdisjoint(_lines(b.group()))]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return text[: a.start()] + b.group().strip() + " " + a.group().strip() + text[b.end() :]


def _lines(sentence: str) -> set[str]:
    return set(re.findall(r"[Ll]ine (\d+)", sentence))


def duplicated(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A sentence that sets a line's value is said twice."""
    places = [
        found for found in _sentences(text) if re.match(r"\s*(?:Then |Next, |Now )?[Ll]ine \d+ sets", found.group())
    ]
    if not places:
        return None
    found = chance.choice(places)
    return _put(text, found.end(), " " + found.group().strip())


def second_answer(text: str, trace: Trace, chance: random.Random) -> str | None:
    """Another answer before the right one."""
    at = _body(text)
    return _put(
        text, at, chance.choice((" The answer is 12345.", " The answer is a string.", " So the answer is None."))
    )


def lookalike(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A letter becomes one that looks like it, or a space without width is put in."""
    found = _choose(r"\b(?:is|line|loop|returns|sets)\b", text, chance)
    if found is None:
        return None
    new = {"is": "іs", "line": "lіne", "loop": "lоop", "returns": "returns\u200b", "sets": "\u200bsets"}[found.group()]
    return _sub(text, found, new)


def hidden(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A claim in a comment of HTML, a footnote, a link."""
    places = _sentences(text)
    said = chance.choice(("<!-- `x` is 99 -->", "[^1]", "[more](http://a.b)", "<b>wrong</b>", "(this is the 7th time)"))
    return _put(text, chance.choice(places).end(), " " + said) if places else None


def comment_in_quote(text: str, trace: Trace, chance: random.Random) -> str | None:
    """Code that is quoted gets a comment that the source does not have."""
    found = _choose(r"(?:runs|executes|carries out|checks|tests|decides on) `[^`#]+(?=`)", text, chance)
    return None if found is None else _put(text, found.end(), "  # the list is sorted now")


def other_operator(text: str, trace: Trace, chance: random.Random) -> str | None:
    """An operator of code that is quoted or worked out becomes another."""
    found = _choose(r"`[^`\n]*?\w (\+|-|\*|//|<|>|==|!=) \w[^`\n]*`", text, chance)
    if found is None:
        return None
    other = {"+": "-", "-": "+", "*": "+", "//": "*", "<": ">", ">": "<", "==": "!=", "!=": "=="}[found[1]]
    return text[: found.start(1)] + other + text[found.end(1) :]


def fence_info(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A block of code with a claim behind its opening fence."""
    places = _sentences(text)
    line = chance.choice(trace.case.program.code.splitlines() or [""])
    return _put(text, chance.choice(places).end(), f"\n```the loop never ends\n{line}\n```\n") if places else None


def other_name(text: str, trace: Trace, chance: random.Random) -> str | None:
    """The function that is called or returns becomes another."""
    found = _choose(r"`(\w+)(?:\(|` returns)", text, chance)
    names = sorted({step.function.rpartition(".")[2] for step in trace.steps if step.event == "call"} | {"helper"})
    other = [] if found is None else [name for name in names if name != found[1]]
    return None if found is None or not other else text[: found.start(1)] + chance.choice(other) + text[found.end(1) :]


def nothing_changes(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A statement that sets something is said to change nothing."""
    found = _choose(r"[Ll]ine \d+ sets `\w+` to (?![^.]* again)[^,.;`]+(?=\.\s)", text, chance)
    return None if found is None else _put(text, found.end(), ", and nothing changes")


def _fold(words: str) -> Corruption:
    def add(text: str, trace: Trace, chance: random.Random) -> str | None:
        found = _choose(r"terations (\d+) to (\d+) of the loop on line (\d+)(?=: )", text, chance)
        if found is None or int(found[2]) - int(found[1]) < 1 or _are_alike(trace, *map(int, found.groups())):
            return None
        return _put(text, found.end(), words)

    return add


def _are_alike(trace: Trace, first: int, last: int, line: int) -> bool:
    """Whether the iterations of some run of the loop run the same lines: then it may be true."""
    runs: dict[object, dict[int, list[object]]] = {}
    for step in trace.steps:
        for place, (loop, number) in enumerate(step.iterations):
            if loop == line and first <= number <= last and step.event == "line":
                rounds = runs.setdefault((step.frame, step.iterations[:place]), {})
                outcome = step.tests[-1][1] if step.tests else None
                if not (step.line == line and outcome is False):
                    rounds.setdefault(number, []).append((step.line, outcome))
    return any(len({repr(row) for row in rounds.values()}) < 2 for rounds in runs.values())


def another_sentence(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A sentence about another run: a line that the program does not have."""
    places = _sentences(text)
    beyond = len(trace.case.program.code.splitlines()) + chance.randrange(1, 9)
    return _put(text, chance.choice(places).end(), f" Line {beyond} sets `x` to 3.") if places else None


def is_always(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A value that moved is said to be always the same."""
    found = _choose(r"`(\w+)` goes from (-?\d+) to (-?\d+)", text, chance)
    return None if found is None else _sub(text, found, f"`{found[1]}` is always {found[3]}")


def bool_for_number(text: str, trace: Trace, chance: random.Random) -> str | None:
    """A number other than 0 is said to be True."""
    found = _choose(r"`\w+` (?:is|=) ([1-9]\d*)(?=[,.;:)])", text, chance)
    return None if found is None else text[: found.start(1)] + "True" + text[found.end(1) :]


def same_value(one: str, other: str) -> bool:
    """Whether two literals say one value."""
    try:
        return literals.same(literals.parse(one), literals.parse(other))
    except LiteralError:
        return False


RELATIONS: Final = {
    "less than": "greater than",
    "greater than": "less than",
    "at most": "greater than",
    "at least": "less than",
    "equal to": "different from",
    "different from": "equal to",
    "the same as": "different from",
}
CORRUPTIONS: Final[dict[str, Corruption]] = {
    "an integer": _wrap(mutation.change_integer),
    "digits anywhere": _wrap(mutation.change_digits),
    "a string": _wrap(mutation.change_string),
    "True, False, None": _wrap(mutation.change_word),
    "two literals swapped": _wrap(mutation.swap_literals),
    "a name": _wrap(mutation.swap_names),
    "made-up formula": made_up_formula,
    "made-up calculation": made_up_numbers,
    "plain false sentence": plain_sentence,
    "the next line": _before(r"`\w+` (?:is|becomes|=)", ("on the next line ", "on the line before, ", "later ")),
    "type word": _after(r"sets `\w+` to -?\d+(?=[.;])", (", a string", ", a list", ", an empty list", ", a float")),
    "the caller": _before(
        r"(?<=[.] )(?:sets|calls|returns)|the program|the statement", ("the caller's ", "the other ")
    ),
    "the caller's name": _before(r"`\w+` (?:is|=)", ("the caller's ", "the global ", "every ")),
    "number of": _before(r"`\w+` (?:is|=) \d", ("the number of items in the list is ", "the sum of ", "half of ")),
    "minus": _before(r"`\w+` = \d", ("-", "not ")),
    "a deleted iteration": deleted_iteration,
    "a relation": _flip("|".join(RELATIONS), RELATIONS),
    "a negation": _after(r"(?<=`) (?:is|does)(?= (?:less|greater|in|empty|equal|at))", (" not",)),
    "a branch": _flip(
        r"the (?:if|else) branch", {"the if branch": "the else branch", "the else branch": "the if branch"}
    ),
    "taken or skipped": _flip(
        r"the body is (?:skipped|not entered)|the body runs",
        {
            "the body is skipped": "the body runs",
            "the body is not entered": "the body runs",
            "the body runs": "the body is skipped",
        },
    ),
    "the next of lines": _number(r"line (\d+) is next"),
    "skipped lines": _number(r"line (\d+) is skipped"),
    "an iteration's number": _number(r"teration (\d+) of the loop"),
    "a loop's count": _number(r"after (\d+) iterations?"),
    "a line's number": _number(r"[Ll]ine (\d+) (?:sets|stores|assigns|gives|puts|checks|tests|appends)"),
    "a loop's line": _number(r"the loop on line (\d+)"),
    "a function's name": other_name,
    "a returned value": _number(r"returns (\d+)"),
    "an argument": _number(r"(?:calls|call|trace) `\w+\((\d+)"),
    "a depth": _number(r"depth (\d+)"),
    "an exception": _flip(
        r"(?:ValueError|KeyError|IndexError|ZeroDivisionError|TypeError)(?=[`(])",
        {
            "ValueError": "KeyError",
            "KeyError": "ValueError",
            "IndexError": "KeyError",
            "ZeroDivisionError": "ValueError",
            "TypeError": "ValueError",
        },
    ),
    "printed text": _after(r"(?:prints|outputs|shows) '[^'\\\n]+(?=')", ("x", " ", "0")),
    "operator in code": other_operator,
    "comment in code": comment_in_quote,
    "words after a fence": fence_info,
    "a second answer": second_answer,
    "swapped sentences": swapped_sentences,
    "a sentence twice": duplicated,
    "a sentence of another run": another_sentence,
    "lookalike letters": lookalike,
    "hidden claims": hidden,
    "still and again": _after(r"sets `\w+` to \d+(?=[.;])", (" once more", " as before", " for the last time")),
    "always": is_always,
    "folds alike": _fold(" work alike"),
    "folds likewise": _fold(" run likewise"),
    "another cause": another_cause,
    "nothing changes": nothing_changes,
    "True for a number": bool_for_number,
    "in the end": _before(r"(?<=[.] )(?=Line \d+ sets)", ("In the end, ", "Only ", "At no time ")),
    "hedged": _after(r"`\w+` is \d+(?=[,.;])", (" or so", " at most", " too many", " again")),
}
