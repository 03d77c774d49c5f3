"""function <-> method: the entry function's work moves into a small class, and the function calls it."""

from __future__ import annotations

import ast
import copy
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Move one plain top-level function into a class of its own; calls to it go on working."""
    found = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.decorator_list
        and not node.args.vararg
        and not node.args.kwarg
        and not node.args.kwonlyargs
        and not node.args.posonlyargs
        and "self" not in trees.identifiers(node)
    ]
    chosen = trees.pick(random, found)
    if chosen is None:
        return False
    name = trees.fresh(tree, random, "Solver", "Task", "Worker", "Solution")
    step = trees.fresh(tree, random, "run", "solve", "work")
    arguments = copy.deepcopy(chosen.args)
    arguments.args.insert(0, ast.arg("self"))
    method = ast.FunctionDef(step, arguments, chosen.body, [], chosen.returns)
    group = ast.ClassDef(name, [], [], [method], [])
    given: list[ast.expr] = [trees.load(argument.arg) for argument in chosen.args.args]
    call = ast.Call(ast.Attribute(ast.Call(trees.load(name), [], []), step, ast.Load()), given, [])
    chosen.body = [ast.Return(call)]
    tree.body.insert(tree.body.index(chosen), group)
    return True
