"""What the instrumented program and its replay agree on: where the journal is written, by syntax alone.

Both compilers ask here, so that an item one side writes is an item the other side expects.
"""

from __future__ import annotations

import ast
import itertools
import types
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

# Functions of `time` whose values a recorded run writes down and its replay takes from there.
CLOCKS: Final = (
    "time",
    "perf_counter",
    "monotonic",
    "process_time",
    "time_ns",
    "perf_counter_ns",
    "monotonic_ns",
    "thread_time",
)
# Calls of these names, and of methods of these names, read their positional arguments in order.
READERS: Final = frozenset(
    {
        "list", "tuple", "sorted", "min", "max", "sum", "any", "all", "map", "filter", "zip", "enumerate", "iter",
        "dict",
        "reversed", "deque", "Counter", "OrderedDict", "chain", "reduce", "accumulate", "cycle", "product",
        "permutations", "combinations", "combinations_with_replacement", "islice", "starmap", "groupby", "takewhile",
        "dropwhile", "zip_longest", "pairwise", "nlargest", "nsmallest", "merge", "fsum", "prod", "array", "bytes",
        "bytearray", "compress", "tee", "from_iterable", "sample",
    }
)  # fmt: skip
METHODS: Final = frozenset({"join", "extend", "extendleft", "fromkeys", "writelines", "update", "most_common"})
MODULE: Final = "program"  # what a program whose function is called is imported as: its `__main__` guard does not run
# Modules of the standard library that no run has: an empty one is imported in their place.
ABSENT: Final = (
    "antigravity", "curses", "dbm", "idlelib", "sqlite3", "this", "tkinter", "turtle", "turtledemo", "webbrowser",
)  # fmt: skip
MOST_ITEMS: Final = 100_000  # that the entry point's iterator may give
_LAZY: Final = frozenset(
    {types.GeneratorType, map, filter, zip, enumerate, reversed}
    | {kind for kind in vars(itertools).values() if isinstance(kind, type)}
)
WRITERS: Final = frozenset({"print", "str", "repr", "format", "ascii"})  # these turn their arguments into text
# Builtins whose values the replay derives: the closed table that tests/execution/test_derived.py holds against Python.
# What any other call gives is written down and compared.
DERIVED: Final = frozenset(
    {
        "abs", "all", "any", "bin", "bool", "chr", "dict", "divmod", "enumerate", "filter", "float", "frozenset", "hex",
        "int", "len", "list", "map", "max", "min", "oct", "ord", "pow", "range", "reversed", "round", "set", "sorted",
        "sum", "tuple", "zip",
    }
)  # fmt: skip
_ORDERED_CALLS: Final = frozenset(
    {"range", "enumerate", "zip", "map", "filter", "sorted", "reversed", "list", "tuple", "input"}
)
_ORDERED_METHODS: Final = frozenset(
    {"split", "rsplit", "splitlines", "items", "keys", "values", "strip", "rstrip", "lstrip", "readlines", "readline",
     "read"}
)  # fmt: skip


def name_of(entry_point: str | None) -> str:
    """`__name__` of a program: a script is `__main__`; one whose function is called is imported for it."""
    return "__main__" if entry_point is None else MODULE


def needs_object(cls: object, name: str) -> bool:
    """Whether a method of this name is one of a class's objects, so that `Class.method` is called on `Class()`."""
    if not isinstance(cls, type):
        return False
    members = [vars(base)[name] for base in type.__dict__["__mro__"].__get__(cls) if name in vars(base)]
    return bool(members) and hasattr(type(members[0]), "__get__") and type(members[0]) not in _OF_THE_CLASS


_OF_THE_CLASS: Final = (staticmethod, classmethod, property)


def is_lazy(value: object) -> bool:
    """Whether a result gives its items only when asked: a generator, `map` and their like. They are what is wanted."""
    return type(value) in _LAZY


