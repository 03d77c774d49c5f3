"""What may be left out of a text: lines that only set what no other line reads and nobody asks for.

The writer's half; the checker proves the claim in its own way (`verification/beside.py`). Lines are taken out of the
told ones until nothing more can go: what is left reads none of what they write.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tracepile_hf.narration.source import Source
from tracepile_hf.narration.spelling import text_of
from tracepile_hf.records import Question, Step

_PURE: Final = frozenset(("len", "min", "max", "abs", "sum", "range", "int", "str", "ord", "chr", "round", "divmod"))
_TOLD_TO_RUN: Final = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.If, ast.For, ast.While, ast.Raise)
_WORD: Final = re.compile(r"[^\W\d]\w*|\d+")
_ADDING: Final = frozenset(("append", "add"))
_KINDS: Final = frozenset(
    ("value_after_line", "container_state", "branch", "call_arguments", "call_result", "value_at_return", "output")
) | {"printed_line", "all_values", "invariant", "recursion_depth", "what_if"}
_LOOKING: Final = frozenset(["locals", "globals", "vars", "eval", "exec", "dir", "getattr", "setattr"])


def beside(source: Source, steps: Sequence[Step], question: Question | None) -> list[int]:
    """The lines that can be left out for a question, in order; none where nothing is asked."""
    if question is None or question.kind not in _KINDS or not question.asked:
        return []
    asked = " ".join(value for _, value in question.asked)
    tree = source.tree
    if any(isinstance(node, ast.Name) and node.id in _LOOKING for node in ast.walk(tree)):
        return []
    ran = {step.line for step in steps if step.event == "line"}
    leading = {step.line for step in steps if step.event == "raise"} | {step.line for step in steps[:1]}
    for step, after in pairwise(steps):  # an operator may be a method of the program's own
        if after.event not in ("line", "return") and step.event == "line":
            leading.add(step.line)
    out = {
        line: node
        for line, found in source.statements.items()
        if len(found) == 1 and (node := found[0]) is not None and line not in leading and _only_sets(node)
    }
    wanted = set(_WORD.findall(asked))
    out = {line: node for line, node in out.items() if ("line", str(line)) not in question.asked}
    while True:
        kept = [node for line, found in source.statements.items() for node in found if line not in out]
        kept = [node for node in kept if node.lineno in ran or not isinstance(node, _TOLD_TO_RUN)]
        read = {*wanted, *_PURE} | {name for node in kept for name in _read(node)}
        births = _births(tree)
        stay = {line: node for line, node in out.items() if not _writes(node) & read and _is_free(node, births)}
        if len(stay) == len(out):
            return sorted(out)
        out = stay


def _only_sets(node: ast.stmt) -> bool:
    """Whether a statement does no more than set names, or add to a container, with calls of harmless functions only."""
    if isinstance(node, ast.Expr):
        call = node.value
        return (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in _ADDING
            and isinstance(call.func.value, ast.Name)
            and all(map(_is_pure, call.args))
            and not call.keywords
        )
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Name) for target in node.targets) and _is_pure(node.value)
    return isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and _is_pure(node.value)


def _is_pure(node: ast.expr) -> bool:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and not (isinstance(inner.func, ast.Name) and inner.func.id in _PURE):
            return False
        if isinstance(inner, (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom, ast.Lambda)):
            return False
    return True


def _writes(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.Expr):
        return {_receiver(node)}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _receiver(node: ast.Expr) -> str:
    call = node.value
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return call.func.value.id
    return ""


def _read(node: ast.stmt) -> set[str]:
    """The names that a statement reads, without the statements inside it; of `x += 1` also `x`."""
    found: set[str] = set()
    waiting: list[ast.AST] = [node]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, (ast.Load, ast.Del)):
            found.add(inner.id)
        if isinstance(inner, ast.Attribute):
            found.add(inner.attr)
        if isinstance(inner, ast.keyword) and inner.arg is not None:
            found.add(inner.arg)
        if isinstance(inner, (ast.Global, ast.Nonlocal)):
            found.update(inner.names)
        if isinstance(inner, ast.AugAssign) and isinstance(inner.target, ast.Name):
            found.add(inner.target.id)
        waiting += [child for child in ast.iter_child_nodes(inner) if not isinstance(child, ast.stmt)]
    return found


def _births(tree: ast.Module) -> dict[str, list[ast.expr | None]]:
    """Every value that a name is given by a plain assignment; None for any other way (parameter, loop, `with`)."""
    found: dict[str, list[ast.expr | None]] = {}
    plain: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    shared = len(node.targets) > 1 and not isinstance(node.value, ast.Constant)
                    found.setdefault(target.id, []).append(None if shared else node.value)
                    plain.add(id(target))
        if isinstance(node, ast.AugAssign):
            plain.add(id(node.target))
        if isinstance(node, ast.arg):
            found.setdefault(node.arg, []).append(None)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in plain:
            found.setdefault(node.id, []).append(None)
    return found


def _is_free(node: ast.stmt, births: dict[str, list[ast.expr | None]]) -> bool:
    """Whether what a statement changes in place was made for its name alone: a number, or a new container."""
    if isinstance(node, ast.Assign):
        return True
    return all(
        isinstance(value, ast.Constant) or (isinstance(value, (ast.List, ast.Dict)) and text_of(value) in ("[]", "{}"))
        for name in _writes(node)
        for value in births.get(name, [None])
    )


def left_out_sentence(lines: list[int]) -> str:
    """How it is said that lines are left out."""
    if len(lines) == 1:
        return f"line {lines[0]} is beside the question: nothing on the way to the answer reads what it sets"
    told = ", ".join(map(str, lines[:-1])) + f" and {lines[-1]}"
    return f"lines {told} are beside the question: nothing on the way to the answer reads what they set"
