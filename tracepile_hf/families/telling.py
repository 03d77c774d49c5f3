"""Families whose problems are told in words: the program stays hidden, its run is told as a solution.

`told_family` is for programs of its own, with the sayings in comments beside the lines (glossaries.py); `retold` gives
a family that shows its program (families/mathematics) a glossary, so that it can be told as well. Either way every case
is a program of its own, with its statement and its glossary filled in from what `generate` gives.

Statements vary beyond their wordings: `swaps` exchange words for others of the same kind (litres for gallons) in
statement and sayings alike, and a sentence that is beside the point stands among the others now and then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from string import Template
from types import ModuleType
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.families.family import Family, _as_code, _case_id, _digest, _ended, _pattern_of, _program, _values_in
from tracepile_hf.families.words._beside import beside_the_point
from tracepile_hf.glossaries import Told, beside, demand_wording, of_lines
from tracepile_hf.records import Case, Glossary, Saying

Values = Mapping[str, object]
Swap = Mapping[str, str]
DISTRACTED: Final = 0.35  # of the statements have a sentence that is beside the point
_REGISTERS: Final = {"math-words": "math", "graph-words": "graph", "logic-words": "logic"}
_KINDS: Final = {"math": "word_problem", "graph": "graph_problem", "logic": "puzzle"}
_DECISIONS: Final = {"math": "puzzle_decision", "graph": "graph_decision", "logic": "puzzle_decision"}


def told_family(
    *,
    name: str,
    title: str,
    statements: Sequence[str],
    code: str,
    generate: Callable[[Random, int], Values],
    oracle: Callable[..., object],
    default_size: int,
    max_size: int,
    domain: str,
    entry_point: str | None = None,
    sayings: Mapping[str, Told] | None = None,
    units: Mapping[str, str] | None = None,
    opening: Sequence[str] = (),
    answer: str = "",
    swaps: Sequence[Swap] = (),
    distracted: float = 0.0,
    modules: tuple[str, ...] = (),
    yes_no: bool = False,
) -> Family:
    """A family told in words. As `template_family`, with the glossary beside it.

    `sayings` by the text of a line, as it stands in `code` before its $names are filled in; without them the sayings
    stand in `code`. `units`: name -> unit (literals/spoken.py). `opening`: sentences of which one begins the solution.
    """
    plain = code.strip("\n") + "\n"
    plain, said = (plain, of_lines(plain, sayings, name)) if sayings else beside(plain, name)
    for line in opening:
        demand_wording(line, name)
    register = _REGISTERS[domain]
    kind = _DECISIONS[register] if yes_no else _KINDS[register]
    pattern = _pattern_of(plain)
    fixed = Glossary(said, tuple((units or {}).items()), tuple(opening), answer, register, kind)

    def check(case: Case) -> str:
        found = oracle(**_values_in(case, pattern))
        return _ended(str(found)) if entry_point is None else repr(found)

    def make(random: Random, size: int) -> Case:
        if not 1 <= size <= max_size:
            raise InputError(f"a size from 1 to {max_size}", str(size), f"family {name}")
        values = generate(random, size)
        filled = Template(plain).substitute({key: _as_code(value) for key, value in values.items()})
        swap = random.choice(({}, *swaps)) if swaps else {}
        statement = _swapped(Template(random.choice(list(statements))).substitute(values), swap)
        if random.random() < distracted:
            statement = beside_the_point(statement, random)
        program = _program(domain, name, f"{name}/{_digest(statement + filled)}", statement, filled, entry_point)
        glossary = _filled(replace(fixed, size=size), values, swap)
        bare = Case(_case_id(program, ""), replace(program, glossary=glossary))
        return replace(bare, expected=check(bare))

    return Family(name, domain, title, make, check, default_size, max_size, modules, yes_no)


def retold(
    module: ModuleType,
    sayings: Mapping[str, Told],
    *,
    units: Mapping[str, str] | None = None,
    statements: Sequence[str] = (),
    opening: Sequence[str] = (),
    answer: str = "",
    swaps: Sequence[Swap] = (),
    default_size: int = 0,
    max_size: int = 0,
    distracted: float = DISTRACTED,
    generate: Callable[[Random, int], Values] | None = None,
) -> Family:
    """The family of a module of families/mathematics, told in words. Its statements, if none are given."""
    shown: Family = module.FAMILY
    entry = shown.make(Random(0), 1).program.entry_point
    return told_family(
        name=shown.name,
        title=shown.title,
        statements=statements or module.STATEMENTS,
        code=module.CODE,
        generate=generate or module.generate,
        oracle=module.oracle,
        default_size=default_size or shown.default_size,
        max_size=max_size or shown.max_size,
        domain="math-words",
        entry_point=entry,
        sayings=sayings,
        units=units,
        opening=opening,
        answer=answer,
        swaps=swaps,
        distracted=distracted,
        modules=shown.modules,
        yes_no=shown.yes_no,
    )


def _filled(glossary: Glossary, values: Values, swap: Swap) -> Glossary:
    """The glossary with what `generate` gave in place of $names, and words exchanged as in the statement."""
    texts = {key: value if isinstance(value, str) else repr(value) for key, value in values.items()}

    def text(wording: str) -> str:
        return _swapped(Template(wording).substitute(texts), swap, outside=True)

    return replace(
        glossary,
        sayings=tuple(
            Saying(one.line, tuple(map(text, one.wordings)), Template(one.when).substitute(texts))
            for one in glossary.sayings
        ),
        units=tuple(
            (name, "~".join(_swapped(part, swap) for part in unit.split("~"))) for name, unit in glossary.units
        ),
        opening=tuple(map(text, glossary.opening)),
        answer=_swapped(glossary.answer, swap, outside=True),
    )


def _swapped(text: str, swap: Swap, outside: bool = False) -> str:
    """A text with words exchanged, whole words only; `outside` of slots."""
    if not swap:
        return text
    words = re.compile(r"(?<![\w{])(?:" + "|".join(map(re.escape, sorted(swap, key=len, reverse=True))) + r")(?!\w)")
    if not outside:
        return words.sub(lambda found: swap[found[0]], text)
    parts = re.split(r"(\{[^{}]*\})", text)
    for place, part in enumerate(parts):
        if not part.startswith("{"):
            parts[place] = words.sub(lambda found: swap[found[0]], part)
        elif "|" in part:
            expression, _, form = part[1:-1].partition("|")
            parts[place] = "{" + expression + "|" + words.sub(lambda found: swap[found[0]], form) + "}"
    return "".join(parts)
