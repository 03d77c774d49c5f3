"""Rename identifiers: a variable, parameter or helper function gets another readable name everywhere.

A name is renamed through the whole module at once, which cannot change meaning as long as the name is not also an
attribute, a keyword of a call, an import, a class member or the entry point.
"""

from __future__ import annotations

import ast
import builtins
from random import Random
from typing import Final

from tracepile_hf.diversify import tree as trees

_BY_NAME: Final[dict[str, tuple[str, ...]]] = {
    "i": ("index", "idx", "pos"),
    "j": ("other", "inner", "second"),
    "k": ("step", "offset", "rank"),
    "n": ("size", "amount", "how_many"),
    "m": ("width", "limit", "second_size"),
    "x": ("item", "current", "entry"),
    "y": ("partner", "follower", "target"),
    "a": ("numbers", "values", "data"),
    "b": ("others", "partners", "rest"),
    "c": ("mark", "symbol", "piece"),
    "s": ("text", "word", "line"),
    "t": ("phrase", "pattern", "trial"),
    "lo": ("left", "low_end", "start"),
    "hi": ("right", "high_end", "stop"),
    "left": ("lo", "start", "first"),
    "right": ("hi", "end", "last"),
    "mid": ("middle", "centre", "half_way"),
    "res": ("result", "answer", "outcome"),
    "ans": ("result", "best", "answer"),
    "result": ("answer", "outcome", "found"),
    "total": ("acc", "running_sum", "sum_so_far"),
    "count": ("tally", "hits", "number_found"),
    "best": ("record", "top", "optimum"),
    "dp": ("table", "memo", "ways"),
    "queue": ("waiting", "pending", "todo"),
    "stack": ("pile", "open_items", "todo"),
    "visited": ("seen", "marked", "known"),
    "seen": ("visited", "known", "met"),
    "graph": ("neighbours", "adjacency", "links"),
    "dist": ("distance", "cost", "length_to"),
    "u": ("node", "vertex", "here"),
    "v": ("neighbour", "there", "successor"),
    "w": ("weight", "price", "edge_cost"),
}
_BY_ROLE: Final[dict[str, tuple[str, ...]]] = {
    "loop": ("element", "piece", "candidate", "member", "visit"),
    "function": ("compute", "work", "process", "evaluate", "derive"),
    "list": ("items", "collection", "entries", "sequence", "store"),
    "dict": ("lookup", "mapping", "registry", "index_of"),
    "number": ("amount", "quantity", "level", "figure", "measure"),
    "parameter": ("given", "source", "supplied", "argument"),
    "other": ("value", "holder", "intermediate", "part", "state"),
}


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Rename between one and four names; False if nothing may be renamed."""
    candidates = sorted(_renamable(tree, entry_point))
    if not candidates:
        return False
    random.shuffle(candidates)
    for name in candidates[: random.randint(1, min(4, len(candidates)))]:
        options = _BY_NAME.get(name, ()) or _BY_ROLE[_role(tree, name)]
        _rename(tree, name, trees.fresh(tree, random, *options))
    return True


def _renamable(tree: ast.Module, entry_point: str | None) -> set[str]:
    found: set[str] = set()
    banned = set(dir(builtins)) | {"self", "cls", "_", entry_point or ""}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            banned |= _members(node) | {node.name}
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            banned |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.keyword) and node.arg:
            banned.add(node.arg)
        elif isinstance(node, (ast.MatchStar, ast.MatchMapping, ast.MatchAs, ast.ExceptHandler, ast.AsyncFunctionDef)):
            banned.add(getattr(node, "name", None) or getattr(node, "rest", None) or "")
    return {name for name in found - banned if not name.startswith("__")}


def _members(node: ast.ClassDef) -> set[str]:
    """Names bound directly in a class body: attributes in truth."""
    found: set[str] = set()
    for statement in node.body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            found.add(statement.name)
        else:
            found |= trees.names(statement, ast.Store)
    return found


def _role(tree: ast.Module, name: str) -> str:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return "function"
        if isinstance(node, (ast.For, ast.comprehension)) and name in trees.names(node.target):
            return "loop"
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            if isinstance(node.value, (ast.List, ast.ListComp)):
                return "list"
            if isinstance(node.value, (ast.Dict, ast.DictComp)):
                return "dict"
            if isinstance(node.value, ast.Constant) and isinstance(node.value.value, (int, float)):
                return "number"
        if isinstance(node, ast.arg) and node.arg == name:
            return "parameter"
    return "other"


def _rename(tree: ast.Module, old: str, new: str) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == old:
            node.id = new
        elif isinstance(node, ast.arg) and node.arg == old:
            node.arg = new
        elif isinstance(node, ast.FunctionDef) and node.name == old:
            node.name = new
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [new if name == old else name for name in node.names]
