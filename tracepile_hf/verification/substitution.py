"""Chains: `total + x` = 5 + 3 = 8. Every stage is worth the last one, and every number in it is where it says it is."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Any, Final, NoReturn

from tracepile_hf.literals import is_value
from tracepile_hf.verification.expression import evaluate, is_place, parse_expression, written
from tracepile_hf.verification.plans import plan_of
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.view import View

Chain = tuple[str, ...]
_NONE: Final[tuple[str, ...]] = ()
_LETTER: Final = re.compile(r"[^\W\d]")
_VALUES: Final = frozenset({"inf", "nan", "infj", "nanj", "Ellipsis", "NotImplemented"})


def fault_of(chain: Chain, view: View, source: Source, subject_is_place: bool = False) -> tuple[str, str]:
    """What is wrong with a chain, as (sentence, true literal); ("", "") if it is proved.

    `subject_is_place`: the first stage is a place whose new value the others work out, as in `total` = 5 + 3 = 8.
    """
    said = chain[-1]
    earlier: list[ast.expr] = []
    for number, stage in enumerate(chain[:-1]):
        if number == 1 and len(chain) == 3 and _is_filled(chain[0], stage, said, view):
            return "", ""
        tree = parse_expression(stage)
        if tree is None:
            return f"{stage} is no expression", ""
        if has_names(stage):
            fault = _fault_of_expression(stage, tree, said, view, plain=number == 0 and len(chain) == 2)
        else:
            fault = _fault_of_numbers(stage, tree, said, earlier, view, source)
        if fault[0]:
            return fault
        earlier.append(tree)
    return "", ""


def _is_filled(expression: str, numbers: str, said: str, view: View) -> bool:
    """Whether `numbers` is `expression`, an operand of this statement worth `said`, with its operands filled in."""
    told = view.operands.get(expression)
    plan = plan_of(expression)
    if told is None or len(told) != 1 or told[0] != said or plan is None:
        return False
    values = [view.operands.get(part, _NONE) for part in plan.parts]
    if any(len(value) != 1 for value in values):
        return False
    if plan.filled([value[0] for value in values]) != numbers:
        return False
    try:
        return Known(None, evaluate(plan.tree, lambda node: Known(view.operands[written(node)][0]).value)).is_said(said)
    except (Unknown, KeyError):
        return False


def has_names(text: str) -> bool:
    """Whether an expression has any name but those of functions that are called and words like `inf`."""
    return _LETTER.search(text) is not None and _has_names(text)


@lru_cache(maxsize=16384)
def _has_names(text: str) -> bool:
    tree = parse_expression(text)
    if tree is None:
        return False
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return any(
        isinstance(node, ast.Name) and id(node) not in called and node.id not in _VALUES for node in ast.walk(tree)
    )


def _fault_of_expression(stage: str, tree: ast.expr, said: str, view: View, plain: bool) -> tuple[str, str]:
    try:
        if view.says(stage, said):
            return "", ""
        truth = view.known(stage).text
    except Unknown as error:
        truth, unknown = "", str(error)
    else:
        unknown = ""
    if not plain and not isinstance(tree, ast.Name):
        try:
            view.require_program(stage)
            if view.evaluated(tree).is_said(said):
                return "", ""
        except Unknown:
            pass
    if unknown:
        return f"the value of `{stage}` is not known here: {unknown}", ""
    return f"`{stage}` is {truth} here, not {said}", truth


def _with_values(tree: ast.expr, view: View) -> str:
    """An expression with the values of its names in their place; empty if one is not known."""
    try:
        return written(_Filled(view).visit(ast.parse(written(tree), mode="eval").body))
    except (Unknown, SyntaxError):
        return ""


class _Filled(ast.NodeTransformer):
    def __init__(self, view: View) -> None:
        self.view = view

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.parse(self.view.known(node.id).text, mode="eval").body


def _fault_of_numbers(
    stage: str, tree: ast.expr, said: str, earlier: list[ast.expr], view: View, source: Source
) -> tuple[str, str]:
    try:
        worth = Known(None, evaluate(tree, _no_names))
        truth = worth.text
    except Unknown as error:
        worth, truth = None, f"not evaluated ({error})"
    if worth is not None and not worth.is_said(said):
        return f"{stage} is {truth}, not {said}", truth
    if any(fits(expression, tree, view) for expression in reversed(earlier)):
        return "", ""  # worth what `earlier` is worth, even where it is not evaluated here
    if any(Known(literal).is_said(said) for literal in view.alternatives(tree)):
        return "", ""
    line = view.step.line if view.step is not None else 0
    if worth is None:  # a call with its arguments filled in: what it came to is told by its operand
        for expression in source.expressions_at(line):
            told = [literal for literal in view.alternatives(expression) if Known(literal).is_said(said)]
            if told and type(expression) is type(tree) and fits(expression, tree, view):
                return "", ""
        return f"{stage} is {truth}", ""
    if earlier and not is_place(written(earlier[-1])):
        return f"{stage} is not `{written(earlier[-1])}` with its values", _with_values(earlier[-1], view)
    for expression in (*source.expressions_at(line), *source.augmented_at(line)):
        if type(expression) is type(tree) and fits(expression, tree, view):
            return "", ""
    return f"{stage} is not what was evaluated here", ""


def _no_names(node: ast.expr) -> NoReturn:
    raise Unknown(f"{written(node)} is a name")


def fits(expression: ast.expr, numbers: ast.expr, view: View) -> bool:
    """Whether `numbers` is `expression` with some of its parts replaced by the literals they had."""
    if type(expression) is type(numbers) and _same_shape(expression, numbers, view):
        return True
    said = written(numbers)
    if not is_value(said):
        return False
    if any(Known(literal).is_said(said) for literal in view.alternatives(expression)):
        return True
    try:
        return view.evaluated(expression).is_said(said)
    except Unknown:
        return False


def _same_shape(left: Any, right: Any, view: View) -> bool:
    """Field by field: operators, names of functions and attributes equal, expressions fitting."""
    if isinstance(left, ast.Constant):
        return type(left.value) is type(right.value) and left.value == right.value
    if isinstance(left, ast.Name):
        return bool(left.id == right.id) and is_value(left.id)
    for field in left._fields:
        if field in ("ctx", "kind"):
            continue
        if field == "func" and isinstance(getattr(left, field), ast.Name):
            if not (isinstance(right.func, ast.Name) and left.func.id == right.func.id):
                return False
        elif not _same_field(getattr(left, field), getattr(right, field), view):
            return False
    return True


def _same_field(left: Any, right: Any, view: View) -> bool:
    if isinstance(left, list):
        return (
            isinstance(right, list)
            and len(left) == len(right)
            and all(_same_field(one, other, view) for one, other in zip(left, right, strict=True))
        )
    if isinstance(left, ast.expr):
        return isinstance(right, ast.expr) and fits(left, right, view)
    if isinstance(left, ast.AST):
        return type(left) is type(right) and _same_shape(left, right, view)
    return bool(left == right)
