"""States: what is said about names and expressions at the step where the pointer stands."""

from __future__ import annotations

import ast
from array import array
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.anchors import last_of, require_chain
from tracepile_hf.verification.binding import check_absence, check_binding, names_bound, require_bound_here
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import compare, is_place, is_true, normal, written
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.origins import require_given, require_own, was_worth
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.source import CONSTANT
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.substitution import fault_of, has_names
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk

ROWS: Final = (list, tuple, deque, range, bytearray, array)
CONTAINERS: Final = (*ROWS, str, bytes, dict, set, frozenset)
_ALWAYS_TRUE: Final = ("<function ", "<method ", "<builtin ", "<class ", "<module ", "<generator ")
_BINDING: Final = frozenset({"set", "put", "again", "again_put"})
_WRITING: Final = frozenset({"set", "put", "becomes", "starts", "again", "again_put"})


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
    if mode == "both":
        one, other, chain = statement.slots
        for name in (one, other):
            check_value(walk, statement._replace(mode="set", slots=(name, chain)))
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
        if chain[0].isidentifier() and has_names(chain[0]) and not walk.source.is_read(chain[0], walk.step.line):
            raise Refutation(f"expected line {walk.step.line} to read `{chain[0]}`, it does not, at {walk.here}")
        if text.isidentifier() and not has_names(chain[0]):
            require_written_here(walk, text)  # a name is worth a calculation only where it gets what comes of it
        return
    if mode == "" and _is_augmented(walk, text, said):
        return
    if mode in ("is", ""):
        require_says(walk, text, said)
    else:
        require_holds(walk, text, said)
    if not (mode in _WRITING and was_worth(walk, chain)):
        require_chain(walk, chain)
    if mode in _WRITING:
        require_written_here(walk, text)
        if mode in _BINDING:
            require_bound_here(walk, text)
        require_own(walk, chain)
        _require_read(walk, text, chain)
        require_given(walk, text, chain)
    if mode in ("stays", "again", "again_put"):
        require_unchanged(walk, text)
        _require_at_hand(walk, text)
    if mode == "starts" and _was_bound(walk, text) and not _starts_anew(walk, text):
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


def _starts_anew(walk: Walk, text: str) -> bool:
    """Whether a name is given a first value in an iteration, by a statement that does not read it."""
    step = walk.step
    owner = walk.state.owner(text, step.frame, walk.position) if text.isidentifier() else NOWHERE
    if not walk.lenient or not step.iterations or owner < 0 or walk.source.is_read(text, step.line):
        return False
    first = walk.timeline.history[owner, text].moments[0]
    return walk.steps[first].line == step.line and walk.steps[first].frame == step.frame


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
    if mode in ("", "is"):
        return True
    if step is None or (mode in _BINDING and name not in names_bound(walk.source, step.line)):
        return False
    return name in [place for place, _ in step.changed]


def require_written_here(walk: Walk, text: str) -> None:
    """Raises `Refutation` unless the statement changes that place, or changes none but has its name as a target."""
    step = walk.step_here
    if step is not None and any(place == text for place, _ in step.changed) and text.isidentifier():
        return
    root = root_of(text)
    parts = [place for step in walk.view.statement for place, _ in step.changed if root_of(place) == root]
    if not parts:
        if root not in walk.view.targets:
            raise Refutation(f"expected line {walk.step.line} to set `{text}`, it does not, at {walk.here}")
        if not text.isidentifier() and not _may_be_target(walk, text):
            raise Refutation(f"expected a place that line {walk.step.line} writes to at {walk.here}, got `{text}`")
        return
    if text.isidentifier():
        return
    if root in parts:
        stores = [node for node in walk.source.expressions_at(walk.step.line) if _is_store_into(node, root)]
        if stores and root not in names_bound(walk.source, walk.step.line) and not _may_be_target(walk, text):
            raise Refutation(f"expected a place that line {walk.step.line} writes to at {walk.here}, got `{text}`")
        return
    try:
        places = walk.view.places(text)
    except Unknown as error:
        raise Refutation(f"expected `{text}` to be a place at {walk.here}: {error}") from None
    if not any(_touch(place, part) for place in places for part in parts):
        raise Refutation(f"expected `{parts[0]}` to change at {walk.here}, got `{text}`")


def _is_store_into(node: ast.expr, root: str) -> bool:
    """Whether an expression is a part of something that an assignment writes to."""
    return (
        isinstance(node, (ast.Attribute, ast.Subscript))
        and isinstance(node.ctx, ast.Store)
        and root_of(written(node)) == root
    )


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
    require_given(walk, text, new)
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
        if isinstance(before, CONTAINERS) and isinstance(after, CONTAINERS):
            before, after = len(before), len(after)
    else:
        return
    if not compared(sign, before, after):
        raise Refutation(f"{new} is not where {old} {verb} to")


def compared(sign: type[ast.cmpop], left: Any, right: Any) -> bool:
    try:
        return compare(sign, left, right)
    except (Unknown, TypeError) as error:
        raise Refutation(f"the two values cannot be compared: {error}") from None


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
    first = walk.position
    for part in walk.view.statement[1:] if step.event == "line" else ():
        if part.index == first - 1 and walk.effects[part.index]:
            break  # another statement of this line, whose effect was told
        first = part.index
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
        line = walk.trace.case.stdin.strip()
        if not Known(whole_input).is_said(said) and not ("\n" not in line and said in (line, literals.render(line))):
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
    "condition": check_condition,
    "truthiness": check_truthiness,
    "binding": check_binding,
    "absence": check_absence,
    "unset": check_unset,
    "input": check_input,
}
