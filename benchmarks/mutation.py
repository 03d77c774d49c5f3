"""How many false texts the checker lets through: true narrations with one thing in them changed.

    TRACEPILE_TEST_DATA=... python benchmarks/mutation.py --copies 10000
    python benchmarks/mutation.py --programs programs.jsonl --copies 10000
    python benchmarks/mutation.py --registers --limit 60 --copies 8000

Narrates CruxEval's functions, TACO's scripts (both traced in the jail) and the bundled families, or the programs of
one JSONL file of the contract, or (`--registers`) bundled families in each register; keeps what is accepted, and then
changes one thing per copy. A changed copy that is still accepted is one of

- equal: the changed literal reads back to the same value of the same type,
- chance: the claim that changed names another variable, and a plain replay of the trace's changes, which shares nothing
  with the checker, says that this one holds that value at that step too,
- open: anything else. These are printed, to be judged by hand; none is subtracted.

Not covered: several changes at once, and texts that no narrator of ours writes.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import real_programs

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.families.registry import FOLDERS, families
from tracepile_hf.narration import narrate
from tracepile_hf.places import Bindings
from tracepile_hf.records import REGISTERS, Case, Finding, Program, Trace
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
        yield case_of(json.loads(line))


def case_of(row: real_programs.Entry) -> Case:
    """The case of an entry of the program contract."""
    program = Program(row["id"], "user", row.get("family", ""), row["code"], row.get("entry_point"))
    keywords = tuple(row.get("keyword_arguments", {}).items())
    return Case(row["id"], program, tuple(row.get("arguments", ())), keywords, row.get("stdin", ""))


def bundled() -> Iterator[Case]:
    """One case of every bundled family that needs no third-party module."""
    for domain in FOLDERS:
        for family in families(domain).values():
            if not family.modules:
                yield family.make(random.Random(f"{family.name}/0"), family.default_size)


def shuffled(seed: int) -> Iterator[Case]:
    """The cases of the bundled families, drawn from all domains."""
    cases = list(bundled())
    random.Random(f"{seed}/families").shuffle(cases)
    yield from cases


def mix() -> dict[str, Iterable[Case]]:
    """CruxEval, TACO and the bundled families."""
    data = Path(os.environ["TRACEPILE_TEST_DATA"]) / "programs"
    return {
        "cruxeval": map(case_of, real_programs.cruxeval(data / "cruxeval.jsonl")),
        "taco": map(case_of, real_programs.taco(data / "taco_sample.jsonl")),
        "bundled": bundled(),
    }


def narrated(cases: Iterable[Case], detail: str, longest: int, register: str = "prose") -> Iterator[tuple[Trace, str]]:
    """Traces, made in the jail, with their accepted narrations of at most `longest` characters."""
    with Tracer(policy="default") as tracer:
        for case in cases:
            trace = tracer.run(case.program, [case], limits=Limits(seconds=10.0, steps=2_000))[0]
            if trace.outcome in ("finished", "raised"):
                text = narrate(trace, detail=detail, register=register)
                if len(text) <= longest and verify(text, trace).accepted:
                    yield trace, text


def standing(trace: Trace, text: str, copy: str, findings: tuple[Finding, ...]) -> str:
    """Why an accepted copy was accepted: equal, chance or open, as the module says."""
    start = next((place for place, (a, b) in enumerate(zip(text, copy, strict=False)) if a != b), len(text))
    if is_equal(literal_around(text, start), literal_around(copy, start)):
        return "equal"
    for finding in findings:
        claim = finding.claim
        is_there = claim.kind == "value" and claim.span[0] <= start < claim.span[1] and claim.subject.isidentifier()
        if is_there and held(trace, claim.subject, finding.step) == claim.literal:
            return "chance"
    return "open"


def literal_around(text: str, place: int) -> str:
    """The literal that the character at `place` belongs to; empty if none does."""
    return next((found.group() for found in _LITERAL.finditer(text) if found.start() <= place < found.end()), "")


def is_equal(one: str, other: str) -> bool:
    """Whether two literals say one value."""
    try:
        return bool(one and other) and literals.same(literals.parse(one), literals.parse(other))
    except LiteralError:
        return False


def held(trace: Trace, name: str, position: int) -> str | None:
    """What a local name held after a step; None if the trace does not say."""
    bindings = Bindings()
    for step in trace.steps[: position + 1]:
        bindings.apply(step)
    found = bindings.held(trace.steps[position].frame, name)
    return found.text if found else None


def main() -> None:
    """Prints the kill rate by set and by kind of mutation, and every survivor that is not explained."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, help="JSONL of programs; CruxEval, TACO and the families if not given")
    parser.add_argument("--copies", type=int, default=10_000)
    parser.add_argument("--detail", default="full", choices=("full", "condensed", "outline"))
    parser.add_argument("--longest", type=int, default=20_000, help="characters of a text; longer ones are left out")
    parser.add_argument("--registers", action="store_true", help="bundled families, each register by itself")
    parser.add_argument("--limit", type=int, help="programs of each set")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    sets: dict[str, Iterable[Case]] = {"programs": read_programs(options.programs)} if options.programs else {}
    if options.registers:
        sets = {register: shuffled(options.seed) for register in REGISTERS}
    made: collections.Counter[tuple[str, str]] = collections.Counter()
    alive: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for number, (name, cases) in enumerate((sets := sets or mix()).items()):
        register = name if options.registers else "prose"
        texts = list(narrated(_first(cases, options.limit), options.detail, options.longest, register))
        share = options.copies * (number + 1) // len(sets) - options.copies * number // len(sets)
        print(f"{name}: {len(texts)} texts, {share} copies", flush=True)
        change(name, texts, share, random.Random(f"{options.seed}/{name}"), made, alive)
    report(made, alive)


