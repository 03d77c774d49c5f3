"""A family of bundled programs: how to draw a case of it, and an independent way to know the answer.

A family file is one module with STATEMENT, CODE, `generate`, `oracle` and FAMILY, the last made by one of

- `function_family`: CODE defines a function; `generate` gives its arguments, `oracle` the value it must return.
- `script_family`: CODE reads stdin and prints; `generate` gives the stdin text, `oracle` the stdout text.
- `template_family`: CODE has $names that are filled in, so every case is a program of its own with a statement of its
  own; `generate` gives the values, `oracle` the answer.

The oracle must not be the program again: brute force, another algorithm or a formula. Everything random comes from the
`Random` handed in, and ids are digests of the content, so the same draw gives the same case everywhere.

This module does not run programs. Arguments and values are plain literals (numbers, text, None, tuples, lists, dicts).
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from string import Template
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.families.inverse import Inverse, Invert
from tracepile_hf.records import Case, Invariant, Program

LICENSE: Final = "Apache-2.0"
SOURCE: Final = "tracepile"


@dataclass(frozen=True, slots=True)
class Family:
    """Programs that solve one problem, with a generator of cases and an oracle.

    `make(random, size)` draws a case with `expected` filled in; `check(case)` works out the expected text of any case
    of this family from its input alone. Sizes run from 1 to `max_size`; `default_size` gives a run of about 30 to 200
    executed lines.
    """

    name: str  # the module's name, with underscores
    domain: str
    title: str
    make: Callable[[Random, int], Case]
    check: Callable[[Case], str]
    default_size: int
    max_size: int
    modules: tuple[str, ...] = ()  # third-party modules its programs import, such as "sympy"
    yes_no: bool = False  # the answer is True/False or YES/NO, so that half of the cases may share it
    idea: str = ""  # why it works, in one or two sentences
    invariants: tuple[Invariant, ...] = ()  # what always holds, and where
    invert: Inverse | Invert | None = None  # from an output to arguments


def function_family(
    *,
    name: str,
    title: str,
    statement: str,
    code: str,
    entry_point: str,
    generate: Callable[[Random, int], tuple[object, ...]],
    oracle: Callable[..., object],
    default_size: int,
    max_size: int,
    domain: str = "algorithm",
    modules: tuple[str, ...] = (),
    yes_no: bool = False,
    idea: str = "",
    invariants: tuple[Invariant, ...] = (),
    invert: Inverse | Invert | None = None,
) -> Family:
    """A family whose code defines `entry_point`; `generate` gives its positional arguments."""
    program = _program(domain, name, name, statement, code, entry_point, idea, invariants)

    def check(case: Case) -> str:
        return repr(oracle(*(ast.literal_eval(argument) for argument in case.arguments)))

    def make(random: Random, size: int) -> Case:
        _demand_size(name, size, max_size)
        arguments = tuple(repr(argument) for argument in generate(random, size))
        bare = Case(_case_id(program, "\n".join(arguments)), program, arguments)
        return Case(bare.id, program, arguments, expected=check(bare))

    return Family(name, domain, title, make, check, default_size, max_size, modules, yes_no, idea, invariants, invert)


def script_family(
    *,
    name: str,
    title: str,
    statement: str,
    code: str,
    generate: Callable[[Random, int], str],
    oracle: Callable[[str], str],
    default_size: int,
    max_size: int,
    domain: str = "competition",
    modules: tuple[str, ...] = (),
    yes_no: bool = False,
    idea: str = "",
    invariants: tuple[Invariant, ...] = (),
) -> Family:
    """A family whose code reads stdin. Stdin and the oracle's text get their final newline here if they lack it."""
    program = _program(domain, name, name, statement, code, None, idea, invariants)

    def check(case: Case) -> str:
        return _ended(oracle(case.stdin))

    def make(random: Random, size: int) -> Case:
        _demand_size(name, size, max_size)
        stdin = _ended(generate(random, size))
        bare = Case(_case_id(program, stdin), program, stdin=stdin)
        return Case(bare.id, program, stdin=stdin, expected=check(bare))

    return Family(name, domain, title, make, check, default_size, max_size, modules, yes_no, idea, invariants)


