"""Plans for branches, loops and jumps."""

from __future__ import annotations

import ast

from tracepile_hf.narration.conditions import Reasons
from tracepile_hf.narration.phrases import branches, loops
from tracepile_hf.narration.plan import Plan
from tracepile_hf.narration.shape import Shape
from tracepile_hf.narration.source import Loop, first_line
from tracepile_hf.narration.spelling import constant_text, quoted, text_of
from tracepile_hf.narration.statements import anything


def branch(shape: Shape, node: ast.If) -> Plan:
    """An `if` or `elif`: the values that decide, and which way it goes."""
    if shape.following or not shape.decided:
        return anything(shape)
    outcome = shape.tests[-1][1]
    quote = quoted(text_of(node.test))
    whys = [Reasons(shape, turn).reason(node.test, outcome) for turn in range(2)]
    fields = {"why0": whys[0] or "", "why1": whys[1] or "", "quote": quote or "", "outcome": _outcome(outcome)}
    judged = quote is not None and (whys[0] or "").startswith(quote)  # the reasons begin with how it came out
    compound = isinstance(node.test, (ast.Compare, ast.BoolOp, ast.UnaryOp))
    if whys[0] is not None and quote is not None and compound and not judged and shape.source.quotes:
        bank = branches.TEST
    elif whys[0] is not None:
        bank = branches.TEST_SHORT
    elif quote is not None and constant_text(node.test) is None:
        bank = branches.TEST_PLAIN
    else:
        bank = ("@{verdict}",)
    verdicts = _verdicts(shape, node, outcome)
    wordings = tuple(
        phrase.replace("{verdict}", verdicts[(position + turn) % len(verdicts)]).replace("{why}", f"{{why{turn}}}")
        for turn in range(2)
        for position, phrase in enumerate(bank)
    )
    return shape.plan(wordings, fields, watch=outcome)


def _outcome(outcome: bool) -> str:
    return "holds" if outcome else "fails"


def _verdicts(shape: Shape, node: ast.If, outcome: bool) -> tuple[str, ...]:
    """What follows from the outcome. Lines are named only where the text tells which one is next."""
    body, line = first_line(node.body), node.lineno
    if outcome:
        following = (f"line {body} is next", f"the body on line {body} runs") if body > line else ()
        return (*branches.TAKEN, *following)
    if node.orelse:
        other = first_line(node.orelse)
        if other > line and isinstance(node.orelse[0], ast.If) and node.orelse[0].col_offset == node.col_offset:
            return (f"line {other} is next", "the body is skipped", f"control moves on to line {other}")
        if other > line:
            return (*branches.ELSE, f"the else branch on line {other} runs", f"line {other} is next")
        return branches.ELSE
    last = max(child.end_lineno or child.lineno for child in node.body)
    after = shape.source.after.get(line, 0)
    if body > line and after > last:
        skipped = f"line {body} is skipped" if last == body else f"lines {body} to {last} are skipped"
        return (*branches.SKIPPED, skipped)
    return branches.SKIPPED


def assertion(shape: Shape, node: ast.Assert) -> Plan:
    """An `assert` that passes."""
    if shape.following or not shape.decided or not shape.tests[-1][1]:
        return anything(shape)
    why, quote = Reasons(shape).reason(node.test, True), quoted(text_of(node.test))
    if why is None or quote is None or why.startswith(quote):
        return anything(shape)
    return shape.plan(branches.ASSERT_HOLDS, {"why": why, "quote": quote})


