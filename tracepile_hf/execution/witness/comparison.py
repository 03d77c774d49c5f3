"""Whether what a witness saw is what the steps say.

Every statement that a step begins must have been seen, in order, in the same frame, with the same digest of its names;
and no statement may have been seen that no step tells. Lines on which Python's tracing does not stop exactly once for
each statement (headers of several lines, `while True`, decorated definitions) may be seen more or less often.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from tracepile_hf.execution.witness.digests import digest, is_looked_at
from tracepile_hf.places import Bindings
from tracepile_hf.records import Step

_PLAIN: Final = (ast.Assign, ast.AugAssign, ast.Expr)
_ODD: Final = (
    ast.Yield, ast.YieldFrom, ast.Await, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
    ast.NamedExpr,
)  # fmt: skip


def first_difference(code: str, steps: Sequence[Step], seen: Sequence[int]) -> int | None:
    """The index of the first step that a witness of the whole run saw otherwise; None if it saw just that.

    seen: frame, line and digest of each line that was about to run, one after the other.
    """
    tree = ast.parse(code)
    silent, surely = _silent(tree), _surely(tree)
    without = {node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)}
    state, done, position, count = Bindings(), 0, 0, len(seen)
    for step in _beginnings(steps):
        if step.line in silent:
            continue
        while position < count and not (seen[position] == step.frame and seen[position + 1] == step.line):
            if seen[position + 1] in surely:
                return step.index
            position += 3
        if position >= count:
            return step.index
        state.apply(*steps[done : step.index])
        done = step.index
        held = [(name, one.text) for name, one in state.names(step.frame).items() if name not in without]
        if digest((name, text) for name, text in held if text and is_looked_at(name, text)) != seen[position + 2]:
            return step.index
        position += 3
    left = any(seen[place + 1] in surely for place in range(position, count, 3))
    return max(len(steps) - 1, 0) if left else None


def _beginnings(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps with which statements begin."""
    told: set[tuple[int, int, int]] = set()
    for step in steps:
        key = (step.frame, step.line, step.visit)
        if step.event == "line" and key not in told:
            told.add(key)
            yield step


def _silent(tree: ast.Module) -> set[int]:
    """Lines where tracing does not stop, or not each time."""
    found = set()
    for node in ast.walk(tree):
        if (isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list) or (
            isinstance(node, (ast.While, ast.If, ast.Assert)) and isinstance(node.test, ast.Constant)
        ):
            found.add(node.lineno)
        elif isinstance(node, (ast.Pass, ast.Break, ast.Continue, ast.With, ast.Match)):
            found.add(node.lineno)  # folded into what comes next, by some versions
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(node.lineno)
    return found


def _surely(tree: ast.Module) -> set[int]:
    """Lines that are one plain statement and nothing else: tracing stops there whenever it runs, and only then."""
    begun: Counter[int] = Counter()
    plain: set[int] = set()
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            begun[node.lineno] += 1
            whole = isinstance(node, _PLAIN) and node.end_lineno == node.lineno and not _is_constant(node)
            if whole and not any(isinstance(part, _ODD) for part in ast.walk(node)):
                plain.add(node.lineno)
            elif node.end_lineno is not None and not hasattr(node, "body"):
                inside.update(range(node.lineno, node.end_lineno + 1))
        if isinstance(node, ast.ClassDef):
            inside.update(part.lineno for part in node.body)
    return {line for line in plain - inside if begun[line] == 1}


def _is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
