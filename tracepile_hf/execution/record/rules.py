"""What the instrumented program and its replay agree on: where the journal is written, by syntax alone.

Both compilers ask here, so that an item one side writes is an item the other side expects.
"""

from __future__ import annotations

import ast
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
WRITERS: Final = frozenset({"print", "str", "repr", "format", "ascii"})  # these turn their arguments into text
_ORDERED_CALLS: Final = frozenset(
    {"range", "enumerate", "zip", "map", "filter", "sorted", "reversed", "list", "tuple", "input"}
)
_ORDERED_METHODS: Final = frozenset(
    {"split", "rsplit", "splitlines", "items", "keys", "values", "strip", "rstrip", "lstrip", "readlines", "readline",
     "read"}
)  # fmt: skip


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


def pops_a_name(call: ast.Call) -> bool:
    """`x.pop()`, where looking at `x` again does nothing."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "pop" or call.args or call.keywords:
        return False
    return isinstance(func.value, ast.Name)


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
