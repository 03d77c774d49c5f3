"""What an author says of a program, carried through its rewrites: names follow a renaming, lines must be there."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Mapping
from typing import NamedTuple

from tracepile_hf.predicates import PredicateError, statement_at, tree_of
from tracepile_hf.records import Invariant

_QUOTED = re.compile(r"`([^`]+)`")
_SLOT = re.compile(r"\{([^{}|]+)((?:\|[^{}|]+)?)\}")
_WORD = re.compile(r"[^\W\d]\w*")


def new_names(before: ast.Module, after: ast.Module) -> dict[str, str]:
    """Old name -> new name, where two trees differ in names only; what differs otherwise is not looked at."""
    found: dict[str, str] = {}
    for one, other in zip(ast.walk(before), ast.walk(after), strict=False):
        for field in ("id", "arg", "name"):
            old, new = getattr(one, field, None), getattr(other, field, None)
            if isinstance(old, str) and isinstance(new, str) and old != new:
                found[old] = new
    return found


class Reasons(NamedTuple):
    """Idea and invariants on their way through rewrites."""

    idea: str
    invariants: tuple[Invariant, ...]

    def renamed(self, names: Mapping[str, str]) -> Reasons:
        """The same of the program in which names were changed: in code that is quoted, in predicates and slots."""
        told = [_renamed(one, names) for one in self.invariants]
        idea = _QUOTED.sub(lambda found: f"`{_replaced(found[1], names)}`", self.idea)
        return Reasons(idea, tuple(one for one in told if one is not None))

    def fitting(self, code: str) -> Reasons:
        """What still fits a program: the line of an invariant is there, and every name that is quoted."""
        known = set(_WORD.findall(code))
        quoted = {word for text in _QUOTED.findall(self.idea) for word in _WORD.findall(text)}
        return Reasons(
            self.idea if quoted <= known else "",
            tuple(one for one in self.invariants if _fits(one, code, known)),
        )


def _fits(one: Invariant, code: str, known: set[str]) -> bool:
    nodes = [node for node in ast.walk(tree_of(one.predicate)) if isinstance(node, ast.Name)]
    inner = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}  # variables of comprehensions
    names = {node.id for node in nodes} - inner - set(dir(builtins)) - {"result"}
    quoted = {word for text in _QUOTED.findall(one.said) for word in _WORD.findall(text)}
    if not names | quoted <= known:
        return False
    return one.moment in ("result", "output") or statement_at(code, one.line) is not None


def _renamed(one: Invariant, names: Mapping[str, str]) -> Invariant | None:
    code = " ".join([one.predicate, *(slot[1] for slot in _SLOT.finditer(one.said))])
    if any(re.search(rf"\bfor\b[^:]*?\b{new}\b[^:]*?\bin\b", code) for new in names.values()):
        return None  # a variable of a comprehension has the new name
    try:
        said = _SLOT.sub(lambda slot: f"{{{_replaced(slot[1].strip(), names)}{slot[2]}}}", one.said)
        said = _QUOTED.sub(lambda found: f"`{_replaced(found[1], names)}`", said)
        return one._replace(predicate=_replaced(one.predicate, names), said=said, line=_line(one.line, names))
    except (PredicateError, SyntaxError, ValueError):
        return None


def _replaced(text: str, names: Mapping[str, str]) -> str:
    """An expression with names replaced; text that is none is left as it is, word by word replaced."""
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError):
        return _WORD.sub(lambda word: names.get(word[0], word[0]), text)
    return ast.unparse(_Renaming(names).visit(tree))


def _line(line: str, names: Mapping[str, str]) -> str:
    text = line.strip().removeprefix("el") if line.strip().startswith("elif ") else line.strip()
    if not text:
        return line
    tree = ast.parse(f"{text} pass" if text.endswith(":") else text)
    return ast.unparse(_Renaming(names).visit(tree)).split("\n")[0]


class _Renaming(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = self.names.get(node.arg, node.arg)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)
