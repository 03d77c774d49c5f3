"""Chooses the maker of a plan by the statement that stands on the line."""

from __future__ import annotations

import ast

from tracepile_hf.narration.assignments import assignment
from tracepile_hf.narration.augmenting import augmented
from tracepile_hf.narration.calling import called
from tracepile_hf.narration.control import assertion, branch, jump, loop
from tracepile_hf.narration.phrases import loops as phrases
from tracepile_hf.narration.plan import Plan, Without
from tracepile_hf.narration.shape import Key, Shape
from tracepile_hf.narration.source import Source
from tracepile_hf.narration.statements import anything, definition, removal


def make_plan(source: Source, key: Key, without: Without) -> Plan:
    """The plan for a shape of step."""
    shape = Shape(source, key, without)
    node = shape.node
    if shape.following == "resume":
        return shape.plan(phrases.ASK_GENERATOR, {})
    if isinstance(node, (ast.For, ast.AsyncFor, ast.While)) and shape.decided and not shape.following:
        return loop(shape, node)
    if isinstance(node, ast.If):
        return branch(shape, node)
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return assignment(shape, node)
    if isinstance(node, ast.AugAssign):
        return augmented(shape, node)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return called(shape, node.value)
    if isinstance(node, ast.Delete):
        return removal(shape, node)
    if isinstance(node, ast.Assert):
        return assertion(shape, node)
    if isinstance(node, (ast.Break, ast.Continue)):
        return jump(shape, node)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
        return definition(shape, node)
    return anything(shape)
