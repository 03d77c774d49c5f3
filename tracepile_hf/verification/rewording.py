"""Clauses as the statements that they stand for: one for every value of a list, calculations in a tick as stages.

Reads text alone; `referring` puts in what a clause leaves to the words around it.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.verification.atoms import split_arguments
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import is_place, parse_expression
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.substitution import has_names
from tracepile_hf.verification.ticks import split_chain

CALCULATED: Final = frozenset(
    {"return", "value", "moved", "element", "added", "yield", "comparison", "change", "updates"}
)
_BUILTINS: Final = frozenset(dir(builtins))
_CONTAINERS: Final = frozenset({"set", "frozenset", "range", "bytearray", "complex", "bytes"})
_RELATIONS: Final[dict[type[ast.cmpop], str]] = {
    ast.Lt: "less than",
    ast.LtE: "at most",
    ast.Gt: "greater than",
    ast.GtE: "at least",
    ast.Eq: "equal to",
    ast.NotEq: "different from",
}
LAST_FIRST: Final = frozenset({"put", "again_put"})
_SEVERAL: Final = {"print": ("print", ""), "yield": ("yield", ""), "out": ("moved", "out"), "in": ("moved", "in")}


def is_own_call(text: str, source: Source) -> bool:
    """Whether a text is a call of a function of the program with values."""
    tree = parse_expression(text)
    if not isinstance(tree, ast.Call) or has_names(text):
        return False
    name = (
        tree.func.id
        if isinstance(tree.func, ast.Name)
        else tree.func.attr
        if isinstance(tree.func, ast.Attribute)
        else ""
    )
    return name in _functions(source)


@lru_cache(maxsize=64)
def _functions(source: Source) -> frozenset[str]:
    """The names of the functions of a program."""
    return frozenset(node.name for node in source.nodes if isinstance(node, ast.FunctionDef))


def stages_of(slot: Value) -> tuple[str, ...]:
    return slot if isinstance(slot, tuple) else (str(slot),) if isinstance(slot, str) and slot else ()


def parts_of(one: Statement, source: Source, lenient: bool) -> Iterator[Statement]:
    """The statements that a clause stands for."""
    kind, mode, slots = one[:3]
    if kind == "several":
        yield from _several(one)
    elif kind == "parallel":
        yield from _parallel(one, source)
    elif kind == "value" and mode in ("arrow", "") and isinstance(slots[0], str) and len(split_chain(slots[0])) > 1:
        first = "quote" if _is_call(split_chain(slots[0])[-1]) else "tick"
        if mode == "" and first == "tick":
            yield one._replace(kind="round", mode="tick", slots=(slots[0],))  # `i = 0`: `total = 3`
        else:
            said = one._replace(kind=first, mode="statement" if first == "quote" else "", slots=(slots[0],))
            yield said if first == "quote" else _sides(said)
        after = slots[1]
        if isinstance(after, str) and len(split_chain(after)) > 1:
            yield _sides(one._replace(kind="tick", mode="", slots=(after,)))
        elif isinstance(after, tuple) and len(after) == 2 and is_place(after[0]):
            yield one._replace(kind="value", mode="", slots=after)
        else:
            yield one._replace(kind="numbers", mode="bare", slots=(after,))
    elif (kind == "tick" or (kind == "numbers" and mode == "bare")) and isinstance(slots[0], str):
        parts = split_arguments(slots[0]) if "," in slots[0] else []
        if len(parts) > 1 and all(is_assignment(part) for part in parts):
            for part in parts:
                yield one._replace(kind="tick", mode="", slots=(part,))
        else:
            yield _sides(_returning(one, source) if lenient else one)
    elif kind == "made" and mode == "container":
        empty, word, text = slots
        stages = split_chain(text) if isinstance(text, str) else []
        if len(stages) == 2:
            yield one._replace(mode="", slots=(empty, word, *stages))
    elif kind == "membership" and mode == "holder":
        holder, *denied, item = slots
        yield one._replace(mode="", slots=(item, denied[0] if denied else None, holder), also=(*one.also, "found:"))
    elif kind == "round" and mode == "literal" and isinstance(slots[0], str) and is_assignment(slots[0]):
        yield one._replace(mode="tick")
    elif kind == "comparison":
        yield _compared(_unticked(one))
    elif kind == "value" and mode in ("", "is") and slots[1] in ("True", "False") and _is_compared(slots[0]):
        yield _sides(one._replace(kind="tick", mode="", slots=(slots[0],)), slots[1] == "False")
    elif kind == "value" and mode in ("", "is") and slots[1] in ("True", "False") and _is_of_numbers(slots[0]):
        yield one._replace(kind="numbers", mode="literal", slots=((str(slots[0]),), slots[1]))
    else:
        yield _returning(_unticked(one), source) if lenient else _unticked(one)


def _unticked(one: Statement) -> Statement:
    """A calculation in one tick, `2 * 3 = 6`, as the stages that it stands for."""
    kind, mode, slots = one[:3]
    if kind == "property" and not mode.startswith("number"):
        stages = split_chain(slots[0]) if isinstance(slots[0], str) else []
        return one._replace(slots=(stages[0], stages[1], *slots[2:])) if len(stages) == 2 and slots[1] is None else one
    if kind not in CALCULATED:
        return one
    first = 0 if kind in ("return", "moved", "element", "added", "yield", "comparison") or mode in LAST_FIRST else 1
    made: list[Value] = []
    for number, slot in enumerate(slots):
        stages = (
            split_chain(slot)
            if isinstance(slot, str) and "=" in slot and number >= first and not is_value(slot)
            else []
        )
        made.append(tuple(stages) if len(stages) > 1 else slot)
    return one._replace(slots=tuple(made))


def is_assignment(text: str) -> bool:
    """Whether a text is `name = value`, perhaps of several stages."""
    stages = split_chain(text)
    return len(stages) > 1 and is_place(stages[0]) and _is_literal(stages[-1])


def _is_compared(slot: Value) -> bool:
    """Whether a text is `xs[0] = 3 > 1`."""
    stages = split_chain(slot) if isinstance(slot, str) else []
    return len(stages) == 2 and has_names(stages[0]) and isinstance(parse_expression(stages[1]), ast.Compare)


def _sides(one: Statement, denied: bool = False) -> Statement:
    """`xs[0] = 3 > 1` and `xs[1] = 1 < xs[0] = 3` as the comparisons that they are."""
    stages = split_chain(one.slots[0]) if isinstance(one.slots[0], str) else []
    tree = parse_expression(stages[1]) if len(stages) in (2, 3) and has_names(stages[0]) else None
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or type(tree.ops[0]) not in _RELATIONS:
        return one
    left, right = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
    if not _is_literal(left) or (len(stages) == 3 and not _is_literal(stages[2])):
        return one
    other: Value = (right, stages[2]) if len(stages) == 3 else right
    slots = ((stages[0], left), "not" if denied else None, _RELATIONS[type(tree.ops[0])], other)
    return one._replace(kind="comparison", mode="", slots=slots, also=(*one.also, "asked:"))


def _is_call(text: str) -> bool:
    """Whether a text calls a function: its value is not told."""
    tree = parse_expression(text)
    return isinstance(tree, ast.Call) and not _is_literal(text)


def _is_literal(text: str) -> bool:
    """Whether a text is a value, and no call of a function: `int('3')` would be both."""
    tree = parse_expression(text)
    called = tree.func.id if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) else ""
    return is_value(text) and (called not in _BUILTINS or called in _CONTAINERS)


def _is_of_numbers(slot: Value) -> bool:
    """Whether an expression is a comparison of values: `3 > 2`."""
    tree = parse_expression(slot) if isinstance(slot, str) else None
    return isinstance(tree, ast.Compare) and not has_names(str(slot))


def _compared(one: Statement) -> Statement:
    """A comparison in other words with the slots of the usual form."""
    mode, slots = one.mode, one.slots
    if mode == "valued":
        left, first, denied, relation, right, second = (
            [*slots, None][:6] if len(slots) > 4 else (*slots[:1], None, *slots[1:], None)
        )
        if right == "":  # a literal
            right, second = second, None
        sides = [_with_value(left, first), _with_value(right, second)]
        return one._replace(mode="", slots=(sides[0], denied, relation, sides[1]))
    if mode in ("equals", "match"):
        return one._replace(mode="", slots=(slots[0], None, "equal to", slots[1]))
    if mode in ("is_not", "differ"):
        return one._replace(mode="", slots=(slots[0], "not", "equal to", slots[1]))
    return one


def _with_value(side: Value, value: Value) -> Value:
    return (str(side), str(value)) if value is not None else side


def _returning(one: Statement, source: Source) -> Statement:
    """`fact(3)` = `3 * fact(2)` = 6 says what a call returns."""
    kind, mode, slots = one[:3]
    if kind == "numbers" and mode == "bare":
        stages = slots[0] if isinstance(slots[0], tuple) else tuple(split_chain(slots[0] or ""))
    elif kind == "value" and mode in ("", "is", "arrow"):
        stages = (*stages_of(slots[0]), *stages_of(slots[1]))
    else:
        return one
    if len(stages) < 2 or not is_own_call(stages[0], source):
        return one
    rest: Value = stages[1:] if len(stages) > 2 else stages[1]
    return one._replace(kind="return", mode="", slots=(stages[0], None, rest))


def _several(one: Statement) -> Iterator[Statement]:
    """One statement for every value of a list."""
    slots = one.slots
    said = next((slot for slot in slots if isinstance(slot, tuple)), ())
    if one.mode == "both":
        for place in slots[:2]:
            yield one._replace(kind="value", mode="is", slots=(place, slots[2]))
        return
    for value in said:
        if one.mode == "element":
            mode = "last" if "append" in one.text.lower() else "in"
            yield one._replace(kind="element", mode=mode, slots=(value, slots[1], None))
        elif one.mode == "yield":
            yield one._replace(kind="yield", mode="", slots=(slots[0], value))
        else:
            kind, mode = _SEVERAL[one.mode]
            yield one._replace(kind=kind, mode=mode, slots=(value,))


def _are_targets(source: Source, one: str, other: str) -> bool:
    """Whether an assignment of the program gives both the same: `a = b = 2`."""
    for node in source.nodes:
        if isinstance(node, ast.Assign) and len(node.targets) > 1:
            targets = {ast.unparse(target) for target in node.targets}
            if one in targets and other in targets:
                return True
    return False


def _parallel(one: Statement, source: Source) -> Iterator[Statement]:
    """`a`, `b` = 2, 3; `a`, `b` = (2, 3); `a` = `b` = 2."""
    first, second, *said = one.slots
    compared = isinstance(parse_expression(str(second)), ast.Compare) and has_names(str(second))
    if one.mode == "same" and not compared and not _are_targets(source, str(first), str(second)):
        yield one._replace(kind="value", mode="", slots=(first, (str(second), str(said[0]))))  # a chain, as any other
        return
    if one.mode == "same" and not is_place(str(second)):  # `xs[1]` = 1 < `xs[0]` = 3
        yield _sides(one._replace(kind="tick", mode="", slots=(f"{first} = {second} = {said[0]}",)))
        return
    if one.mode == "same":
        said *= 2
    elif one.mode == "tuple":
        tree = parse_expression(said[0] if isinstance(said[0], str) else "")
        if not isinstance(tree, (ast.Tuple, ast.List)) or len(tree.elts) != 2:
            return
        said = [ast.unparse(part) for part in tree.elts]
    for place, value in zip((first, second), said, strict=True):
        yield one._replace(kind="value", mode="set", slots=(place, value))
