"""Claims x trace -> Verdict. Fails closed: what is not read and proved is a reason to reject.

The checker sees a text, a trace and the question, nothing of how the text was made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tracepile_hf.records import Claim, Finding, Question, Step, Trace, Verdict
from tracepile_hf.verification.anchors import ANCHORS
from tracepile_hf.verification.answer import Answer, expected_answer, is_right, split_answer
from tracepile_hf.verification.claims import MOVING, Read, Remainder, Statement, read_sentences
from tracepile_hf.verification.coverage import ANCHORED_FLOORS, FLOORS, is_begun, share_told
from tracepile_hf.verification.findings import Findings, Kept, anchor_of
from tracepile_hf.verification.flow import FLOW
from tracepile_hf.verification.folds import FOLDS
from tracepile_hf.verification.recaps import RECAPS
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.states import STATES
from tracepile_hf.verification.walk import ANCHORED, Refutation, Walk

CHECKS: Final[dict[str, Callable[[Walk, Statement], None]]] = {**ANCHORS, **STATES, **FLOW, **FOLDS, **RECAPS}


def verify(text: str, trace: Trace, *, question: Question | None = None, detail: str = "outline") -> Verdict:
    """Whether every statement of `text` is true of `trace`, and the text answers the question (else tells the outcome).

    `detail` (full, condensed, outline) is how much of the run the text says it tells. Raises `KeyError` for any other.
    """
    floor = FLOORS[detail]
    if trace.outcome not in ("finished", "raised"):
        return Verdict(
            False, "not_traced", (), f"expected a finished run, got {trace.outcome}: {trace.reason}".strip(" :")
        )
    expected = expected_answer(trace, question)
    answers = split_answer(text)
    answer = next((one for one in answers if is_right(one, expected, trace, question)), None)
    right = answer is not None
    if answer is None and answers:
        answer = answers[-1]
    body = text if answer is None else text[: answer.start]
    checker = _Checker(trace, question.prompt if question is not None else "")
    for read in read_sentences(body):
        checker.take(read)
    checker.end_item()
    return _judge(checker, text, answer, right, expected, floor, ANCHORED_FLOORS[detail])


_EVENTS: Final = frozenset({"call", "return", "yield", "raise", "passes", "print"})


class _Checker:
    """Takes in sentence after sentence; keeps findings and the first fault of each sort."""

    def __init__(self, trace: Trace, prompt: str) -> None:
        self.walk = Walk(trace, Source.of(trace.case.program.code))
        self.prompt = prompt
        self.findings: list[Kept] = []
        self.faults: dict[str, str] = {}  # reason -> first sentence about it
        self.anchor: Statement | None = None
        self.item = 0
        self.waiting = ""  # the number of a list item that has not said anything yet
        self.count = 0

    def take(self, read: Read) -> None:
        """Checks the statements of one sentence in order, then looks at what is left of it."""
        walk = self.walk
        walk.fold = walk.ended = walk.line_told = None
        begun = walk.step_here
        moved: list[tuple[Statement, Step]] = []
        for statement in read.statements:
            self._check(statement)
            if read.remainders and walk.step_here is not None and statement.kind in MOVING:
                moved.append((statement, walk.step_here))
        if read.opens_line:
            self.end_item()
        if read.marker:
            self._number(read.marker)
        if read.statements:
            self.waiting = ""
        if read.remainders:
            lines = [] if begun is None else [(0, begun.line, False)]  # from where on each line is spoken of
            lines += [(said.span[0], step.line, said.kind not in _EVENTS) for said, step in moved]
            for left in read.remainders:
                if not self._is_harmless(left, _lines_at(lines, left.span[0])):
                    self._leave(left)

    def _check(self, statement: Statement) -> None:
        walk = self.walk
        kind = statement.kind
        self.count += 1
        if kind in MOVING:
            self.anchor = statement
        try:
            CHECKS[kind](walk, statement)
        except Refutation as refutation:
            reason = "out_of_order" if refutation.behind else "refuted"
            self.faults.setdefault(reason, refutation.detail)
            self.findings.append((statement, self.anchor, "refuted", walk.position, refutation.truth))
        except (Unknown, RecursionError) as error:  # an expression may be nested deeper than Python's stack
            self.faults.setdefault("refuted", f"{error}, at {walk.here}")
            self.findings.append((statement, self.anchor, "refuted", walk.position, ""))
        else:
            self.findings.append((statement, self.anchor, "proved", walk.position, ""))

    def _number(self, marker: str) -> None:
        """List items count 1, 2, 3: any other number at a line's start is none, and unread."""
        number = int(marker) if marker.isdecimal() and len(marker) < 6 else 0
        if number not in (1, self.item + 1):
            self.faults.setdefault("unread", f"expected the number of a list item, got {marker}")
        self.item = number
        self.waiting = marker

    def end_item(self) -> None:
        """A list item must claim something: a number alone on its line would be a value in disguise."""
        if self.waiting:
            self.faults.setdefault("unread", f"expected a claim in the list item {self.waiting}, found none")
        self.waiting = ""

    def _is_harmless(self, left: Remainder, lines: set[int]) -> bool:
        if left.telling:
            return False
        source = self.walk.source
        return source.is_quotation(left.text, lines, left.quoted) or source.is_line_of(left.text, self.prompt)

    def _leave(self, left: Remainder) -> None:
        self.faults.setdefault(
            "unread", f"{left.text!r} at character {left.span[0]} is in no claim that can be checked"
        )
        self.findings.append((left, self.anchor, "unread", self.walk.position, ""))


