"""Plans for plain statements: assignments, calls that change something, definitions, and what is left."""

from __future__ import annotations

import ast
from typing import TypeGuard

from tracepile_hf.narration import phrases
from tracepile_hf.narration.conditions import Reasons
from tracepile_hf.narration.expressions import compounds, constant_text, is_display, quoted, text_of
from tracepile_hf.narration.plan import Plan
from tracepile_hf.narration.shape import Shape
from tracepile_hf.narration.source import container, root

Fields = dict[str, str]


def assignment(shape: Shape, node: ast.Assign | ast.AnnAssign) -> Plan:
    """`x = E`, `xs[i] = E`, `a, b = E, F`, `x = y = E`."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    value = node.value
    if value is None:
        return anything(shape)
    target = targets[0]
    if isinstance(value, ast.IfExp) and len(targets) == 1 and not shape.following:
        return _chosen(shape, text_of(target), value)
    if shape.following or len(targets) > 1 or shape.tests:
        return anything(shape)
    if isinstance(target, (ast.Name, ast.Attribute)):
        return _single(shape, text_of(target), value)
    if isinstance(target, ast.Subscript):
        return _element(shape, target, value)
    return anything(shape)


def _single(shape: Shape, place: str, value: ast.expr) -> Plan:
    new = shape.change(place)
    chain = shape.evaluate.chain(value)
    fields: Fields = {"place": f"`{place}`"}
    if not shape.changes(place):
        return _kept(shape, fields, value, chain)
    if new is None:
        return anything(shape)
    others = _other_changes(shape, value, place)
    if others:
        return _run(shape, [f"{fields['place']} is now {new}", *others])
    fields["value"] = new
    if chain is not None:
        fields["chain"] = chain
        return shape.plan(phrases.SET_CHAIN if shape.may_repeat else phrases.SET_LONG, fields, light=True, brief=True)
    quote = shape.quote
    if constant_text(value) is None and quote is not None and not is_display(value):
        fields["quote"] = quote
        return shape.plan(phrases.SET_VALUE, fields, light=True)
    return shape.plan(phrases.SET_CONSTANT, fields, light=True)


def _chosen(shape: Shape, place: str, value: ast.IfExp) -> Plan:
    """`x = A if C else B`: the condition tells which."""
    why = _choice(shape, value)
    new = shape.change(place)
    if why is None or new is None or len(shape.changed) > 1:
        return anything(shape)
    return shape.plan(phrases.CHOOSE, {"why": why, "place": f"`{place}`", "value": new}, light=True)


def _choice(shape: Shape, node: ast.IfExp) -> str | None:
    outcome = dict(shape.tests).get(text_of(node.test))
    return None if outcome is None else Reasons(shape).reason(node.test, outcome)


def _kept(shape: Shape, fields: Fields, value: ast.expr, chain: str | None) -> Plan:
    """The assignment gave the place the value it had already."""
    constant = constant_text(value)
    if shape.changed or (chain is None and constant is None):
        return anything(shape)
    if chain is not None:
        last = chain.rpartition(" = ")[2]
        return shape.plan(phrases.KEEP_CHAIN, {**fields, "chain": chain, "value": last}, light=True)
    return shape.plan(phrases.KEEP_CONSTANT, {**fields, "value": constant or ""}, light=True)


def _element(shape: Shape, target: ast.Subscript, value: ast.expr) -> Plan:
    """An element replaced: the place is told with its subscripts, and the container as it is now."""
    general = _general(target)
    new = shape.change(general) if general else None
    chain = shape.evaluate.chain(value)
    if general is None or new is None:
        name = text_of(target.value)
        whole = shape.change(name) if isinstance(target.value, (ast.Name, ast.Attribute)) else None
        if whole is None:
            return anything(shape)
        concrete = _concrete(shape, target, name)
        told = chain or constant_text(value)
        if concrete is None or told is None:
            return _run(shape, [f"`{name}` is now {whole}"])
        ending = {"name": f"`{name}`", "whole": whole}
        return _written(shape, {"place": f"`{concrete}`", "chain": told}, ending, None, phrases.WRITE)
    position = shape.changed.index(general)
    fields = {"place": shape.place(position), "chain": chain or new, "value": new}
    whole_text = shape.whole(position)
    ending = {} if whole_text is None else {"name": f"`{container(general)}`", "whole": whole_text}
    old = shape.old(position)
    return _written(shape, fields, ending, old, phrases.WRITE)


def _written(shape: Shape, fields: Fields, ending: Fields, old: str | None, bank: phrases.Bank) -> Plan:
    wordings = list(bank)
    if old is not None:
        fields["old"] = old
        wordings += phrases.WRITE_OLD
        if fields["chain"] != fields["value"]:
            wordings += phrases.WRITE_OLD_CHAIN
    if ending:
        fields |= ending
        endings = phrases.NOW_HOLDS
        wordings = [wording + endings[position % len(endings)] for position, wording in enumerate(wordings)]
    return shape.plan(tuple(wordings), fields, light=not ending)


def _general(target: ast.Subscript) -> str | None:
    """The general form of the place that a subscript writes: `xs[]` for `xs[i + 1]`."""
    node: ast.expr = target
    parts = []
    while True:
        if isinstance(node, ast.Subscript):
            parts.append("[]")
            node = node.value
        elif isinstance(node, ast.Attribute):
            parts.append(f".{node.attr}")
            node = node.value
        elif isinstance(node, ast.Name):
            return node.id + "".join(reversed(parts))
        else:
            return None


def _concrete(shape: Shape, target: ast.Subscript, container: str) -> str | None:
    """`counts['a']` for `counts[word]`, when the key is known."""
    key = shape.evaluate.value(target.slice)
    return None if key is None or isinstance(target.slice, ast.Tuple) else f"{container}[{key}]"


def augmented(shape: Shape, node: ast.AugAssign) -> Plan:
    """`total += x`: from the old value to the new one, with the arithmetic between them."""
    target = node.target
    if shape.following or shape.tests:
        return anything(shape)
    general = _general(target) if isinstance(target, ast.Subscript) else text_of(target)
    if general is not None and not shape.changed:
        return _added_nothing(shape, node)
    if general is None or shape.change(general) is None:
        return anything(shape)
    position = shape.changed.index(general)
    place, new = shape.place(position), shape.new(position) or ""
    before = shape.values.get(text_of(target))
    # A number that is reported has changed; anything else may have been replaced by its equal.
    old = f"\0{before}?\0" if before is not None and not shape.textual else shape.old(position)
    whole = shape.whole(position) if isinstance(target, ast.Subscript) else None
    ending = {} if whole is None else {"name": f"`{container(general)}`", "whole": whole}
    combined = ast.BinOp(left=_loaded(target), op=node.op, right=node.value)
    fields = {"place": place, "value": new, "chain": new}
    if old is None:
        bank = phrases.WRITE
    elif text_of(combined) in shape.values and shape.evaluate.chain(combined):
        fields |= {"old": old, "chain": shape.evaluate.chain(combined) or ""}
        bank = phrases.AUGMENT_CHAIN
    else:
        filled = None if shape.textual else _sum(shape, combined, old)
        fields |= {"old": old, "sum": new if filled is None else f"{filled} = {new}"}
        fields["quote"] = shape.quote or ""
        bank = phrases.AUGMENT if fields["quote"] else tuple(p for p in phrases.AUGMENT if "{quote}" not in p)
    wordings = [b + phrases.NOW_HOLDS[i % len(phrases.NOW_HOLDS)] for i, b in enumerate(bank)] if ending else bank
    return shape.plan(tuple(wordings), fields | ending, light=not ending)


def _added_nothing(shape: Shape, node: ast.AugAssign) -> Plan:
    """An augmented assignment that left everything as it was: the right side tells why."""
    place, before = text_of(node.target), shape.values.get(text_of(node.target))
    told = shape.evaluate.chain(node.value)
    if before is None or told is None or not isinstance(node.target, ast.Name):
        return anything(shape)
    bank = tuple(phrase for phrase in phrases.KEEP_CHAIN if "again" not in phrase)
    return shape.plan(bank, {"chain": told, "place": f"`{place}`", "value": f"\0{before}\0"}, light=True)


def _loaded(target: ast.expr) -> ast.expr:
    return ast.parse(text_of(target), mode="eval").body


def _sum(shape: Shape, combined: ast.BinOp, old: str) -> str | None:
    """The arithmetic of an augmented assignment over literals, when its right side is plain."""
    values = dict(shape.values)
    target = text_of(combined.left)
    values[target] = int(old.strip("\0?"))
    evaluator = type(shape.evaluate)(values, frozenset(), shape.textual)
    filled = evaluator.filled(combined)
    return None if filled is None or "`" in filled else filled


_ADDING = {"append": phrases.APPEND, "add": phrases.ADD, "push": phrases.PUSH, "appendleft": phrases.ADD}
_HEAP = {"heappush": phrases.PUSH, "heapq.heappush": phrases.PUSH}


def called(shape: Shape, node: ast.Call) -> Plan:
    """A call as a statement: what it added, or what it changed."""
    if shape.following or shape.tests or node.keywords:
        return anything(shape)
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr in _ADDING and len(node.args) == 1:
        return _adding(shape, text_of(function.value), node.args[0], _ADDING[function.attr])
    if text_of(function) in _HEAP and len(node.args) == 2:
        return _adding(shape, text_of(node.args[0]), node.args[1], phrases.PUSH)
    return anything(shape)


def _adding(shape: Shape, container: str, item: ast.expr, bank: phrases.Bank) -> Plan:
    told = constant_text(item) or shape.evaluate.chain(item)
    if told is None or not shape.changes(container) or "cut" in shape.without:
        return anything(shape)
    fields = {"item": told, "name": f"`{container}`"}
    whole = shape.change(container)
    if whole is None:
        return shape.plan(bank, fields, light=True)
    fields["whole"] = whole
    endings = (", which is now {whole}", ", so {name} becomes {whole}", ", and {name} is now {whole}",
               ", leaving {name} as {whole}", ", so {name} holds {whole}", ", which makes {name} = {whole}")
    wordings = tuple(bank[i % len(bank)] + ending for i, ending in enumerate(endings))
    return shape.plan(wordings, fields)


def definition(shape: Shape, node: ast.stmt) -> Plan:
    """`def`, `class`, `import`: that the name is bound, which is all there is to say."""
    if shape.following:
        return anything(shape)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return shape.plan(phrases.DEFINE_CLASS if isinstance(node, ast.ClassDef) else phrases.DEFINE, {"name": f"`{node.name}`"}, light=True)
    names = [alias.asname or alias.name.split(".")[0] for alias in getattr(node, "names", [])]
    names = [name for name in names if name in shape.changed]
    if not names:
        return anything(shape)
    return shape.plan(phrases.IMPORT, {"name": ", ".join(f"`{name}`" for name in names[:1])}, light=True)


def removal(shape: Shape, node: ast.Delete) -> Plan:
    """`del x`; of anything else what is left is told."""
    target = node.targets[0]
    if len(node.targets) > 1 or not isinstance(target, ast.Name) or not shape.changes(target.id):
        return anything(shape)
    return shape.plan(phrases.DELETE, {"quote": shape.quote or f"`del {target.id}`", "name": f"`{target.id}`"}, light=True)


def anything(shape: Shape) -> Plan:
    """Any statement: its tests with their outcomes, what it worked out, what it changed."""
    tests = _tests(shape)
    chains = _chains(shape)
    changes = _changes(shape)
    if shape.following:
        return _open(shape, tests, chains)
    if tests and not chains:
        bank = phrases.MATCH if isinstance(shape.node, ast.Match) else phrases.TESTS
        ending = ", so {changes}" if changes else ""
        fields = {"tests": _listed(tests), "changes": _listed(changes) if changes else ""}
        return shape.plan(tuple(phrase + ending for phrase in bank), fields)
    if tests or (chains and changes):
        fields = {"chains": _listed([*tests, *chains]), "changes": _listed(changes) if changes else ""}
        endings = (", so {changes}", ", and {changes}", "; {changes}") if changes else ("",)
        return shape.plan(tuple("@{chains}" + ending for ending in endings) * 2, fields)
    if changes:
        return _run(shape, changes)
    if chains:
        return shape.plan(phrases.RUN_CHAINS, {"chains": _listed(chains)}, light=len(chains) == 1)
    quote = shape.quote
    if shape.changed:
        return shape.plan(phrases.RUN if quote else ("is carried out",), {"quote": quote or ""}, light=True)
    return shape.plan(phrases.RUN_NOTHING if quote else phrases.NOTHING, {"quote": quote or ""}, light=True)


def _tests(shape: Shape) -> list[str]:
    """The tests of a statement with their outcomes; of a choice between two values, why it fell as it did."""
    if not shape.tests:
        return []
    choices = [n for n in ast.walk(shape.node) if isinstance(n, ast.IfExp)] if _is_plain(shape.node) else []
    whys = [_choice(shape, choice) for choice in choices]
    if whys and all(whys):
        return [why for why in whys if why is not None]
    return [f"the test `{text}` {'holds' if outcome else 'fails'}" for text, outcome in shape.tests if quoted(text)]


def _is_plain(node: ast.stmt | None) -> TypeGuard[ast.stmt]:
    return isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Expr))


def _open(shape: Shape, tests: list[str], chains: list[str]) -> Plan:
    """A statement that goes on with another event: the sentence is left open for it."""
    if tests:
        return shape.plan(phrases.TESTS, {"tests": _listed([*tests, *chains])}, after="clause")
    if chains:
        return shape.plan(phrases.RUN_CHAINS, {"chains": _listed(chains)}, after="clause")
    return shape.plan(("",), {}, after="bare")


def _run(shape: Shape, changes: list[str]) -> Plan:
    quote = shape.quote
    fields = {"quote": quote or "", "changes": _listed(changes)}
    return shape.plan(phrases.RUN_CHANGES if quote else phrases.CHANGES, fields, light=len(changes) == 1)


def _listed(clauses: list[str]) -> str:
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
    for position, place in enumerate(shape.changed):
        new = shape.new(position)
        if new is None or any(place.startswith((outer + ".", outer + "[")) for outer in shape.changed):
            continue  # a part of something that is told whole
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


def _other_changes(shape: Shape, value: ast.expr, main: str) -> list[str]:
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
