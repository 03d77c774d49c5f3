"""Tells the steps of a trace one after the other, in sentences and paragraphs.

Covers what happens in each step; which steps are told and which are folded is decided by the caller. The state of a
sentence is kept here: steps may share one, and the event a statement leads to is told in the sentence of its line.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Final

from tracepile_hf.narration import events, heads
from tracepile_hf.narration.heads import Heads
from tracepile_hf.narration.making import make_plan
from tracepile_hf.narration.memory import Memory
from tracepile_hf.narration.phrases import events as phrases
from tracepile_hf.narration.plan import BARE, CLOSED, JOINABLE, Plan, Wording
from tracepile_hf.narration.prose import Prose
from tracepile_hf.narration.shape import Key, Without
from tracepile_hf.narration.source import Source, container
from tracepile_hf.narration.values import LONG_CLAUSE, is_told, untellable
from tracepile_hf.records import Step

LONG_PARAGRAPH: Final = 900
_DIGITS: Final = frozenset("0123456789")
_SPLITTING: Final = frozenset(("call", "print", "yield", "raise", "resume"))


class Teller(Prose):
    """Writes the text of one trace. Feed it steps in order with `tell`; `parts` joined is what was written."""

    def __init__(self, source: Source, steps: Sequence[Step], stream: random.Random, entry: str | None) -> None:
        super().__init__()
        self.source = source
        self.steps = steps
        self.memory = Memory(steps)
        self.draw: Callable[[], int] = cycle(memoryview(stream.randbytes(2 * 1021)).cast("H")).__next__
        self.active: dict[str, int] = {}  # function -> its activations that have not ended
        self.frame = -1  # frame, function and event of the step told last
        self.function = ""
        self.last_event = ""
        self._entry = entry
        self._head = 0  # the head of the sentence before, so that two alike do not follow each other
        self._split: dict[int, tuple[int, int]] = {}  # frame -> (line, visit) of a statement that was interrupted
        self._taken: dict[tuple[int, int], int] = {}  # (frame, line of an if) -> index of the step it was last taken at
        self._began: dict[tuple[int, int], int] = {}  # (frame, loop line) -> index of the step its run began at
        self._last: dict[Plan, int] = {}  # the wording a shape had last, so that the next one differs

    def lead_to_call(self) -> None:
        """Give a line that waits for its call a verb: the call itself is told in a sentence of its own."""
        if self.state == BARE:
            self.extend(" " + phrases.LEAD_TO_CALL[self.draw() % len(phrases.LEAD_TO_CALL)])

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
            self.sentence(phrases.UNCAUGHT[self.draw() % len(phrases.UNCAUGHT)])

    def is_entry(self, step: Step) -> bool:
        """Whether a call is the one that the trace is about."""
        return self._entry is not None and step.function == self._entry and step.depth == 1

    def tell(self, step: Step, following: Step | None) -> None:
        """Tell one step. `following` is the step after it, told next or not."""
        if step.event != "line":
            events.tell(self, step)
            self.frame, self.function, self.last_event = step.frame, step.function, step.event
            return
        line = step.line
        caught = self.last_event == "raise" and line in self.source.handlers
        if caught and step.frame != self.frame:
            self.leave(self.function)
        depth = f" (depth {step.depth})" if step.frame != self.frame and self._is_same_function(step) else ""
        self.frame, self.function, self.last_event = step.frame, step.function, "line"
        event = ""
        if following is not None and (following.event != "line" or following.frame != step.frame):
            event = self._event(step, following)
        resumed = bool(self._split) and self._split.pop(step.frame, None) == (line, step.visit)
        if event in _SPLITTING:
            self._split[step.frame] = (line, step.visit)
        elif step.tests and not step.tests[-1][1] and step.iterations and not step.iterations[-1][1]:
            event = "empty"  # a loop that does not run at all is told in other words
        operands = step.operands
        changed = step.changed
        if resumed and not changed and not step.tests and not event and self.source.is_discarded(line):
            return  # an expression whose value nobody uses: there is nothing left to tell
        names, values = zip(*operands, strict=True) if operands else ((), ())
        source = self.source
        if not changed:
            places: str | tuple[str, ...] = ""
        elif len(changed) == 1:
            place, literal = changed[0]
            places = source.places.get(place) or source.general(place)
            values += (literal,)
        else:
            places = tuple([source.general(place) for place, _ in changed])
            values += tuple([literal for _, literal in changed])
        key = (line, step.tests, names, places, event)
        plan = source.plans.get(key)
        if plan is None:
            plan = source.plans[key] = make_plan(source, key, frozenset())
        draw = self.draw()
        if plan.listed and self.state == JOINABLE:
            draw = (1 + self._joined % 2) << 4  # in a list, with "and" or "then"
            number = 0
        else:
            number = draw % plan.count
            if self._last.get(plan) == number:
                number = (number + 1) % plan.count
        self._last[plan] = number
        wording = plan.wordings[number] or plan.compile(number)
        clause = self._clause(step, plan, wording, values)
        if clause is None:
            clause, wording, plan = self._carefully(step, key, plan, values, number)
        ways = wording.heads
        if ways is None:
            self._structure(step, clause + depth)
        else:
            self._place(plan, ways, clause, draw, depth, "caught" if caught else "back" if resumed else "")
        self._room += len(clause) + 10
        self.state = plan.leaves
        if plan.watch:
            self._taken[step.frame, line] = step.index

    def _clause(self, step: Step, plan: Plan, wording: Wording, values: tuple[str, ...]) -> str | None:
        """The text of a step by its plan; None when something about its values does not fit the plan."""
        if plan.extras:
            if plan.counted:
                values += (str(step.iterations[-1][1]),)
            else:
                extras = self._extras(plan, step)
                if isinstance(extras, str):
                    return None
                values += extras
        if wording.look is not None:
            looked_at = wording.look(values)
            if wording.sized or not "".join(looked_at).isdigit():
                return None
            values += looked_at
        clause = wording.template % wording.fill(values) if wording.fill is not None else wording.template
        return clause if clause.count("<") == wording.marks and len(clause) <= plan.limit else None

    def _is_same_function(self, step: Step) -> bool:
        """Whether control went back from one activation of a function to another: the reader needs to know which."""
        return self.last_event in ("return", "raise") and step.function == self.function

    def _place(self, plan: Plan, ways: Heads, clause: str, draw: int, depth: str, after: str) -> None:
        """Write a clause with its line in front: joined to the sentence before, or as a sentence of its own."""
        choice = draw >> 4 & 15
        if after or depth:
            self.begin(600)
            among = ways.caught if after == "caught" else ways.back if after else ways.start
            head = among[choice % len(among)]
            if depth:
                line = heads.LINE_NUMBER.match(head)
                head = head if line is None else head[: line.end()] + depth + head[line.end() :]
        elif plan.light and self.state == JOINABLE and self._joined < 3 and draw < 38000:
            self._joined += 1
            head = ways.join[choice & 3]
        elif self.state == CLOSED or self._room > LONG_PARAGRAPH:
            head = ways.start[choice if self.parts else choice % heads.PLAIN]
            self.begin(LONG_PARAGRAPH)
        else:
            if choice == self._head:
                choice = 0
            self._head = choice
            head = ways.after[choice]
            self._joined = 0
        self.parts += (head, clause)

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

    def _carefully(
        self, step: Step, key: Key, plan: Plan, values: tuple[str, ...], number: int
    ) -> tuple[str, Wording, Plan]:
        """The text of a step whose plan looks up values, or whose values cannot all be told: by a plan that fits."""
        without: set[int | str] = set()
        while True:
            wording = plan.wordings[number] or plan.compile(number)
            filled = values
            if plan.extras:
                extras = self._extras(plan, step)
                if isinstance(extras, str):
                    without.add(extras)
                    plan, number = self._replan(key, without, number)
                    continue
                filled += extras
            if wording.look is not None:
                looked_at = wording.look(filled)
                unfit = _unfit(wording, looked_at, plan.textual)
                if unfit:
                    without.add(unfit)
                    plan, number = self._replan(key, without, number)
                    continue
                filled += tuple([_bracketed(value) for value in looked_at])
            clause = wording.template % wording.fill(filled) if wording.fill is not None else wording.template
            if clause.count("<") == wording.marks and len(clause) <= plan.limit:
                return clause, wording, plan
            if plan.limit < LONG_CLAUSE and len(clause) <= LONG_CLAUSE and clause.count("<") == wording.marks:
                without.add("repeats")
                plan, number = self._replan(key, without, number)
                continue
            bad = untellable(values) - without
            if not bad and ("filling" in without or clause.count("<") != wording.marks):
                return clause, wording, plan
            without |= bad or {"filling"}
            plan, number = self._replan(key, without, number)

    def _replan(self, key: Key, without: set[int | str], number: int) -> tuple[Plan, int]:
        missing: Without = frozenset(without)
        plan = self.source.plans.get((key, missing))
        if plan is None:
            plan = self.source.plans[key, missing] = make_plan(self.source, key, missing)
        return plan, number % plan.count

    def _extras(self, plan: Plan, step: Step) -> tuple[str, ...] | str:
        """What the plan looks up beyond the step; the name of what is missing, if something is."""
        found = []
        for kind, position in plan.extras:
            if kind == "count":
                value: str | None = str(step.iterations[-1][1])
            elif kind == "rounds":
                rounds = step.iterations[-1][1]
                value = f"{rounds} iterations" if rounds != 1 else "1 iteration"
            elif kind == "place":
                value = step.changed[position][0]
            elif kind.startswith("known "):
                self.memory.reach(step.index)
                owners = (step.frame, step.enclosing, 0)
                value = "" if self.memory.is_complete(owners, kind.removeprefix("known ")) else None
            elif kind == "old":
                self.memory.reach(step.index)
                place, literal = step.changed[position]
                value = self.memory.value(step.owners[position], place)
                value = None if value == literal else value
            else:
                self.memory.reach(step.index + 1)
                value = self.memory.whole(step.owners[position], container(step.changed[position][0]))
            if value is None or ("<" in value and not is_told(value)):
                return kind
            found.append(value)
        return tuple(found)

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
                    self.parts.append(heads.NEVER[self.draw() % len(heads.NEVER)] % body)
                    break


def _unfit(wording: Wording, looked_at: tuple[str, ...], textual: bool) -> str:
    """What the wording takes for granted and these values do not give: "numbers" or "sized"; else an empty text."""
    signed, numbers = wording.signed, wording.signed + wording.numeric
    if not textual:
        if not all(value[-1] in _DIGITS for value in looked_at[:signed]):
            return "numbers"
        if not all(value[-1] in _DIGITS or value.endswith("inf") for value in looked_at[signed:numbers]):
            return "numbers"
    if wording.sized and not all(value[0] in "[{'\"" for value in looked_at[numbers:]):
        return "sized"
    return ""


def _bracketed(value: str) -> str:
    return f"({value})" if value[0] == "-" else value
