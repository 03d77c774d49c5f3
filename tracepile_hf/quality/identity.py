"""What a program is, whatever its author called things: its code with names, formatting and comments taken out.

`exact` numbers the program's own names in the order in which they appear: programs with the same text differ in their
choice of names alone. `shape` gives all of them one name, so that a name more or less shifts nothing: what near copies
are compared by. Names of the language, its library and of imported modules stay; so do literals.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from tracepile_hf.records import Case

_FIELDS: Final = ("id", "arg", "attr", "name", "asname", "names", "rest", "kwd_attrs")  # of nodes, that may hold a name
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAMED: Final = (*_FUNCTIONS, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")


def exact(code: str) -> str:
    """The code with its own names numbered; what does not parse is taken as it is, white space apart."""
    return _normal(code)[0]


def plain(code: str) -> str:
    """The code with its names, without formatting and comments."""
    try:
        return ast.unparse(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code


def shape(code: str) -> tuple[str, ...]:
    """The tokens of the code with one name for all of its own."""
    return _normal(code)[1]


def run_key(case: Case) -> str:
    """What makes two runs the same: program and input, whatever is called and formatted how. 32 hexadecimal digits."""
    program = case.program
    numbers = _normal(program.code)[2]
    first, *members = (program.entry_point or "").split(".")
    named = [numbers.get(first, first), *(numbers.get(f".{each}", each) for each in members)]
    given = (
        [_literal(text) for text in case.arguments],
        sorted((name, _literal(text)) for name, text in case.keyword_arguments),
        "\n".join(line.rstrip() for line in case.stdin.rstrip().split("\n")),
    )
    whole = repr((exact(program.code), named, given))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def input_tokens(case: Case) -> tuple[str, ...]:
    """The tokens of what a program is given."""
    return tuple(_TOKEN.findall(" ".join((*case.arguments, *(text for _, text in case.keyword_arguments), case.stdin))))


@lru_cache(maxsize=256)
def _normal(code: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """(exact text, tokens of the shape, own name -> its number)."""
    try:
        tree = ast.parse(code)
        _without_docstrings(tree)
        own = _own_names(tree)
        numbers: dict[str, str] = {}
        one, other = ast.parse(code), tree
        _without_docstrings(one)
        _rename(one, lambda key: numbers.setdefault(key, f"n{len(numbers)}") if key in own else key.removeprefix("."))
        _rename(other, lambda key: "n" if key in own else key.removeprefix("."))
        return ast.unparse(one), tuple(_TOKEN.findall(ast.unparse(other))), numbers
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return " ".join(code.split()), tuple(_TOKEN.findall(code)), {}


def _without_docstrings(tree: ast.AST) -> None:
    """Docstrings, other statements that are text alone, and annotations go."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                kept = [each for each in body if not _is_text(each)]
                setattr(node, name, kept or ([ast.Pass()] if body and name == "body" else []))
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _own_names(tree: ast.AST) -> set[str]:
    """Names that the program binds: variables, parameters, functions, classes; with a point before it, attributes."""
    found: set[str] = set()
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(f".{node.attr}")
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.ClassDef):
            found |= {node.name, *(f".{each.name}" for each in node.body if isinstance(each, _FUNCTIONS))}
        elif isinstance(node, _NAMED):
            found |= {node.name} if node.name else set()
        elif isinstance(node, ast.alias):
            modules.add(node.name.partition(".")[0])
            if node.asname:
                found.add(node.asname)
    special = {name for name in found if name.strip(".").startswith("__") and name.endswith("__")}
    return found - modules - special


def _rename(tree: ast.AST, renamed: Callable[[str], str], member: bool = False) -> None:
    """Rename in the order of the text; `ast.walk` would go level by level. `member`: a function is a class' own."""
    if isinstance(tree, ast.alias):
        tree.asname = renamed(tree.asname) if tree.asname else None
        return
    for field in _FIELDS:
        value = getattr(tree, field, None)
        if isinstance(value, str):
            setattr(tree, field, renamed(f".{value}" if field == "attr" or (member and field == "name") else value))
        elif isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            setattr(tree, field, [renamed(each) for each in value])
    for child in ast.iter_child_nodes(tree):
        _rename(child, renamed, isinstance(tree, ast.ClassDef) and isinstance(child, _FUNCTIONS))


def _literal(text: str) -> str:
    try:
        return ast.unparse(ast.parse(text.strip(), mode="eval"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text.strip()


def shingles(tokens: Sequence[str], size: int) -> set[str]:
    """All runs of `size` tokens; of fewer tokens, the one run that they are."""
    if len(tokens) <= size:
        return {" ".join(tokens)} if tokens else set()
    return {" ".join(tokens[start : start + size]) for start in range(len(tokens) - size + 1)}
