"""Whether a relation between variables holds every time a line has run."""

from __future__ import annotations

import ast
from itertools import combinations
from random import Random
from typing import TypeGuard

from tracepile_hf import literals
from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History, LineRun, atom

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
_RELATIONS = ("<", "<=", ">", ">=", "==")


def ask(history: History, random: Random) -> Asked | None:
    """A relation of two local numbers of one kind, not plain from the last run alone; both answers equally often."""
    akin = _akin(history.tree)
    options: list[tuple[int, str, bool, int]] = []
    for line, runs in history.runs.items():
        if len(runs) < 3 or len({run.step.frame for run in runs}) != 1 or history.counts_once_more(line):
            continue
        node = history.nodes.get(line)
        test = {name.id for name in ast.walk(node.test) if isinstance(name, ast.Name)} if _decides(node) else set()
        for condition, holds in _relations(history, runs, test, akin):
            settled = -1 if all(holds) else runs[holds.index(False)].step.index
            options.append((line, condition, all(holds), settled))
    wanted = random.random() < 0.5
    chosen = [option for option in options if option[2] is wanted]
    if not chosen:
        return None
    line, condition, truth, last = random.choice(chosen)
    return Asked({"line": str(line), "condition": condition}, str(truth), last)


def _decides(node: ast.stmt | None) -> TypeGuard[ast.If | ast.While]:
    return isinstance(node, (ast.If, ast.While))


def _akin(tree: ast.Module) -> set[frozenset[str]]:
    """Pairs of names of one kind: the program itself compares them, adds them, or gives one the other's value.

    Whatever else two numbers have in common, a count is not to be compared with kilometres.
    """
    groups: list[set[str]] = []
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
            parts = [node.left, node.right]
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Add, ast.Sub)):
            parts = [node.target, node.value]
        elif isinstance(node, ast.Assign):
            parts = [*node.targets, node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
            parts = node.args
        names = {name for part in parts for name in _measured(part)}
        near = [group for group in groups if group & names]
        if len(names) > 1 or near:
            groups = [group for group in groups if not group & names] + [names.union(*near)]
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


def _measured(node: ast.expr) -> set[str]:
    """The names whose kind an expression has: of a sum those of its parts, of `xs[i]` nothing that can be told."""
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return _measured(node.left) | _measured(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant):
        return _measured(node.left)  # half of a length is a length
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max", "abs"):
        return {name for argument in node.args for name in _measured(argument)}
    return set()


def _relations(
    history: History, runs: list[LineRun], test: set[str], akin: set[frozenset[str]]
) -> list[tuple[str, list[bool]]]:
    """Conditions with their truth after each run; a false one must hold at least once, so that it is worth asking.

    Only names of one kind (`akin`) are compared; two of the line's own `test` are left out: how they compare stands in
    the code.
    """
    frame = runs[0].step.frame
    columns: dict[str, list[int]] = {}
    for name in [name for name in history.locals_of(frame) if name != "_"][:6]:
        numbers = _numbers(history, frame, name, runs)
        if numbers is not None:
            columns[name] = numbers
    found = []
    for one, two in combinations(columns, 2):
        if (
            frozenset((one, two)) not in akin
            or {one, two} <= test
            or (len(set(columns[one])) == 1 and len(set(columns[two])) == 1)
        ):
            continue
        for relation in _RELATIONS:
            holds = [_compare(relation, a, b) for a, b in zip(columns[one], columns[two], strict=True)]
            if any(holds):
                found.append((f"{one} {relation} {two}", holds))
    return found


def _numbers(history: History, frame: int, name: str, runs: list[LineRun]) -> list[int] | None:
    """What a name holds after each run, if that is a whole number every time."""
    found: list[int] = []
    for run in runs:
        value = history.value_at(frame, name, run.step.index)
        number = literals.parse(value) if value is not None and atom(value) else None
        if type(number) is not int:
            return None
        found.append(number)
    return found


def _compare(relation: str, a: int, b: int) -> bool:
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b}[relation]
