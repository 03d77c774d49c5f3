"""Plans for what has no plan of its own: the tests of a statement, what it worked out, what it changed."""

from __future__ import annotations

import ast
from typing import TypeGuard

from tracepile_hf.narration.conditions import Reasons
from tracepile_hf.narration.expressions import compounds
from tracepile_hf.narration.phrases import statements as phrases
from tracepile_hf.narration.plan import Plan
from tracepile_hf.narration.shape import Shape
from tracepile_hf.narration.source import container
from tracepile_hf.narration.spelling import quoted, root_of, text_of
from tracepile_hf.places import root


def definition(shape: Shape, node: ast.stmt) -> Plan:
    """`def`, `class`, `import`: that the name is bound, which is all there is to say."""
    if shape.following:
        return anything(shape)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        bank = phrases.DEFINE_CLASS if isinstance(node, ast.ClassDef) else phrases.DEFINE
        return shape.plan(bank, {"name": f"`{node.name}`"}, light=True, listed=True)
    names = [alias.asname or alias.name.split(".")[0] for alias in getattr(node, "names", [])]
    names = [name for name in names if name in shape.changed]
    if not names:
        return anything(shape)
    return shape.plan(phrases.IMPORT, {"name": listed([f"`{name}`" for name in names])}, light=True, listed=True)


def removal(shape: Shape, node: ast.Delete) -> Plan:
    """`del x`; of anything else what is left is told."""
    target = node.targets[0]
    if len(node.targets) > 1 or not isinstance(target, ast.Name) or not shape.changes(target.id):
        return anything(shape)
    quote = shape.quote or f"`del {target.id}`"
    return shape.plan(phrases.DELETE, {"quote": quote, "name": f"`{target.id}`"}, light=True)


def anything(shape: Shape) -> Plan:
    """Any statement: its tests with their outcomes, what it worked out, what it changed."""
    tests = _tests(shape)
    chains = _chains(shape)
    changes = _changes(shape)
    if shape.following:
        return _open(shape, tests, chains)
    if tests and not chains:
        bank = phrases.MATCH if isinstance(shape.node, ast.Match) else phrases.TESTS
        ending = "" if not changes else ", and {changes}" if _is_parallel(shape.node) else ", so {changes}"
        fields = {"tests": listed(tests), "changes": listed(changes) if changes else ""}
        return shape.plan(tuple(phrase + ending for phrase in bank), fields)
    if tests or (chains and changes):
        fields = {"chains": listed([*tests, *chains]), "changes": listed(changes) if changes else ""}
        endings: tuple[str, ...] = (", so {changes}", ", and {changes}", "; {changes}") if changes else ("",)
        if changes and _is_parallel(shape.node):
            endings = endings[1:]  # which value went where is not for "so" to say: one of them may have stayed
        return shape.plan(tuple("@{chains}" + ending for ending in endings) * 2, fields)
    if changes:
        return run(shape, changes)
    if chains:
        return shape.plan(phrases.RUN_CHAINS, {"chains": listed(chains)}, light=len(chains) == 1)
    quote = shape.quote
    if shape.changed or _writes_out_of_sight(shape.node):
        return shape.plan(phrases.RUN if quote else phrases.WORK, {"quote": quote or ""}, light=True)
    return shape.plan(phrases.RUN_NOTHING if quote else phrases.NOTHING, {"quote": quote or ""}, light=True)


def _is_parallel(node: ast.stmt | None) -> bool:
    """Whether several places are assigned to at once: `a, b = b, a % b`."""
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple)


