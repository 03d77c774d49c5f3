"""What bears on a value: of `and` and `or` the part that settled it, of what the statement writes the value before."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Final

from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import is_place, normal, parse_expression, written
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.view import View
from tracepile_hf.verification.walk import Refutation

_DIVIDING: Final = (ast.Div, ast.FloorDiv, ast.Mod)
_WRITTEN: Final = frozenset({"set", "put", "becomes", "starts", "again", "again_put"})
_PREDICATES: Final = frozenset({"order", "type", "membership", "length", "swap", "unset"})
_OF_VALUES: Final = frozenset({"value", "change", "updates", "element", "return"})
_PLAIN_VALUES: Final = frozenset({"value", "tick"})
_TOLD: Final = frozenset({"", "is"})

Told = Sequence[tuple[Statement, list[str]]]  # reasons, each with the expressions that it speaks of


def require_bearing(view: View, told: Told, effect: Statement) -> None:
    """Raises `Refutation` for reasons of a value that are true, but of no weight: what the statement did not ask, did
    not get to, or has only just written."""
    line = view.step.line if view.step is not None else 0
    subject = normal(_place_of(effect)) if _place_of(effect) else ""
    aims = {written(aim) for aim in _aims(view)}
    for cause, texts in told:
        swapped = cause.kind == "swap" and cause.mode != "none" and subject and is_written(view, subject)
        if effect.kind in _OF_VALUES and cause.kind in _PREDICATES and not swapped and not _asks(view, cause.kind):
            raise Refutation(f"expected a reason that line {line} goes by, got `{cause.text}`")
        late = [text for text in texts if text in aims]
        if late and cause.kind == "comparison" and subject:
            raise Refutation(f"expected a reason from before line {line} sets `{late[0]}`, got `{cause.text}`")
        plain = subject not in late or not any(isinstance(slot, tuple) for slot in cause.slots)
        if effect.kind == "raise" and any(not view.source.is_read(text, line) for text in late):
            raise Refutation(f"expected a reason that line {line} looked at, got `{cause.text}`")
        if late and cause.kind == "value" and cause.mode in _TOLD and subject and plain and effect.mode != "stays":
            raise Refutation(f"expected a reason from before line {line} sets `{late[0]}`, got `{cause.text}`")
    writing = any(cause.kind == "value" and cause.mode in _WRITTEN for cause, _ in told)
    if writing and subject and effect.mode in _TOLD and not is_written(view, subject):
        raise Refutation(f"expected what follows from line {line}, got `{subject}`, which it does not change")
    if effect.mode == "stays" and subject and told and root_of(subject) not in view.source.names_at(line):
        raise Refutation(f"expected a test on line {line} that `{subject}` stays by, found none")
    if effect.mode in _TOLD and subject and told and not _has_to_do_with(view, subject):
        raise Refutation(f"expected what follows from line {line}, got `{subject}`, which it has nothing to do with")
    if effect.mode in _TOLD and subject and not is_written(view, subject):
        _require_worked_out(subject, told, line)
    _require_settling(view, told)
    if effect.kind == "raise" and "ZeroDivisionError" in effect.text:
        _require_divisor(view, told)


def _require_worked_out(subject: str, told: Told, line: int) -> None:
    """Raises `Refutation` where what is said to follow is what the reasons are worked out from, or apart from them.

    `range(n, 1, -1)` = range(3, 1, -1) gives no `n`; that `x == 3` gives `x`, and `i` = 2 gives `xs[i]`.
    """
    for cause, texts in told:
        for text in texts:
            if cause.kind in ("value", "tick", "numbers") and _is_part(text, subject) and not _is_equality(text):
                raise Refutation(f"expected what line {line} works out, got `{subject}`, which `{text}` comes from")


def _is_part(text: str, place: str) -> bool:
    """Whether an expression has a place in it, and is more than that."""
    tree = parse_expression(text)
    return tree is not None and any(written(node) == place for node in ast.walk(tree) if node is not tree)


def _is_equality(text: str) -> bool:
    tree = parse_expression(text)
    return isinstance(tree, ast.Compare) and any(isinstance(sign, (ast.Eq, ast.Is)) for sign in tree.ops)


def _has_to_do_with(view: View, place: str) -> bool:
    """Whether the statement has the name of a place, or changes what it holds."""
    root = root_of(place)
    line = view.step.line if view.step is not None else 0
    return root in view.source.names_at(line) or any(
        root_of(changed) == root for step in view.statement for changed, _ in step.changed
    )


def _require_divisor(view: View, told: Told) -> None:
    """Raises `Refutation` where a division by zero is said to come of what nothing is divided by."""
    parts = [part for node in view.nodes for part in view.source.expressions(node)]
    by = [part.right for part in parts if isinstance(part, ast.BinOp) and isinstance(part.op, _DIVIDING)]
    weighed = set(texts_of(iter(by))) | {written(part) for part in parts if isinstance(part, ast.BinOp)}
    spoken = [text for _, texts in told for text in texts]
    if by and spoken and all(map(is_place, spoken)) and not weighed & set(spoken):
        raise Refutation(f"expected `{written(by[0])}` as the reason, got `{spoken[0]}`")


def _place_of(effect: Statement) -> str:
    """The place that an effect is told of, if it is a value of one."""
    if effect.kind != "value":
        return ""
    slot = effect.slots[-1 if effect.mode in ("put", "again_put") else 0]
    return slot if isinstance(slot, str) and is_place(slot) else ""


def _aims(view: View) -> Iterator[ast.expr]:
    """The places that assignments of the statement write to."""
    for node in view.nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
            yield node.target


def is_written(view: View, text: str) -> bool:
    """Whether a place, a part of it, or what it is a part of is changed by the statement or is a target of it."""
    if not is_place(text):
        return False
    if text.isidentifier():
        return text in view.targets or any(
            root_of(place) == text for step in view.statement for place, _ in step.changed
        )
    places = [place for step in view.statement for place, _ in step.changed] + [written(aim) for aim in _aims(view)]
    return any(
        one == text or one.startswith((text + "[", text + ".")) or text.startswith((one + "[", one + "."))
        for one in places
    )


def _asks(view: View, kind: str) -> bool:
    """Whether the statement asks what is in something, or how long it is."""
    for node in view.nodes:
        for part in view.source.expressions(node):
            if kind == "membership" and isinstance(part, ast.Compare):
                if any(isinstance(sign, (ast.In, ast.NotIn)) for sign in part.ops):
                    return True
            elif kind == "length" and isinstance(part, ast.Call) and written(part.func) in ("len", "range"):
                return True
    return False


def _require_settling(view: View, told: Told) -> None:
    """Raises `Refutation` where a value is that of `and` or `or`, and no reason is of the part that settled it."""
    values = [getattr(node, "value", None) for node in view.nodes if isinstance(node, (ast.Assign, ast.Return))]
    for value in values:
        inner = value.operand if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not) else value
        if value is None or not isinstance(inner, ast.BoolOp):
            continue
        weighed = {written(value), written(inner), *texts_of(settling(inner, view))}
        spoken = [text for _, texts in told for text in texts]
        own = {text for text in spoken if text in view.source.written_at(view.step.line if view.step else 0)}
        if own and not own & weighed:
            raise Refutation(f"expected the part of `{written(inner)}` that settled it, got `{spoken[0]}`")


def require_enough(view: View, told: Told) -> None:
    """Raises `Refutation` where values alone are given as the reason of a test, and the test needs others as well:
    `n` = 2 tells nothing of `n > limit`."""
    for cause, _ in told:
        if cause.kind not in _PLAIN_VALUES or any(isinstance(slot, tuple) for slot in cause.slots):
            return
    spoken = {text for _, texts in told for text in texts}
    spoken |= {own for text in spoken for own in _own_names(view, text)}
    tests = [node.test for node in view.nodes if isinstance(node, (ast.If, ast.While, ast.Assert))]
    if not spoken or len(tests) != 1:
        return
    untold = [name for part in settling(tests[0], view) for name in _needed(part, spoken)]
    if untold:
        line = view.step.line if view.step is not None else 0
        told_one = next(iter(spoken))
        raise Refutation(
            f"expected a reason that the test on line {line} follows from, got `{told_one}` without `{untold[0]}`"
        )


def _own_names(view: View, text: str) -> Iterator[str]:
    """What the statement calls a place whose keys are worked out: `xs[i]` for `xs[2]`."""
    if text.isidentifier() or not is_place(text):
        return
    for node in view.source.expressions_at(view.step.line if view.step is not None else 0):
        if isinstance(node, ast.Subscript) and is_place(written(node)) and root_of(written(node)) == root_of(text):
            try:
                if text in view.places(written(node)):
                    yield written(node)
            except Unknown:
                continue


def require_asked(view: View, cause: Statement) -> None:
    """Raises `Refutation` where a number's property is the reason, and the test does not follow from it."""
    slots = [slot for slot in cause.slots if isinstance(slot, str)]
    denied = any("not" in slot.split() for slot in slots[1:-1])
    divisor = slots[-1] if cause.mode.endswith("divisible") else "2" if slots[-1] in ("even", "odd") else ""
    for node in view.nodes:
        test = getattr(node, "test", None)
        for part in settling(test, view) if isinstance(test, ast.expr) else ():
            asked = _subject_of(part)
            own = cause.mode.startswith("number") or asked == normal(slots[0])
            if own and (_is_remainder(part, divisor) if divisor else _is_sign(part, slots[-1], denied)):
                return
    line = view.step.line if view.step is not None else 0
    raise Refutation(f"expected a reason that the test on line {line} follows from, got `{cause.text}`")


