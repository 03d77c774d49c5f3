"""Tells the steps of a trace one after the other, in sentences and paragraphs.

Covers what happens in each step; which steps are told and which are folded is decided by the caller. The state of a
sentence is kept here: steps may share one, and the event a statement leads to is told in the sentence of its line.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable
from itertools import cycle
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.narration import events, heads, phrases
from tracepile_hf.narration.control import assertion, branch, jump, loop
from tracepile_hf.narration.memory import Memory
from tracepile_hf.narration.plan import PLACE, SUBJECT, Plan, Wording
from tracepile_hf.narration.shape import Shape, Without
from tracepile_hf.narration.source import Source, root
from tracepile_hf.narration.statements import anything, assignment, augmented, called, definition
from tracepile_hf.records import Step

LONG_VALUE: Final = 120  # characters of a literal beyond which it is left to other statements
LONG_CLAUSE: Final = 420
_DIGITS: Final = frozenset("0123456789")
_NONE: Final[Without] = frozenset()
_SPLITTING: Final = frozenset(("call", "print", "yield", "raise"))

CLOSED, JOINABLE, OPEN, BARE, CLAUSE = range(5)
"""How the sentence stands: none begun; may be joined; may not; waits for a verb; waits for the event that follows."""


class Teller:
    """Writes the text of one trace. Feed it steps in order with `tell`; `text` is what was written."""

    def __init__(self, source: Source, stream: random.Random, entry: str | None) -> None:
        self.source = source
        self._entry = entry
        self.memory = Memory()
        self.draw: Callable[[], int] = cycle(stream.randbytes(1021)).__next__
        self.parts: list[str] = []
        self.state = CLOSED
        self._size = 0  # characters of the paragraph so far
        self._joined = 0  # statements in the sentence so far
        self._split: dict[int, tuple[int, int]] = {}  # frame -> (line, visit) of a statement that was interrupted
        self._taken: dict[tuple[int, int], int] = {}  # (frame, line of an if) -> index of the step it was last taken at
        self._began: dict[tuple[int, int], int] = {}  # (frame, loop line) -> index of the step its run began at
        self._last: dict[int, int] = {}  # the wording a shape had last, so that the next one differs
        self.active: list[str] = []

    # Sentences

    def close(self) -> None:
        """End the sentence that is being written, if any."""
        if self.state != CLOSED:
            self.parts.append(".")
            self.state = CLOSED

    def begin(self, room: int) -> None:
        """Start a sentence: in a new paragraph when the present one has more than `room` characters."""
        if self.state != CLOSED:
            self.parts.append(".")
        if self._size > room:
            self.parts.append("\n\n")
            self._size = 0
        elif self.parts:
            self.parts.append(" ")
        self._joined = 0

    def sentence(self, text: str, room: int = 900) -> None:
        """Write a whole sentence, without its full stop; the first letter is made large."""
        self.begin(room)
        self.parts.append(text[0].upper() + text[1:])
        self._size += len(text)
        self.state = OPEN

    def extend(self, text: str) -> None:
        """Go on with the sentence that is being written."""
        self.parts.append(text)
        self._size += len(text)
        self.state = OPEN

    def lead_to_call(self) -> None:
        """Give a line that waits for its call a verb: the call itself is told in a sentence of its own."""
        if self.state == BARE:
            self.extend(" " + phrases.LEAD_TO_CALL[self.draw() % len(phrases.LEAD_TO_CALL)])

    # Steps

    def is_entry(self, step: Step) -> bool:
        """Whether a call is the one that the trace is about."""
        return self._entry is not None and step.function == self._entry

    def tell(self, step: Step, following: Step | None) -> None:
        """Tell one step. `following` is the step after it, told next or not."""
        if step.event == "line":
            self._line(step, following)
        else:
            if step.changed:
                self.memory.note(step)
            events.tell(self, step)

    def skip(self, step: Step) -> None:
        """Take over what a step did without telling it."""
        if step.changed:
            self.memory.note(step)
        self._split.pop(step.frame, None)

    def _line(self, step: Step, following: Step | None) -> None:
        line = step.line
        frame = step.frame
        resumed = False
        if self._split:
            resumed = self._split.pop(frame, None) == (line, step.visit)
        event = "" if following is None or following.event == "line" else following.event
        if event and event in _SPLITTING:
            self._split[frame] = (line, step.visit)
        elif event:
            node = self.source.only(line)
            event = event if isinstance(node, ast.Return) else ""
        general = self.source.general
        key = (
            line,
            step.tests,
            tuple([name for name, _ in step.operands]),
            tuple([general(place) for place, _ in step.changed]),
            event,
            step.iterations[-1][1] == 0 if step.iterations else False,
        )
        plan = self._plan(key, _NONE)
        values = [value for _, value in step.operands]
        values += [value for _, value in step.changed]
        clause, wording, plan = self._clause(step, key, plan, values)
        self._place(step, plan, wording, clause, resumed)
        if plan.watch:
            self._taken[frame, line] = step.index

    def _clause(self, step: Step, key: tuple, plan: Plan, values: list[str]) -> tuple[str, Wording, Plan]:  # type: ignore[type-arg]
        """The text of a step; when values cannot be told as planned, by another plan for the shape."""
        without: set[int | str] = set()
        count = len(values)
        olds: dict[int, str | None] = {}
        noted = not step.changed
        while True:
            if plan.extras:
                for kind, position in plan.extras:
                    if kind == "old" and position not in olds:
                        olds[position] = self.memory.value(step.owners[position], step.changed[position][0])
            if not noted:
                self.memory.note(step)
                noted = True
            del values[count:]
            missing = self._add_extras(plan, step, values, olds) if plan.extras else ""
            if missing:
                without.add(missing)
                plan = self._plan(key, frozenset(without))
                continue
            number = self.draw() % plan.count
            if number == self._last.get(id(plan)):
                number = (number + 1) % plan.count
            self._last[id(plan)] = number
            wording = plan.wording(number)
            if wording.numeric and not plan.textual and not _numbers(values, wording.numeric):
                without.add("numbers")
                plan = self._plan(key, frozenset(without))
                continue
            for position in wording.signed:
                value = values[position]
                values.append(f"({value})" if value[0] == "-" else value)
            clause = wording.template % wording.fill(values) if wording.fill is not None else wording.template
            if clause.count("<") == wording.marks and len(clause) <= LONG_CLAUSE:
                return clause, wording, plan
            bad = untellable(values[:count]) - without
            if not bad and "filling" not in without and "<" not in "".join(values):
                bad = {"filling"}
            if not bad:
                return clause, wording, plan
            without |= bad
            plan = self._plan(key, frozenset(without))

    def _add_extras(self, plan: Plan, step: Step, values: list[str], olds: dict[int, str | None]) -> str:
        """Append what the plan looks up; the name of what is missing, if something is."""
        for kind, position in plan.extras:
            if kind == "count":
                value: str | None = str(step.iterations[-1][1])
            elif kind == "rounds":
                value = f"{step.iterations[-1][1]} iteration" + ("s" if step.iterations[-1][1] != 1 else "")
            elif kind == "place":
                value = step.changed[position][0]
            elif kind == "old":
                value = olds[position]
                value = None if value == step.changed[position][1] else value
            else:
                value = self.memory.whole(step.owners[position], root(step.changed[position][0]))
            if value is None or ("<" in value and not is_value(value)):
                return kind
            values.append(value)
        return ""

    def _plan(self, key: tuple, without: Without) -> Plan:  # type: ignore[type-arg]
        plans = self.source.plans
        found = plans.get((key, without)) if without else plans.get(key)
        if found is None:
            found = make_plan(self.source, key, without)
            plans[(key, without) if without else key] = found
        return found

    def _place(self, step: Step, plan: Plan, wording: Wording, clause: str, resumed: bool) -> None:
        """Write a clause with its line in front: joined to the sentence before, or as a sentence of its own."""
        line = str(step.line)
        style = wording.style
        if style == SUBJECT or style == PLACE:
            draw = self.draw()
            if resumed:
                self.begin(600)
                before, after = (heads.BACK_SUBJECT if style == SUBJECT else heads.BACK)[draw & 3]
            elif plan.light and self.state == JOINABLE and self._joined < 3 and draw < 150:
                self._joined += 1
                before, after = (heads.JOIN_SUBJECT if style == SUBJECT else heads.JOIN_PLACE)[draw & 3]
            else:
                self.begin(900)
                before, after = (heads.SUBJECT if style == SUBJECT else heads.PLACE)[draw & 15]
            self.parts += (before, line, after if clause else after.rstrip(), clause)
            self._size += len(clause) + 10
        else:
            self._structure(step, clause)
        self.state = (
            JOINABLE if plan.light else (OPEN if not plan.after else BARE if plan.after == "bare" else CLAUSE)
        )

    def _structure(self, step: Step, clause: str) -> None:
        """A loop header: a paragraph may begin here; at the end of a loop, what did not happen in it."""
        frame, line = step.frame, step.line
        began = step.tests[-1][1]
        self.begin(260 if began else 700)
        self.parts.append(clause[0].upper() + clause[1:])
        self._size += len(clause)
        rounds = step.iterations[-1][1] if step.iterations else 0
        if began and rounds == 1:
            self._began[frame, line] = step.index
        elif not began and rounds > 1:
            start = self._began.get((frame, line), -1)
            for test, body in self.source.branches.get(line, ()):
                if start >= 0 and self._taken.get((frame, test), -1) < start:
                    self.parts.append(heads.NEVER[self.draw() % len(heads.NEVER)] % body)
                    break


def _numbers(values: list[str], positions: tuple[int, ...]) -> bool:
    return all(values[position][-1] in _DIGITS for position in positions)


def untellable(values: list[str]) -> set[int | str]:
    """The positions of values that have no literal, or one too long to tell in passing."""
    return {
        position
        for position, value in enumerate(values)
        if len(value) > LONG_VALUE or ("<" in value and not is_value(value))
    }


def make_plan(source: Source, key: tuple, without: Without) -> Plan:  # type: ignore[type-arg]
    """The plan for a shape of step."""
    line, tests, operands, changed, following, no_round = key
    shape = Shape(source, line, tests, operands, changed, following, without)
    node = shape.node
    if isinstance(node, (ast.For, ast.AsyncFor, ast.While)) and tests and not following:
        return loop(shape, node, not tests[-1][1], 0 if no_round else 1)
    if isinstance(node, ast.If):
        return branch(shape, node)
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return assignment(shape, node)
    if isinstance(node, ast.AugAssign):
        return augmented(shape, node)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return called(shape, node.value)
    if isinstance(node, ast.Assert):
        return assertion(shape, node)
    if isinstance(node, (ast.Break, ast.Continue)):
        return jump(shape, node)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
        return definition(shape, node)
    return anything(shape)
