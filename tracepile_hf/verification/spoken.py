"""What people and models say of tests, moves and what is made; what a number is; one value after the other."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.anchors import last_of, require_chain, whole
from tracepile_hf.verification.binding import require_bound_here
from tracepile_hf.verification.bonds import came_back
from tracepile_hf.verification.calls import is_function, require_arguments, split_call
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.deeds import check_updates, kinds_of
from tracepile_hf.verification.expression import normal, written
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.flow import header, went
from tracepile_hf.verification.origins import require_given, require_part
from tracepile_hf.verification.recaps import check_loop
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.states import (
    known_before,
    require_holds,
    require_written_here,
    text_of,
    worth,
)
from tracepile_hf.verification.walk import Refutation, Walk

_TRUE: Final = frozenset({"is true", "holds", "is met", "is satisfied", "True"})
_FALSE: Final = frozenset({"is false", "fails", "is not met", "is not satisfied", "False"})
_FALLING: Final = ("decrease", "decrement", "reduce", "lower")
_NUMBERS: Final = (int, float)


def check_outcome(walk: Walk, statement: Statement) -> None:
    """the condition is False; enters the loop: how the test of the statement where we stand came out."""
    node = header(walk)
    said = text_of(statement.slots[0])
    if statement.mode == "enter":
        wanted = ast.If if "if" in said else (ast.While, ast.For, ast.AsyncFor) if "loop" in said else ast.stmt
        if not isinstance(node, wanted) or ("while" in said) > isinstance(node, ast.While):
            raise Refutation(f"expected line {walk.step.line} to have {said}, it has not")
        if ("for " in said) > isinstance(node, (ast.For, ast.AsyncFor)):
            raise Refutation(f"expected a for loop on line {walk.step.line}, found another")
        outcome = True
    elif said in _TRUE or said in _FALSE:
        outcome = said in _TRUE
        if isinstance(node, (ast.For, ast.AsyncFor)):
            raise Refutation(f"expected a condition on line {walk.step.line}, found a loop over something")
    else:
        raise Refutation(f"expected True or False, got {said}")
    if went(walk, node) is not outcome:
        raise Refutation(f"expected the test at {walk.here} to be {not outcome}, got {outcome}", repr(not outcome))


def check_moves(walk: Walk, statement: Statement) -> None:
    """increases `x` by 2 from 3 to 5."""
    if statement.mode == "passive":
        place, word, amount, old, new = statement.slots
    else:
        word, place, amount, old, new = statement.slots
    text = text_of(place)
    before = known_before(walk, text)
    if not before.is_said(last_of(old)):
        raise Refutation(f"expected `{text}` to be {before.text} before {walk.here}, got {last_of(old)}", before.text)
    mode = "less" if text_of(word).startswith(_FALLING) else "more"
    check_updates(walk, statement._replace(mode=mode, slots=(place, amount, new)))


def check_made(walk: Walk, statement: Statement) -> None:
    """creates an empty list `xs`; `xs` is an empty list."""
    if statement.mode:
        place, empty, kind = statement.slots
        chain = None
    else:
        empty, kind, place, chain = statement.slots
    text = text_of(place)
    found = walk.view.after(text).value if statement.mode != "is" else worth(walk, text)
    if not isinstance(found, kinds_of(text_of(kind))) or (empty is not None and found):
        truth = Known(None, found).text
        raise Refutation(f"expected `{text}` to be {truth} at {walk.here}, got {empty or ''}{kind}", truth)
    if statement.mode != "is":
        require_written_here(walk, text)
        require_bound_here(walk, text)
    if chain is not None:
        require_holds(walk, text, last_of(chain))
        require_chain(walk, chain)
        require_given(walk, text, chain)


def check_loop_runs(walk: Walk, statement: Statement) -> None:
    """the loop runs 3 times: of a program that has one loop."""
    if statement.mode == "until":
        kind, count, text, said = statement.slots
        _require_at_end(walk, text_of(kind), text_of(text), last_of(said))
    else:
        kind, count = statement.slots
    if statement.mode == "each" and not any(
        isinstance(node, (ast.For, ast.AsyncFor)) for node in walk.source.loops.values()
    ):
        raise Refutation("expected a loop over something, the program has none")
    if kind == "inner":
        _check_inner(walk, whole(count))
        return
    loops = [
        line
        for line, node in walk.source.loops.items()
        if kind is None
        or (
            is_nested(walk, line, kind)
            if kind in ("outer", "inner")
            else isinstance(node, ast.While) is (kind == "while")
        )
    ]
    if len(loops) != 1:
        raise Refutation(f"expected a loop to be meant that is the only one, the program has {len(loops)}")
    check_loop(walk, statement._replace(slots=(str(loops[0]), count)))


def _check_inner(walk: Walk, said: int) -> None:
    """the inner loop runs twice: in the iteration of the outer one where we stand."""
    here = walk.step
    inner = [line for line in walk.source.loops if is_nested(walk, line, "inner")]
    if len(inner) != 1 or not here.iterations:
        raise Refutation(f"expected a loop with one other in it at {walk.here}")
    around = (
        here.iterations[: [loop for loop, _ in here.iterations].index(inner[0])]
        if any(loop == inner[0] for loop, _ in here.iterations)
        else here.iterations
    )
    steps = [walk.steps[index] for index in walk.timeline.lines.get((here.frame, inner[0]), [])]
    found = sum(1 for one in steps if walk.outcome(one) is True and one.iterations[: len(around)] == around)
    if found != said:
        raise Refutation(f"expected the inner loop to run {found} times at {walk.here}, got {said}", str(found))


def _require_at_end(walk: Walk, kind: str, text: str, said: str) -> None:
    """Raises `Refutation` unless something holds at the end of the one loop: "until `n` is 1"."""
    ends = [
        index
        for line, node in walk.source.loops.items()
        if not kind or isinstance(node, ast.While) is (kind == "while")
        for index in walk.timeline.events_on(line)
        if walk.outcome(walk.steps[index]) is False
    ]
    if len(ends) != 1 or text not in walk.source.names_at(walk.steps[ends[0]].line):
        raise Refutation(f"expected a loop that goes by `{text}` and ends once")
    known = walk.state.lookup(text, walk.steps[ends[0]].frame, ends[0])
    if not known.is_said(said):
        raise Refutation(f"expected `{text}` to be {known.text} at the end of the loop, got {said}", known.text)


def check_within(walk: Walk, statement: Statement) -> None:
    """In `f`, ...: what runs where we stand is a call of it."""
    call = walk.timeline.call_of.get(walk.frame)
    if statement.mode == "value":
        name, said = [text_of(slot) for slot in statement.slots]
        literal = dict(walk.steps[call].arguments).get(name) if call is not None else None
        if literal is None or not Known(literal).is_said(said):
            raise Refutation(f"expected to stand in a call with {name} = {said}, got {walk.here}")
        return
    name, given = split_call(last_of(statement.slots[0]))
    if call is None or not is_function(name, walk.steps[call], walk):
        raise Refutation(f"expected to stand in a call of {name}, got {walk.here}")
    require_arguments(given, walk.steps[call], walk)
    if statement.mode == "back" and walk.position <= came_back(walk, walk.frame):
        raise Refutation(f"expected a call that control came back to, got {walk.here}")


def check_attempt(walk: Walk, statement: Statement) -> None:
    """tries to compute 10 // 0: an expression of the statement, its parts filled in or not."""
    chain = statement.slots[0]
    require_part(walk, chain[0] if isinstance(chain, tuple) else text_of(chain))
    if isinstance(chain, tuple) and len(chain) > 1:
        require_chain(walk, chain)


