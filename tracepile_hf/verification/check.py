"""Claims x trace -> Verdict. Fails closed: what is not read and proved is a reason to reject.

The checker sees a text, a trace and the question, nothing of how the text was made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from tracepile_hf.records import TOLD_KINDS, VIEWS, Claim, Finding, Question, Trace, Verdict
from tracepile_hf.verification.anchors import ANCHORS
from tracepile_hf.verification.answer import Answer, expected_answer, is_right, split_answer, without_listing
from tracepile_hf.verification.backwards import BACKWARDS, way_taken_out
from tracepile_hf.verification.beside import check_beside
from tracepile_hf.verification.bonds import require_bonds
from tracepile_hf.verification.causes import require_cause, split_cause
from tracepile_hf.verification.claims import MOVING, SILENT, Read, Remainder, Statement, read_sentences
from tracepile_hf.verification.compared import COMPARED
from tracepile_hf.verification.comparisons import COMPARISONS
from tracepile_hf.verification.containers import HOLDINGS
from tracepile_hf.verification.contrast import CONTRASTS
from tracepile_hf.verification.coverage import (
    ANCHORED_FLOORS,
    FLOORS,
    TELLING,
    any_effect,
    is_begun,
    note_effect,
    share_told,
    told_beyond,
)
from tracepile_hf.verification.deeds import DEEDS
from tracepile_hf.verification.derive import DERIVATIONS
from tracepile_hf.verification.elements import ELEMENTS
from tracepile_hf.verification.events import EVENTS
from tracepile_hf.verification.findings import Findings, Kept, anchor_of, not_read
from tracepile_hf.verification.flow import FLOW
from tracepile_hf.verification.folds import FOLDS
from tracepile_hf.verification.groups import Placed
from tracepile_hf.verification.lenient import Lenient
from tracepile_hf.verification.pieces import read_pieces
from tracepile_hf.verification.quotes import QUOTES
from tracepile_hf.verification.reasons import REASONS, taken_out
from tracepile_hf.verification.recaps import RECAPS
from tracepile_hf.verification.referring import referred
from tracepile_hf.verification.relations import with_relation
from tracepile_hf.verification.rounds import ROUNDS
from tracepile_hf.verification.settled import settled
from tracepile_hf.verification.solution import verify_solution
from tracepile_hf.verification.source import Source, without_comment
from tracepile_hf.verification.spoken import SPOKEN
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.states import STATES
from tracepile_hf.verification.told import TOLD
from tracepile_hf.verification.view import View
from tracepile_hf.verification.walk import ANCHORED, Refutation, Said, Walk

CHECKS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    **ANCHORS, **EVENTS, **STATES, **COMPARISONS, **HOLDINGS, **FLOW, **FOLDS, **RECAPS, **QUOTES, **DEEDS, **ROUNDS,
    **DERIVATIONS, **COMPARED, **ELEMENTS, **CONTRASTS, **BACKWARDS, **SPOKEN, **TOLD, **REASONS,
    "beside": check_beside,
}  # fmt: skip
CHECKS.update({kind: with_relation(CHECKS[kind]) for kind in ("value", "numbers", "spelled")})
_LIST_NUMBER: Final = re.compile(r"(?m)^[ \t]*[0-9]{1,3}[.)] |(?:^|(?<=[.!?] ))Step [0-9]{1,3}[.:)] ")
MOST_REASONS: Final = 60  # statements told of one step that a reason is looked for among
PLACINGS: Final = ("strict", "lenient")
NEW_PLACE: Final = frozenset(
    {"line", "lines", "back", "catch", "entry", "iteration", "loop_end", "round", "summary"}
    | {"fold_iterations", "fold_rest", "fold_call"}
)


def verify(
    text: str,
    trace: Trace,
    *,
    question: Question | None = None,
    detail: str = "outline",
    placing: str = "strict",
    view: str | None = None,
) -> Verdict:
    """Whether every statement of `text` is true of `trace`, and the text answers the question (else tells the outcome).

    `detail` (full, condensed, outline) is how much of the run the text says it tells. `placing`: "strict", where every
    claim stands at its anchor, or "lenient", where claims are aligned to the run and some may be unplaced (of such a
    text no detail is asked). `view` (records.VIEWS): of "until", only what lies before the step that settles the answer
    is asked for, and nothing after it may be told; None: whichever the text keeps to. Raises `KeyError` for any other
    detail, `ValueError` for any other placing or view.
    """
    if question is not None and question.kind in TOLD_KINDS:
        return verify_solution(text, trace, question)
    if view is None:
        whole = verify(text, trace, question=question, detail=detail, placing=placing, view="whole")
        if whole.accepted or question is None or placing == "lenient":
            return whole
        stops = verify(text, trace, question=question, detail=detail, placing=placing, view="until")
        return stops if stops.accepted else whole
    floor = FLOORS[detail]
    if placing not in PLACINGS:
        raise ValueError(f"expected a placing of {', '.join(PLACINGS)}, got {placing!r}")
    if view not in VIEWS:
        raise ValueError(f"expected a view of {', '.join(VIEWS)}, got {view!r}")
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
    body = way_taken_out(without_listing(body, trace.case.program.code), question)
    body, reasons = taken_out(body, trace.case.program)
    if placing == "lenient":
        return _lenient(body, text, trace, answer, right, expected, question, view, reasons)
    checker = _strict(trace, body, question, view, reasons)
    for read in _read(body, checker.walk):
        checker.take(read)
    checker.end_item()
    return _judge(checker, text, answer, right, expected, floor, ANCHORED_FLOORS[detail])


def _read(body: str, walk: Walk) -> Iterator[Read]:
    """The sentences of a text, with all that their clauses refer to."""
    return referred(read_sentences(body, walk.source.identifiers, walk.source.code), walk.source)


def _strict(trace: Trace, body: str, question: Question | None, view: str, reasons: dict[str, Said]) -> _Checker:
    """A checker at the beginning of a text."""
    checker = _Checker(trace)
    checker.walk.reasons = reasons
    checker.walk.hashes = "#" in body
    checker.walk.question = question
    if question is not None and len(question.traces) > 1:
        checker.walk.others = question.traces[:-1]
    if view != "whole" and question is not None:
        checker.narrow(question)
    return checker


def _as_it_stands(
    body: str, trace: Trace, question: Question | None, view: str, reasons: dict[str, Said]
) -> _Checker | None:
    """A checker that has found every claim of a text proved where it stands, whichever view it takes; else None."""
    for ends in (view, "until") if question is not None and view == "whole" else (view,):
        plain = _strict(trace, body, question, ends, reasons)
        for read in _read(body, plain.walk):
            plain.take(read)
            if plain.reason:
                break
        plain.end_item()
        if plain.count and not plain.reason:
            return plain
    return None


def _lenient(
    body: str,
    text: str,
    trace: Trace,
    answer: Answer | None,
    right: bool,
    expected: str,
    question: Question | None,
    view: str,
    reasons: dict[str, Said],
) -> Verdict:
    """The verdict on claims that are aligned to the run as a whole; what is proved as it stands need not be aligned."""
    plain = _as_it_stands(body, trace, question, view, reasons) if answer is not None and right else None
    if plain is not None and answer is not None:
        claim = Claim("answer", anchor_of(plain.anchor), "", answer.said, (answer.start, len(text)))
        plain.findings.append(Finding(claim, "proved"))
        return Verdict(True, "", Findings(plain.findings), f"{plain.count} claims proved")
    walk = Walk(trace, Source.of(trace.case.program.code))
    walk.question, walk.reasons = question, reasons
    if question is not None and len(question.traces) > 1:
        walk.others = question.traces[:-1]
    body = _LIST_NUMBER.sub(lambda found: " " * len(found.group()), body.rstrip(" \n\t*_#>"))
    reads: list[Read] = []
    names = walk.source.identifiers
    for read in read_sentences(body, names, walk.source.code):
        if not read.remainders:
            reads.append(read)
            continue
        for left in read.remainders:
            reads += read_pieces(left, names, read.opens_line)
    findings: list[Kept] = []
    fault: tuple[str, str] | None = None
    anchor: Statement | None = None
    count = 0
    unread: list[Remainder] = []
    unplaced: list[str] = []
    for one in Lenient(walk, judge).judge(list(referred(reads, walk.source, lenient=True))):
        if isinstance(one, Remainder):
            findings.append((one, anchor, "unread", -1, ""))
            unread.append(one)
            continue
        if one.statement.kind in MOVING:
            anchor = one.statement
        findings.append(
            (one.statement, anchor, one.standing, one.position, one.truth if one.standing == "refuted" else "")
        )
        count += 1
        if one.standing == "refuted" and fault is None:
            fault = "refuted", _said_instead(walk, one)
        elif one.standing == "unplaced":
            unplaced.append(one.statement.text)
    if answer is not None:
        claim = Claim("answer", anchor_of(anchor), "", answer.said, (answer.start, len(text)))
        findings.append(Finding(claim, "proved") if right else Finding(claim, "refuted", -1, expected))
    claims = Findings(findings)
    if not count:
        return Verdict(False, "no_claims", claims, "expected claims about the run, found none")
    if fault is not None:
        return Verdict(False, *fault[:1], claims, fault[1])
    if answer is not None and not right:
        return Verdict(
            False, "answer_wrong", claims, f"expected the answer {_short(expected)}, got {_short(answer.said)}"
        )
    if unread:
        return Verdict(False, "unread", claims, not_read(unread[0]))
    if unplaced:
        return Verdict(False, "unplaced", claims, f"{unplaced[0][:120]!r} is true of no moment that the text pins down")
    if answer is None:
        return Verdict(False, "answer_missing", claims, "expected the text to end with `The answer is ...`, found none")
    return Verdict(True, "", claims, f"{count} claims proved")


def _said_instead(walk: Walk, one: Placed) -> str:
    where = ""
    if one.position >= 0:
        walk.put(one.position)
        where = f", at {walk.here}"
    return f"expected {one.truth or 'something else'}, got {one.statement.text[:120]!r}{where}"


def judge(walk: Walk, statement: Statement) -> None:
    """Raises `Refutation` unless a statement is true where the pointer stands."""
    if walk.hashes and statement.kind != "quote":
        for slot in statement.slots:
            for text in slot if isinstance(slot, tuple) else (slot,):
                if text is not None and "#" in text and without_comment(text) != text:
                    raise Refutation(f"expected an expression or a value, got one with a comment: {text}")
    CHECKS[statement.kind](walk, statement)
    if statement.also:
        require_bonds(walk, statement)


Follows = tuple[Statement, list[Statement], View, list[Statement]]  # "so", what stood before it, where, what follows


class _Checker:
    """Takes in sentence after sentence; keeps findings and the first fault of the text."""

    def __init__(self, trace: Trace) -> None:
        self.walk = Walk(trace, Source.of(trace.case.program.code))
        self.findings: list[Kept] = []
        self.reason = self.fault = ""  # of the first fault
        self.anchor: Statement | None = None
        self.items: list[int] = []  # the numbers of the list items that are open, outermost first
        self.waiting = ""  # the number of a list item that has not said anything yet
        self.count = 0
        self.reasons: list[Statement] = []  # what was told of the statement where we stand: it may be a cause

    def narrow(self, question: Question) -> None:
        """Only what lies before the step that settles the answer is asked for, and nothing after it is to be told."""
        try:
            self.walk.last = settled(self.walk, question)
        except Refutation as refutation:
            self._blame("answer_wrong", refutation.detail)

    def take(self, read: Read) -> None:
        """Checks the statements of one sentence in order, then notes what was not read."""
        walk = self.walk
        walk.fold = walk.ended = walk.line_told = walk.elements = None
        if read.opens_line:
            self.end_item()
        if read.marker:
            self._number(read.marker)
        if read.statements or read.says:
            self.waiting = ""
        follows: Follows | None = None
        because: tuple[Statement, Statement | None, View, list[Statement]] | None = None
        last: Statement | None = None
        for statement in read.statements:
            if statement.kind == "cause":
                self._settle(because)
                self._conclude(follows)
                because = follows = None
                if statement.mode == "before":
                    because = (statement, last, walk.view, [])
                elif statement.mode == "forward":
                    follows = (statement, list(self.reasons), walk.view, [])
                else:
                    because = (statement, last, walk.view, [])
                continue
            self._check(statement)
            if statement.kind in NEW_PLACE:
                self.reasons = []
            elif len(self.reasons) < MOST_REASONS:
                self.reasons.append(statement)
            if follows is not None:
                follows[3].append(statement)
            elif because is not None:
                because[3].append(statement)
            if statement.kind != "quote":
                last = statement
        if because is not None:
            self._settle(because)
        if follows is not None:
            self._conclude(follows)
        for left in read.remainders:
            self._leave(left)

    def _conclude(self, follows: Follows | None) -> None:
        """What is said to follow from the reasons before it: the first of it, and what is told with that."""
        if follows is not None and follows[3]:
            said, causes, view, effects = follows
            self._require(said, view, causes, *effects)

    def _settle(self, because: tuple[Statement, Statement | None, View, list[Statement]] | None) -> None:
        """A reason given after what it is the reason of."""
        if because is None:
            return
        said, effect, view, causes = because
        if said.mode == "before":  # "Since `x` = 3, the body runs": what comes last follows from the rest
            effect, causes = split_cause(causes, effect)
            if effect is None:
                self._refute(said, Refutation("expected a reason and what follows from it"))
        if effect is not None:
            self._require(said, view, causes, effect)

    def _require(self, said: Statement, view: View, causes: list[Statement], *effects: Statement) -> None:
        try:
            require_cause(view, causes, *effects)
        except Refutation as refutation:
            self._refute(said, refutation)
        except (Unknown, RecursionError) as error:
            self._refute(said, Refutation(f"{error}, at {self.walk.here}"))

    def _refute(self, statement: Statement, refutation: Refutation) -> None:
        self._blame("out_of_order" if refutation.behind else "refuted", refutation.detail)
        self.findings.append(
            (statement, self.anchor, "refuted", self.walk.position, refutation.truth, refutation.detail)
        )

    def _blame(self, reason: str, detail: str) -> None:
        if not self.reason:
            self.reason, self.fault = reason, detail

    def _check(self, statement: Statement) -> None:
        walk = self.walk
        kind = statement.kind
        if kind in MOVING:
            self.anchor = statement
        try:
            if walk.hashes or statement.also:
                judge(walk, statement)
            else:
                CHECKS[kind](walk, statement)
        except Refutation as refutation:
            self._refute(statement, refutation)
        except (Unknown, RecursionError) as error:  # an expression may be nested deeper than Python's stack
            self._refute(statement, Refutation(f"{error}, at {walk.here}"))
        else:
            if kind not in SILENT:
                self.findings.append((statement, self.anchor, "proved", walk.position, ""))
            if kind in TELLING and not walk.effects[walk.position]:
                note_effect(walk, statement)
        if kind not in SILENT:
            self.count += 1

    def _number(self, marker: str) -> None:
        """List items count 1, 2, 3: any other number at a line's start is none, and unread."""
        number = int(marker) if marker.isdecimal() and len(marker) < 6 else 0
        while number != 1 and self.items and self.items[-1] + 1 != number:
            self.items.pop()  # a list inside of another is over
        if number != 1 and not self.items:
            self._blame("unread", f"expected the number of a list item, got {marker}")
        if number != 1 and self.items:
            self.items.pop()
        self.items.append(number)
        self.waiting = marker

    def end_item(self) -> None:
        """A list item must claim something: a number alone on its line would be a value in disguise."""
        if self.waiting:
            self._blame("unread", f"expected a claim in the list item {self.waiting}, found none")
        self.waiting = ""

    def _leave(self, left: Remainder) -> None:
        if not self.reason:
            self._blame("unread", not_read(left))
        self.findings.append((left, self.anchor, "unread", self.walk.position, ""))


