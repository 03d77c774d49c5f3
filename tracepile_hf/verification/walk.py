"""The walk along a trace: where the pointer stands, what a statement may be judged by, and what has been told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tracepile_hf.records import Question, Step, Trace
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.state import State
from tracepile_hf.verification.timeline import NOWHERE, Timeline
from tracepile_hf.verification.view import View

ANCHORED: Final = 1
FOLDED: Final = 2


class Refutation(Exception):
    """A statement is not true of the run. `behind`: it would have been true earlier."""

    def __init__(self, detail: str, truth: str = "", behind: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.truth = truth
        self.behind = behind


class Said(NamedTuple):
    """The words of an author that stand in a text. `moment`: of an invariant, or "idea"."""

    moment: str
    words: str


class Walk:
    """The pointer and what it has passed. Anchors move it; everything else only looks."""

    def __init__(self, trace: Trace, source: Source) -> None:
        self.trace = trace
        self.source = source
        self.timeline = Timeline(trace)
        self.steps: Sequence[Step] = trace.steps
        self.state = State(self.timeline)
        self.position = NOWHERE
        self.step_here: Step | None = None  # the step where the pointer stands
        self._view: View | None = None
        self.told = bytearray(len(trace.steps))
        self.effects = bytearray(len(trace.steps) + 1)  # steps of which something was told that they did
        self.lenient = False  # places need not be reached from where we stand
        self.fold: tuple[int, int, int] | None = None  # first step, last step, frame
        self.ranges: dict[object, object] = {}  # what was found out about ranges, kept by `ranges` and `folds`
        self.states: dict[int, State] = {}  # of the run at the ends of ranges
        self.numbered: dict[object, list[tuple[int, int]]] = {}  # runs of a line, calls of a function (numbering.py)
        self.last = NOWHERE  # the step that settles the answer, where the text is to stop there
        self.question: Question | None = None
        self.beside: set[int] = set()  # lines that were proved to be beside the question
        self.others: tuple[Trace, ...] = ()  # runs that this one is compared with, where the question has several
        self.elements: object = None  # the comprehension that this sentence goes through, kept by `elements`
        self.reasons: dict[str, Said] = {}  # sentences in the words of the program's author, by number (reasons.py)
        self.line_told: int | None = None  # step of the last line anchor of this sentence
        self.hashes = True  # whether comments may stand in the code of a text
        self.line_ever = False  # whether any line was told
        self.ended: int | None = None  # header step at which a loop_end claim of this sentence stands

    def move(self, position: int) -> None:
        """The pointer goes to the step at `position`, which is thereby told."""
        self.position = position
        self.step_here = self.steps[position]
        self._view = None
        self.told[position] |= ANCHORED

    def put(self, position: int) -> None:
        """The pointer goes to a step, of which nothing is told yet."""
        self.position = position
        self.step_here = self.steps[position] if position >= 0 else None
        self._view = None

    def move_over(self, first: int, last: int, frame: int) -> None:
        """The pointer goes to the end of a folded range; all of it is told."""
        self.position = last
        self.step_here = self.steps[last]
        self._view = None
        for index in range(first, last + 1):
            self.told[index] |= FOLDED
        self.fold = (first, last, frame)

    @property
    def view(self) -> View:
        """The run seen from where the pointer stands."""
        if self._view is None:
            self._view = View(self.timeline, self.state, self.source, self.position)
        return self._view

    @property
    def here(self) -> str:
        """Where we stand, in words."""
        step = self.step_here
        if step is None:
            return "before the first step"
        where = f"line {step.line}" if step.event == "line" else f"the {step.event} on line {step.line}"
        return f"{where} (step {step.index})"

    @property
    def step(self) -> Step:
        """The step where we stand. Raises `Refutation` before the first."""
        if self.step_here is None:
            raise Refutation("nothing has been told yet that this could be about")
        return self.step_here

    @property
    def frame(self) -> int:
        """The frame that has control."""
        return self.timeline.frame_at(self.position)

    def frames(self) -> list[int]:
        """Frames in which the next line may be reached without a call: the one in control, suspended generators;
        after an exception those it may have travelled to, after the end of a closed generator who closed it."""
        step = self.step_here
        left = step is not None and (step.event == "raise" or self._is_closed(step))
        found = self.timeline.stack_at(self.position) if left else [self.frame]
        if self.timeline.generators:
            found += [
                frame
                for frame in self.timeline.generators
                if frame not in found and self.timeline.last_of(frame, self.position) >= 0
            ]
        return found

    def _is_closed(self, step: Step) -> bool:
        """Whether a generator was closed and is at its end with this step: whoever closed it goes on."""
        frame = step.frame
        return frame in self.timeline.generators and self.timeline.frames[frame][-1] == step.index

    def require_reach(self, target: Step) -> None:
        """A step inside a loop is reached only from within its iteration: the text has to tell the header first."""
        if self.position < 0 or not target.iterations or self.lenient:
            return
        last = self.timeline.last_of(target.frame, self.position)
        held = self.steps[last].iterations if last >= 0 else ()
        if target.iterations == held:
            return
        for loop, number in target.iterations:
            if loop != target.line and (loop, number) not in held:
                raise Refutation(
                    f"expected iteration {number} of the loop on line {loop} to be told before line {target.line} "
                    f"(step {target.index}) in it, got a jump from {self.here}"
                )

    def require_here(self, event: Step, frame: int, always: bool = True) -> None:
        """What happens belongs to the statement told last in its frame: a line that was passed over did not do it.

        Not `always`: only where this sentence has told a line of that frame (a return may be told without its line).
        Raises `Refutation`.
        """
        if self.lenient or self.position < 0 or not (always or self._told_line_in(frame)):
            return
        passed = self.timeline.next_line(frame, self.position)
        if 0 <= passed < event.index and self.timeline.last_of(frame, self.position) >= 0:
            raise Refutation(
                f"expected line {self.steps[passed].line} (step {passed}) to be told before the {event.event} after it "
                f"(step {event.index}), got {self.here}"
            )

    def _told_line_in(self, frame: int) -> bool:
        return self.line_told is not None and self.steps[self.line_told].frame == frame

    def outcome(self, step: Step) -> bool | None:
        """How the test of a loop's header came out at this step; None if it was not, or only in part, decided there."""
        test = self.source.loop_test(step.line)
        if step.tests and (not test or step.tests[-1][0] == test):
            return step.tests[-1][1]
        return True if test in ("True", "1") else None