def _lines_at(lines: list[tuple[int, int, bool]], place: int) -> set[int]:
    """Lines that code quoted at a place may be of: the one spoken of there, and what it has called or returned to.

    What stands before anything is told may be of any line of its sentence.
    """
    before = [one for one in lines if one[0] <= place]
    if len(before) < 2:
        return {line for _, line, _ in lines}
    told = next((line for _, line, is_line in reversed(before) if is_line), before[0][1])
    return {told, before[-1][1]}


def _judge(
    checker: _Checker,
    text: str,
    answer: Answer | None,
    right: bool,
    expected: str,
    floor: float,
    anchored: float,
) -> Verdict:
    faults = checker.faults
    share = share_told(checker.walk)
    if checker.count == 0:
        faults["no_claims"] = "expected claims about the run, found none"
    if answer is None:
        faults["answer_missing"] = "expected the text to end with `The answer is ...`, found no answer there"
    else:
        claim = Claim("answer", anchor_of(checker.anchor), "", answer.said, (answer.start, len(text)))
        standing = Finding(claim, "proved") if right else Finding(claim, "refuted", -1, expected)
        checker.findings.append(standing)
        if not right:
            faults["answer_wrong"] = f"expected the answer {_short(expected)}, got {_short(answer.said)}"
    if not is_begun(checker.walk):
        faults["incomplete"] = "expected the entry call or the first step to be told, it is not"
    elif share < floor:
        faults["incomplete"] = f"expected {floor:.0%} of the lines that ran to be told, got {share:.0%}"
    elif anchored and share_told(checker.walk, ANCHORED) < anchored:
        faults["incomplete"] = f"expected {anchored:.0%} of the lines that ran to be told outside of folds, got fewer"
    claims = Findings(checker.findings)
    for reason in ("no_claims", "out_of_order", "refuted", "unread", "answer_missing", "answer_wrong", "incomplete"):
        if reason in faults:
            return Verdict(False, reason, claims, faults[reason])
    return Verdict(True, "", claims, f"{checker.count} claims proved, {share:.0%} of the lines that ran are told")


def _short(text: str) -> str:
    return repr(text if len(text) <= 120 else text[:117] + "...")
