"""Tells the steps of a trace one after the other, in sentences and paragraphs.

Covers what happens in each step; which steps are told and which are folded is decided by the caller. The state of a
sentence is kept here: steps may share one, and the event a statement leads to is told in the sentence of its line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from itertools import chain, cycle
from typing import Any, Final

from tracepile_hf.narration import events, heads
from tracepile_hf.narration.fitting import Fitting
from tracepile_hf.narration.heads import Heads
from tracepile_hf.narration.making import make_plan
from tracepile_hf.narration.memory import Memory
from tracepile_hf.narration.phrases import events as phrases
from tracepile_hf.narration.plan import BARE, CLAUSE, CLOSED, JOINABLE
from tracepile_hf.narration.prose import Prose
from tracepile_hf.narration.shape import Key
from tracepile_hf.narration.source import Source
from tracepile_hf.records import Step

LONG_PARAGRAPH: Final = 900
SHORT: Final = 75  # characters of a clause that may share a sentence with the one before
_SPLITTING: Final = frozenset(("call", "print", "yield", "raise", "resume"))


def _called_last(steps: Sequence[Step], entry: str | None) -> int:
    """The index of the call that the trace is about: the last one of that name from the top; -1 for none."""
    if entry is None:
        return -1
    name = entry.rpartition(".")[2]
    called = (
        step.index
        for step in reversed(steps)
        if step.event == "call" and step.depth == 1 and step.function.rpartition(".")[2] == name
    )
    return next(called, -1)


class Teller(Prose):
    """Writes the text of one trace. Feed it steps in order with `tell`; `parts` joined is what was written.

    `noise` is what the wording is drawn from.
    """

    def __init__(self, source: Source, steps: Sequence[Step], noise: bytes, entry: str | None) -> None:
        super().__init__()
        self.source = source
        self.steps = steps
        self.memory = Memory(steps)
        self.draw: Callable[[], int] = cycle(memoryview(noise).cast("H")).__next__
        self.active: dict[str, int] = {}  # function -> its activations that have not ended
        self.frame = -1  # frame, function and event of the step told last
        self.function = ""
        self.last_event = ""
        self.tells_depth = True  # whether it is said how deep the stack is where a function is active more than once
        self._fitting = Fitting(source, self.memory)
        self._entry = _called_last(steps, entry)
        # A text keeps to two wordings of everything: variety lies between texts, and what comes next can be expected.
        self.manner = self.draw()
        self._pair = (self.draw() & 15, 0)  # a plain head and one other
        self._earlier: dict[int, tuple[tuple[str, str], ...]] = {}  # frame -> names its statement read before a call
        self._split: dict[int, tuple[int, int]] = {}  # frame -> (line, visit) of a statement that was interrupted
        self._taken: dict[tuple[int, int], int] = {}  # (frame, line of an if) -> index of the step it was last taken at
        self._began: dict[tuple[int, int], int] = {}  # (frame, loop line) -> index of the step its run began at
        self._cells: dict[Key, list[Any]] = {}  # shape -> its plan, and the wording it had last: the next one differs

    def pick(self, count: int) -> int:
        """Which of so many wordings is used now: one of two for the whole text, the first three times of four."""
        return (self.manner + (self.draw() & 3) // 3) % count

    def lead_to_call(self) -> None:
        """Give a line that waits for its call a verb: the call itself is told in a sentence of its own."""
        if self.state == BARE:
            self.extend(" " + phrases.LEAD_TO_CALL[self.pick(len(phrases.LEAD_TO_CALL))])

    # Steps

    def leave(self, function: str) -> int:
        """An activation of a function has ended; how many there were."""
        active = self.active.pop(function, 0)
        if active > 1:
            self.active[function] = active - 1
        return active

    def note_branches(self, steps: Sequence[Step]) -> None:
        """Remember which branches were taken in steps that are not told one by one."""
        for step in steps:
            if step.tests and step.tests[-1][1] and step.event == "line":
                self._taken[step.frame, step.line] = step.index

    def tell_uncaught(self) -> None:
        """Say that the exception that was raised last ended the run."""
        if self.last_event == "raise":
            self.sentence(phrases.UNCAUGHT[self.pick(len(phrases.UNCAUGHT))])

    def is_entry(self, step: Step) -> bool:
        """Whether a call is the one that the trace is about."""
        return step.index == self._entry

    def tell_run(self, index: int, number: int) -> None:
        """Tell a step and say which run of its line begins there: with the line where that is named, else after it."""
        mark, line = len(self.parts), self.steps[index].line
        self.tell(index, index + 1)
        if mark == len(self.parts):
            return
        named = re.compile(rf"(?<!loop on )(?<!loop on the )\b[Ll]ine {line}\b(?! \()")
        for place in range(mark, min(mark + 2, len(self.parts))):
            found = named.search(self.parts[place])
            if found is not None:
                text = self.parts[place]
                self.parts[place] = f"{text[: found.end()]} (run {number}){text[found.end() :]}"
                return
        if self.state not in (BARE, CLAUSE):
            self.sentence(f"this is run {number} of line {line}")

    def tell(self, start: int, stop: int) -> None:
        """Tell the steps from `start` up to `stop`, one after the other.

        Long for a function, because this is where the time goes: what most steps need is done here, without calls.
        """
        if start >= stop:
            return
        steps, parts, cells, draw = self.steps, self.parts, self._cells, self.draw
        split, plans, places_of = self._split, self.source.plans, self.source.places
        manner, pair = self.manner, self._pair
        told = chain(steps[start + 1 : stop], (steps[stop] if stop < len(steps) else None,))
        following: Step | None = steps[start]
        calm = False  # whether the step and the one told before it are lines of one frame, and neither was interrupted
        for upcoming in told:
            step, following = following, upcoming
            assert step is not None
            if self.layout:
                self.level = len(step.iterations) - (bool(step.iterations) and step.iterations[-1][0] == step.line)
            frame = step.frame
            onward = following is not None and following.event == "line" and following.frame == frame
            operands, changed, tests, line = step.operands, step.changed, step.tests, step.line
            event = after = depth = ""
            if not calm or not onward:
                if step.event != "line":
                    events.tell(self, step)
                    self.frame, self.function, self.last_event = frame, step.function, step.event
                    calm = False
                    continue
                event, after, depth = self._around(step, following)
                calm = onward and frame not in split
                if event == "passing":
                    continue  # what an exception passes through is told with the exception
                if after == "back" and not changed and not tests and not event and self.source.is_discarded(line):
                    continue  # an expression whose value nobody uses: there is nothing left to tell
            if tests and not event and not tests[-1][1] and step.iterations and not step.iterations[-1][1]:
                event = "empty"  # a loop that does not run at all is told in other words
            count = len(operands)
            if after == "back" and frame in self._earlier:
                operands = self._joined_up(frame, operands)
                count = len(operands)
            names: tuple[str, ...]
            values: tuple[str, ...]
            if not count:
                names = values = ()
            elif count == 1:
                ((name, value),) = operands
                names, values = (name,), (value,)
            elif count == 2:
                (name, value), (name2, value2) = operands
                names, values = (name, name2), (value, value2)
            elif count == 3:
                (name, value), (name2, value2), (name3, value3) = operands
                names, values = (name, name2, name3), (value, value2, value3)
            else:
                names, values = zip(*operands, strict=True)
            places: str | tuple[str, ...] = ""
            if len(changed) == 1:
                ((place, value),) = changed
                places = places_of.get(place) or self.source.general(place)
                values += (value,)
            elif changed:
                places = tuple([self.source.general(place) for place, _ in changed])
                values += tuple([value for _, value in changed])
            key = (line, tests, names, places, event)
            cell = cells.get(key)
            if cell is None:
                plan = plans.get(key)
                if plan is None:
                    plan = plans[key] = make_plan(self.source, key, frozenset())
                cell = cells[key] = [plan, -1]
            plan, _ = cell
            drawn = draw()
            number = (manner + (drawn & 3) // 3) % plan.count
            if plan.odd:
                if plan.counted:
                    values += (str(step.iterations[-1][1]),)
                if plan.listed and self.state == JOINABLE:
                    drawn = (1 + self._joined % 2) << 4  # in a list, with "and" or "then"
                    number = 0
            cell[1] = number
            clause = (plan.fills[number] or plan.first(number))(values)
            if (
                clause is None
                or len(clause) > plan.limit
                or "[ndarray(" in clause
                or ("<" in clause and clause.count("<") != plan.marks[number])
            ):
                clause, ways, plan = self._fitting.fit(step, key, plan, values[: len(names) + len(changed)], number)
            else:
                ways = plan.ways[number]
            # The line in front: joined to the sentence before, or as a sentence of its own.
            size = len(clause)
            choice = pair[(drawn >> 4 & 3) // 3]  # the plain one three times of four
            if ways is None:
                self._structure(step, clause + depth)
            elif after or depth:
                parts += (self._interrupted(ways, choice, after, depth), clause)
            elif plan.light and self.state == JOINABLE and self._joined < 2 and drawn < 38000 and size < SHORT:
                self._joined += 1
                parts += (ways.join[choice & 3], clause)
            elif self._room > LONG_PARAGRAPH or self.state == CLOSED or self.layout:
                head = ways.start[choice if len(parts) > 1 else choice % heads.PLAIN]
                self.begin(LONG_PARAGRAPH)
                parts += (head, clause)
            else:
                self._joined = 0
                parts += (ways.after[choice], clause)
            self._room += size + 10
            self.state = plan.leaves
            if plan.watch:
                self._taken[frame, line] = step.index

    def _around(self, step: Step, following: Step | None) -> tuple[str, str, str]:
        """What is told with the step ("call", "return" ...), what it comes after ("caught", "back"), and its depth."""
        line, frame = step.line, step.frame
        if self._is_left_behind(step, following):
            return "passing", "", ""
        caught = self.last_event == "raise" and line in self.source.handlers
        if caught and frame != self.frame:
            self.leave(self.function)
        again = self.tells_depth and frame != self.frame and self._is_same_function(step)
        depth = f" (stack depth {step.depth})" if again else ""
        self.frame, self.function, self.last_event = frame, step.function, "line"
        event = ""
        if following is not None and (following.event != "line" or following.frame != frame):
            event = self._event(step, following)
        resumed = bool(self._split) and self._split.pop(frame, None) == (line, step.visit)
        if event in _SPLITTING:
            self._split[frame] = (line, step.visit)
            before = self._earlier.get(frame, ()) if resumed else ()
            self._earlier[frame] = (*before, *[one for one in step.operands if "(" not in one[0]])
        return event, "caught" if caught else "back" if resumed else "", depth

    def _joined_up(self, frame: int, operands: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """What a statement evaluated, with the names it read before it was interrupted: 3 * 2 = 6, not just 6."""
        known = {text for text, _ in operands}
        return (*dict([one for one in self._earlier[frame] if one[0] not in known]).items(), *operands)

    def _is_left_behind(self, step: Step, following: Step | None) -> bool:
        """Whether the statement only sees an exception pass that a `finally` further in has let go on."""
        if following is None or following.event != "raise" or following.frame != step.frame:
            return False
        return self.last_event in ("line", "print") and self.frame != step.frame and step.frame in self._split

    def _is_same_function(self, step: Step) -> bool:
        """Whether control went back from one activation of a function to another: the reader needs to know which."""
        return self.last_event in ("return", "raise") and step.function == self.function

    def _interrupted(self, ways: Heads, choice: int, after: str, depth: str) -> str:
        """The head of a line that was interrupted, or in which control comes back to another activation."""
        self.begin(600)
        among = ways.caught if after == "caught" else ways.back if after else ways.start
        head = among[choice % len(among)]
        if depth:
            line = heads.LINE_NUMBER.match(head)
            head = head if line is None else head[: line.end()] + depth + head[line.end() :]
        return head

    def _event(self, step: Step, following: Step) -> str:
        """The event that belongs to the statement of a `line` step, if it is told in one sentence with it."""
        event = following.event
        if following.frame != step.frame and event != "call":
            return "resume" if following.depth > step.depth else ""  # a generator goes on
        if event in _SPLITTING:
            return "" if event == "call" and self.is_entry(following) and not self.active else event
        if event == "return" and step.function.endswith("<lambda>"):
            return "lambda"
        return event if isinstance(self.source.only(step.line), ast.Return) else ""

    def _structure(self, step: Step, clause: str) -> None:
        """A loop header: a paragraph may begin here; at the end of a loop, what did not happen in it."""
        frame, line = step.frame, step.line
        began = step.tests[-1][1]
        self.begin(260 if began else 700)
        self.parts.append(clause)
        rounds = step.iterations[-1][1] if step.iterations else 0
        if began and rounds == 1:
            self._began[frame, line] = step.index
        elif not began and rounds > 1:
            start = self._began.get((frame, line), -1)
            for test, body in self.source.branches.get(line, ()):
                if start >= 0 and self._taken.get((frame, test), -1) < start:
                    self.parts.append(heads.NEVER[self.pick(len(heads.NEVER))] % body)
                    break
