"""Elements of a comprehension: each one named is the next, and gives what is said, by the values before it.

`In E, ...` opens the comprehension (or the call around it); the clauses of that sentence go through its elements.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import evaluate, is_true, normal, parse_expression, written
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.substitution import has_names
from tracepile_hf.verification.walk import Refutation, Walk

Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
MOST: Final = 64  # elements that are looked at
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_IN_ORDER: Final = frozenset({list, tuple, str, range, dict, type({}.keys()), type({}.values()), type({}.items())})
_STOPPING: Final = {"any": True, "all": False}


class Element(NamedTuple):
    """One round: its names in order, the test that leaves it out."""

    names: dict[str, Any]
    left_out: ast.expr | None


class Elements:
    """A comprehension that a sentence goes through, and how far it has come."""

    def __init__(self, walk: Walk, whole: ast.expr, inner: Comprehension, literal: str) -> None:
        self.walk = walk
        self.whole = whole
        self.inner = inner
        self.literal = literal  # what it came to
        self.waiting = self._turn(0, {})
        self.kept: list[Any] = []
        self.last: Element | None = None

    def worth(self, node: ast.expr, names: dict[str, Any]) -> Any:
        """The value of a part of it in one round. Raises `Unknown`."""
        view = self.walk.view

        def look(part: ast.expr) -> Any:
            if isinstance(part, ast.Name) and part.id in names:
                return names[part.id]
            if isinstance(part, (ast.Name, ast.Attribute)):
                return view.resolve_then(part)
            raise Unknown(f"{written(part)} is evaluated by its parts")

        return evaluate(node, look)

    def _turn(self, depth: int, names: dict[str, Any]) -> Iterator[Element]:
        if depth == len(self.inner.generators):
            yield Element(names, None)
            return
        generator = self.inner.generators[depth]
        items = self.worth(generator.iter, names)
        if type(items) not in _IN_ORDER:
            raise Unknown("the order of such elements is not known")
        for number, item in enumerate(items):
            if number > MOST:
                raise Unknown("there are too many elements")
            here = {**names, **_bound(generator.target, item)}
            failed = next((test for test in generator.ifs if not is_true(self.worth(test, here))), None)
            if failed is not None:
                yield Element(here, failed)
            else:
                yield from self._turn(depth + 1, here)

    def advance(self, said: list[Value]) -> Element:
        """The next element, if its names are as said: names and values in turn. Raises `Refutation`."""
        stops = _STOPPING.get(_called(self.whole))
        if self.kept and stops is not None and is_true(self.kept[-1]) is stops:
            raise Refutation(f"expected no element after the one that settles `{written(self.whole)}`")
        element = next(self.waiting, None)
        if element is None:
            raise Refutation(f"expected no more elements of `{written(self.whole)}`")
        names = [name for name in element.names if name != "_"]
        texts = [slot if isinstance(slot, str) else "" for slot in said]
        if texts[0::2] != names:
            raise Refutation(f"expected {', '.join(names)} of the next element, got {', '.join(texts[0::2])}")
        for name, literal in zip(texts[0::2], texts[1::2], strict=True):
            known = Known(None, element.names[name])
            if not known.is_said(literal):
                raise Refutation(f"expected {name} = {known.text} next, got {literal}", known.text)
        self.last = element
        return element

    def is_over(self) -> bool:
        """Whether all its elements were told."""
        return next(self.waiting, None) is None


def _called(node: ast.expr) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _bound(target: ast.expr, item: Any) -> dict[str, Any]:
    if isinstance(target, ast.Name):
        return {target.id: item}
    if isinstance(target, (ast.Tuple, ast.List)) and isinstance(item, (tuple, list)) and len(item) == len(target.elts):
        found: dict[str, Any] = {}
        for part, one in zip(target.elts, item, strict=True):
            found |= _bound(part, one)
        return found
    raise Unknown("such a target is not followed")


def check_opened(walk: Walk, statement: Statement) -> None:
    """In `[x * x for x in xs]`: the statement worked it out, once."""
    slot = statement.slots[0]
    text = slot if isinstance(slot, str) else ""
    tree = parse_expression(text)
    told = walk.view.operands.get(normal(text), []) if walk.step_here is not None else []
    if tree is None or len(set(told)) != 1:
        raise Refutation(f"expected a comprehension that {walk.here} worked out, got `{text}`")
    inner = tree
    if isinstance(tree, ast.Call) and len(tree.args) == 1 and isinstance(tree.args[0], ast.GeneratorExp):
        inner = tree.args[0]
    if not isinstance(inner, _COMPREHENSIONS) or (isinstance(inner, ast.GeneratorExp) and inner is tree):
        raise Refutation(f"expected a comprehension, got `{text}`")
    walk.elements = Elements(walk, tree, inner, told[0])


def _opened(walk: Walk) -> Elements:
    if not isinstance(walk.elements, Elements):
        raise Refutation("expected a comprehension to be named first")
    return walk.elements


def check_gives(walk: Walk, statement: Statement) -> None:
    """`x` = 3 gives 3 * 3 = 9."""
    opened = _opened(walk)
    *said, chain = statement.slots
    element = opened.advance(said)
    if element.left_out is not None or isinstance(opened.inner, ast.DictComp):
        raise Refutation(f"the element {_named(element)} gives no value of its own")
    opened.kept.append(_require_chain(opened, opened.inner.elt, element, chain))


def check_entry(walk: Walk, statement: Statement) -> None:
    """`k` = 'a' gives the key 'a' and the value 1."""
    opened = _opened(walk)
    *said, key, chain = statement.slots
    element = opened.advance(said)
    if element.left_out is not None or not isinstance(opened.inner, ast.DictComp):
        raise Refutation(f"the element {_named(element)} gives no entry")
    known = Known(None, opened.worth(opened.inner.key, element.names))
    if not isinstance(key, str) or not known.is_said(key):
        raise Refutation(f"expected the key {known.text}, got {key}", known.text)
    _require_chain(opened, opened.inner.value, element, chain)


def check_out(walk: Walk, statement: Statement) -> None:
    """`x` = 2 is left out."""
    element = _opened(walk).advance(list(statement.slots))
    if element.left_out is None:
        raise Refutation(f"the element {_named(element)} is not left out")


def check_why(walk: Walk, statement: Statement) -> None:
    """as `x % 2` = 2 % 2 = 0: the test that left it out."""
    opened = _opened(walk)
    test, chain = statement.slots
    element = opened.last
    if element is None or element.left_out is None:
        raise Refutation("expected an element that is left out")
    if not isinstance(test, str) or normal(test) != written(element.left_out):
        raise Refutation(f"expected the test `{written(element.left_out)}`, got `{test}`")
    _require_chain(opened, element.left_out, element, chain)


def _named(element: Element) -> str:
    return ", ".join(f"{name} = {Known(None, value).text}" for name, value in element.names.items())


def _require_chain(opened: Elements, node: ast.expr, element: Element, chain: Value) -> Any:
    """The value of a part in a round, if the chain says it, each stage worth it and made of it."""
    value = opened.worth(node, element.names)
    stages = chain if isinstance(chain, tuple) else (chain or "",)
    known = Known(None, value)
    if not known.is_said(stages[-1]):
        raise Refutation(f"`{written(node)}` is {known.text} where {_named(element)}, not {stages[-1]}", known.text)
    for stage in stages[:-1]:
        tree = parse_expression(stage)
        if tree is None or has_names(stage):
            raise Refutation(f"expected an expression over values, got {stage}")
        if not Known(None, evaluate(tree, _no_names)).is_said(stages[-1]) or not _fits(opened, node, tree, element):
            raise Refutation(f"{stage} is not `{written(node)}` with its values")
    return value


def _no_names(node: ast.expr) -> Any:
    raise Unknown(f"{written(node)} is evaluated by its parts")


def _fits(opened: Elements, node: Any, said: Any, element: Element) -> bool:
    """Whether `said` is an expression with some of its parts replaced by what they are worth in a round."""
    if isinstance(node, list):
        return (
            isinstance(said, list)
            and len(node) == len(said)
            and all(_fits(opened, one, other, element) for one, other in zip(node, said, strict=True))
        )
    if not isinstance(node, ast.AST):
        return type(node) is type(said) and bool(node == said)
    if not isinstance(said, ast.AST):
        return False
    if type(node) is type(said) and not isinstance(node, ast.Name):
        fields = [field for field in node._fields if field not in ("ctx", "kind")]
        same = all(_fits_field(opened, node, said, field, element) for field in fields)
        if same:
            return True
    if not isinstance(node, ast.expr) or not isinstance(said, ast.expr):
        return False
    try:
        return Known(None, opened.worth(node, element.names)).is_said(written(said))
    except Unknown:
        return False


def _fits_field(opened: Elements, node: ast.AST, said: ast.AST, field: str, element: Element) -> bool:
    one, other = getattr(node, field), getattr(said, field)
    if field == "func" and isinstance(one, ast.Name):
        return isinstance(other, ast.Name) and one.id == other.id
    return _fits(opened, one, other, element)


def check_sum(walk: Walk, statement: Statement) -> None:
    """together 9 + 1 = 10: all that `sum` adds up, in order."""
    opened = _opened(walk)
    chain = statement.slots[0]
    if _called(opened.whole) != "sum" or not isinstance(chain, tuple) or len(chain) != 2 or not opened.is_over():
        raise Refutation(f"expected the elements of a sum, all of them, got `{written(opened.whole)}`")
    values = " + ".join(Known(None, value).text for value in opened.kept)
    if chain[0] != values:
        raise Refutation(f"expected {values} to be added up, got {chain[0]}", values)
    if not Known(opened.literal).is_said(chain[1]):
        raise Refutation(f"expected {opened.literal}, got {chain[1]}", opened.literal)


def check_most(walk: Walk, statement: Statement) -> None:
    """the largest of these is 9."""
    opened = _opened(walk)
    which, said = statement.slots
    wanted = "max" if which == "largest" else "min"
    if _called(opened.whole) != wanted or not opened.is_over():
        raise Refutation(f"expected the elements of `{wanted}`, all of them, got `{written(opened.whole)}`")
    if not isinstance(said, str) or not Known(opened.literal).is_said(said):
        raise Refutation(f"expected {opened.literal}, got {said}", opened.literal)


ELEMENTS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "elements_of": check_opened,
    "element_gives": check_gives,
    "element_entry": check_entry,
    "element_out": check_out,
    "element_why": check_why,
    "elements_sum": check_sum,
    "elements_most": check_most,
}