def check_property(walk: Walk, statement: Statement) -> None:
    """`n` = 6 is even; 15 is divisible by 3."""
    text, value, denied, said = parts_of_property(statement)
    if text:
        found = worth(walk, text)
        if value is not None and not walk.view.says(text, value):
            raise Refutation(f"expected `{text}` to be {walk.view.known(text).text}, got {value}, at {walk.here}")
    else:
        found = _parsed(value)
        _require_at_hand(walk, value or "")
    if not isinstance(found, _NUMBERS) or isinstance(found, bool):
        raise Refutation(f"expected a number at {walk.here}, got {literals.render(found)}")
    if has_property(found, said) is denied:
        raise Refutation(f"{literals.render(found)} is {'' if denied else 'not '}{said}, at {walk.here}")


def _require_at_hand(walk: Walk, value: str) -> None:
    """Raises `Refutation` for a number that nothing of the statement is worth."""
    if not any(Known(literal).is_said(value) for told in walk.view.operands.values() for literal in told):
        changed = [literal for step in walk.view.statement for _, literal in step.changed]
        if not any(Known(literal).is_said(value) for literal in changed):
            raise Refutation(f"expected a number that line {walk.step.line} has to do with, got {value}")


def parts_of_property(statement: Statement) -> tuple[str, str | None, bool, str]:
    """The expression (or empty), the number that is told (or None), whether it is denied, and the property."""
    slots = statement.slots
    text = "" if statement.mode.startswith("number") else text_of(slots[0])
    value, denied, said = slots[-3:] if text else (slots[0], slots[1], slots[2])
    divisor = statement.mode.endswith("divisible")
    shown = f"divisible by {last_of(said)}" if divisor else text_of(said)
    return text, value if isinstance(value, str) else None, "not" in text_of(denied), shown


