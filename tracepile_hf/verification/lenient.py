"""Lenient placing: what a text says, aligned to the run as a whole.

Models name few lines. So a claim is placed where it is true: groups of claims, an anchor with what is said at it, are
laid along the run in the order of the text, and the alignment with the most proved claims is kept (a beam of a few
pointers, so that the time grows about as the text). What is left is refuted only where its moment is certain: where
every place that it could be about says otherwise. Else it is unplaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tracepile_hf.records import Standing
from tracepile_hf.verification.anchors import iteration_of, last_of, outer_loops, whole
from tracepile_hf.verification.calls import is_function, split_call
from tracepile_hf.verification.causes import FLOW, links, require_cause, require_deciding
from tracepile_hf.verification.claims import MOVING, Read, Remainder, Statement
from tracepile_hf.verification.events import said_of_return
from tracepile_hf.verification.moments import LINKED, MOST_INSIDE, Moments
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.walk import Refutation

Scope = tuple[int, int, int]  # last step of an iteration, last step of its loop, the loop's line
NO_SCOPE: Final = (-1, -1, -1)
ANCHORS: Final = (MOVING | {"compared"}) - {"entry"}
BEAM: Final = 10  # alignments that are followed at a time
MOST_MOMENTS: Final = 60  # moments of an anchor that are looked at for one at which all of its claims hold
_SUMMING: Final = frozenset({"recap_end", "recap_line", "recap_loop", "recap_calls", "recap_print", "recap_steps"})
_OF_LOOPS: Final = frozenset({"iteration", "round", "loop_end", "summary"})
_WIDE: Final = frozenset({"iteration", "round", "compared", "call", "entry"})


class Placed(NamedTuple):
    """Where a claim was judged, and how."""

    statement: Statement
    standing: Standing
    position: int
    truth: str = ""


class Group(NamedTuple):
    """An anchor and what is said at it; or one claim that names no place."""

    anchor: Statement | None
    claims: tuple[Statement, ...]
    said: tuple[Statement, ...] = ()  # all of it in order, with the words that give reasons


class Way(NamedTuple):
    """An alignment so far: where it stands, what is proved, how the last group was placed.

    `scope`: the last step of the iteration that was named last, and of its loop; what follows is in the one or after
    the other.
    """

    position: int
    score: int
    placed: tuple[Placed, ...]
    before: Way | None
    scope: Scope = NO_SCOPE


class Lenient(Moments):
    """Aligns the claims of a text to a run."""

    def judge(self, reads: Sequence[Read]) -> list[Placed | Remainder]:
        """Every claim with its standing, in the order of the text; what was not read in between."""
        groups, order = _grouped(reads)
        ways = [Way(-1, 0, (), None)]
        for group in groups:
            ways = self._followed(ways, group)
        best = max(ways, key=lambda way: (way.score, -way.position))
        path: list[Way] = []
        while best.before is not None:
            path.append(best)
            best = best.before
        path.reverse()
        found: list[list[Placed]] = []
        for number, (group, way) in enumerate(zip(groups, path, strict=True)):
            before = path[number - 1].position if number else -1
            after = self._next_place(path, number)
            found.append(self._settled(group, way, before, after))
        return _in_order(found, order)

    def _followed(self, ways: list[Way], group: Group) -> list[Way]:
        made: list[Way] = []
        for way in ways:
            made.append(Way(way.position, way.score, (), way, way.scope))
            for placed in self._options(group, way.position, way.scope):
                proved = [one for one in placed if one.standing == "proved"]
                if proved:
                    position = max(one.position for one in proved)
                    scope = self._scope(group, placed[0].position, way.scope)
                    made.append(Way(max(position, way.position), way.score + len(proved), placed, way, scope))
        made.sort(key=lambda way: (-way.score, way.position))
        kept: list[Way] = []
        for way in made:  # of two with as much proved the one that stands earlier; of less only what is earlier still
            if not kept or way.position < kept[-1].position:
                kept.append(way)
            if len(kept) == BEAM:
                break
        return kept

    def _scope(self, group: Group, moment: int, scope: Scope) -> Scope:
        """The end of the iteration that a group names; else the one before, if we are still in it."""
        anchor = group.anchor
        if anchor is None:
            return scope
        if anchor.kind in ("iteration", "round"):
            return self._end_of_iteration(moment), self._end_of_loop(moment), self.walk.steps[moment].line
        return scope if moment <= scope[0] else NO_SCOPE

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

    def _options(self, group: Group, position: int, scope: Scope) -> Iterator[tuple[Placed, ...]]:
        """Ways to place a group at or after a position: the first there is, and the first at which all of it holds."""
        if group.anchor is None:
            claim, *others = group.claims
            for step in self._steps_for(claim, position):
                if 0 <= position <= scope[0] < step < scope[1] and claim.kind not in _SUMMING:
                    continue  # in another iteration, which was not named
                if self._holds(claim, step):
                    first_one = Placed(claim, "proved", self.walk.position)
                    placed = self._nearby(step, others) if others else ()
                    if placed is not None:
                        yield (first_one, *placed)
                        return
            return
        if group.anchor.kind.startswith("fold_"):
            folded = self._folded(group, position)
            if folded:
                yield folded
            return
        first = True
        for number, moment in enumerate(self._within_scope(group.anchor, position, scope)):
            if number >= MOST_MOMENTS:
                return
            placed = self._at(group, moment)
            whole_one = all(one.standing == "proved" for one in placed)
            if first or whole_one:
                yield placed
            if whole_one:
                return
            first = False

    def _nearby(self, step: int, claims: Sequence[Statement]) -> tuple[Placed, ...] | None:
        """Claims that go with one that holds at a step: at it or after it, in its iteration. None: one does not."""
        placed: list[Placed] = []
        for claim in claims:
            at = next((one for one in self._iteration(step)[:MOST_INSIDE] if self._holds(claim, one)), None)
            if at is None:
                return None
            placed.append(Placed(claim, "proved", at))
        return tuple(placed)

    def _within_scope(self, anchor: Statement, position: int, scope: Scope) -> Iterator[int]:
        """Moments ahead: in the iteration that was named last, if there are any."""
        ahead = self._moments_ahead(anchor, position)
        if scope[0] < 0:
            yield from ahead
            return
        inside = False
        for moment in ahead:
            if moment > scope[0] and inside:
                return
            if scope[0] < moment <= scope[1] and not (
                anchor.kind in _OF_LOOPS and self.walk.steps[moment].line == scope[2]
            ):
                continue  # another iteration, which was not named
            inside = inside or moment <= scope[0]
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
        here = moment
        steps = self._span(group.anchor, moment)
        self.walk.ended = moment if group.anchor.kind in ("loop_end", "summary") else None
        for claim in group.claims:
            at, truth = -1, ""
            if here not in steps:  # the statement has led to an event
                steps = [here]
            lasting = self._is_lasting(claim)
            if lasting and group.anchor.kind in _OF_LOOPS and not self._lasts(claim, steps):
                placed.append(Placed(claim, "unplaced", moment))
                continue
            for step in steps:
                if lasting and self.walk.steps[step].event not in ("line", self.walk.steps[moment].event):
                    continue  # of what the line led to nothing else can be said to be as it was
                if step >= here and self._holds(claim, step):
                    at = self.walk.position
                    break
                if step == here:
                    truth = self._truth
            if at < 0 and group.anchor.kind in _WIDE:
                truth = self._last_truth(claim, steps) or truth
            placed.append(Placed(claim, "proved" if at >= 0 else "unplaced", max(at, moment), "" if at >= 0 else truth))
            here = max(here, at) if at >= 0 else here
        return tuple(placed)

    def _last_truth(self, claim: Statement, steps: Sequence[int]) -> str:
        for step in reversed(steps):
            if not self._holds(claim, step) and self._truth:
                return self._truth
        return ""

    # Where claims may be

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
        if group.anchor is not None and placed[0].standing == "proved":
            scope = way.before.scope if way.before is not None else NO_SCOPE
            ahead = self._within_scope(group.anchor, max(before, 0), scope)
            others = [moment for moment in ahead if moment <= after]
            moments = [placed[0].position, *[one for one in others[:8] if one != placed[0].position]]
            of_event = group.anchor.kind in ("print", "yield", "return")  # "yields 0, then 1": 1 is of another one
            if len(others) <= 8:
                for number, one in enumerate(placed):
                    if (
                        one.standing == "unplaced"
                        and not (one.statement.kind == "shown" and of_event)
                        and not any(self._at_moment(group, one, at) for at in moments)
                    ):
                        placed[number] = one._replace(standing="refuted")
            return placed + self._without_reason(group, placed)
        judged = [self._alone(one, before, after) for one in placed]
        return judged + self._without_reason(group, judged)

    def _without_reason(self, group: Group, placed: Sequence[Placed]) -> list[Placed]:
        """The reasons that a group gives and that did not decide."""
        if any(one.standing != "proved" for one in placed):
            return []
        where = {id(one.statement): one.position for one in placed}
        found = []
        for said, causes, effects in links(group.said):
            told = [where[id(cause)] for cause in causes if id(cause) in where]
            self.walk.put(told[0] if told else where.get(id(effects[0]), placed[0].position))
            there = where.get(id(effects[0]), self.walk.position)
            later = self.walk.steps[there].line != self.walk.step.line
            if later and causes and effects[0].kind not in FLOW:
                if not self._led_there(causes[-1], effects[0], self.walk.position, there):
                    found.append(Placed(said, "unplaced", self.walk.position))
                continue
            try:
                require_cause(self.walk.view, causes, *effects)
            except Refutation:
                found.append(Placed(said, "unplaced", self.walk.position))
            except Unknown:
                continue
        return found

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

    def _alone(self, one: Placed, before: int, after: int) -> Placed:
        """A claim that was placed nowhere: refuted if all that it could be about says the same, and otherwise."""
        claim = one.statement
        if one.standing == "proved":
            return one
        if claim.kind in ANCHORS:
            truth = self._only_other(claim, before, after)
            return one if truth is None else one._replace(standing="refuted", truth=truth)
        if claim.kind not in ("value", "tick", "length", "emptiness", "condition"):
            return one
        truths: set[str] = set()
        steps = [max(before, 0), *[step for step in self._steps_for(claim, max(before, 0)) if step <= after]]
        for step in steps[:40]:
            if self._holds(claim, step):
                return one._replace(standing="proved", position=step)
            truths.add(self._truth)
        if len(truths) == 1 and "" not in truths and len(steps) <= 40:
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


def _grouped(reads: Sequence[Read]) -> tuple[list[Group], list[tuple[int, Remainder | None]]]:
    """The claims of a text in groups, and how groups and what was not read follow each other."""
    groups: list[Group] = []
    order: list[tuple[int, Remainder | None]] = []
    for read in reads:
        for group in _groups_of(read):
            order.append((len(groups), None))
            groups.append(group)
        order += [(-1, left) for left in read.remainders]
    return groups, order


def _groups_of(read: Read) -> Iterator[Group]:
    """The groups of one sentence: an anchor takes what follows it; what precedes all anchors stands alone."""
    anchor: Statement | None = None
    claims: list[Statement] = []
    said: list[Statement] = []
    joined = any(statement.kind == "cause" for statement in read.statements)  # what is given a reason is of one moment
    for statement in read.statements:
        linked = anchor is not None and anchor.kind in ("line", "back", "iteration", "round")
        if statement.kind in ANCHORS and not (linked and statement.kind in LINKED):
            if anchor is not None:
                yield Group(anchor, tuple(claims), tuple(said))
            elif joined and claims:
                yield Group(None, tuple(claims), tuple(said))
            anchor, claims, said = statement, [], [statement]
            continue
        elif statement.kind not in ("cause", "top", "entry", "initially"):
            if anchor is None and not joined:
                yield Group(None, (statement,))
            else:
                claims.append(statement)
        said.append(statement)
    if anchor is not None or claims:
        yield Group(anchor, tuple(claims), tuple(said))


def _in_order(found: list[list[Placed]], order: list[tuple[int, Remainder | None]]) -> list[Placed | Remainder]:
    said: list[Placed | Remainder] = []
    for number, left in order:
        if left is not None:
            said.append(left)
        else:
            said += found[number]
    return said
