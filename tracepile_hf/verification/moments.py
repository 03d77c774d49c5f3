"""Moments: the steps that a claim may be about when its text does not say where it stands."""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.records import Step
from tracepile_hf.verification.anchors import iteration_of, last_of, outer_loops, require_chain, text_in, whole
from tracepile_hf.verification.bonds import came_back, require_bonds
from tracepile_hf.verification.calls import is_function, require_arguments, split_call
from tracepile_hf.verification.causes import expressions_of
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.events import (
    calls_itself,
    is_raised_again,
    is_recursive,
    require_made_by,
    said_of_return,
    says_exception,
)
from tracepile_hf.verification.expression import evaluate, parse_expression
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.origins import require_handed_out, require_part
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.rounds import SPOKEN_ROUNDS, is_kind, is_round, takes, tested_at
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.ticks import split_chain
from tracepile_hf.verification.walk import Refutation, Walk

Check = Callable[[Walk, Statement], None]
MOST_STEPS: Final = 200  # steps at which a claim without an anchor is tried
MOST_INSIDE: Final = 80  # steps of an iteration or a call at which a claim is tried
_BY_CHECK: Final = frozenset(
    {"lines", "back", "catch", "passes", "summary", "fold_iterations", "fold_rest", "fold_call"}
)
LINKED: Final = frozenset({"call", "return", "yield", "print", "raise", "calling"})


