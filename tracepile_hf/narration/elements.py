"""Comprehensions and what goes over them, told element by element where they are short.

    In `[x * x for x in xs if x % 2]`, `x` = 3 gives 3 * 3 = 9; `x` = 2 is left out, as `x % 2` = 2 % 2 = 0.

Nothing is told unless what the elements come to is what the run has.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.narration.past import Past
from tracepile_hf.narration.spelling import quoted, text_of
from tracepile_hf.narration.working import Look, NoValue, worth
from tracepile_hf.records import Step

Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
MOST_ROUNDS: Final = 10
LONG: Final = 44  # characters of one value
LONGEST: Final = 640  # characters of the sentence
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_OVER: Final = frozenset({"sum", "max", "min", "any", "all", "sorted", "list", "tuple", "set", "len"})
_BARE: Final = re.compile(r"[\d .()+*/%]+(?:- ?[\d .()+*/%]+)*")
_UNTELLABLE: Final = re.compile(r"[`\n|;]|(?<!\w)nan|inf|Fraction\(")


class Round(NamedTuple):
    """One element: the names of its round with their values, why it is left out, or what it gives."""

    names: list[tuple[str, Any]]
    left_out: tuple[ast.expr, Any] | None
    given: tuple[Any, ...]  # one value; of a dict key and value


def elements(step: Step, statement: ast.stmt | None, past: Past) -> list[str]:
    """A sentence for each short comprehension that the statement of a step worked out."""
    if statement is None:
        return []
    told = []
    for node, inner in _wholes(statement):
        values = {literal for text, literal in step.operands if text == text_of(node)}
        if len(values) == 1 and (sentence := _sentence(node, inner, values.pop(), _looking(step, past))) is not None:
            told.append(sentence)
    return told[:2]


def has_elements(statement: ast.stmt | None) -> bool:
    """Whether a statement has anything that could be told element by element."""
    return statement is not None and next(_wholes(statement), None) is not None


def _wholes(statement: ast.stmt) -> Iterator[tuple[ast.expr, Comprehension]]:
    """Comprehensions of a statement; with the call around it where a generator expression is all that goes in."""
    waiting: list[ast.AST] = [
        child for child in ast.iter_child_nodes(statement) if isinstance(child, (ast.expr, ast.withitem))
    ]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
            inner = node.args[0]
            if isinstance(inner, ast.GeneratorExp):
                named = isinstance(node.func, ast.Name) and node.func.id in _OVER
                if named or (isinstance(node.func, ast.Attribute) and node.func.attr == "join"):
                    yield node, inner
                continue
        if isinstance(node, _COMPREHENSIONS):
            if not isinstance(node, ast.GeneratorExp):
                yield node, node
            continue
        waiting += ast.iter_child_nodes(node)


def _looking(step: Step, past: Past) -> Look:
    """What names held before a step, seen from its frame."""

    def look(name: str) -> Any:
        for frame in dict.fromkeys((step.frame, step.enclosing, 0)):
            if (frame, name) in past.courses:
                value = past.value(frame, name, step.index - 1)
                if value is None:
                    break
                try:
                    return literals.parse(value)
                except LiteralError:
                    break
        raise NoValue(name)

    return look


def _sentence(node: ast.expr, inner: Comprehension, literal: str, look: Look) -> str | None:
    quote = quoted(text_of(node))
    if quote is None:
        return None
    try:
        rounds = _rounds(inner, look, _stops(node))
        if not rounds or literals.render(_whole(node, inner, rounds)) != literal:
            return None
        told = [_clause(one, inner, look) for one in rounds]
        ending = _ending(node, rounds, literal)
    except (NoValue, LiteralError, TypeError, ValueError):
        return None
    sentence = f"in {quote}, " + "; ".join([*told, *ending])
    return sentence if len(sentence) <= LONGEST else None


def _stops(node: ast.expr) -> bool | None:
    """The truth of an element at which `any` or `all` stops."""
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    return {"any": True, "all": False}.get(name)


def _rounds(inner: Comprehension, look: Look, stops: bool | None) -> list[Round]:
    """The elements in order. Raises `NoValue` for more than a few."""
    found: list[Round] = []

    def bound(names: Sequence[tuple[str, Any]]) -> Look:
        known = dict(names)
        return lambda name: known[name] if name in known else look(name)

    def turn(depth: int, names: list[tuple[str, Any]]) -> bool:
        if depth == len(inner.generators):
            here = bound(names)
            parts = (inner.key, inner.value) if isinstance(inner, ast.DictComp) else (inner.elt,)
            found.append(Round(names, None, tuple([worth(part, here) for part in parts])))
            return stops is not None and bool(found[-1].given[0]) is stops
        generator = inner.generators[depth]
        if generator.is_async:
            raise NoValue("async")
        items = worth(generator.iter, bound(names))
        for item in [*items] if not isinstance(items, (int, float)) else []:
            if len(found) >= MOST_ROUNDS:
                raise NoValue("many elements")
            names_here = [*names, *_bindings(generator.target, item)]
            here = bound(names_here)
            failed = next(((test, value) for test in generator.ifs if not (value := worth(test, here))), None)
            if failed is not None:
                found.append(Round(names_here, failed, ()))
            elif turn(depth + 1, names_here):
                return True
        return False

    turn(0, [])
    if len(found) > MOST_ROUNDS:
        raise NoValue("many elements")
    return found


def _bindings(target: ast.expr, item: Any) -> list[tuple[str, Any]]:
    if isinstance(target, ast.Name):
        return [(target.id, item)]
    if isinstance(target, (ast.Tuple, ast.List)) and isinstance(item, (tuple, list)) and len(item) == len(target.elts):
        return [pair for part, one in zip(target.elts, item, strict=True) for pair in _bindings(part, one)]
    raise NoValue("a target")


def _whole(node: ast.expr, inner: Comprehension, rounds: list[Round]) -> Any:
    """What the elements come to."""
    kept = [one.given for one in rounds if one.left_out is None]
    if isinstance(inner, ast.DictComp):
        return dict(kept)
    values = [given[0] for given in kept]
    if isinstance(inner, ast.SetComp):
        return set(values)
    if isinstance(inner, ast.ListComp) or not isinstance(node, ast.Call):
        return values
    if isinstance(node.func, ast.Attribute):
        joint = node.func.value
        if isinstance(joint, ast.Constant) and isinstance(joint.value, str):
            return joint.value.join(values)
        raise NoValue("a joint")
    makers: dict[str, Callable[[list[Any]], Any]] = {
        "sum": sum, "max": max, "min": min, "any": any, "all": all, "sorted": sorted, "list": list, "tuple": tuple,
        "set": set,
    }  # fmt: skip
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in makers:
        raise NoValue(name)
    return makers[name](values)


def _clause(one: Round, inner: Comprehension, look: Look) -> str:
    shown = [(name, value) for name, value in one.names if name != "_"]
    if not 0 < len(shown) <= 3:
        raise NoValue("names")
    named = [f"`{name}` = {_shown(value)}" for name, value in shown]
    head = named[0] if len(named) == 1 else ", ".join(named[:-1]) + " and " + named[-1]
    plural = len(named) > 1
    known = dict(one.names)
    if one.left_out is not None:
        test, value = one.left_out
        quote = quoted(text_of(test))
        if quote is None:
            raise NoValue("a test")
        chain = _chain(test, value, known, look)
        return f"{head} {'are' if plural else 'is'} left out, as {quote} = {chain}"
    gives = "give" if plural else "gives"
    if isinstance(inner, ast.DictComp):
        key, value = _shown(one.given[0]), _chain(inner.value, one.given[1], known, look)
        return f"{head} {gives} the key {key} and the value {value}"
    return f"{head} {gives} {_chain(inner.elt, one.given[0], known, look)}"


def _shown(value: Any) -> str:
    literal = literals.render(value)
    if len(literal) > LONG or _UNTELLABLE.search(literal):
        raise NoValue("a long value")
    return literal


def _chain(node: ast.expr, value: Any, known: dict[str, Any], look: Look) -> str:
    """`x * x + 1` with 3 for x: 3 * 3 + 1 = 9 + 1 = 10."""
    last = _shown(value)
    stages = []
    if not isinstance(node, (ast.Name, ast.Constant)):
        stages.append(_filled(node, known, look, deep=True))
        if isinstance(node, (ast.BinOp, ast.Compare)):
            stages.append(_filled(node, known, look, deep=False))
    told = [stage for stage in dict.fromkeys(stages) if stage.strip("`") != last]
    return " = ".join([*told, last])


def _filled(node: ast.expr, known: dict[str, Any], look: Look, deep: bool) -> str:
    """An expression with values for its names, or (not `deep`) for the operands of its last operation."""
    tree = copy.deepcopy(node)
    if deep:
        tree = _Filling(known, look).visit(tree)
    else:
        for field in ("left", "right"):
            part = getattr(tree, field, None)
            if isinstance(part, ast.expr):
                setattr(tree, field, _literal(worth(part, lambda name: known[name] if name in known else look(name))))
        if isinstance(tree, ast.Compare):
            here = lambda name: known[name] if name in known else look(name)  # noqa: E731  # short
            tree.comparators = [_literal(worth(part, here)) for part in tree.comparators]
    text = ast.unparse(tree)
    if len(text) > 2 * LONG or _UNTELLABLE.search(text):
        raise NoValue("a long value")
    return text if _BARE.fullmatch(text) and any(sign in text for sign in "+-*/%") else f"`{text}`"


def _literal(value: Any) -> ast.expr:
    return ast.parse(_shown(value), mode="eval").body


class _Filling(ast.NodeTransformer):
    """Puts values in the place of names; names of functions stay."""

    def __init__(self, known: dict[str, Any], look: Look) -> None:
        self.known = known
        self.look = look

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return _literal(self.known[node.id] if node.id in self.known else self.look(node.id))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not isinstance(node.func, ast.Name):
            node.func = self.visit(node.func)
        node.args = [self.visit(argument) for argument in node.args]
        return node


def _ending(node: ast.expr, rounds: list[Round], literal: str) -> list[str]:
    """What the elements come to, where that is one number."""
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    values = [_shown(one.given[0]) for one in rounds if one.left_out is None and isinstance(node, ast.Call)]
    plain = all(value.isdigit() for value in values)
    if name == "sum" and plain and len(values) > 1:
        return [f"together {' + '.join(values)} = {literal}"]
    if name in ("max", "min") and len(values) > 1:
        return [f"the {'largest' if name == 'max' else 'smallest'} of these is {literal}"]
    return []