def _subject_of(test: ast.expr) -> str:
    """The number that a test asks about: `n` of `n % 2 == 0`, `n > 0` and `n`."""
    left = test.left if isinstance(test, ast.Compare) else test
    return written(left.left if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mod) else left)


def _is_remainder(node: ast.expr, divisor: str) -> bool:
    """`n % 2 == 0`, `n % 2`: whether a test asks if a number is divisible by another."""
    left = node
    if isinstance(node, ast.Compare):
        other = written(node.comparators[0])
        if len(node.ops) != 1 or not isinstance(node.ops[0], (ast.Eq, ast.NotEq)) or other not in ("0", "1"):
            return False
        if other == "1" and divisor != "2":
            return False
        left = node.left
    return isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mod) and written(left.right) == divisor


def _is_sign(node: ast.expr, said: str, denied: bool) -> bool:
    """`n > 0`, `n`: whether a test asks for the sign of a number, so that what is said settles it."""
    if isinstance(node, (ast.BinOp, ast.Call)) or (isinstance(node, ast.Compare) and isinstance(node.left, ast.BinOp)):
        return False  # of something else than the number itself
    if isinstance(node, ast.Name):
        return not (denied and said in ("positive", "negative"))
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or written(node.comparators[0]) != "0":
        return False
    sign = node.ops[0]
    if said in ("nonzero", "non-zero") or (said == "zero" and denied):
        return isinstance(sign, (ast.Eq, ast.NotEq))
    if said == "positive" and denied:
        return isinstance(sign, (ast.Gt, ast.LtE))
    if said == "negative" and denied:
        return isinstance(sign, (ast.Lt, ast.GtE))
    return True


