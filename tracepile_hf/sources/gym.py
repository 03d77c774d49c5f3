"""reasoning-gym's functions with their seeded input generators, as an optional fourth source (config `extra`).

reasoning-gym (Apache-2.0) carries three thousand functions from CodeI/O, each with a `generate_inputs(rng)`. Both
halves are other people's code: nothing here runs them. The function becomes a `Program`; its generator becomes a
program too, and `draw` has the injected `run` (the jail) call it with a seed and takes its result as the function's
input.
"""

from __future__ import annotations

import ast
import gzip
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import InputError
from tracepile_hf.records import Case, Program, Run

SOURCE: Final = "reasoning-gym codeio"
LICENSE: Final = "Apache-2.0"
ENTRY_POINT: Final = "main_solution"
LONGEST: Final = 3000  # characters of code: longer functions lean on large classes and tell little in a budget
DROPPED: Final = ("does_not_parse", "no_entry_point", "too_long", "module", "random", "language")
# Some three in a hundred tasks are told in another language than the rest: its letters, and no word of these.
_ENGLISH: Final = re.compile(r"\b(?:the|of|what|how|is|given)\b", re.IGNORECASE)
# The standard modules whose use by a program can be recorded exactly and repeated.
MODULES: Final = frozenset(
    {"array", "bisect", "collections", "copy", "dataclasses", "decimal", "enum", "fractions", "functools", "heapq"}
    | {"itertools", "math", "operator", "re", "string", "typing", "abc"}
)


@dataclass(frozen=True, slots=True)
class Generated:
    """A function and the program that draws its inputs: `draw(seed)` returns its keyword arguments as a dict."""

    program: Program
    generator: Program


def read(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Generated], Counter[str]]:
    """The rows that can become programs, in order, and how many were dropped for each reason of DROPPED."""
    kept: list[Generated] = []
    dropped: Counter[str] = Counter()
    for number, row in enumerate(rows):
        reason = _why_not(row)
        if reason:
            dropped[reason] += 1
        else:
            kept.append(_generated(number, row))
    return kept, dropped


@cache
def bundled() -> tuple[tuple[Generated, ...], Mapping[str, int]]:
    """reasoning-gym's own rows. Errors: InputError if it is not installed."""
    try:
        from reasoning_gym.data import get_data_file_path
    except ImportError as error:
        raise InputError("reasoning-gym (pip install 'tracepile-hf[extra]')", str(error), "config extra") from None
    with gzip.open(get_data_file_path("codeio.jsonl.gz"), "rt", encoding="utf-8") as lines:
        kept, dropped = read([json.loads(line) for line in lines])
    return tuple(kept), dropped


def draw(generated: Generated, seed: int, run: Run) -> Case | None:
    """A case of the function with the inputs that its generator draws from a seed, or None if it gives none."""
    asked = Case(f"{generated.generator.id}/{seed}", generated.generator, (str(seed),))
    drawn = run(generated.generator, [asked])[0]
    if drawn.outcome != "finished" or drawn.result is None or not literals.is_value(drawn.result):
        return None
    inputs = literals.parse(drawn.result)
    if not isinstance(inputs, dict) or not all(isinstance(name, str) and name.isidentifier() for name in inputs):
        return None
    keywords = tuple((name, literals.render(value)) for name, value in inputs.items())
    if not all(literals.is_value(literal) for _, literal in keywords):
        return None
    return Case(f"{generated.program.id}/{seed}", generated.program, keyword_arguments=keywords)


def _why_not(row: Mapping[str, Any]) -> str:
    """A reason of DROPPED, or nothing."""
    code = row["code_sample"]
    try:
        tree = ast.parse(code)
        ast.parse(row["input_generator"])
    except (SyntaxError, ValueError):
        return "does_not_parse"
    if not any(isinstance(node, ast.FunctionDef) and node.name == ENTRY_POINT for node in tree.body):
        return "no_entry_point"
    if len(code) > LONGEST:
        return "too_long"
    used = _modules(tree)
    if used & {"random", "time", "secrets", "uuid"}:
        return "random"
    if not used | _modules(ast.parse(row["input_generator"])) <= MODULES | {"random"}:
        return "module"
    return "" if _is_english(str(row.get("task_description", ""))) else "language"


def _is_english(statement: str) -> bool:
    foreign = sum(letter.isalpha() and not letter.isascii() for letter in statement)
    return not foreign or (foreign < len(statement) / 4 and _ENGLISH.search(statement) is not None)


def _modules(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def _generated(number: int, row: Mapping[str, Any]) -> Generated:
    family = f"codeio_{number:04d}"
    statement = str(row.get("task_description", "")).strip()
    code = f"from random import Random\n{row['input_generator']}\n\n\ndef draw(seed):\n"
    generator = f"{code}    return generate_inputs(Random(seed))\n"
    program = Program(
        f"extra/{family}", "extra", family, row["code_sample"], ENTRY_POINT, SOURCE, "", statement, LICENSE
    )
    return Generated(program, replace(program, id=f"extra/{family}/inputs", code=generator, entry_point="draw"))
