"""if/else inversion: the condition is negated and the branches change places."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.conditions import negated


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Invert one if that has an else (elif chains are left alone: they would nest)."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If)
        and node.orelse
        and not (len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If))
    ]
    chosen = trees.pick(random, found)
    if chosen is None:
        return False
    chosen.test, chosen.body, chosen.orelse = negated(chosen.test), chosen.orelse, chosen.body
    return True