def _needed(node: ast.AST, spoken: set[str]) -> Iterator[str]:
    """The names in a test whose values are not told, alone or as a part of what is told."""
    if isinstance(node, ast.expr) and written(node) in spoken:
        return
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Call):
        for part in (*node.args, *[word.value for word in node.keywords]):
            yield from _needed(part, spoken)
        if isinstance(node.func, ast.Attribute):
            yield from _needed(node.func.value, spoken)
    elif isinstance(node, ast.Subscript):
        yield from _needed(node.value, spoken)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _needed(child, spoken)


def texts_of(nodes: Iterator[ast.expr], whole: bool = True) -> Iterator[str]:
    """The texts of expressions and their parts; not `whole`: without what only says which element is meant."""
    rest: list[ast.AST] = list(nodes)
    while rest:
        node = rest.pop()
        if isinstance(node, ast.expr):
            yield written(node)
        if isinstance(node, ast.Subscript) and not whole:
            rest.append(node.value)
        else:
            rest.extend(ast.iter_child_nodes(node))


def outcome_of(node: ast.expr, view: View) -> bool | None:
    text = written(node)
    found = view.test(text)
    if found is None:
        told = view.operands.get(text, [])
        found = {"True": True, "False": False}.get(told[-1]) if told else None
    if found is None and isinstance(node, ast.Compare):
        try:
            found = {"True": True, "False": False}.get(view.evaluated(node).text)
        except Unknown:
            return None
    return found


def evaluated(node: ast.expr, view: View) -> Iterator[ast.expr]:
    """The parts of a test that were looked at, and the whole of it."""
    if not isinstance(node, ast.BoolOp):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node
            yield from evaluated(node.operand, view)
            return
        yield node
        return
    stop = isinstance(node.op, ast.Or)
    for part in node.values:
        yield from evaluated(part, view)
        if outcome_of(part, view) is stop:
            break


def settling(node: ast.expr, view: View) -> Iterator[ast.expr]:
    """The parts of a test that it came out by: of `and` the one that failed, or all."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield from settling(node.operand, view)
        return
    if not isinstance(node, ast.BoolOp):
        yield node
        return
    stop = isinstance(node.op, ast.Or)
    for part in node.values:
        if outcome_of(part, view) is stop:
            yield from settling(part, view)
            return
    for part in node.values:
        yield from settling(part, view)