def _parsed(text: str | None) -> Any:
    try:
        return literals.parse(text or "")
    except LiteralError as error:
        raise Refutation(f"{text} is no value: {error}") from None


def has_property(number: Any, said: str) -> bool:
    """Whether a number is even, odd, positive, negative, zero, nonzero or divisible by another."""
    if said.startswith("divisible by "):
        divisor = whole(said.rpartition(" ")[2])
        return divisor != 0 and bool(number % divisor == 0)
    if said in ("even", "odd"):
        return bool(number % 2 == (said == "odd"))
    return bool({"positive": number > 0, "negative": number < 0, "zero": number == 0}.get(said, number != 0))


def check_sequence(walk: Walk, statement: Statement) -> None:
    """`n` goes 6 → 3 → 10: the values that it has one after the other."""
    if statement.mode == "yields":
        _check_yields(walk, statement)
        return
    place, told = statement.slots
    text, said = text_of(place), told if isinstance(told, tuple) else (last_of(told),)
    if not text.isidentifier():
        raise Refutation(f"expected a name, got `{text}`")
    first = max(walk.position, 0)
    frame = walk.steps[first].frame if walk.position >= 0 else walk.steps[max(walk.timeline.entry, 0)].frame
    found = list(_values_of(walk, text, frame, 0 if statement.mode == "all" else first))
    places = [number for number in range(len(found)) if _runs_so(found[number:], said)]
    fitting = [number for number in places if number == 0 or (walk.lenient and statement.mode != "all")]
    if not fitting or (statement.mode == "all" and len(found) != len(said)):
        shown = " → ".join(known.text for known in found[:20])
        raise Refutation(f"expected `{text}` to go {shown} from {walk.here} on, got {' → '.join(said)}", shown)


def _runs_so(found: list[Known], said: tuple[str, ...]) -> bool:
    return len(found) >= len(said) and all(known.is_said(text) for known, text in zip(found, said, strict=False))


def _values_of(walk: Walk, name: str, frame: int, first: int) -> Iterator[Known]:
    """The values of a name from a step on, one after the other, equal neighbours once."""
    owner = walk.state.owner(name, frame, len(walk.steps) - 1)
    history = walk.timeline.history.get((owner, name))
    if history is None:
        raise Refutation(f"expected a name that has values, got `{name}`")
    last = ""
    for moment in dict.fromkeys([first, *[one for one in history.moments if one > first]]):
        try:
            known = walk.state.lookup(name, frame, moment)
        except Unknown:
            continue
        if known.text != last:
            last = known.text
            yield known


def _check_yields(walk: Walk, statement: Statement) -> None:
    told = statement.slots[-1]
    said = told if isinstance(told, tuple) else (last_of(told),)
    events = [walk.steps[index] for index in walk.timeline.events["yield"]]
    if len({step.function for step in events}) != 1 or len(said) < 2:
        raise Refutation("expected the yields of the one generator of the program")
    found = [step.value or "" for step in events]
    if len(found) != len(said) or not all(Known(one).is_said(text) for one, text in zip(found, said, strict=True)):
        shown = ", ".join(found[:20])
        raise Refutation(f"expected the generator to yield {shown}, got {', '.join(said)}", shown)


def check_row(walk: Walk, statement: Statement) -> None:
    """row 2 of a table: a table tells no lines, so it is placed by what it says, leniently."""
    raise Refutation(f"expected claims at lines and iterations, got a row of a table, at {walk.here}")


def check_jump(walk: Walk, statement: Statement) -> None:
    """continues; breaks: the statement is that jump."""
    wanted = ast.Continue if statement.mode == "continue" else ast.Break
    if not any(isinstance(node, wanted) for node in walk.view.nodes):
        raise Refutation(f"expected a {statement.mode} at {walk.here}, found none")


