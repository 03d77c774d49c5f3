"""Ways to lay one group of claims along a run: at the moments that its anchor may be of, in the iterations named."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Final, NamedTuple

from tracepile_hf.literals import is_value
from tracepile_hf.verification.anchors import last_of, outer_loops, text_in
from tracepile_hf.verification.causes import expressions_of
from tracepile_hf.verification.claims import Read, Statement
from tracepile_hf.verification.expression import parse_expression
from tracepile_hf.verification.groups import Group, Placed
from tracepile_hf.verification.moments import LINKED, MOST_INSIDE
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.rows import Rows
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.substitution import has_names
from tracepile_hf.verification.ticks import split_chain
from tracepile_hf.verification.walk import Refutation

Scope = tuple[int, int, int]  # last step of an iteration, last step of its loop, the loop's line
Scopes = tuple[Scope, ...]  # of the iterations that were named and go on, the innermost last
MOST_MOMENTS: Final = 60  # moments of an anchor that are looked at for one at which all of its claims hold
_SUMMING: Final = frozenset(
    {"loop_runs", "recap_end", "recap_line", "recap_loop", "recap_calls", "recap_print", "recap_steps"}
)
_OF_LOOPS: Final = frozenset({"iteration", "round", "loop_end", "summary"})
_WIDE: Final = frozenset({"within", "iteration", "round", "compared", "call", "entry"})


class Way(NamedTuple):
    """An alignment so far: where it stands, what is proved, how the last group was placed.

    `scopes`: of the iterations that were named the last step, and that of their loop; what follows is in the one or
    after the other.
    """

    position: int
    score: int
    placed: tuple[Placed, ...]
    before: Way | None
    scopes: Scopes = ()


class Laying(Rows):
    """Finds the ways in which a group can be laid."""

    def _with_rounds(self, read: Read) -> Read:
        """A sentence that begins with `i = 1:` names the iteration in which a loop's variable is that."""
        if any(one.kind == "round" and one.mode in ("item", "tick") for one in read.statements):
            read = read._replace(statements=[self._as_value(one, read.statements) for one in read.statements])
        if any(one.mode == "arrow" and one.kind == "value" for one in read.statements):
            read = read._replace(statements=[self._as_return(one) for one in read.statements])
        first = read.statements[0] if read.statements else None
        if first is None or first.kind != "value" or first.mode not in ("", "is") or len(read.statements) < 2:
            return read
        name, said = first.slots
        after = first.skeleton.source[first.raw[1] : first.raw[1] + 3].lstrip("`*")
        heads = self._heads(read.statements)
        if len(heads) > 1:
            rest = read.statements[len(heads) :]
            return read._replace(statements=[*[one._replace(kind="round", mode="item") for one in heads], *rest])
        if not isinstance(said, str) or name not in self.variables | self._asked or not after.startswith(":"):
            return read
        return read._replace(statements=[first._replace(kind="round", mode="item"), *read.statements[1:]])

    def _heads(self, statements: Sequence[Statement]) -> list[Statement]:
        """The loops' variables with which a sentence begins, up to a colon: `i = 0, j = 1: ...`"""
        found: list[Statement] = []
        for one in statements:
            stages = split_chain(text_in(one.slots[0])) if one.kind == "tick" else list(map(text_in, one.slots))
            if one.kind == "round" and one.mode == "tick":
                stages = split_chain(text_in(one.slots[0]))
            if one.kind not in ("value", "tick", "round") or len(stages) != 2 or stages[0] not in self.variables:
                return []
            found.append(one._replace(slots=tuple(stages)))
            if one.skeleton.source[one.raw[1] : one.raw[1] + 3].lstrip("`*) ").startswith(":"):
                return found if len(found) < len(statements) else []
        return []

    @cached_property
    def _asked(self) -> set[str]:
        """The names that tests of `while` loops ask for."""
        tests = [node.test for node in self.walk.source.loops.values() if isinstance(node, ast.While)]
        return {part.id for test in tests for part in ast.walk(test) if isinstance(part, ast.Name)}

    def _as_value(self, one: Statement, others: Sequence[Statement]) -> Statement:
        """When `n` = 1, ...: of a name that no loop goes by it is a value."""
        if one.kind != "round" or one.mode not in ("item", "tick"):
            return one
        if one.text.lower().startswith(("when", "once")) and others[-1].kind == "summary":
            kind, mode = ("tick", "") if one.mode == "tick" else ("value", "is")
            return one._replace(kind=kind, mode=mode)
        name = text_in(one.slots[0])
        name = split_chain(name)[0] if one.mode == "tick" else name
        if name in self.variables or root_of(name) in self._asked or is_value(name):
            return one
        if len(others) and any(
            other.kind in LINKED or other.kind == "base" for other in others
        ):  # "for `n` = 0, fib returns 1": of that call
            slots = tuple(split_chain(text_in(one.slots[0]))) if one.mode == "tick" else one.slots
            return one._replace(kind="within", mode="value", slots=slots) if len(slots) == 2 else one
        kind, mode = ("tick", "") if one.mode == "tick" else ("value", "is")
        return one._replace(kind=kind, mode=mode)

    def _as_return(self, one: Statement) -> Statement:
        """`fib(2)` → 1 says what a call returns, where the program has that function."""
        tree = parse_expression(last_of(one.slots[0])) if one.kind == "value" and one.mode == "arrow" else None
        if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name) or has_names(last_of(one.slots[0])):
            return one
        if tree.func.id not in {self.walk.steps[index].function for index in self.walk.timeline.events["call"]}:
            return one
        return one._replace(kind="return", mode="", slots=(one.slots[0], None, one.slots[1]))

    def _scopes(self, group: Group, moment: int, scopes: Scopes) -> Scopes:
        """The iterations named so far that a group lies in, and the one that it names."""
        anchor = group.anchor
        if anchor is None:
            return scopes
        kept = tuple([scope for scope in scopes if moment <= scope[0]])
        if anchor.kind in ("iteration", "round"):
            line = self.walk.steps[moment].line
            kept = tuple([scope for scope in kept if scope[2] != line])
            return (*kept, (self._end_of_iteration(moment), self._end_of_loop(moment), line))
        return kept

    def _end_of_iteration(self, moment: int) -> int:
        """The last step of an iteration, what it calls included."""
        last = self._iteration(moment)[-1]
        row = self.walk.timeline.frames[self.walk.steps[moment].frame]
        following = self.walk.timeline.next_in(row, last)
        return following - 1 if following >= 0 else len(self.walk.steps) - 1

    def _end_of_loop(self, moment: int) -> int:
        """The last step inside of the loop whose header is at a moment."""
        step = self.walk.steps[moment]
        outer = outer_loops(step, step.line)
        row = self.walk.timeline.lines[step.frame, step.line]
        last = moment
        for index in row[bisect_left(row, moment) :]:
            if outer_loops(self.walk.steps[index], step.line) != outer:
                break
            last = index
        return last if self.walk.outcome(self.walk.steps[last]) is False else self._end_of_iteration(last)

    def _options(self, group: Group, position: int, scopes: Scopes) -> Iterator[tuple[Placed, ...]]:
        """Ways to place a group at or after a position: the first there is, and the first at which all of it holds."""
        if group.anchor is None:
            claim, *others = group.claims
            opening = group.said[0] if group.said and group.said[0].kind == "initially" else None
            for step in self._steps_for(claim, position):
                if opening is not None and not self._holds(opening, step):
                    continue
                if claim.kind not in _SUMMING and any(0 <= position <= one[0] < step < one[1] for one in scopes):
                    continue  # in another iteration, which was not named
                if scopes and self._is_overtaken(claim, step, position, scopes):
                    continue
                if self._holds(claim, step):
                    first_one = Placed(claim, "proved", self.walk.position)
                    placed = self._nearby(step, claim, others) if others else ()
                    if placed is not None:
                        yield (first_one, *placed)
                        return
            return
        if group.rows:
            statements = (group.anchor, *group.claims)
            for _, cells in self.tabled(group.rows, position):
                yield tuple(
                    [
                        Placed(one, "proved", at) if at >= 0 else Placed(one, "unplaced", -1, truth)
                        for one, (at, truth) in zip(statements, cells, strict=True)
                    ]
                )
            return
        if group.anchor.kind.startswith("fold_"):
            folded = self._folded(group, position)
            if folded:
                yield folded
            return
        first = True
        for number, moment in enumerate(self._within_scope(group.anchor, position, scopes)):
            if "directly:" in group.anchor.also and self._goes_on(position, moment):
                return
            if number >= MOST_MOMENTS:
                return
            placed = self._at(group, moment)
            whole_one = all(one.standing == "proved" for one in placed)
            if first or whole_one:
                yield placed
            if whole_one:
                return
            first = False

    def _goes_on(self, position: int, end: int) -> bool:
        """Whether a loop begins another iteration after where we stand, before it ends."""
        step = self.walk.steps[end]
        row = self.walk.timeline.lines[step.frame, step.line]
        between = row[bisect_left(row, position + 1) : bisect_left(row, end)]
        return any(self.walk.outcome(self.walk.steps[index]) is True for index in between)

    def _nearby(self, step: int, first: Statement, claims: Sequence[Statement]) -> tuple[Placed, ...] | None:
        """Claims that go with one that holds at a step: at it or after it, in its iteration. None: one does not."""
        placed: list[Placed] = []
        steps = self._stretch(step)
        wrote = self._writes(first, step)
        for claim in claims:
            if self._is_lasting(claim) and not self._lasts(claim, steps):
                return None
            for at in steps:
                if self._holds(claim, at) and not self._is_stale(claim, at, steps, step, wrote):
                    break
            else:
                return None
            wrote = wrote or self._writes(claim, at)
            placed.append(Placed(claim, "proved", at))
        return tuple(placed)

    def _stretch(self, step: int) -> list[int]:
        """The rest of the iteration that a step lies in; of what is in no loop, of the call, up to where one begins."""
        if self.walk.steps[step].iterations:
            return self._iteration(step)[:MOST_INSIDE]
        frame = self.walk.timeline.frames[self.walk.steps[step].frame]
        rest = frame[bisect_left(frame, step) :][:MOST_INSIDE]
        return list(takewhile(lambda one: all(number == 1 for _, number in self.walk.steps[one].iterations), rest))

    def _within_scope(self, anchor: Statement, position: int, scopes: Scopes) -> Iterator[int]:
        """Moments ahead: in the iteration that was named last, if there are any; of a line the next visit."""
        ahead = self._moments_ahead(anchor, position)
        next_only = anchor.kind == "line" and (len(anchor.slots) < 2 or anchor.slots[1] is None)
        seen: set[int] = set()
        inside = False
        for moment in ahead:
            if scopes and moment > scopes[-1][0] and inside:
                return
            if any(
                one[0] < moment <= one[1] and not (anchor.kind in _OF_LOOPS and self.walk.steps[moment].line == one[2])
                for one in scopes
            ):
                continue  # another iteration, which was not named
            if next_only and moment > position:
                frame = self.walk.steps[moment].frame
                if seen and (frame in seen or position < 0 or frame != self.walk.timeline.frame_at(position)):
                    continue  # a visit that passes over another one untold
                seen.add(frame)
            inside = inside or (bool(scopes) and moment <= scopes[-1][0])
            yield moment

    def _folded(self, group: Group, position: int) -> tuple[Placed, ...]:
        """A range of steps and what is said of all of it."""
        assert group.anchor is not None
        if not self._holds(group.anchor, position):
            return ()
        end, fold = self.walk.position, self.walk.fold
        placed = [Placed(group.anchor, "proved", end)]
        for claim in group.claims:
            self.walk.put(end)
            self.walk.fold = fold
            try:
                self.check(self.walk, claim)
            except Refutation as refutation:
                placed.append(Placed(claim, "unplaced", end, refutation.truth))
            except (Unknown, RecursionError):
                placed.append(Placed(claim, "unplaced", end))
            else:
                placed.append(Placed(claim, "proved", end))
        return tuple(placed)

    def _at(self, group: Group, moment: int) -> tuple[Placed, ...]:
        """A group with its anchor at a moment: what holds there, or within what the anchor spans."""
        assert group.anchor is not None
        placed = [Placed(group.anchor, "proved", moment)]
        steps = self._span(group.anchor, moment)
        here = steps[0] if group.anchor.mode.startswith("after") and group.anchor.kind == "round" else moment
        wide, wrote = group.anchor.kind in ("iteration", "round"), False
        self.walk.ended = moment if group.anchor.kind in ("loop_end", "summary") else None
        for claim in group.claims:
            at, truth = -1, ""
            if here not in steps and self.walk.steps[here].event != "call":  # the statement has led to an event
                steps = [here]
            lasting = self._is_lasting(claim)
            if lasting and group.anchor.kind in _OF_LOOPS and not self._lasts(claim, steps):
                placed.append(Placed(claim, "unplaced", moment))
                continue
            for step in steps:
                if lasting and self.walk.steps[step].event not in ("line", self.walk.steps[moment].event):
                    continue  # of what the line led to nothing else can be said to be as it was
                if step >= here and self._holds(claim, step):
                    if wide and self._is_stale(claim, step, steps, moment, wrote):
                        continue
                    at = self.walk.position
                    wrote = wrote or (wide and self._writes(claim, step))
                    break
                if step == here:
                    truth = self._truth
            if at < 0 and wide and (inside := self._in_callees(claim, moment, here)) >= 0:
                placed.append(Placed(claim, "proved", inside))
                continue
            if at < 0 and group.anchor.kind in _WIDE:
                truth = self._last_truth(claim, steps) or truth
            placed.append(Placed(claim, "proved" if at >= 0 else "unplaced", max(at, moment), "" if at >= 0 else truth))
            here = max(here, at) if at >= 0 else here
            if (
                at >= 0
                and claim.kind in ("call", "return", "yield")
                and not any(map(_says_nothing_changes, group.claims))
            ):
                steps = self._span(
                    claim, at
                )  # "calls `f(2)`, which sets ...": what the call does, or its caller after it
        return tuple(placed)

    def _in_callees(self, claim: Statement, moment: int, here: int) -> int:
        """A step of what an iteration calls at which a claim holds that speaks of names of the callee; -1: none."""
        frame = self.walk.steps[moment].frame
        roots = {root_of(text.partition("=")[0].strip()) for text in expressions_of(claim)}
        if not roots or all(self._is_visible(name, frame, moment) for name in roots):
            return -1
        last = self._end_of_iteration(moment)
        for step in range(here, min(last + 1, here + MOST_INSIDE)):
            if self.walk.steps[step].frame != frame and self._holds(claim, step):
                return step
        return -1

    def _is_visible(self, name: str, frame: int, position: int) -> bool:
        """Whether a name has a value where a frame stands."""
        try:
            self.walk.state.lookup(name, frame, position)
        except Unknown:
            return False
        return True

    def _after(self, claim: Statement, at: int) -> list[int]:
        """Where what follows an event may be: what the call does, or its caller after it."""
        return self._span(claim, at) if claim.kind in ("call", "return", "yield") else []

    def _is_stale(self, claim: Statement, step: int, steps: Sequence[int], moment: int, wrote: bool) -> bool:
        """Whether a value is one that the iteration goes on to write over, told after what it has written already."""
        if not wrote or claim.kind not in ("value", "tick") or self._writes(claim, step):
            return False
        writes = [one for one in steps if self._writes(claim, one) and one > moment]
        return bool(writes) and step < writes[0]

    def _is_overtaken(self, claim: Statement, step: int, position: int, scopes: Scopes) -> bool:
        """The same of a claim that names no place: told after something that its iteration wrote."""
        if (
            claim.kind not in ("value", "tick", "numbers")
            or claim.mode not in ("", "is", "bare")
            or self._writes(claim, step)
        ):
            return False
        told = self.walk.steps[position] if position >= 0 else None
        if told is None or not told.iterations:
            return False
        here, end = (
            self.walk.steps[step],
            min(scope[0] for scope in scopes if scope[0] >= step) if any(scope[0] >= step for scope in scopes) else -1,
        )
        if told.iterations[:1] != here.iterations[:1] or told.frame != here.frame or not self._is_begun(position):
            return False
        frame = self.walk.timeline.frames[here.frame]
        later = frame[bisect_left(frame, step + 1) :]
        return any(self._writes(claim, one) for one in takewhile(lambda one: one <= end, later[:MOST_INSIDE]))

    def _is_begun(self, position: int) -> bool:
        """Whether something of an iteration was told before where we stand: it is not at the header of its loop."""
        step = self.walk.steps[position]
        return not (
            step.line in self.walk.source.loops
            and self.walk.outcome(step) is True
            and step.iterations[-1][0] == step.line
        )

    def _writes(self, claim: Statement, step: int) -> bool:
        """Whether a step changes what a value is told of."""
        if claim.kind not in ("value", "tick", "numbers", "updates", "moves", "added"):
            return False
        slot = claim.slots[-1 if claim.mode in ("put", "again_put") else 0]
        name = root_of((slot if isinstance(slot, str) else "").partition("=")[0].strip())
        return any(root_of(place) == name for place, _ in self.walk.steps[step].changed)

    def _last_truth(self, claim: Statement, steps: Sequence[int]) -> str:
        for step in reversed(steps):
            if not self._holds(claim, step) and self._truth:
                return self._truth
        return ""


def _says_nothing_changes(claim: Statement) -> bool:
    return claim.kind in ("unset", "unchanged") or claim.mode in ("stays", "again")