def ordered_by_form(node: ast.expr) -> bool:
    """Whether an expression cannot be a set, by its form (names of builtins are taken to be what they are called)."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            return node.func.id in _ORDERED_CALLS
        return isinstance(node.func, ast.Attribute) and node.func.attr in _ORDERED_METHODS
    return isinstance(
        node, (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr,
               ast.Lambda, ast.Compare, ast.UnaryOp)
    )  # fmt: skip


def reads(call: ast.Call) -> str:
    """'order' if the call reads its arguments in order, 'text' if it writes them as text, else ''."""
    func = call.func
    if isinstance(func, ast.Name):
        if func.id in ("min", "max") and len(call.args) > 1:
            return ""
        return "order" if func.id in READERS else "text" if func.id in WRITERS else ""
    if isinstance(func, ast.Attribute):
        if func.attr in METHODS or func.attr in READERS:
            return "order"
        return "text" if func.attr in WRITERS else ""
    return ""


def first_reader(call: ast.Call) -> ast.Call | None:
    """`iter(x)` in `next(iter(x))`, of which nothing but the first element is ever seen."""
    if not (isinstance(call.func, ast.Name) and call.func.id == "next" and 1 <= len(call.args) <= 2):
        return None
    inner = call.args[0]
    if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "iter":
        plain = len(inner.args) == 1 and not inner.keywords and not isinstance(inner.args[0], ast.Starred)
        return inner if plain and not call.keywords else None
    return None


def written_values(tree: ast.Module) -> set[ast.AST]:
    """The calls and attributes whose values are written into the journal: all that are not known to be derived.

    Left out are calls of `DERIVED` builtins and of the program's own plain functions, whose returns are written
    anyway, and those whose value is written by the statement they are all of. Of attributes, the special ones are in.
    """
    nodes = list(ast.walk(tree))
    bound = bindings(nodes)
    methods = {part for node in nodes if isinstance(node, ast.ClassDef) for part in node.body}
    own = {
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and not node.decorator_list
        and bound[node.name] == 1
        and node not in methods
    }
    known, skipped = (set() if "*" in bound else DERIVED.difference(bound)) | own | {"super"}, set(_elsewhere(nodes))
    found: set[ast.AST] = set()
    for node in nodes:
        if isinstance(node, ast.Call):
            skipped.add(node.func)
            if node not in skipped and not (isinstance(node.func, ast.Name) and node.func.id in known):
                found.add(node)
        elif isinstance(node, ast.Attribute) and is_special(node.attr) and isinstance(node.ctx, ast.Load):
            found.add(node)
    return found - skipped


def is_special(name: str) -> bool:
    """`__name__` and its like."""
    return name.startswith("__") and name.endswith("__")


def takes_identity(call: ast.Call, bound: Mapping[str, int]) -> bool:
    """`id(x)` with the builtin `id`."""
    plain = len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)
    return plain and is_name(call.func, "id") and not bound.get("id") and not bound.get("*")


def _elsewhere(nodes: list[ast.AST]) -> Iterator[ast.AST]:
    """Values that are written by a statement or never seen, and parts of annotations and clauses."""
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            func = node.value.func
            if func.attr not in CLOCKS if isinstance(func, ast.Attribute) else is_name(func, "print"):
                yield node.value
        elif isinstance(node, ast.Return) or (isinstance(node, ast.For) and isinstance(node.iter, ast.Call)):
            yield from filter(None, [node.value if isinstance(node, ast.Return) else node.iter])
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if node.value is not None and any(isinstance(target, ast.Name) for target in targets):
                yield node.value
        elif isinstance(node, ast.ExceptHandler) and node.type is not None:
            yield from ast.walk(node.type)
        elif isinstance(node, ast.match_case):
            yield from ast.walk(node.pattern)
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if annotation is not None:
                yield from ast.walk(annotation)


def is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def bindings(nodes: Iterable[ast.AST]) -> Counter[str]:
    """How often each name is bound, anywhere; `*` for a star import."""
    found: Counter[str] = Counter()
    for node in nodes:
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                found[node.id] += 1
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] += 1
        elif isinstance(node, ast.arg):
            found[node.arg] += 1
        elif isinstance(node, ast.alias):
            found[node.asname or node.name.partition(".")[0]] += 1
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            found[node.name] += 1
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found[node.rest] += 1
    return found


def counts_integers(node: ast.expr) -> bool:
    """`range(...)`, by its form."""
    return isinstance(node, ast.Call) and is_name(node.func, "range")


def pops(call: ast.Call) -> bool:
    """`x.pop()`, which may take an element from a set."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "pop" and not call.args and not call.keywords


def pops_by_class(call: ast.Call) -> bool:
    """`set.pop(x)`."""
    func = call.func
    named = isinstance(func, ast.Attribute) and func.attr == "pop" and is_name(func.value, "set")
    return named and len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)


def checked_names(statement: ast.stmt) -> list[str]:
    """Names whose values go into the journal after an assignment."""
    if isinstance(statement, ast.Assign):
        found: list[str] = []
        for target in statement.targets:
            found.extend(_plain_names(target))
        return found
    if isinstance(statement, ast.AnnAssign) and statement.value is None:
        return []
    if isinstance(statement, (ast.AugAssign, ast.AnnAssign)):
        return _plain_names(statement.target)
    return []


def _plain_names(target: ast.expr) -> list[str]:
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for part in target.elts for name in _plain_names(part)]
    if isinstance(target, ast.Starred):
        return _plain_names(target.value)
    return []


def may_catch_everything(handler: ast.ExceptHandler) -> bool:
    """Whether an `except` clause might catch the recorder's own signal to stop."""
    if handler.type is None:
        return True
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return not all(isinstance(name, ast.Name) and name.id != "BaseException" for name in names)