def _judge(
    checker: _Checker,
    text: str,
    answer: Answer | None,
    right: bool,
    expected: str,
    floor: float,
    anchored: float,
) -> Verdict:
    share = share_told(checker.walk)
    beyond = told_beyond(checker.walk)
    late: list[tuple[str, str]] = []  # what is looked at when everything was read: the first one counts
    if answer is None:
        late.append(("answer_missing", "expected the text to end with `The answer is ...`, found no answer there"))
    else:
        claim = Claim("answer", anchor_of(checker.anchor), "", answer.said, (answer.start, len(text)))
        standing = Finding(claim, "proved") if right else Finding(claim, "refuted", -1, expected)
        checker.findings.append(standing)
        if not right:
            late.append(("answer_wrong", f"expected the answer {_short(expected)}, got {_short(answer.said)}"))
    if beyond >= 0:
        said = f"expected the text to stop at step {checker.walk.last}, which settles the answer, got step {beyond}"
        late.append(("beyond_answer", said))
    if not is_begun(checker.walk):
        late.append(("incomplete", "expected the entry call or the first step to be told, it is not"))
    elif not any_effect(checker.walk):
        late.append(("incomplete", "expected something to be told that the program did, found line numbers only"))
    elif share < floor:
        late.append(("incomplete", f"expected {floor:.0%} of what the lines did to be told, got {share:.0%}"))
    elif anchored and share_told(checker.walk, ANCHORED) < anchored:
        late.append(
            ("incomplete", f"expected {anchored:.0%} of what the lines did to be told outside of folds, got less")
        )
    claims = Findings(checker.findings)
    if not checker.count:
        return Verdict(False, "no_claims", claims, "expected claims about the run, found none")
    if checker.reason:
        return Verdict(False, checker.reason, claims, checker.fault)
    if late:
        return Verdict(False, late[0][0], claims, late[0][1])
    return Verdict(True, "", claims, f"{checker.count} claims proved, {share:.0%} of what the lines did is told")


def _short(text: str) -> str:
    return repr(text if len(text) <= 120 else text[:117] + "...")