class Moments:
    """Where along a run claims may be; each kind of moment is looked for once."""

    _truth = ""

    def __init__(self, walk: Walk, check: Check) -> None:
        self.walk = walk
        self.check = check
        walk.lenient = True
        self._moments: dict[tuple[object, ...], list[int]] = {}
        self._mentions: dict[str, list[int]] = {}
        self._tested: list[int] | None = None
        targets = [node.target for node in walk.source.loops.values() if isinstance(node, (ast.For, ast.AsyncFor))]
        self.variables = {
            part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)
        }  # of for loops

    def _holds(self, claim: Statement, position: int) -> bool:
        """Whether a claim is true with the pointer at a step; what was said instead is kept in `_truth`."""
        walk = self.walk
        self._truth = ""
        walk.put(position)
        walk.fold = None
        walk.lenient = claim.kind not in LINKED or position < 0
        try:
            self._check(claim)
        except Refutation as refutation:
            self._truth = refutation.truth
            return False
        except (Unknown, RecursionError):
            return False
        finally:
            walk.lenient = True
        return True

    def _check(self, claim: Statement) -> None:
        if claim.kind == "swap" and claim.mode == "none":
            self._require_no_swap()
            return
        self.check(self.walk, claim)

    def _require_no_swap(self) -> None:
        """Nothing is swapped in the iteration where we stand."""
        walk = self.walk
        for step in self._iteration(walk.position):
            for node in walk.source.statements.get(walk.steps[step].line, ()):
                targets = getattr(node, "targets", ())
                if targets and hasattr(targets[0], "elts") and hasattr(getattr(node, "value", None), "elts"):
                    raise Refutation(f"expected nothing to be swapped, step {step} does")

    def _rows(self, line: int) -> list[list[int]]:
        return [row for (_, number), row in self.walk.timeline.lines.items() if number == line]

    def _moments_ahead(self, anchor: Statement, position: int) -> Iterator[int]:
        if anchor.mode == "first" and anchor.kind == "line" and position > max(self.walk.timeline.entry, 0):
            return
        if anchor.kind in _BY_CHECK:
            if self._holds(anchor, position):
                yield self.walk.position
            return
        key = (anchor.kind, anchor.mode, anchor.slots)
        known = self._moments.get((*key, anchor.also))
        if known is None:
            known = self._find(anchor)
            if anchor.also:
                known = [one for one in known if self._is_bound_so(anchor, one)]
            self._moments[(*key, anchor.also)] = known
        yield from known[bisect_left(known, position) :]

    def _is_bound_so(self, anchor: Statement, position: int) -> bool:
        """Whether an anchor at a step is of the line and the block that it is told of."""
        self.walk.put(position)
        try:
            require_bonds(self.walk, anchor)
        except (Refutation, Unknown):
            return False
        return True

    def _find(self, anchor: Statement) -> list[int]:
        """All steps that an anchor may be about."""
        walk = self.walk
        steps, kind, slots = walk.steps, anchor.kind, anchor.slots
        try:
            if kind == "line":
                line = whole(slots[0])
                visit = whole(slots[1]) if len(slots) > 1 and slots[1] is not None else None
                found = [index for row in self._rows(line) for index in row if visit in (None, steps[index].visit)]
                return sorted(found)
            if kind in ("iteration", "loop_end", "round"):
                return self._headers(anchor)
            if kind == "call":
                name, given = split_call(last_of(slots[0]) if slots else "")
                if anchor.mode == "by":
                    called = last_of(slots[1])
                    name, given = split_call(called)
                if anchor.mode == "itself":
                    return [one for one in walk.timeline.events["call"] if calls_itself(walk, steps[one])]
                found = [one for one in walk.timeline.events["call"] if self._is_call(name, given, steps[one])]
                if anchor.mode == "by":
                    return [one for one in found if self._holds_at(one, slots[0])]
                return [one for one in found if anchor.mode != "recursive" or is_recursive(walk, steps[one])]
            if kind in ("return", "yield"):
                return self._returns(anchor)
            if kind == "print":
                said = last_of(slots[0])
                return [one for one in walk.timeline.events["print"] if self._written(said, steps[one])]
            if kind == "within" and anchor.mode == "value":
                name, value = [text_in(slot) for slot in slots]
                calls = [
                    one
                    for one in walk.timeline.events["call"]
                    if (got := dict(steps[one].arguments).get(name)) is not None and Known(got).is_said(value)
                ]
                frames = [walk.timeline.frames[steps[one].frame] for one in calls]
                return sorted(index for frame in frames for index in frame if steps[index].event in ("call", "line"))
            if kind == "within":
                name, given = split_call(last_of(slots[0]))
                calls = [one for one in walk.timeline.events["call"] if self._is_call(name, given, steps[one])]
                frames = [walk.timeline.frames[steps[one].frame] for one in calls]
                if anchor.mode == "back":
                    frames = [
                        [index for index in frame if index > came_back(walk, steps[frame[0]].frame)] for frame in frames
                    ]
                return sorted(index for frame in frames for index in frame if steps[index].event in ("call", "line"))
            if kind == "raise":
                said = last_of(slots[-1]) if anchor.mode != "again" else ""
                rows = walk.timeline.events["raise"]
                if anchor.mode == "again":
                    rows = [one for one in rows if is_raised_again(walk, steps[one])]
                rows = [one for one in rows if not said or says_exception(said, steps[one].value or "")]
                return [one for one in rows if anchor.mode != "of" or self._is_by(last_of(slots[0]), one)]
            if kind == "compared":
                return [one for one in self._all_tested() if self._holds(anchor, one)]
        except Refutation:
            return []
        return []

    def _holds_at(self, call: int, caller: Value) -> bool:
        """Whether a call was made by another one that is named."""
        self.walk.put(call)
        try:
            require_made_by(self.walk, self.walk.steps[call], last_of(caller))
        except Refutation:
            return False
        return True

    def _all_tested(self) -> list[int]:
        if self._tested is None:
            self._tested = [step.index for step in self.walk.steps if step.event == "line" and step.operands]
        return self._tested

    def _headers(self, anchor: Statement) -> list[int]:
        walk, kind, mode = self.walk, anchor.kind, anchor.mode
        slots = anchor.slots
        if kind == "round":
            lines = [line for line in walk.source.loops if is_kind(walk, anchor, line)]
            number = whole(slots[0]) if mode == "" else 0
        elif kind == "iteration":
            number, line = [whole(slot) for slot in (slots[::-1] if mode == "loop_first" else slots)]
            lines = [line]
        else:
            ordered = slots[::-1] if mode == "count_first" else slots
            lines = [whole(ordered[0])]
            number = 0 if mode == "never" else whole(ordered[1])
        wanted = kind != "loop_end" or mode == "early"
        found = []
        for line in lines:
            for row in self._rows(line):
                for index in row:
                    step = walk.steps[index]
                    if walk.outcome(step) is not wanted:
                        continue
                    if mode in SPOKEN_ROUNDS:
                        if not is_round(walk, anchor, step):
                            continue
                    elif mode in ("item", "tick"):
                        name, *said = split_chain(text_in(slots[0])) if mode == "tick" else map(text_in, slots)
                        if not said and is_value(name):
                            if takes(walk, step, name):
                                found.append(index)
                            continue
                        literal = dict(step.changed).get(name) or tested_at(walk, step, name)
                        if literal is None or not said or not Known(literal).is_said(said[0]):
                            continue
                    elif mode == "literal":
                        if not takes(walk, step, text_in(slots[0])):
                            continue
                    elif mode == "next":
                        if iteration_of(step, line) < 2:
                            continue
                    elif iteration_of(step, line) != number or (mode == "early" and not self._holds(anchor, index)):
                        continue
                    found.append(index)
        return sorted(found)

    def _is_call(self, name: str, given: list[str] | None, step: Step) -> bool:
        if not is_function(name, step, self.walk):
            return False
        try:
            require_arguments(given, step, self.walk)
        except Refutation:
            return False
        return True

    def _returns(self, anchor: Statement) -> list[int]:
        walk = self.walk
        told = anchor.slots[1:]
        holder = anchor.slots[0]
        if anchor.kind == "return":
            holder, _, told = said_of_return(anchor)
        name, given = split_call(last_of(holder))
        value = told[0] if told else None
        if anchor.mode == "function":
            return [one for one in walk.timeline.events["return"] if self._holds(anchor, one)]
        if isinstance(value, str) and not is_value(value):  # what it returns is told by its parts
            lines = [step.index for step in walk.steps if step.event == "line"]
            return [
                index for index in lines if walk.source.returns(walk.steps[index].line) and self._holds(anchor, index)
            ]
        said = last_of(value) if told else None
        found = []
        for index in walk.timeline.events[anchor.kind]:
            step = walk.steps[index]
            if name and not is_function(name, step, walk):
                continue
            call = walk.timeline.call_of.get(step.frame)
            if given is not None and (call is None or not self._is_call(name, given, walk.steps[call])):
                continue
            if said is None or (
                step.value is not None and self._says(step, said) and self._comes_of(index, anchor.kind, told[-1])
            ):
                found.append(index)
        return found

    def _comes_of(self, index: int, kind: str, chain: Value) -> bool:
        """Whether what is returned or yielded at a step comes of the calculation that it is said to come of."""
        if not isinstance(chain, tuple):
            return True
        self.walk.put(index)
        try:
            require_chain(self.walk, chain)
            require_handed_out(self.walk, chain, kind)
        except (Refutation, Unknown, RecursionError):
            return False
        return True

    def _says(self, step: Step, said: str) -> bool:
        if Known(step.value).is_said(said):
            return True
        tree = parse_expression(said)
        if tree is None or (said.replace("_", "").isalnum() and said.isdigit()):
            return False
        line = self.walk.timeline.last_of(step.frame, step.index - 1)
        if line < 0:
            return False
        self.walk.put(line)
        try:
            return Known(None, evaluate(tree, self.walk.view._resolve_here)).is_said(step.value or "")
        except Unknown:
            return False

    def _written(self, said: str, step: Step) -> bool:
        return any(Known(repr(text)).is_said(said) for text in (step.stdout, step.stdout.removesuffix("\n"))) or (
            said.strip("'\"") == step.stdout.strip()
        )

    def _span(self, anchor: Statement, moment: int) -> list[int]:
        """The steps that what is said at an anchor may be about: of a line its statement, of an iteration all of it."""
        walk = self.walk
        step = walk.steps[moment]
        if anchor.kind == "line" and step.event == "line":
            rest = [moment, *[part.index for part in walk.timeline.rest_of(moment)]]
            if moment + 1 < len(walk.steps) and walk.steps[moment + 1].event != "line":
                rest.append(moment + 1)
            return sorted(set(rest))
        if anchor.kind == "round" and anchor.mode.startswith("after"):
            return [self._end_of(moment)]
        if anchor.kind in ("iteration", "round", "compared"):
            return self._iteration(moment)[:MOST_INSIDE]
        if anchor.kind in ("call", "entry", "within"):
            frame = walk.timeline.frames[step.frame]
            inside = [index for index in frame if index >= moment]
            if anchor.kind == "within":  # after its return the caller goes on
                inside = [index for index in inside if walk.steps[index].event != "return"]
            return inside[:MOST_INSIDE]
        if step.event == "yield":  # what the consumer does with it, up to where it asks for more
            after = walk.timeline.frames.get(walk.timeline.frame_at(moment), [])
            resumed = walk.timeline.next_in(walk.timeline.frames[step.frame], moment)
            stop = resumed if resumed >= 0 else len(walk.steps)
            at = bisect_right(after, moment)
            return [moment, *[index for index in after[at : at + MOST_INSIDE] if index < stop]]
        if step.event == "return":
            receiver = walk.timeline.frame_at(moment)
            following = walk.timeline.next_in(walk.timeline.frames.get(receiver, []), moment)
            return [moment] if following < 0 else [moment, following]
        return [moment]

    def _iteration(self, moment: int) -> list[int]:
        """The steps from a moment on to the end of the iteration of the innermost loop there."""
        walk = self.walk
        step = walk.steps[moment]
        if not step.iterations:
            return [moment]
        line, number = step.iterations[-1]
        outer = outer_loops(step, line)
        found = []
        for index in walk.timeline.frames[step.frame][bisect_left(walk.timeline.frames[step.frame], moment) :]:
            other = walk.steps[index]
            if iteration_of(other, line) != number or outer_loops(other, line) != outer:
                break
            if index > moment and other.line == line and other.event == "line" and walk.outcome(other) is False:
                break
            found.append(index)
        return found or [moment]

    def _end_of(self, moment: int) -> int:
        """The last line of the frame in an iteration."""
        inside = [index for index in self._iteration(moment) if self.walk.steps[index].event == "line"]
        return inside[-1] if inside else moment

    def _is_by(self, text: str, position: int) -> bool:
        """Whether an exception arises in a call of a function, or in evaluating an expression."""
        name, given = split_call(text)
        step = self.walk.steps[position]
        call = self.walk.timeline.call_of.get(step.frame)
        if call is None or not self._is_call(name, given, self.walk.steps[call]):
            return self._is_part(text, position)
        after = self.walk.steps[position + 1] if position + 1 < len(self.walk.steps) else None
        return after is None or (after.event == "raise" and after.value == step.value)  # it leaves the call

    def _is_part(self, text: str, position: int) -> bool:
        self.walk.put(position)
        try:
            require_part(self.walk, text)
        except (Refutation, Unknown):
            return False
        return True

    def _is_lasting(self, claim: Statement) -> bool:
        """Whether a claim is that something does not change."""
        return claim.kind == "unchanged" or (claim.kind == "value" and claim.mode == "stays")

    def _steps_for(self, claim: Statement, position: int) -> Iterator[int]:
        """Steps from a position on at which a claim that names no place may be true: those that touch its names."""
        steps = self._steps_touching(claim, position)
        if position <= max(self.walk.timeline.entry, 0) and self._is_lasting(claim):
            every = list(steps)  # said of the run as a whole
            if self._lasts(claim, every):
                yield from every
            return
        yield from steps

    def _lasts(self, claim: Statement, steps: Sequence[int]) -> bool:
        """Whether what does not change stays as it is at all of these steps, from where it has a value."""
        return all(self._holds(claim, step) or not self._is_bound(claim, step) for step in steps)

    def _is_bound(self, claim: Statement, position: int) -> bool:
        """Whether what a claim is about had a value before a step."""
        self.walk.put(position)
        try:
            self.walk.view.before(last_of(claim.slots[0]))
        except Unknown:
            return False
        return True

    def _steps_touching(self, claim: Statement, position: int) -> Iterator[int]:
        names = {root_of(text.partition("=")[0].strip()) for text in expressions_of(claim)}
        rows = [self._mention(name) for name in names]
        if not rows:
            rows = [self._all_tested()]
        if position >= 0:
            yield position
        merged = sorted({index for row in rows for index in row[bisect_right(row, position) :][:MOST_STEPS]})
        yield from merged[:MOST_STEPS]

    def _mention(self, name: str) -> list[int]:
        known = self._mentions.get(name)
        if known is None:
            found = []
            for step in self.walk.steps:
                if (
                    any(root_of(place) == name for place, _ in step.changed)
                    or any(name in text for text, _ in step.operands)
                    or any(name in text for text, _ in step.tests)
                ):
                    found.append(step.index)
            known = self._mentions[name] = found
        return known