def check_looping(walk: Walk, statement: Statement) -> None:
    """loops over `xs`: a loop of the program does; over 1, 2 and 3: its variable takes these."""
    if statement.mode == "while":
        said = text_of(statement.slots[0])
        tests = [written(node.test) for node in walk.source.loops.values() if isinstance(node, ast.While)]
        if tests != [normal(said)]:
            raise Refutation(f"expected a loop that runs while `{said}`, the program has none, or others as well")
        return
    if statement.mode == "of":
        _check_looping_of(walk, *[text_of(slot) for slot in statement.slots])
        return
    if statement.mode == "items":
        _check_items(walk, statement.slots[0])
        return
    said = normal(text_of(statement.slots[0]))
    loops = [node for node in walk.source.loops.values() if isinstance(node, (ast.For, ast.AsyncFor))]
    if not any(written(node.iter) == said for node in loops):
        raise Refutation(f"expected a loop over `{said}`, the program has none")


def _check_looping_of(walk: Walk, word: str, said: str) -> None:
    """loops over the characters of `text`; over each character of 'banana'."""
    for line, node in walk.source.loops.items():
        if not isinstance(node, (ast.For, ast.AsyncFor)):
            continue
        for index in walk.timeline.events_on(line)[:1]:
            walk.put(index)
            try:
                known = walk.view.evaluated(node.iter)
            except Unknown:
                continue
            fits = known.is_said(said) if literals.is_value(said) else written(node.iter) == normal(said)
            if fits and _is_worded(word, known.value):
                return
    raise Refutation(f"expected a loop over the {word} of {said}, the program has none")


def _is_worded(word: str, value: Any) -> bool:
    """Whether what a container holds may be called so."""
    if word.startswith(("char", "letter")):
        return isinstance(value, str)
    if word.startswith("key"):
        return isinstance(value, dict)
    if word.startswith("word"):
        return not isinstance(value, (str, dict)) and all(isinstance(item, str) for item in value)
    if word.startswith("number"):
        return not isinstance(value, str) and all(isinstance(item, _NUMBERS) for item in value)
    if word.startswith("digit"):
        return isinstance(value, str) and value.isdigit()
    return True


def _check_items(walk: Walk, told: Value) -> None:
    said = told if isinstance(told, tuple) else (last_of(told),)
    for line, node in walk.source.loops.items():
        if not isinstance(node, (ast.For, ast.AsyncFor)) or not isinstance(node.target, ast.Name):
            continue
        steps = [walk.steps[index] for index in walk.timeline.events_on(line)]
        found = [dict(step.changed).get(node.target.id) for step in steps if walk.outcome(step) is True]
        if len(found) == len(said) and all(
            one and Known(one).is_said(text) for one, text in zip(found, said, strict=True)
        ):
            return
    raise Refutation(f"expected a loop over {', '.join(said)}, the program has none")


def check_told_result(walk: Walk, statement: Statement) -> None:
    """the final answer is 5: a text has one answer, at its end; in lenient placing it may be said before."""
    truth = walk.trace.result if walk.trace.case.program.entry_point else walk.trace.stdout.strip()
    if not walk.lenient or truth is None:
        raise Refutation("expected one answer, at the end of the text, got another before it", behind=False)
    word, told = text_of(statement.slots[0]), last_of(statement.slots[-1])
    if len(statement.slots) > 1:
        kinds = {"array": (list,), "value": (object,), "count": (int,), "sum": (int, float)}.get(word) or kinds_of(word)
        if not isinstance(Known(truth).value, kinds):
            raise Refutation(f"expected {truth}, got a {word}", truth)
    if not (Known(truth).is_said(told) or (not walk.trace.case.program.entry_point and told.strip("'\"") == truth)):
        raise Refutation(f"expected the answer {truth}, got {told}", truth)


def is_nested(walk: Walk, line: int, word: str) -> bool:
    """Whether a loop is an outer one (another lies in it) or an inner one (it lies in another)."""
    node = walk.source.loops[line]
    inside = any(other is not node for other in ast.walk(node) if isinstance(other, (ast.For, ast.AsyncFor, ast.While)))
    within = any(
        other is not node and any(part is node for part in ast.walk(other)) for other in walk.source.loops.values()
    )
    return inside if word == "outer" else within


SPOKEN: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "outcome": check_outcome,
    "moves": check_moves,
    "made": check_made,
    "loop_runs": check_loop_runs,
    "within": check_within,
    "attempt": check_attempt,
    "property": check_property,
    "sequence": check_sequence,
    "row": check_row,
    "jump": check_jump,
    "looping": check_looping,
    "told_result": check_told_result,
}