def template_family(
    *,
    name: str,
    title: str,
    statements: tuple[str, ...],
    code: str,
    generate: Callable[[Random, int], Mapping[str, object]],
    oracle: Callable[..., object],
    default_size: int,
    max_size: int,
    domain: str = "math",
    entry_point: str | None = None,
    modules: tuple[str, ...] = (),
    yes_no: bool = False,
    idea: str = "",
    invariants: tuple[Invariant, ...] = (),
) -> Family:
    """A family whose code and statement have $names, filled from what `generate` gives.

    One of `statements` (wordings of the same problem) is chosen per case. In the code text is inserted as it is (a
    variable's name, say) and any other value as its literal. The oracle gets, by keyword, exactly the values that stand
    in the code and gives the answer: the value that `entry_point()` returns, or for a script what it prints, as a value
    whose `str` is the printed text.
    """
    pattern = _pattern_of(code)

    def check(case: Case) -> str:
        answer = oracle(**_values_in(case, pattern))
        return _ended(str(answer)) if entry_point is None else repr(answer)

    def make(random: Random, size: int) -> Case:
        _demand_size(name, size, max_size)
        values = generate(random, size)
        filled = Template(code).substitute({key: _as_code(value) for key, value in values.items()})
        statement = Template(random.choice(statements)).substitute(values)
        identity = f"{name}/{_digest(statement + filled)}"
        told = tuple(one._replace(line=_filled(one.line, values)) for one in invariants)
        program = _program(domain, name, identity, statement, filled, entry_point, idea, told)
        bare = Case(_case_id(program, ""), program)
        return Case(bare.id, program, expected=check(bare))

    return Family(name, domain, title, make, check, default_size, max_size, modules, yes_no, idea, invariants)


def _filled(line: str, values: Mapping[str, object]) -> str:
    return Template(line).substitute({key: _as_code(value) for key, value in values.items()})


def _program(
    domain: str,
    family: str,
    name: str,
    statement: str,
    code: str,
    entry_point: str | None,
    idea: str = "",
    invariants: tuple[Invariant, ...] = (),
) -> Program:
    return Program(
        id=f"{domain}/{name}",
        domain=domain,
        family=family,
        code=code.strip("\n") + "\n",
        entry_point=entry_point,
        source=SOURCE,
        statement=_reflowed(statement),
        license=LICENSE,
        idea=" ".join(idea.split()),
        invariants=invariants,
    )


def _reflowed(statement: str) -> str:
    """Paragraphs on one line each; a paragraph with an indented line (an example, a list) stays as it is."""
    paragraphs = inspect.cleandoc(statement).strip().split("\n\n")
    return "\n\n".join(part if "\n " in part else " ".join(part.split()) for part in paragraphs)


def _demand_size(name: str, size: int, max_size: int) -> None:
    if not 1 <= size <= max_size:
        raise InputError(f"a size from 1 to {max_size}", str(size), f"family {name}")


def _case_id(program: Program, text: str) -> str:
    return f"{program.id}:{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def _as_code(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def _pattern_of(code: str) -> re.Pattern[str]:
    """A regular expression that reads the values back from the code made of this template."""
    parts: list[str] = []
    seen: set[str] = set()
    position = 0
    text = code.strip("\n") + "\n"
    for match in Template.pattern.finditer(text):
        parts.append(re.escape(text[position : match.start()]))
        position = match.end()
        key = match["named"] or match["braced"]
        if key is None:  # "$$" stands for a dollar sign
            parts.append(re.escape("$"))
        else:
            parts.append(f"(?P={key})" if key in seen else f"(?P<{key}>.+?)")
            seen.add(key)
    return re.compile("".join([*parts, re.escape(text[position:])]), re.DOTALL)


def _values_in(case: Case, pattern: re.Pattern[str]) -> dict[str, object]:
    match = pattern.fullmatch(case.program.code)
    if match is None:
        raise InputError("code made of this family's template", repr(case.program.code[:60]), f"case {case.id}")
    return {key: _value_of(text) for key, text in match.groupdict().items()}


def _value_of(text: str) -> object:
    try:
        value: object = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text  # a name or another word
    return value
