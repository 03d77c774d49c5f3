"""What can be said of claims that were not proved where their groups were laid, and of the reasons that were given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.anchors import iteration_of, last_of, whole
from tracepile_hf.verification.calls import is_function, split_call
from tracepile_hf.verification.causes import FLOW, expressions_of, links, require_cause, require_deciding
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.events import said_of_return
from tracepile_hf.verification.groups import ANCHORS, Group, Placed
from tracepile_hf.verification.laying import Laying, Scopes, Way
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.walk import Refutation

_LOOSE: Final = frozenset(
    {"call", "within", "raise", "catch", "yield"}
)  # what is said at them may be of what comes of them


_OF_TESTS: Final = frozenset({"branch", "skip", "next", "outcome"})


class Settling(Laying):
    """Judges what is left when the claims of a text have been laid along a run."""

    def _next_place(self, path: list[Way], number: int) -> int:
        """Where the next group that was placed begins; the end of the run if none was."""
        for way in path[number + 1 :]:
            if way.placed:
                return min(one.position for one in way.placed if one.standing == "proved")
        return len(self.walk.steps) - 1

    def _settled(self, group: Group, way: Way, before: int, after: int) -> list[Placed]:
        """The claims of a group with what can be said of those that were not proved."""
        statements = [*([group.anchor] if group.anchor is not None else []), *group.claims]
        if not way.placed:
            placed = [Placed(one, "unplaced", -1) for one in statements]
        else:
            placed = list(way.placed)
        if group.rows:
            return [one._replace(standing="refuted") if _is_wrong_cell(one, way) else one for one in placed]
        if group.anchor is not None and placed[0].standing == "proved":
            scopes = way.before.scopes if way.before is not None else ()
            ahead = self._within_scope(group.anchor, max(before, 0), scopes)
            others = [moment for moment in ahead if moment <= after]
            moments = [placed[0].position, *[one for one in others[:8] if one != placed[0].position]]
            of_event = group.anchor.kind in ("print", "yield", "return")  # "yields 0, then 1": 1 is of another one
            if len(others) <= 8 and group.anchor.kind not in _LOOSE:
                for number, one in enumerate(placed):
                    if (
                        one.standing == "unplaced"
                        and one.truth
                        and not _is_another(one)
                        and not (one.statement.kind == "shown" and of_event)
                        and not any(self._at_moment(group, one, at) for at in moments)
                    ):
                        placed[number] = one._replace(standing="refuted")
            return placed + self._without_reason(group, placed)
        scopes = way.before.scopes if way.before is not None else ()
        judged = [self._alone(one, before, after, scopes) for one in placed]
        bound = group.anchor is None and (len(judged) > 1 or bool(group.said))
        if bound and not way.placed and all(one.standing == "proved" for one in judged):
            judged = [one._replace(standing="unplaced") for one in judged]  # each is true somewhere, together nowhere
        return judged + self._without_reason(group, judged)

    def _without_reason(self, group: Group, placed: Sequence[Placed]) -> list[Placed]:
        """The reasons that a group gives and that did not decide."""
        if any(one.standing != "proved" for one in placed):
            return []
        where = {id(one.statement): one.position for one in placed}
        found = [
            Placed(said, "unplaced", placed[0].position)
            for said, causes in group.led
            if not self._is_reason(causes, placed[0])
        ]
        for said, causes, effects in links(group.said):
            told = [where[id(cause)] for cause in causes if id(cause) in where]
            self.walk.put(told[0] if told else where.get(id(effects[0]), placed[0].position))
            there = where.get(id(effects[0]), self.walk.position)
            if effects[0].kind in _OF_TESTS:  # told at the test itself, whatever its reasons were told of
                self.walk.put(there)
            later = self.walk.steps[there].line != self.walk.step.line
            if later and causes and effects[0].kind not in FLOW:
                here = self.walk.position
                comes = any(self._brought(one, there) for one in told) or (
                    effects[0].mode != "stays" and self._comes_of_them(causes, effects, there)
                )
                if not comes and not self._led_there(causes[-1], effects[0], here, there):
                    found.append(Placed(said, "unplaced", here))
                continue
            try:
                require_cause(self.walk.view, causes, *effects)
            except Refutation:
                found.append(Placed(said, "unplaced", self.walk.position))
            except Unknown:
                continue
        return found

    def _is_reason(self, causes: Sequence[Statement], effect: Placed) -> bool:
        """Whether claims led to an event or a line: they decided a test before it, or its statement goes by them."""
        walk, there = self.walk, effect.position
        step = walk.steps[there]
        frame = walk.timeline.caller.get(step.frame, 0) if step.event == "call" else step.frame
        last = walk.timeline.last_of(frame, there)
        spoken = {text for cause in causes for text in expressions_of(cause)}
        if effect.statement.kind != "line" and last >= 0:
            line = walk.steps[last].line
            names = walk.source.names_at(line)
            if any(root_of(text) in names or text in walk.source.written_at(line) for text in spoken):
                return True
        row = walk.timeline.frames.get(frame, [])
        before = list(reversed(row[max(bisect_left(row, there) - 12, 0) : bisect_left(row, there)]))
        if effect.statement.kind == "line":  # of the tests that led to the line itself
            before = list(takewhile(lambda index: bool(walk.steps[index].tests), before))
        if any(self._is_decisive(causes, effect.statement, index) for index in before):
            return True
        return all(any(self._is_decisive([cause], effect.statement, index) for index in before) for cause in causes)

    def _is_decisive(self, causes: Sequence[Statement], effect: Statement, position: int) -> bool:
        """Whether claims hold at a test, and decided it."""
        if not self.walk.steps[position].tests:
            return False
        self.walk.put(position)
        try:
            require_deciding(self.walk.view, list(causes), effect)
        except (Refutation, Unknown):
            return False
        return all(self._holds(cause, position) for cause in causes)

    def _brought(self, here: int, there: int) -> bool:
        """Whether a statement went on with what a call that it made had returned."""
        event, statement = self.walk.steps[here], self.walk.steps[there]
        caller = self.walk.timeline.caller.get(event.frame, 0)
        last = self.walk.timeline.last_of(caller, here)
        return event.event == "return" and caller == statement.frame and self.walk.steps[last].line == statement.line

    def _comes_of_them(self, causes: Sequence[Statement], effects: Sequence[Statement], there: int) -> bool:
        """Whether what a later statement did comes of what was told before it, which still is so."""
        if not all(self._holds(cause, there) or self._holds(cause, there - 1) for cause in causes):
            return False
        self.walk.put(there)
        try:
            require_cause(self.walk.view, causes, *effects)
        except (Refutation, Unknown):
            return False
        return all(set(expressions_of(cause)) & self.walk.source.written_at(self.walk.step.line) for cause in causes)

    def _led_there(self, cause: Statement, effect: Statement, first: int, last: int) -> bool:
        """Whether a reason is of a test on the way from one step to a later one, and held at the last such test."""
        for index in range(last, first - 1, -1):
            if self.walk.steps[index].tests:
                self.walk.put(index)
                try:
                    require_deciding(self.walk.view, [cause], effect)
                except (Refutation, Unknown):
                    continue
                return self._holds(cause, index)
        return False

    def _at_moment(self, group: Group, one: Placed, moment: int) -> bool:
        assert group.anchor is not None
        return any(self._holds(one.statement, step) for step in self._span(group.anchor, moment))

    def _alone(self, one: Placed, before: int, after: int, scopes: Scopes = ()) -> Placed:
        """A claim that was placed nowhere: refuted if all that it could be about says the same, and otherwise."""
        claim = one.statement
        if one.standing == "proved":
            return one
        if claim.kind in ANCHORS:
            truth = self._only_other(claim, before, after)
            if truth and claim.slots and Known(truth).is_said(last_of(claim.slots[-1])):
                return one  # it is so, but not as it is said to have come about
            return one if truth is None else one._replace(standing="refuted", truth=truth)
        if claim.kind not in ("value", "tick", "length", "emptiness", "condition"):
            return one
        truths: set[str] = set()
        steps = [max(before, 0), *[step for step in self._steps_for(claim, max(before, 0)) if step <= after]]
        for step in steps[:40]:
            if self._holds(claim, step) and not (scopes and self._is_overtaken(claim, step, before, scopes)):
                return one._replace(standing="proved", position=step)
            truths.add(self._truth)
        if (
            len(truths) == 1
            and "" not in truths
            and len(steps) <= 40
            and not _is_another(one._replace(truth=self._truth))
        ):
            return one._replace(standing="refuted", position=steps[0], truth=truths.pop())
        return one

    def _only_other(self, claim: Statement, before: int, after: int) -> str | None:
        """What an anchor that fits nowhere should have said, where only one event of its kind can be meant."""
        walk = self.walk
        events = walk.timeline.events
        if claim.kind == "line":
            line = whole(claim.slots[0])
            return "" if all(number != line for _, number in walk.timeline.lines) else None
        rows = [index for index in events.get(claim.kind, []) if before <= index <= after]
        if claim.kind == "return":
            name = split_call(last_of(said_of_return(claim)[0]))[0]
            every = [index for index in events["return"] if not name or is_function(name, walk.steps[index], walk)]
            rows = every if len(every) == 1 else [index for index in rows if index in set(every)]
            if not name and "function" in claim.text.lower() and walk.timeline.entry >= 0:
                frame = walk.steps[walk.timeline.entry].frame
                rows = [index for index in events["return"] if walk.steps[index].frame == frame]
        elif claim.kind == "loop_end" and claim.mode in ("", "count_first"):
            line = whole(claim.slots[-1] if claim.mode else claim.slots[0])
            ends = [index for row in self._rows(line) for index in row if walk.outcome(walk.steps[index]) is False]
            rows = [index for index in ends if before <= index <= after] if len(ends) > 1 else ends
            return str(iteration_of(walk.steps[rows[0]], line)) if len(rows) == 1 else None
        elif claim.kind not in ("print", "raise"):
            return None
        if len(rows) != 1:
            return None
        step = walk.steps[rows[0]]
        return step.value if step.value is not None else repr(step.stdout.removesuffix("\n"))


def _is_wrong_cell(one: Placed, way: Way) -> bool:
    """Whether a cell is the only one of its table that is not so, and the run says what it should be."""
    wrong = [other for other in way.placed if other.standing != "proved"]
    return one.standing == "unplaced" and bool(one.truth) and len(wrong) == 1


def _is_another(one: Placed) -> bool:
    """Whether a name without backticks may be a word of the text: its value is of another type than what is said."""
    if "`" in one.statement.text or one.statement.kind not in ("value", "tick"):
        return False
    try:
        told = literals.parse(last_of(one.statement.slots[-1]).rpartition("=")[2].strip())
        return type(told) is not type(literals.parse(one.truth))
    except LiteralError:
        return False
