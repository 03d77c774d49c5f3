"""Whether something holds every time a line has run: what the program's author says, or a mutant of that which fails.

Only programs whose author gave invariants are asked about: two numbers drawn at random have nothing to do with each
other, and a relation between them teaches nothing.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from random import Random
from typing import Final

from tracepile_hf.predicates import Names, PredicateError, Scene, evaluate, statement_at, stops_of
from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History
from tracepile_hf.records import Invariant

KIND = "invariant"
WORDINGS = (
    "Is `{condition}` true every time line {line} has just run? Answer True or False.",
    "Does `{condition}` hold after each run of line {line}? Answer True or False.",
    "Check the claim that `{condition}` is an invariant after line {line}: True or False?",
    "Each time line {line} has been executed, is it the case that `{condition}`? Answer True or False.",
    "True or False: whenever line {line} has just finished, `{condition}`.",
    "Someone says that after every execution of line {line} we have `{condition}`. Is that True or False in this run?",
    "Over all runs of line {line}, does `{condition}` hold right afterwards without exception? Answer True or False.",
    "Look at every run of line {line}: is `{condition}` the case after each? Answer False if it ever fails, else True.",
)
FEWEST: Final = 2  # runs of the line
MOST: Final = 60
LONGEST: Final = 120  # characters of a condition
_NEAR: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.Lt, ast.Gt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


def ask(history: History, random: Random) -> Asked | None:
    """An invariant of the author's, or one that fails and differs from it in one sign; both answers equally often."""
    program = history.trace.case.program
    if not program.invariants:
        return None
    scene = Scene(history.steps, history.courses)
    options: list[tuple[int, str, bool, int]] = []
    for invariant in program.invariants:
        node = statement_at(program.code, invariant.line)
        if invariant.moment != "after" or node is None or isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For)):
            continue
        if isinstance(node, ast.While) or node.lineno in history.shared_lines:
            continue  # "each run" of a header counts the last one too, with which nothing begins
        places = _places(history, scene, program.code, invariant)
        if FEWEST <= len(places) <= MOST:
            options += _options(invariant, node.lineno, places)
    wanted = random.random() < 0.5
    chosen = [option for option in options if option[2] is wanted]
    if not chosen:
        return None
    line, condition, truth, last = random.choice(chosen)
    return Asked({"line": str(line), "condition": condition}, str(truth), last)


def _places(history: History, scene: Scene, code: str, invariant: Invariant) -> list[tuple[int, Names]]:
    """Every run of the invariant's line, with the names there; none where one of them was left by an exception."""
    stops = stops_of(history.steps, code, invariant)
    node = statement_at(code, invariant.line)
    runs = history.runs.get(node.lineno, []) if node is not None else []
    return [(index, scene.at(index)) for index in stops] if len(runs) == len(stops) else []


def _options(invariant: Invariant, line: int, places: list[tuple[int, Names]]) -> Iterator[tuple[int, str, bool, int]]:
    """(line, condition, whether it always holds, the step of its first failure or -1)."""
    own = ast.unparse(ast.parse(invariant.predicate, mode="eval"))
    for condition in dict.fromkeys([own, *mutants(own)]):
        if len(condition) > LONGEST or "`" in condition:
            continue
        try:
            failed = next((index for index, names in places if not evaluate(condition, names)), -1)
        except PredicateError:
            continue
        yield line, condition, failed < 0, failed


def mutants(predicate: str) -> Iterator[str]:
    """The predicate with one of its signs, or one of its small numbers, changed."""
    tree = ast.parse(predicate, mode="eval")
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Compare):
            for number, sign in enumerate(node.ops):
                for other in _NEAR.get(type(sign), ()):
                    changed = _copy(tree, place)
                    if isinstance(changed[1], ast.Compare):
                        changed[1].ops[number] = other()
                        yield ast.unparse(changed[0])
        elif isinstance(node, ast.Constant) and type(node.value) is int and node.value < 100:
            for step in (1, -1):
                if node.value + step >= 0:
                    changed = _copy(tree, place)
                    if isinstance(changed[1], ast.Constant):
                        changed[1].value = node.value + step
                        yield ast.unparse(changed[0])


def _copy(tree: ast.Expression, place: int) -> tuple[ast.Expression, ast.AST]:
    """A copy of a tree, and the node at a place of it, in the order of `ast.walk`."""
    other = copy.deepcopy(tree)
    return other, list(ast.walk(other))[place]
