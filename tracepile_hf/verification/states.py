"""States: what is said about names and expressions at the step where the pointer stands."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification import library_numbers
from tracepile_hf.verification.anchors import last_of, require_chain, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import compare, is_place, is_true, normal, written
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.source import CONSTANT
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.substitution import fault_of, has_names
from tracepile_hf.verification.timeline import NOWHERE, UNBOUND
from tracepile_hf.verification.walk import Refutation, Walk

_ROWS: Final = (list, tuple, deque, range)
_CONTAINERS: Final = (*_ROWS, str, bytes, dict, set, frozenset)
_ALWAYS_TRUE: Final = ("<function ", "<method ", "<builtin ", "<class ", "<module ", "<generator ")
_WRITING: Final = frozenset({"set", "put", "becomes", "starts", "again", "again_put"})
_RELATIONS: Final[dict[str, type[ast.cmpop]]] = {
    "less than": ast.Lt,
    "smaller than": ast.Lt,
    "greater than": ast.Gt,
    "larger than": ast.Gt,
    "at most": ast.LtE,
    "less than or equal to": ast.LtE,
    "at least": ast.GtE,
    "greater than or equal to": ast.GtE,
    "equal to": ast.Eq,
    "the same as": ast.Eq,
    "different from": ast.NotEq,
}


def text_of(slot: Value) -> str:
    """An expression slot; empty if it was not given."""
    return slot if isinstance(slot, str) else ""


def require_says(walk: Walk, text: str, said: str) -> None:
    """Raises `Refutation` unless the expression is worth `said` where we stand."""
    view = walk.view
    try:
        if view.says(text, said):
            return
        truth = view.known(text).text
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value at {walk.here}: {error}") from None
    raise Refutation(f"expected `{text}` to be {truth}, got {said}, at {walk.here}", truth)


def check_value(walk: Walk, statement: Statement) -> None:
    """`x` = 5, `x` is now 5, sets `x` to `a + b` = 2 + 3 = 5."""
    mode = statement.mode
    if mode == "repeated":
        check_repeated(walk, statement)
        return
    place, chain = statement.slots if mode not in ("put", "again_put") else statement.slots[::-1]
    text, said = text_of(place), last_of(chain)
    if chain.__class__ is str and text.isidentifier() and _is_plainly_so(walk, mode, text, said):
        return
    if mode == "arrow":  # of a place what it becomes, of anything else what it is worth
        mode = "becomes" if is_place(text) else ""
    if mode in ("is", "") and said in ("True", "False") and not isinstance(chain, tuple) and not is_place(text):
        require_condition(walk, text, said == "True")
        return
    if mode == "" and isinstance(chain, tuple):
        fault, truth = fault_of((text, *chain), walk.view, walk.source)
        if fault:
            raise Refutation(f"{fault}, at {walk.here}", truth)
        if text.isidentifier() and not has_names(chain[0]):
            require_written_here(walk, text)  # a name is worth a calculation only where it gets what comes of it
        return
    if mode == "" and _is_augmented(walk, text, said):
        return
    if mode in ("is", ""):
        require_says(walk, text, said)
    else:
        require_holds(walk, text, said)
    require_chain(walk, chain)
    if mode in _WRITING:
        require_written_here(walk, text)
        _require_read(walk, text, chain)
    if mode in ("stays", "again", "again_put"):
        require_unchanged(walk, text)
        _require_at_hand(walk, text)
    if mode == "starts" and _was_bound(walk, text):
        raise Refutation(f"expected `{text}` to have no value before {walk.here}, it had one")


def check_repeated(walk: Walk, statement: Statement) -> None:
    """we get `a + b` = 5 again: what the statement sets was 5 before."""
    text, chain = statement.slots
    stages = chain if isinstance(chain, tuple) else (last_of(chain),)
    fault, truth = fault_of((text_of(text), *stages), walk.view, walk.source)
    if fault:
        raise Refutation(f"{fault}, at {walk.here}", truth)
    targets = [node for node in walk.view.nodes if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign))]
    for node in targets:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            try:
                if walk.view.before(written(target)).is_said(stages[-1]):
                    return
            except Unknown:
                continue
    raise Refutation(
        f"expected {stages[-1]} to be what line {walk.step.line} had set before, it is not, at {walk.here}"
    )


def _was_bound(walk: Walk, text: str) -> bool:
    try:
        walk.view.before(text)
    except Unknown:
        return False
    return True


def _is_plainly_so(walk: Walk, mode: str, name: str, said: str) -> bool:
    """Whether a name holds what is said, by its text, and was changed here where that is said too."""
    if mode in ("stays", "starts", "again", "again_put"):
        return False
    step = walk.step_here
    try:
        if not walk.state.lookup(name, step.frame if step is not None else 0, walk.position).is_text(said):
            return False
    except Unknown:
        return False
    return mode in ("", "is") or (step is not None and name in [place for place, _ in step.changed])


def require_written_here(walk: Walk, text: str) -> None:
    """Raises `Refutation` unless the statement changes that place, or changes none but has its name as a target."""
    root = root_of(text)
    parts = [place for step in walk.view.statement for place, _ in step.changed if root_of(place) == root]
    if not parts:
        if root not in walk.view.targets:
            raise Refutation(f"expected line {walk.step.line} to set `{text}`, it does not, at {walk.here}")
        if not text.isidentifier() and not _may_be_target(walk, text):
            raise Refutation(f"expected a place that line {walk.step.line} writes to at {walk.here}, got `{text}`")
        return
    if root in parts or text.isidentifier():
        return
    try:
        places = walk.view.places(text)
    except Unknown as error:
        raise Refutation(f"expected `{text}` to be a place at {walk.here}: {error}") from None
    if not any(_touch(place, part) for place in places for part in parts):
        raise Refutation(f"expected `{parts[0]}` to change at {walk.here}, got `{text}`")


def _may_be_target(walk: Walk, text: str) -> bool:
    """Whether a statement that left everything as it was may have written to a place: by its targets, worked out."""
    try:
        places = walk.view.places(text)
    except Unknown as error:
        raise Refutation(f"expected `{text}` to be a place at {walk.here}: {error}") from None
    for node in walk.source.expressions_at(walk.step.line):
        if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            try:
                targets = walk.view.places(written(node))
            except Unknown:  # a slice, or a key that the trace does not tell
                return True
            if any(_touch(place, target) for place in places for target in targets):
                return True
    return False


def _require_read(walk: Walk, text: str, chain: Value) -> None:
    """Raises `Refutation` where a place is said to get its own new value, which the statement did not read."""
    if not isinstance(chain, tuple) or normal(chain[0]) != normal(text):
        return
    if not walk.source.is_read(normal(text), walk.step.line):
        raise Refutation(f"expected line {walk.step.line} to read `{text}`, it does not, at {walk.here}")


def _require_at_hand(walk: Walk, text: str) -> None:
    """Raises `Refutation` for a part named by literal keys that the statement has nothing to do with."""
    if text.isidentifier() or not CONSTANT.search(text) or not is_place(text, plain=True):
        return
    for node in walk.source.expressions_at(walk.step.line):
        if isinstance(node, (ast.Subscript, ast.Attribute)):
            try:
                if text in walk.view.places(written(node)):
                    return
            except Unknown:
                continue
    raise Refutation(f"expected line {walk.step.line} to have to do with `{text}`, it does not")


def require_holds(walk: Walk, text: str, said: str) -> None:
    """Raises `Refutation` unless a place holds `said` after the step; what is no place must be worth it."""
    if text.isidentifier() or not is_place(text):
        require_says(walk, text, said)
        return
    try:
        known = walk.view.after(text)
    except Unknown:
        require_says(walk, text, said)
        return
    if not known.is_said(said):
        raise Refutation(f"expected `{text}` to be {known.text}, got {said}, at {walk.here}", known.text)


def _touch(one: str, other: str) -> bool:
    """Whether one place lies within the other."""
    return one == other or one.startswith((other + "[", other + ".")) or other.startswith((one + "[", one + "."))


def _is_augmented(walk: Walk, text: str, said: str) -> bool:
    """`total + x` = 8 after `total += x`: an operand of that step."""
    step = walk.view.step
    if step is None or text.isidentifier():
        return False
    for node in walk.source.augmented_at(step.line):
        if written(node) == normal(text):
            try:
                return walk.view.evaluated(node).is_said(said)
            except Unknown:
                return False
    return False


def require_condition(walk: Walk, text: str, outcome: bool) -> None:
    """Raises `Refutation` unless a condition came out so: as a test or operand of the statement, or over the state."""
    found = walk.view.test(text)
    if found is None:
        require_says(walk, text, repr(outcome))
    elif found is not outcome:
        raise Refutation(f"expected `{text}` to be {found}, got {outcome}, at {walk.here}", repr(found))


def check_condition(walk: Walk, statement: Statement) -> None:
    """`x > 3` holds."""
    text, form = text_of(statement.slots[0]), text_of(statement.slots[1])
    if form.startswith("is ") and is_place(text):
        require_says(walk, text, repr(form == "is true"))
        return
    require_condition(walk, text, form in ("is true", "holds", "succeeds"))
    if statement.mode == "assertion":
        asserted = [node for node in walk.view.nodes if isinstance(node, ast.Assert)]
        if normal(text) not in [written(node.test) for node in asserted]:
            raise Refutation(f"expected line {walk.step.line} to assert `{text}`, it does not")


def check_change(walk: Walk, statement: Statement) -> None:
    """`x` rises from 3 to 5, `x` was 3 and is now 5."""
    if statement.mode in ("was", "arrow"):
        verb: Value = ""
        place, old, new = statement.slots
    else:
        place, verb, old, new = statement.slots
    text = text_of(place)
    before = known_before(walk, text)
    if not before.is_said(last_of(old)):
        raise Refutation(f"expected `{text}` to be {before.text} before {walk.here}, got {last_of(old)}", before.text)
    require_says(walk, text, last_of(new))
    require_chain(walk, new)
    require_direction(text_of(verb), last_of(old), last_of(new))


def known_before(walk: Walk, text: str) -> Known:
    """What a place held before the step where we stand."""
    try:
        return walk.view.before(text)
    except Unknown as error:
        told = walk.view.operands.get(normal(text))
        if told:  # a container that was cut: what the statement read there is all that is known
            return Known(told[0])
        raise Refutation(f"expected `{text}` to have a value before {walk.here}: {error}") from None


def require_direction(verb: str, old: str, new: str) -> None:
    """Raises `Refutation` unless the two values lie as `rises` or `falls` says, and differ for every verb."""
    try:
        before, after = literals.parse(old), literals.parse(new)
    except LiteralError:
        if old == new:
            raise Refutation(f"expected a change, got {old} twice") from None
        return
    if literals.same(before, after):
        raise Refutation(f"expected a change, got {old} twice")
    if verb in ("rises", "falls", "drops"):
        sign = ast.Lt if verb == "rises" else ast.Gt
    elif verb in ("grows", "shrinks"):
        sign = ast.Lt if verb == "grows" else ast.Gt
        if isinstance(before, _CONTAINERS) and isinstance(after, _CONTAINERS):
            before, after = len(before), len(after)
    else:
        return
    if not _compare(sign, before, after):
        raise Refutation(f"{new} is not where {old} {verb} to")


def _compare(sign: type[ast.cmpop], left: Any, right: Any) -> bool:
    try:
        return compare(sign, left, right)
    except (Unknown, TypeError) as error:
        raise Refutation(f"the two values cannot be compared: {error}") from None


def _numbers_compared(walk: Walk, sign: type[ast.cmpop], left: Any, right: Any) -> bool:
    """The same for values that may be numbers of sympy or numpy."""
    try:
        found = library_numbers.compare(sign, left, right, walk.source.tree)
    except Unknown as error:
        raise Refutation(f"the two values cannot be compared: {error}") from None
    return _compare(sign, left, right) if found is None else found


def require_unchanged(walk: Walk, text: str) -> None:
    """Raises `Refutation` unless the place held the same before the step as it does after it."""
    before = known_before(walk, text).text
    require_says(walk, text, before)


def check_unchanged(walk: Walk, statement: Statement) -> None:
    """`x` is unchanged."""
    require_unchanged(walk, text_of(statement.slots[0]))


def worth(walk: Walk, text: str) -> Any:
    """The value of an expression where we stand."""
    try:
        return walk.view.known(text).value
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value at {walk.here}: {error}") from None


def _side(walk: Walk, slot: Value) -> tuple[str, str, bool]:
    """(expression, literal, whether it is a literal only) of one side of a comparison, its values checked."""
    if isinstance(slot, tuple):
        fault, truth = fault_of(slot, walk.view, walk.source)
        if fault:
            raise Refutation(f"{fault}, at {walk.here}", truth)
        return slot[0], slot[-1], False
    text = text_of(slot)
    if literals.is_value(text):
        return "", text, True
    worth(walk, text)
    return text, walk.view.known(text).text, False


def check_comparison(walk: Walk, statement: Statement) -> None:
    """`a` = 4, which is less than `b` = 9."""
    left, denied, relation, right = statement.slots
    first, one, first_bare = _side(walk, left)
    second, other, second_bare = _side(walk, right)
    if first_bare and second_bare:
        _require_compared(walk, one, other)
        first_bare = second_bare = False
    for expression, literal, bare in ((second, one, first_bare), (first, other, second_bare)):
        if bare:
            _require_at_stake(walk, expression)
            require_present(walk, expression, literal)
    if first and second:
        _require_pair(walk, first, second)
    name = text_of(relation)
    sign = _RELATIONS[name]
    try:
        found = _numbers_compared(walk, sign, literals.parse(one), literals.parse(other))
    except LiteralError as error:
        raise Refutation(f"the two values cannot be compared: {error}") from None
    if found is (denied is not None):
        raise Refutation(f"{one} is {'' if found else 'not '}{name} {other}, at {walk.here}")


def _require_compared(walk: Walk, one: str, other: str) -> None:
    """Raises `Refutation` unless the statement compares two things that have these values."""
    for node in walk.view.nodes:
        for part in walk.source.expressions(node):
            if isinstance(part, ast.Compare) and len(part.ops) == 1:
                try:
                    values = [walk.view.evaluated(side) for side in (part.left, part.comparators[0])]
                except Unknown:
                    continue
                for pair in ((one, other), (other, one)):
                    if all(known.is_said(text) for known, text in zip(values, pair, strict=True)):
                        return
    raise Refutation(f"expected values that line {walk.step.line} compares, got {one} and {other}")


def require_present(walk: Walk, expression: str, literal: str) -> None:
    """Raises `Refutation` unless a bare literal is a value that this statement really had.

    Where the statement compares `expression`, it must be what that was compared with.
    """
    step = walk.step
    rivals = _compared_with(walk, expression, step.line)
    candidates = rivals if rivals else [*_values_of(walk), *walk.source.constants_at(step.line)]
    if not any(Known(text).is_said(literal) for text in candidates) and (rivals or not _is_display(walk, literal)):
        raise Refutation(f"expected a value of line {step.line}, got {literal}, which it does not have, at {walk.here}")


def _require_at_stake(walk: Walk, expression: str) -> None:
    """Raises `Refutation` for what is compared with a literal where the statement compares other things only."""
    wanted, line = normal(expression), walk.step.line
    if not walk.source.comparisons_at(line) or walk.source.has_expression(wanted, line):
        return
    if wanted not in walk.view.operands and not _is_changed_here(walk, wanted):
        raise Refutation(f"expected line {line} to have to do with `{expression}`, it does not, at {walk.here}")


def _is_changed_here(walk: Walk, text: str) -> bool:
    return any(place == text for step in walk.view.statement for place, _ in step.changed)


def _require_pair(walk: Walk, first: str, second: str) -> None:
    """Raises `Refutation` if the statement compares one of two expressions, but not with the other."""
    one, other = normal(first), normal(second)
    pairs = walk.source.comparisons_at(walk.step.line)
    for text, rival in ((one, other), (other, one)):
        partners = {that for this, _, that, _ in pairs if this == text}
        if partners and rival not in partners:
            told = " or ".join(sorted(partners))
            raise Refutation(f"expected `{text}` to be compared with {told} at {walk.here}, got `{rival}`")


def _compared_with(walk: Walk, expression: str, line: int) -> list[str]:
    found: list[str] = []
    wanted = normal(expression)
    for this, _, _, that in walk.source.comparisons_at(line):
        if this == wanted:
            try:
                found.append(walk.view.evaluated(that).text)
            except Unknown:
                continue
    return found


def _is_display(walk: Walk, literal: str) -> bool:
    """Whether a display of the statement, `(ch, 2)`, had that value: the trace has no operand for it."""
    for node in walk.source.expressions_at(walk.step.line):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set, ast.Dict)) and isinstance(
            getattr(node, "ctx", None), (ast.Load, type(None))
        ):
            try:
                if walk.view.evaluated(node).is_said(literal):
                    return True
            except Unknown:
                continue
    return False


def _values_of(walk: Walk) -> list[str]:
    found = [literal for literals_ in walk.view.operands.values() for literal in literals_]
    for step in walk.view.statement:
        found += [literal for _, literal in step.changed]
        found += [literal for _, literal in step.arguments]
        if step.value is not None:
            found.append(step.value)
    return found


def check_membership(walk: Walk, statement: Statement) -> None:
    """`x` = 3 is in `seen`."""
    left, denied, holder = statement.slots
    expression, literal, bare = _side(walk, left)
    decided = _decided(walk, expression or literal, text_of(holder))
    if decided is not None:
        if decided is (denied is not None):
            raise Refutation(f"{expression or literal} is {'' if decided else 'not '}in `{holder}` at {walk.here}")
        return
    container = worth(walk, text_of(holder))
    if bare:
        require_present(walk, text_of(holder), literal)
    else:
        _require_pair(walk, expression, text_of(holder))
    try:
        found = _compare(ast.In, literals.parse(literal), container)
    except LiteralError as error:
        raise Refutation(f"{literal} is no value: {error}") from None
    if found is (denied is not None):
        raise Refutation(f"{expression or literal} is {'' if found else 'not '}in `{holder}` at {walk.here}")


def _decided(walk: Walk, item: str, holder: str) -> bool | None:
    """How the statement itself found `item in holder`; None if it did not ask."""
    for text, found in ((f"{item} in {holder}", True), (f"{item} not in {holder}", False)):
        outcome = walk.view.test(text)
        if outcome is None:
            told = walk.view.operands.get(normal(text), [])
            outcome = {"True": True, "False": False}.get(told[-1]) if told else None
        if outcome is not None:
            return outcome is found
    return None


def check_truthiness(walk: Walk, statement: Statement) -> None:
    """`xs` is falsy."""
    text, form = statement.slots
    wanted = form in ("is truthy", "counts as true")
    found = walk.view.test(text_of(text))
    if found is None:  # a value too long to be told decided `not x`: the outcome tells of `x` as well
        denied = walk.view.test(f"not ({text_of(text)})")
        found = None if denied is None else not denied
    if found is None:
        if not walk.source.has_expression(normal(text_of(text)), walk.step.line):
            raise Refutation(f"expected line {walk.step.line} to have `{text}`, it does not")
        found = _truth(walk, text_of(text))
    if found is not wanted:
        raise Refutation(
            f"expected `{text}` to count as {str(found).lower()}, got the opposite, at {walk.here}", repr(found)
        )


def _truth(walk: Walk, text: str) -> bool:
    try:
        known = walk.view.known(text)
        return known.text.startswith(_ALWAYS_TRUE) or is_true(known.value)
    except Unknown as error:
        raise Refutation(f"the truth of `{text}` is not known: {error}") from None


def _length(walk: Walk, text: str) -> int:
    value = worth(walk, text)
    if not isinstance(value, _CONTAINERS):
        raise Refutation(f"expected `{text}` to be a container at {walk.here}, it is {walk.view.known(text).text}")
    return len(value)


def check_emptiness(walk: Walk, statement: Statement) -> None:
    """`queue` is not empty."""
    text, time, denied = statement.slots
    count = _length(walk, text_of(text))
    if time == "still":
        _require_still(walk, text_of(text), lambda value: (len(value) == 0) is (denied is None))
    root = root_of(text_of(text))
    touched = {root_of(place) for step in walk.view.statement for place, _ in step.changed}
    if root not in touched and root not in walk.source.names_at(walk.step.line):
        raise Refutation(f"expected line {walk.step.line} to have `{root}`, it does not")
    if (count == 0) is (denied is not None):
        raise Refutation(f"expected `{text}` to have {count} elements, got the opposite, at {walk.here}", str(count))


def check_length(walk: Walk, statement: Statement) -> None:
    """`xs` has 3 elements."""
    text, said, unit = statement.slots if statement.mode else (*statement.slots, "")
    count = _length(walk, text_of(text))
    value, counted = worth(walk, text_of(text)), text_of(unit)
    of_text = isinstance(value, (str, bytes))
    if counted and (
        counted.startswith("char") is not of_text or (counted.startswith("key") and not isinstance(value, dict))
    ):
        raise Refutation(f"`{text}` has no {unit} at {walk.here}")
    if count != whole(said):
        raise Refutation(f"expected `{text}` to have {count} elements, got {said}, at {walk.here}", str(count))


def check_order(walk: Walk, statement: Statement) -> None:
    """`xs` is sorted."""
    text, time, denied = statement.slots
    value = worth(walk, text_of(text))
    if not isinstance(value, (*_ROWS, str)):
        raise Refutation(f"expected `{text}` to be a row at {walk.here}")
    found = _is_sorted(value)
    if time == "still":
        _require_still(walk, text_of(text), lambda value: _is_sorted(value) is (denied is None))
    if found is (denied is not None):
        raise Refutation(f"`{text}` is {'' if found else 'not '}sorted at {walk.here}")


def _is_sorted(value: Any) -> bool:
    return all(_compare(ast.LtE, one, other) for one, other in pairwise(list(value)))


def _require_still(walk: Walk, text: str, holds: Callable[[Any], bool]) -> None:
    """Raises `Refutation` unless it was so before the step as well."""
    now = walk.view.known(text).text
    try:
        before = walk.view.before(text).value
        was = isinstance(before, _CONTAINERS) and holds(before)
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value before {walk.here}: {error}") from None
    if not was:
        raise Refutation(f"expected `{text}` to have been so before {walk.here}, it was not", now)


def check_element(walk: Walk, statement: Statement) -> None:
    """appends 3 to `xs`; pops 3 from `xs`."""
    chain, holder, afterwards = statement.slots
    text = text_of(holder)
    roots = {root_of(place) for step in walk.view.statement for place, _ in step.changed}
    if root_of(text) not in roots:
        raise Refutation(f"expected `{text}` to change at {walk.here}, it does not")
    try:
        value = literals.parse(last_of(chain))
    except LiteralError as error:
        raise Refutation(f"{last_of(chain)} is no value: {error}") from None
    if statement.mode == "out":
        _require_taken(walk, text, value, last_of(chain))
    else:
        items = _items(worth(walk, text))
        _require_more(walk, statement, text, value, items)
        if not any(literals.same(item, value) for item in (items[-1:] if statement.mode == "last" else items)):
            truth = literals.render(items[-1]) if items and statement.mode == "last" else ""
            raise Refutation(f"expected {last_of(chain)} in `{text}` at {walk.here}, it is not there", truth)
        require_present(walk, "", last_of(chain))
    require_chain(walk, chain)
    if afterwards is not None:
        require_says(walk, text, last_of(afterwards))
        require_chain(walk, afterwards)


def _require_more(walk: Walk, statement: Statement, text: str, value: Any, items: list[Any]) -> None:
    """Raises `Refutation` unless a value was added: there is more of it than before, and none was written over."""
    try:
        held = _items(walk.view.before(text).value)
        places = walk.view.places(text)
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value before {walk.here}: {error}") from None
    parts = [place for step in walk.view.statement for place, _ in step.changed]
    as_whole = any(place == part or place.startswith((part + "[", part + ".")) for place in places for part in parts)
    more = sum(literals.same(item, value) for item in items) > sum(literals.same(item, value) for item in held)
    if not as_whole or not (more or _is_appended_here(walk, statement.mode, text, value)):
        said = last_of(statement.slots[0])
        raise Refutation(f"expected {said} to be added to `{text}` at {walk.here}, it is not")


def _is_appended_here(walk: Walk, mode: str, text: str, value: Any) -> bool:
    """Whether the line is `text.append(E)`, E was `value`, and it stands at that end of a list or a deque now.

    There need not be more of it than before: E may have taken it out, `xs.append(xs.pop(0))`.
    """
    call = walk.source.appended_at(walk.step.line)
    holder = worth(walk, text)
    if call is None or call[0] != normal(text) or type(holder) not in (list, deque) or not holder:
        return False
    if mode == "last" and call[1] != "append":
        return False
    try:
        added = walk.view.evaluated(call[2]).value if isinstance(call[2], ast.Constant) else None
        if added is None:
            added = Known(walk.view.operands[written(call[2])][-1]).value
    except (Unknown, KeyError):
        return False
    return literals.same(added, value) and literals.same(holder[-1 if call[1] == "append" else 0], value)


def _require_taken(walk: Walk, text: str, value: Any, said: str) -> None:
    require_present(walk, "", said)
    before = walk.state.timeline.steps[walk.view.statement[-1].index]
    try:
        held = _items(walk.view.before(text).value, with_values=True)
    except Unknown:
        raise Refutation(f"expected `{text}` to have a value before step {before.index}") from None
    left = _items(worth(walk, text), with_values=True)
    count = [sum(literals.same(item, value) for item in items) for items in (held, left)]
    if count[0] <= count[1]:
        raise Refutation(f"expected {said} to leave `{text}` at {walk.here}, it does not")


def _items(value: Any, with_values: bool = False) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()] if with_values else list(value)
    if isinstance(value, _CONTAINERS):
        return list(value)
    if isinstance(value, literals.Instance) and len(value.__positional__) == 1:  # of a class derived from `list`
        return _items(value.__positional__[0], with_values)
    raise Refutation("expected a container")


def check_binding(walk: Walk, statement: Statement) -> None:
    """defines `f`, imports `math`, imports `gcd` and `lcm`."""
    said = statement.slots[0]
    told = said if isinstance(said, tuple) else (text_of(said),)
    nodes = walk.source.statements.get(walk.step.line, [])
    if statement.mode == "imports":
        aliases = [alias for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
        names = {alias.name for alias in aliases} | {alias.asname for alias in aliases}
        names |= {alias.name.partition(".")[0] for alias in aliases if alias.asname is None}
        names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    else:
        names = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    unbound = next((name for name in told if name not in names), None)
    if unbound is not None:
        raise Refutation(f"expected line {walk.step.line} to bind `{unbound}`, it does not")


def check_absence(walk: Walk, statement: Statement) -> None:
    """`x` is not bound; `x` is removed."""
    text, how = (text_of(slot) for slot in statement.slots)
    unbound = {place for step in walk.view.statement for place, literal in step.changed if literal == UNBOUND}
    if how != "not bound":
        if text not in unbound and not _lost_part(walk, text):
            raise Refutation(f"expected `{text}` to be removed at {walk.here}, it is not")
    elif text not in unbound and not (text.isidentifier() and text in walk.source.identifiers):
        raise Refutation(f"expected a name of the program, got `{text}`")
    elif walk.state.owner(text, walk.view.frame, walk.position) >= 0:
        known = walk.state.lookup(text, walk.view.frame, walk.position)
        raise Refutation(f"expected `{text}` to be {known.text}, got no value, at {walk.here}", known.text)


def _lost_part(walk: Walk, text: str) -> bool:
    """Whether a `del` of this statement took a part away: it was there before the step, its container changed."""
    deleted = {
        written(target)
        for node in walk.source.statements.get(walk.step.line, ())
        if isinstance(node, ast.Delete)
        for target in node.targets
    }
    changed = {root_of(place) for step in walk.view.statement for place, _ in step.changed}
    return normal(text) in deleted and root_of(text) in changed


def check_depth(walk: Walk, statement: Statement) -> None:
    """(depth 3)"""
    said = whole(statement.slots[0])
    if walk.step.depth != said:
        raise Refutation(f"expected depth {walk.step.depth}, got {said}, at {walk.here}", str(walk.step.depth))


def check_unset(walk: Walk, statement: Statement) -> None:
    """nothing changes; nothing is printed."""
    step = walk.step
    if statement.mode == "print":
        following = walk.timeline.next_line(walk.frame, walk.position)
        end = following if following >= 0 else len(walk.steps)
        printed = walk.timeline.next_in(walk.timeline.events["print"], walk.position - 1)
        if 0 <= printed < end:
            raise Refutation(f"something is printed at step {printed}", literals.render(walk.steps[printed].stdout))
        return
    first = walk.view.statement[-1].index if step.event == "line" else walk.position
    following = walk.timeline.next_line(step.frame, walk.position)
    last = walk.timeline.frames[step.frame][-1]
    end = following if following >= 0 else last + 1
    for part in walk.steps[first:end]:
        for (place, literal), owner in zip(part.changed, part.owners, strict=True):
            call = walk.timeline.call_of.get(owner, NOWHERE)
            if call < first or owner == step.frame:  # what a call keeps to itself is gone with it
                raise Refutation(f"`{place}` changes at step {part.index}", literal)


def check_input(walk: Walk, statement: Statement) -> None:
    """The program reads '3 4'."""
    said = text_of(statement.slots[0])
    if statement.mode == "all":
        whole_input = literals.render(walk.trace.case.stdin)
        if not any(
            isinstance(node, ast.Call) and written(node.func) in walk.source.reading for node in walk.source.nodes
        ):
            raise Refutation("expected a program that reads input, this one does not")
        if not Known(whole_input).is_said(said):
            raise Refutation(f"expected the input to be {whole_input}, got {said}", whole_input)
        return
    calls = {
        written(node)
        for node in walk.source.expressions_at(walk.step.line)
        if isinstance(node, ast.Call) and written(node.func) in walk.source.reading
    }
    read = [literal for text, values in walk.view.operands.items() if text in calls for literal in values]
    if not any(Known(literal).is_said(said) for literal in read):
        told = " or ".join(read) or "nothing"
        raise Refutation(f"expected {told} to be read, got {said}, at {walk.here}", read[0] if read else "")


STATES: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "value": check_value,
    "change": check_change,
    "unchanged": check_unchanged,
    "comparison": check_comparison,
    "condition": check_condition,
    "truthiness": check_truthiness,
    "emptiness": check_emptiness,
    "length": check_length,
    "order": check_order,
    "membership": check_membership,
    "element": check_element,
    "binding": check_binding,
    "absence": check_absence,
    "depth": check_depth,
    "unset": check_unset,
    "input": check_input,
}
