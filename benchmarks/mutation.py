"""How many false texts the checker lets through: true narrations with one thing in them changed.

    python benchmarks/mutation.py --programs programs.jsonl --copies 10000

Reads programs of the package's JSONL contract, narrates each run, keeps what is accepted, and then changes one thing
per copy. A changed copy that is still accepted is printed. A change may leave a text true by chance (`xs[0]` = 0
where `xs[1]` = 0 as well): such copies are looked at by eye, they are not subtracted.

Not covered: several changes at once, and texts that no narrator of ours writes.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tracepile_hf.execution.tracer import trace_in_process
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

Mutation = Callable[[str, random.Random], str | None]

_INTEGER = re.compile(r"(?<![\w.'\"])-?\d+(?![\w.])")
_ANY_DIGITS = re.compile(r"\d+")
_STRING = re.compile(r"'((?:[^'\\\n]|\\.)*)'")
_WORDS = re.compile(r"\b(True|False|None)\b")
_FLIP = {"True": ("False", "None"), "False": ("True", "None"), "None": ("True", "0")}
_LITERAL = re.compile(r"(?<![\w.])(-?\d+|'(?:[^'\\\n]|\\.)*'|\[[^\[\]\n]*\])(?!\w)")
_TICKED_NAME = re.compile(r"`([^\W\d]\w*)`")


def _replace(text: str, found: re.Match[str], new: str) -> str | None:
    return None if new == found.group() else text[: found.start()] + new + text[found.end() :]


def change_integer(text: str, chance: random.Random) -> str | None:
    """Some whole number becomes another one."""
    places = list(_INTEGER.finditer(text))
    if not places:
        return None
    found = chance.choice(places)
    value = int(found.group())
    new = chance.choice([value + 1, value - 1, -value, value * 10 + 1, chance.randrange(10), value + 2])
    return _replace(text, found, str(new))


def change_digits(text: str, chance: random.Random) -> str | None:
    """Digits anywhere, inside strings, names and floats too."""
    places = list(_ANY_DIGITS.finditer(text))
    if not places:
        return None
    found = chance.choice(places)
    return _replace(text, found, str(chance.choice([int(found.group()) + 1, chance.randrange(100)])))


def change_string(text: str, chance: random.Random) -> str | None:
    """Some string literal gains, loses or changes a character."""
    places = list(_STRING.finditer(text))
    if not places:
        return None
    found = chance.choice(places)
    inner = found[1]
    new = chance.choice([inner + "q", inner[:-1], "z" + inner[1:], inner.swapcase(), " " + inner])
    return _replace(text, found, f"'{new}'")


def change_word(text: str, chance: random.Random) -> str | None:
    """True, False and None trade places."""
    places = list(_WORDS.finditer(text))
    if not places:
        return None
    found = chance.choice(places)
    return _replace(text, found, chance.choice(_FLIP[found.group()]))


def swap_literals(text: str, chance: random.Random) -> str | None:
    """Two literals of the text trade places."""
    places = list(_LITERAL.finditer(text))
    if len(places) < 2:
        return None
    one, other = sorted(chance.sample(places, 2), key=lambda found: found.start())
    if one.group() == other.group():
        return None
    return text[: one.start()] + other.group() + text[one.end() : other.start()] + one.group() + text[other.end() :]


def swap_names(text: str, chance: random.Random) -> str | None:
    """A name in backticks becomes another one of the text."""
    places = list(_TICKED_NAME.finditer(text))
    names = sorted({found[1] for found in places})
    if len(names) < 2:
        return None
    found = chance.choice(places)
    return _replace(text, found, f"`{chance.choice([name for name in names if name != found[1]])}`")


MUTATIONS: dict[str, Mutation] = {
    "integer": change_integer,
    "digits": change_digits,
    "string": change_string,
    "word": change_word,
    "swap": swap_literals,
    "name": swap_names,
}


def read_programs(path: Path) -> Iterator[Case]:
    """The first case of each program of a JSONL file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        program = Program(row["id"], "user", row.get("family", ""), row["code"], row.get("entry_point"))
        yield Case(
            row["id"],
            program,
            tuple(row.get("arguments", ())),
            tuple(row.get("keyword_arguments", {}).items()),
            row.get("stdin", ""),
        )


def narrated(cases: Iterator[Case], detail: str) -> Iterator[tuple[Trace, str]]:
    """Traces with their accepted narrations."""
    for case in cases:
        trace = trace_in_process(case.program, case)
        if trace.outcome in ("finished", "raised"):
            text = narrate(trace, detail=detail)
            if verify(text, trace).accepted:
                yield trace, text


def main() -> None:
    """Prints the kill rate by kind of mutation, and every survivor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, required=True, help="JSONL of programs")
    parser.add_argument("--copies", type=int, default=10_000)
    parser.add_argument("--detail", default="full", choices=("full", "condensed", "outline"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=20, help="survivors to print")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    texts = list(narrated(read_programs(options.programs), options.detail))
    made: collections.Counter[str] = collections.Counter()
    alive: collections.Counter[str] = collections.Counter()
    while sum(made.values()) < options.copies:
        trace, text = chance.choice(texts)
        name = chance.choice(sorted(MUTATIONS))
        copy = MUTATIONS[name](text, chance)
        if copy is None:
            continue
        made[name] += 1
        if verify(copy, trace).accepted:
            alive[name] += 1
            if sum(alive.values()) <= options.show:
                _show(trace, text, copy)
    for name in sorted(made):
        print(f"{name:10} {made[name]:7} copies, {alive[name]:4} accepted")
    print(f"{'all':10} {sum(made.values()):7} copies, {sum(alive.values()):4} accepted, of {len(texts)} texts")


def _show(trace: Trace, text: str, copy: str) -> None:
    start = next((place for place, (a, b) in enumerate(zip(text, copy, strict=False)) if a != b), 0)
    print(f"--- {trace.case.id}\n  true:    {text[max(0, start - 60) : start + 60]!r}")
    print(f"  changed: {copy[max(0, start - 60) : start + 60]!r}")


if __name__ == "__main__":
    main()
