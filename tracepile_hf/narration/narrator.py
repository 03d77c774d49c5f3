"""The deterministic narrator: a trace in English that a careful teaching assistant would write, provable line by line.

Every statement it makes has a surface form of docs/claims.md. The wording comes from the item's own random stream: the
same trace, question and seed give the same text. No model is involved. `budget.py` decides what is folded.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from tracepile_hf.errors import InputError
from tracepile_hf.narration.aside import Asides
from tracepile_hf.narration.budget import BudgetError, Fold, choose, condense, outline, spare
from tracepile_hf.narration.derive import asides
from tracepile_hf.narration.elements import elements, has_elements
from tracepile_hf.narration.folds import can_fold_call, tell_fold
from tracepile_hf.narration.past import Past
from tracepile_hf.narration.plan import BARE, CLAUSE
from tracepile_hf.narration.reasons import add_reasons
from tracepile_hf.narration.regions import Regions, find_regions
from tracepile_hf.narration.registers.comments import Comments
from tracepile_hf.narration.registers.first_person import in_first_person
from tracepile_hf.narration.registers.notes import Notes
from tracepile_hf.narration.registers.plain import is_nameable, without_numbers
from tracepile_hf.narration.registers.table import Table
from tracepile_hf.narration.slicing import beside, left_out_sentence
from tracepile_hf.narration.source import Source, read_source
from tracepile_hf.narration.teller import Teller
from tracepile_hf.records import DETAILS, REGISTERS, Question, Step, Trace

BYTES_A_TOKEN: Final = 3.6  # of English with literals, where no tokenizer is at hand
COSTS: Final = {"line": 95, "call": 50, "return": 40, "yield": 40, "print": 40, "raise": 60}  # characters expected
USUAL_SCALE: Final = 0.8  # what a text costs, as a share of what was expected
LEAST_SCALE: Final = 0.5
MOST_TRIALS: Final = 12
NUMBERS: Final = 1021  # drawn for an item; they are used in turn
LISTING: Final = "With line numbers, the code is:"
KINDS: Final[dict[str, type[Teller]]] = {"notes": Notes, "table": Table, "comments": Comments}
LAYOUTS: Final = {"table": "notes", "comments": "notes", "plain": "", "first_person": "", "prose": ""}
TOLD_IN_FULL: Final = 0.5  # the share of the lines that ran which a full text tells outside of folds (docs/claims.md)


class Telling(NamedTuple):
    """A rationale and how much of the run it tells: less than what was asked for where a budget made it fold.

    `view`: "until" if it stops where the answer is settled. `register`: how it is written; "prose" or "notes" where
    what was asked for has no form for this program.
    """

    text: str
    detail: str
    view: str = "whole"
    register: str = "prose"


def narrate(
    trace: Trace,
    *,
    question: Question | None = None,
    budget_tokens: int | None = None,
    detail: str = "full",
    seed: int = 0,
    count_tokens: Callable[[str], int] | None = None,
    register: str = "prose",
) -> str:
    """The rationale of a trace: what happened, step by step, and the answer at its end.

    `detail` is "full", "condensed" or "outline" (docs/claims.md); `budget_tokens` folds what is repetitive until the
    text fits (`count_tokens` counts them; without it, 3.6 bytes are a token). `register` (records.REGISTERS) is how the
    text is written. Raises `InputError` for a trace without a run, `BudgetError` when not even the outline fits.

    A text that a budget folds may no longer be a full one: `tell` says what it is.
    """
    return tell(
        trace,
        question=question,
        budget_tokens=budget_tokens,
        detail=detail,
        seed=seed,
        count_tokens=count_tokens,
        register=register,
    ).text


def tell(
    trace: Trace,
    *,
    question: Question | None = None,
    budget_tokens: int | None = None,
    detail: str = "full",
    seed: int = 0,
    count_tokens: Callable[[str], int] | None = None,
    register: str = "prose",
    slicing: bool = False,
) -> Telling:
    """The rationale as `narrate` gives it, with the detail it has: "condensed" where "full" did not fit the budget.

    `slicing`: lines that are beside the question are left out, and it is said which.
    """
    if trace.outcome not in ("finished", "raised"):
        raise InputError("a trace of a finished or raised run", trace.outcome, f"case {trace.case.id}")
    if detail not in DETAILS:
        raise InputError(f"a detail of {', '.join(DETAILS)}", repr(detail), "narrate")
    if register not in REGISTERS:
        raise InputError(f"a register of {', '.join(REGISTERS)}", repr(register), "narrate")
    code = trace.case.program.code
    wanted = register == "plain" and (question is None or question.kind != "next_line")  # its answer is a number
    plain = (wanted or (question is not None and not question.numbered)) and is_nameable(code)
    register = "prose" if register == "plain" and not plain else register
    source = read_source(code, quotes=not plain)
    stop = stop_of(trace, question)
    view = "until" if stop < len(trace.steps) else "whole"
    aside = asides(trace, question, source)
    steps = trace.steps[:stop]
    count = count_tokens or _estimated_tokens
    left_out = beside(source, steps, question) if slicing else []
    untold = frozenset(step.index for step in steps if step.event == "line" and step.line in left_out)
    if untold:
        view = "slice"
        left_out = sorted({steps[index].line for index in untold})
        aside.opening.append(left_out_sentence(left_out))
    _open_comprehensions(aside, trace, stop, source)
    add_reasons(aside, trace, question, stop, untold)
    work = _Work(trace, steps, question, source, seed, ending(trace, question), count, aside, register, untold)
    work = replace(work, plain=plain)
    try:
        told = work.told(detail, budget_tokens)
    except LostError:
        register = "notes"
        told = replace(work, register=register).told(detail, budget_tokens)
    return told._replace(view=view, register=register)


class LostError(Exception):
    """Something has no form in a register."""


def _open_comprehensions(aside: Asides, trace: Trace, stop: int, source: Source) -> None:
    """Short comprehensions are told element by element, after the statement that works them out."""
    opened = {line for line in source.statements if has_elements(source.only(line))}
    past = Past(trace.steps, source) if opened else None
    for index, step in enumerate(trace.steps[:stop]):
        if past is None or step.event != "line" or step.line not in opened:
            continue
        following = trace.steps[index + 1] if index + 1 < stop else None
        before = trace.steps[index - 1] if index else None
        resumed = before is not None and (before.frame, before.line, before.visit) == (
            step.frame,
            step.line,
            step.visit,
        )
        if resumed or (following is not None and following.event in ("call", "yield", "raise")):
            continue
        if told := elements(step, source.only(step.line), past):
            place = index + (following is not None and following.event != "line" and following.frame == step.frame)
            aside.after[place] = [*told, *aside.after.get(place, [])]


def stop_of(trace: Trace, question: Question | None) -> int:
    """How many steps are told: to the one that settles the answer, and the event that its statement leads to."""
    steps = trace.steps
    moment = question.moment if question is not None and question.asked else -1
    if moment < 0 or moment + 1 >= len(steps):
        return len(steps)
    after = steps[moment + 1]
    leads = steps[moment].event == "line" and after.frame == steps[moment].frame
    return moment + 1 + (leads and after.event in ("print", "return", "yield", "raise"))


def _estimated_tokens(text: str) -> int:
    return math.ceil(len(text.encode("utf-8", "surrogatepass")) / BYTES_A_TOKEN)


@dataclass(frozen=True)
class _Work:
    """One trace to be told, possibly several times with other folds."""

    trace: Trace
    steps: tuple[Step, ...]  # those that are told
    question: Question | None
    source: Source
    seed: int
    ending: str
    count: Callable[[str], int]
    asides: Asides
    register: str
    untold: frozenset[int] = frozenset()  # steps that are beside the question
    plain: bool = False  # whether lines are named by what stands there

    def told(self, detail: str, budget: int | None) -> Telling:
        """The text of this detail within a budget. Raises `LostError`, `BudgetError`."""
        return Telling(self.text({}), detail) if detail == "full" and budget is None else self.folded(detail, budget)

    def teller(self) -> Teller:
        noise = _noise(self.trace, self.question, self.seed)
        kind = KINDS.get(self.register, Teller)
        teller = kind(self.source, self.steps, noise, self.trace.case.program.entry_point)
        teller.layout = LAYOUTS.get(self.register, self.register)
        teller.code, teller.plain = self.trace.case.program.code, self.plain
        teller.tells_depth = self.asides.plain_depth
        return teller

    @property
    def moment(self) -> int:
        """The step that settles the answer; -1 where there is no question, or only the end of the run does."""
        return self.question.moment if self.question is not None else -1

    def text(self, folds: Mapping[int, Fold], untold: frozenset[int] = frozenset()) -> str:
        """The whole text with these folds, and without the steps in `untold`, which lie outside of them."""
        teller = self.teller()
        steps = self.steps
        position = 0
        for sentence in self.asides.opening:
            teller.sentence(sentence)
        for start in sorted({*folds, *untold, *self.untold}):
            if start < position:
                continue  # inside of a fold
            self._tell(teller, position, start)
            position = start + 1
            if start in folds:
                fold = folds[start]
                tell_fold(teller, steps, fold, self.asides.inside(fold.start, fold.end))
                position = fold.end + 1
        self._tell(teller, position, len(steps))
        if self.trace.outcome == "raised" and len(steps) == len(self.trace.steps):
            teller.tell_uncaught()
        teller.finish()
        if teller.is_lost:
            raise LostError(self.register)
        for place, sentence in enumerate(self.asides.closing):
            teller.sentence(sentence, 120 if place == 0 else 900)
        teller.close()
        return self.listing + self._written("".join(teller.parts)).rstrip("\n") + self.ending

    def _written(self, text: str) -> str:
        """The text as its register writes it."""
        if self.register == "first_person":
            text = in_first_person(text, self.asides.authored)
        if not self.plain:
            return text
        if self.register not in ("table", "comments"):
            return without_numbers(text, self.trace.case.program.code)
        block, _, rest = text.rpartition("|\n" if self.register == "table" else "```\n")
        mark = text[len(block) : len(text) - len(rest)]
        return block + mark + without_numbers(rest, self.trace.case.program.code)

    @property
    def listing(self) -> str:
        """The code with line numbers, where the question shows none: the text names lines by them."""
        if self.question is None or self.question.numbered or self.plain:
            return ""
        lines = self.trace.case.program.code.rstrip("\n").split("\n")
        width = len(str(len(lines)))
        shown = "\n".join(f"{number:>{width}} | {line}".rstrip() for number, line in enumerate(lines, 1))
        return f"{LISTING}\n```\n{shown}\n```\n\n"

    def _tell(self, teller: Teller, start: int, stop: int) -> None:
        """Tell steps with what stands beside them."""
        aside = self.asides
        marks = {*aside.before, *(index + 1 for index in aside.after), *aside.numbers}
        places = sorted(index for index in marks if start <= index <= stop)
        if not places:
            teller.tell(start, stop)
            return
        position, waiting = start, ()
        for place in [*places, stop] if places[-1] != stop else places:
            if place > position:
                teller.tell(position, place)
                position = place
            if position > start:
                waiting = (*waiting, *aside.after.get(position - 1, ()))
            if waiting and teller.state not in (BARE, CLAUSE):
                for sentence in waiting:
                    teller.sentence(sentence)
                waiting = ()
            if position < stop and place == position:
                for sentence in aside.before.get(position, ()):
                    teller.sentence(sentence)
                if position in aside.numbers:
                    teller.tell_run(position, aside.numbers[position])
                    position += 1
        if waiting:
            for sentence in waiting:
                teller.sentence(sentence)

    def folded(self, detail: str, budget: int | None) -> Telling:
        """The text of this detail, folded further until it fits the budget. Raises `BudgetError`."""
        steps = self.steps
        costs = [COSTS[step.event] for step in steps]
        limit = math.inf if budget is None else budget * BYTES_A_TOKEN
        scale = USUAL_SCALE
        if detail == "full" and sum(costs) * LEAST_SCALE <= limit:
            text = self.text({})
            tokens = self.count(text)
            if budget is None or tokens <= budget:
                return Telling(text, detail)
            scale = tokens * BYTES_A_TOKEN / max(1, sum(costs))
        teller = self.teller()
        regions = find_regions(steps, self.source)
        regions.calls = [call for call in regions.calls if can_fold_call(teller, steps[call.start], steps[call.end])]
        entry = next((step.index for step in steps if step.event == "call" and teller.is_entry(step)), -1)
        if detail != "full":
            condensed = detail == "condensed"
            folds = condense(regions, costs, entry, moment=self.moment) if condensed else outline(regions, costs, entry)
            text = self.text(folds)
            if budget is None or self.count(text) <= budget:
                return Telling(text, detail)
        text, folds = self._fit(regions, costs, scale, budget or 0)
        if not text and self.asides.inner:
            return replace(self, asides=self.asides.bare()).folded(detail, budget)
        if not text:
            return Telling(self._left_out(folds, budget or 0), "outline")
        return Telling(text, "condensed" if detail == "full" and not self._is_full(folds, entry) else detail)

    def _is_full(self, folds: Mapping[int, Fold], entry: int) -> bool:
        """Whether enough of the lines that ran, from the entry call on, are told outside of folds."""
        ran: set[tuple[int, int, int]] = set()
        told: set[tuple[int, int, int]] = set()
        inside = -1
        for step in self.steps[max(entry, 0) :]:
            fold = folds.get(step.index)
            if fold is not None:
                inside = fold.end
            if step.event == "line" and step.index not in self.untold:
                key = (step.frame, step.line, step.visit)
                ran.add(key)
                if step.index > inside:
                    told.add(key)
        return len(told) >= TOLD_IN_FULL * len(ran)

    def _fit(self, regions: Regions, costs: list[int], scale: float, budget: int) -> tuple[str, dict[int, Fold]]:
        """Fold until the text fits: the expected cost, times `scale`, is corrected by what the last text cost.

        The step that answers the question is folded only if folding all the rest is not enough. No text, and all there
        is to fold, if nothing is.
        """
        for moment in (self.moment, -1) if self.moment >= 0 else (-1,):
            target = budget * BYTES_A_TOKEN / scale
            for _ in range(MOST_TRIALS):
                folds, reached = choose(regions, costs, int(target), moment=moment)
                text = self.text(folds)
                tokens = self.count(text)
                if tokens <= budget:
                    return text, folds
                if not reached:
                    break
                target = min(target * budget / tokens, _expected(costs, folds) - 1) * 0.97
        return "", choose(regions, costs, 0)[0]

    def _left_out(self, folds: Mapping[int, Fold], budget: int) -> str:
        """The text with all folds, and as few steps left untold as it takes. Raises `BudgetError`."""
        spared = spare(self.steps, folds, self.moment)
        low, high = 0, len(spared)
        while low < high:
            middle = (low + high) // 2
            if self.count(self.text(folds, frozenset(spared[:middle]))) <= budget:
                high = middle
            else:
                low = middle + 1
        text = self.text(folds, frozenset(spared[:low]))
        if self.count(text) > budget:
            raise BudgetError(budget, self.count(text), f"case {self.trace.case.id}")
        return text


def _expected(costs: list[int], folds: Mapping[int, Fold]) -> int:
    total = sum(costs)
    for fold in folds.values():
        total += fold.cost - sum(costs[fold.start : fold.end + 1])
    return total


def _noise(trace: Trace, question: Question | None, seed: int) -> bytes:
    """What the wording of an item is drawn from."""
    item = f"{seed}\0narration\0{trace.case.id}\0{question.id if question is not None else ''}\0{trace.digest}"
    return hashlib.shake_256(item.encode("utf-8", "surrogatepass")).digest(2 * NUMBERS)


def ending(trace: Trace, question: Question | None) -> str:
    """The answer, as the last paragraph."""
    if question is not None:
        answer, fenced = question.answer, "\n" in question.answer
    elif trace.outcome == "raised":
        answer, fenced = trace.exception or "", False
    elif trace.result is not None:
        answer, fenced = trace.result, False
    else:
        answer, fenced = trace.stdout, True
    if fenced:
        newline = "" if answer.endswith("\n") or not answer else "\n"
        return f"\n\nAnswer:\n```\n{answer}{newline}```\n"
    return f"\n\nThe answer is {answer}."
