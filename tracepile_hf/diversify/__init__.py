"""Code diversification: structure-preserving rewrites (TracePile, "code diversification"), each one proved by running.

A rewrite is a function `(tree, random, entry_point) -> bool` that changes a syntax tree in place at one spot it
chooses, or says that the shape is not there. `variants` composes them; `gate.prove` decides what stays. Nothing is run
here.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Final

from tracepile_hf.diversify import (
    augmented,
    chained,
    comprehension,
    constants,
    de_morgan,
    early_return,
    for_while,
    formatting,
    generator,
    helper,
    index_loop,
    invert_if,
    loop_order,
    method,
    nested_if,
    recursion,
    rename,
    reorder,
    swap,
    ternary,
    tuple_packing,
)
from tracepile_hf.diversify.gate import MINIMUM_CASES, REASONS, Proof, prove
from tracepile_hf.diversify.reasons import Reasons, new_names
from tracepile_hf.diversify.writing import written_out
from tracepile_hf.records import Program, Run

__all__ = ["MINIMUM_CASES", "REASONS", "REWRITES", "Proof", "Run", "prove", "rewritten", "variants"]

Rewrite = Callable[[ast.Module, Random, "str | None"], bool]

REWRITES: Final[dict[str, Rewrite]] = {
    "augmented": augmented.rewrite,
    "chained": chained.rewrite,
    "comprehension": comprehension.rewrite,
    "constants": constants.rewrite,
    "de_morgan": de_morgan.rewrite,
    "early_return": early_return.rewrite,
    "for_while": for_while.rewrite,
    "formatting": formatting.rewrite,
    "generator": generator.rewrite,
    "helper": helper.rewrite,
    "index_loop": index_loop.rewrite,
    "invert_if": invert_if.rewrite,
    "loop_order": loop_order.rewrite,
    "method": method.rewrite,
    "nested_if": nested_if.rewrite,
    "recursion": recursion.rewrite,
    "rename": rename.rewrite,
    "reorder": reorder.rewrite,
    "swap": swap.rewrite,
    "ternary": ternary.rewrite,
    "tuple_packing": tuple_packing.rewrite,
}


def rewritten(program: Program, names: tuple[str, ...], random: Random) -> Program | None:
    """The program with these rewrites applied in order, or None if one of them finds no shape for itself.

    The id is `<program id>~<names>-<6 hex digits of the code>`. Errors: KeyError for an unknown name, SyntaxError if
    the program itself does not parse.
    """
    tree = ast.parse(program.code)
    reasons = Reasons(program.idea, program.invariants)
    for name in names:
        before = ast.parse(ast.unparse(tree))
        if not REWRITES[name](tree, random, program.entry_point):
            return None
        tree = ast.parse(ast.unparse(ast.fix_missing_locations(tree)))
        if name == "rename":
            reasons = reasons.renamed(new_names(before, tree))
    code = written_out(tree)
    reasons = reasons.fitting(code)
    tag = hashlib.sha256(code.encode()).hexdigest()[:6]
    return replace(
        program,
        id=f"{program.id}~{'+'.join(names)}-{tag}",
        code=code,
        variant_of=program.variant_of or program.id,
        rewrites=(*program.rewrites, *names),
        idea=reasons.idea,
        invariants=reasons.invariants,
    )


def variants(program: Program, random: Random, most: int = 3) -> Iterator[Program]:
    """Candidate variants without end, of one to `most` rewrites each, unproved: the caller draws what it can gate.

    Ends early only when no rewrite at all fits the program.
    """
    idle = 0
    while idle < 3 * len(REWRITES):
        candidate = rewritten(program, tuple(random.sample(sorted(REWRITES), random.randint(1, most))), random)
        idle = 0 if candidate is not None else idle + 1
        if candidate is not None:
            yield candidate