def _writes_out_of_sight(node: ast.stmt | None) -> bool:
    """Whether an assignment writes to what no name tells, `getcontext().prec`: then it cannot be said what changed."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(target, (ast.Attribute, ast.Subscript)) and not root_of(target) for target in targets)


def _tests(shape: Shape) -> list[str]:
    """The tests of a statement with their outcomes; of a choice between two values, why it fell as it did."""
    if not shape.tests:
        return []
    choices = [n for n in ast.walk(shape.node) if isinstance(n, ast.IfExp)] if _is_plain(shape.node) else []
    whys = [choice(shape, node) for node in choices]
    if whys and all(whys):
        return [why for why in whys if why is not None]
    return [f"the test `{text}` {'holds' if outcome else 'fails'}" for text, outcome in shape.tests if quoted(text)]


def choice(shape: Shape, node: ast.IfExp) -> str | None:
    outcome = dict(shape.tests).get(text_of(node.test))
    return None if outcome is None else Reasons(shape).reason(node.test, outcome)


def _is_plain(node: ast.stmt | None) -> TypeGuard[ast.stmt]:
    return isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Expr))


def _open(shape: Shape, tests: list[str], chains: list[str]) -> Plan:
    """A statement that goes on with another event: the sentence is left open for it."""
    if tests:
        return shape.plan(phrases.TESTS, {"tests": listed([*tests, *chains])}, after="clause")
    if chains:
        return shape.plan(phrases.RUN_CHAINS, {"chains": listed(chains)}, after="clause")
    return shape.plan(("",), {}, after="bare")


def run(shape: Shape, changes: list[str]) -> Plan:
    quote = shape.quote
    fields = {"quote": quote or "", "changes": listed(changes)}
    return shape.plan(phrases.RUN_CHANGES if quote else phrases.CHANGES, fields, light=len(changes) == 1)


def listed(clauses: list[str]) -> str:
    return clauses[0] if len(clauses) == 1 else ", ".join(clauses[:-1]) + " and " + clauses[-1]


def _chains(shape: Shape, limit: int = 3) -> list[str]:
    """What the statement worked out, its largest expressions first in reading order."""
    node = shape.node
    found = [] if shape.expression is None else list(compounds(shape.expression, shape.values))
    if node is not None:
        found = [inner for expression in _expressions(node) for inner in _inner(node, expression, shape)]
    told = []
    for compound in found:
        if isinstance(compound, ast.IfExp):
            continue  # the test that chose is told
        if isinstance(compound, ast.Subscript) and isinstance(node, (ast.Assign, ast.Expr)):
            continue  # what is merely passed on is told by the change
        chain = shape.evaluate.chain(compound)
        if chain is not None and chain not in told:
            told.append(chain)
    return told[:limit]


def _inner(node: ast.stmt, expression: ast.expr, shape: Shape) -> list[ast.expr]:
    """The compounds of an expression; of a call whose value is thrown away or raised, those of its arguments."""
    if isinstance(expression, ast.Call) and isinstance(node, (ast.Expr, ast.Raise)):
        arguments = [*expression.args, *[keyword.value for keyword in expression.keywords]]
        return [found for argument in arguments for found in compounds(argument, shape.values)]
    return list(compounds(expression, shape.values))


def _expressions(node: ast.stmt) -> list[ast.expr]:
    """The expressions a statement evaluates itself, without those of statements inside it and without its targets."""
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        return [node.value] if node.value is not None else []
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return list(node.decorator_list)
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return [node.iter]
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return [item.context_expr for item in node.items]
    if isinstance(node, ast.Match):
        return [node.subject]
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def _changes(shape: Shape, limit: int = 4) -> list[str]:
    """What the statement changed; the elements of one container together with what it now holds."""
    told = []
    named = _target_names(shape.node) & {root(place) for place in shape.changed}
    for position, place in enumerate(shape.changed):
        new = shape.new(position)
        if new is None or any(place.startswith((outer + ".", outer + "[")) for outer in shape.changed):
            continue  # a part of something that is told whole
        if named and root(place) not in named:
            continue  # the same change seen through another name
        old = shape.old(position) if "[" in place else None
        if old is not None:
            told.append(f"{shape.place(position)} goes from {old} to {new}")
        else:
            told.append(f"{shape.place(position)} is now {new}")
    told = told[:limit]
    roots = {container(place) for place in shape.changed}
    if len(roots) == 1 and len(shape.changed) > 1 and all("[" in place for place in shape.changed):
        whole = shape.whole(0)
        told += [] if whole is None else [f"`{roots.pop()}` is now {whole}"]
    return told


def _target_names(node: ast.stmt | None) -> set[str]:
    """The names that an assignment's targets start with."""
    if isinstance(node, ast.Assign):
        return {part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return {root_of(node.target)} if isinstance(node, (ast.AnnAssign, ast.AugAssign)) else set()


def side_changes(shape: Shape, value: ast.expr, main: str) -> list[str]:
    """What else a statement changed among the names that its right side mentions: `x = stack.pop()` changes `stack`."""
    told = []
    for name in dict.fromkeys(n for n in shape.changed if n != main and text_of(value).startswith(n + ".")):
        new = shape.change(name)
        if new is not None:
            told.append(f"`{name}` is now {new}")
    for argument in value.args if isinstance(value, ast.Call) else []:
        if text_of(argument) in shape.changed and text_of(argument) != main:
            new = shape.change(text_of(argument))
            told += [] if new is None else [f"`{text_of(argument)}` is now {new}"]
    return told