def loop(shape: Shape, node: Loop) -> Plan:
    """A loop header: the next iteration begins, or the loop ends."""
    line = str(node.lineno)
    if not shape.tests[-1][1]:
        return _loop_end(shape, node, line)
    count = shape.extra("count") or ""
    if isinstance(node, ast.While):
        return _while(shape, node, line, count)
    targets = [name for name in _names(node.target) if name != "_" and shape.change(name) is not None]
    fields = {"line": line, "count": count}
    chain = shape.evaluate.chain(node.iter)
    if not targets:
        fields["chain"] = chain or ""
        told = chain is not None and not isinstance(node.iter, (ast.Name, ast.Attribute))
        return shape.plan(loops.FOR_COUNTED if told else loops.FOR_PLAIN, fields)
    fields["targets"] = _joined([f"`{name}` = {shape.change(name)}" for name in targets])
    fields["targets_are"] = _joined([f"`{name}` is {shape.change(name)}" for name in targets])
    if chain is not None and not isinstance(node.iter, (ast.Name, ast.Attribute)) and not _is_plain_range(node.iter):
        return shape.plan(loops.FOR_FIRST, fields | {"chains": chain})
    return shape.plan(loops.FOR, fields)


def _is_plain_range(node: ast.expr) -> bool:
    """Whether an expression is a `range` of constants, which reads like its own value."""
    named = isinstance(node, ast.Call) and text_of(node.func) == "range"
    return named and isinstance(node, ast.Call) and all(constant_text(argument) is not None for argument in node.args)


def _joined(clauses: list[str]) -> str:
    return clauses[0] if len(clauses) == 1 else ", ".join(clauses[:-1]) + " and " + clauses[-1]


def _while(shape: Shape, node: ast.While, line: str, count: str) -> Plan:
    why, quote = Reasons(shape).reason(node.test, True), quoted(text_of(node.test))
    fields = {"line": line, "count": count, "why": why or "", "quote": quote or "", "outcome": "holds"}
    if constant_text(node.test) is not None or (why is None and quote is None):
        return shape.plan(loops.FOR_PLAIN, fields)
    bound = _bound(shape, node)
    if bound and quote is not None:
        return shape.plan(loops.WHILE_BINDING, fields | bound)
    return shape.plan(loops.WHILE if why is not None else loops.WHILE_PLAIN, fields)


def _bound(shape: Shape, node: Loop) -> dict[str, str]:
    """What the test of a `while` binds by `:=`, where that changes something here."""
    parts = ast.walk(node.test) if isinstance(node, ast.While) else ()
    names = [part.target.id for part in parts if isinstance(part, ast.NamedExpr)]
    told = {name: shape.change(name) for name in names if shape.change(name) is not None}
    if not told:
        return {}
    return {
        "targets": _joined([f"`{name}` = {value}" for name, value in told.items()]),
        "targets_are": _joined([f"`{name}` is {value}" for name, value in told.items()]),
    }


def _loop_end(shape: Shape, node: Loop, line: str) -> Plan:
    why = Reasons(shape, 1).reason(node.test, False) if isinstance(node, ast.While) else None
    fields = {"line": line, "why": why or ""}
    bound = _bound(shape, node)
    if shape.empty and bound:
        return shape.plan(loops.LOOP_EMPTY_BINDING, fields | bound)
    if shape.empty:
        return shape.plan(loops.LOOP_EMPTY if why is None else loops.LOOP_EMPTY_WHY, fields)
    fields["rounds"] = shape.extra("rounds") or ""
    if bound:
        return shape.plan(loops.LOOP_END_BINDING, fields | bound)
    return shape.plan(loops.LOOP_END if why is None else loops.LOOP_END_WHY, fields)


def jump(shape: Shape, node: ast.Break | ast.Continue) -> Plan:
    """`break` and `continue`; where something else runs on the way out, just that they are carried out."""
    if isinstance(node, ast.Continue) and node.lineno in shape.source.guarded:
        return anything(shape)
    fields = {"loop": str(shape.source.loop_of.get(node.lineno, 0))}
    return shape.plan(branches.BREAK if isinstance(node, ast.Break) else branches.CONTINUE, fields)


def _names(target: ast.expr) -> list[str]:
    """The names a `for` binds, in order."""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for element in target.elts for name in _names(element)]
    return _names(target.value) if isinstance(target, ast.Starred) else []