def _first(cases: Iterable[Case], limit: int | None) -> Iterator[Case]:
    for number, case in enumerate(cases):
        if limit is not None and number >= limit:
            return
        yield case


def change(
    name: str,
    texts: list[tuple[Trace, str]],
    copies: int,
    chance: random.Random,
    made: collections.Counter[tuple[str, str]],
    alive: collections.Counter[tuple[str, str, str]],
) -> None:
    """Makes and judges the copies of one set; counts them by (set, mutation)."""
    done = 0
    while done < copies:
        trace, text = chance.choice(texts)
        mutation = chance.choice(sorted(MUTATIONS))
        copy = MUTATIONS[mutation](text, chance)
        if copy is None:
            continue
        done += 1
        made[name, mutation] += 1
        verdict = verify(copy, trace)
        if verdict.accepted:
            why = standing(trace, text, copy, verdict.claims)
            alive[name, mutation, why] += 1
            _show(trace, text, copy, f"{name}, {mutation}, {why}")


def report(made: collections.Counter[tuple[str, str]], alive: collections.Counter[tuple[str, str, str]]) -> None:
    """The table: copies and survivors by mutation and set."""
    print("| set | change | copies | refused | accepted: equal | by chance | open |")
    print("|---|---|---|---|---|---|---|")
    for name, mutation in sorted(made):
        kept = [alive[name, mutation, why] for why in ("equal", "chance", "open")]
        count = made[name, mutation]
        print(f"| {name} | {mutation} | {count} | {count - sum(kept)} | {kept[0]} | {kept[1]} | {kept[2]} |")
    kept = [sum(count for key, count in alive.items() if key[2] == why) for why in ("equal", "chance", "open")]
    count = sum(made.values())
    print(f"| all | all | {count} | {count - sum(kept)} | {kept[0]} | {kept[1]} | {kept[2]} |")


def _show(trace: Trace, text: str, copy: str, what: str) -> None:
    start = next((place for place, (a, b) in enumerate(zip(text, copy, strict=False)) if a != b), 0)
    print(f"--- {trace.case.id} ({what})\n  true:    {text[max(0, start - 90) : start + 60]!r}")
    print(f"  changed: {copy[max(0, start - 90) : start + 60]!r}", flush=True)


if __name__ == "__main__":
    main()
