"""One lot of items to rows and rejects: run, ask, narrate, prove. What cannot be proved does not leave.

Nothing here depends on the clock: a run that hits the wall-clock limit is tried once more, and then fails the whole
lot, because whether it becomes a row must not hang on how busy the machine was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracepile_hf import literals
from tracepile_hf.corpus.asking import question_for
from tracepile_hf.corpus.lots import Item, Lot, items_of
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.rewriting import rewritten_items
from tracepile_hf.corpus.rows import NARRATOR, Row, is_text, level_of, row_of
from tracepile_hf.corpus.streams import stream
from tracepile_hf.errors import CorpusError, LiteralError, TracepileError
from tracepile_hf.narration import BudgetError, Telling, Unsayable, solve, tell
from tracepile_hf.quality.decontamination import Hit, loaded
from tracepile_hf.quality.splits import split_of
from tracepile_hf.quality.tokenizer import counter
from tracepile_hf.records import REGISTERS, Case, Program, Question, Rationale, Run, Sample, Trace
from tracepile_hf.sources.benchmarks import held_out
from tracepile_hf.tokens import TEMPLATE
from tracepile_hf.verification import verify

log = logging.getLogger(__name__)
BAD_PROGRAM: Final = ("syntax_error", "no_entry_point")  # reasons of a trace refused before anything ran
_SLICED: Final = 0.5  # of the texts leave out what is beside the question, where something is
_REGISTER_WEIGHTS: Final = (4, 2, 2, 2, 2, 2, 2, 2)  # of records.REGISTERS


@dataclass(frozen=True, slots=True)
class Kept:
    """A row with the number of its item and the split it belongs to."""

    number: int
    split: str
    row: Row


@dataclass(frozen=True, slots=True)
class Dropped:
    """An item that leaves, with a reason from the ledger's list and what exactly was found."""

    number: int
    id: str
    reason: str
    detail: str
    message: str
    case: Case


def make_lot(lot: Lot, order: Order, run: Run) -> tuple[list[Kept], list[Dropped]]:
    """All items of a lot, in order, each either kept or dropped."""
    if lot.budget:
        order = replace(order, budget_tokens=min(order.budget_tokens, lot.budget))
    drawn = items_of(lot, order.config, order.seed, run)
    refused = {item.number: found for item in drawn if (found := _refused(item, order))}
    items = [item for item in drawn if item.drawn and item.number not in refused]
    if order.config.code and all(item.case.program.glossary is None for item in items):
        items = rewritten_items(items, lot, order, run)
    kept: list[Kept] = []
    dropped = [
        Dropped(item.number, item.id, *refused.get(item.number, ("no_input", "", "")), item.case)
        for item in drawn
        if item.number in refused or not item.drawn
    ]
    for item, trace in zip(items, traces_of([item.case for item in items], run), strict=True):
        outcome = _made(item, trace, order, run)
        if isinstance(outcome, Kept):
            kept.append(outcome)
        else:
            dropped.append(outcome)
    return kept, dropped


def _refused(item: Item, order: Order) -> tuple[str, str, str] | None:
    """Why an item is kept out of training data before it is run: by what it says it is, or by what stands in it.

    A benchmark that was asked for by name keeps nothing out.
    """
    name = held_out(item.case.program)
    if name and name not in order.held_out:
        return "held_out", name, ""
    return _contaminated(loaded(order.references).hit(item.case), order) if order.references else None


def _contaminated(hit: Hit | None, order: Order) -> tuple[str, str, str] | None:
    if hit is None or hit.benchmark in order.held_out:
        return None
    return "contaminated", hit.benchmark, f"{hit.item}: {hit.how}"


def traces_of(cases: Sequence[Case], run: Run) -> list[Trace]:
    """One trace a case, in order; cases of one program share one call of `run`."""
    found: dict[int, Trace] = {}
    groups: dict[Program, list[int]] = {}
    for index, case in enumerate(cases):
        groups.setdefault(case.program, []).append(index)
    for program, indices in groups.items():
        found.update(zip(indices, _run_program(program, [cases[index] for index in indices], run), strict=True))
    return [found[index] for index in range(len(cases))]


def _run_program(program: Program, cases: list[Case], run: Run) -> Sequence[Trace]:
    traces = list(run(program, cases))
    for index, trace in enumerate(traces):
        if trace.outcome == "timed_out":
            traces[index] = run(program, [cases[index]])[0]
        if traces[index].outcome == "timed_out":
            raise CorpusError(
                f"expected every run to end by itself or by its step budget, got the wall-clock limit twice "
                f"({cases[index].id}); take the program out"
            )
    return traces


def _made(item: Item, trace: Trace, order: Order, run: Run) -> Kept | Dropped:
    """The boundary between items: a fault of a stage costs the one item it happened on, and is counted and logged."""
    try:
        return _make(item, trace, order, run)
    except TracepileError:
        raise  # of the machine or of what was asked for: the engine decides
    except Exception as error:
        log.exception("%s: a stage failed", item.id)
        return Dropped(item.number, item.id, "fault", type(error).__name__, str(error), item.case)


def _make(item: Item, trace: Trace, order: Order, run: Run) -> Kept | Dropped:
    def dropped(reason: str, detail: str = "", message: str = "") -> Dropped:
        return Dropped(item.number, item.id, reason, detail, message, item.case)

    if trace.outcome not in ("finished", "raised"):
        if trace.reason in BAD_PROGRAM:
            return dropped("bad_program", trace.reason, trace.exception or "")
        return dropped(trace.outcome, trace.reason, trace.exception or "")
    if never_entered(trace):
        return dropped("bad_program", "arguments", trace.exception or "")
    if not _as_expected(trace):
        absent = str(trace.exception).startswith("ModuleNotFoundError(")  # a library that this machine does not have
        detail = "missing_module" if absent else ""
        return dropped("wrong_answer", detail, f"expected {item.case.expected!r}, got {_given(trace)!r}")
    question = question_for(trace, order.config, order.seed, item.id, run)
    if question is None:
        return dropped("no_question")
    if order.references and (found := _contaminated(loaded(order.references).hit_by(question.prompt), order)):
        return dropped(*found)
    return _told(item, question, order, dropped)


def never_entered(trace: Trace) -> bool:
    """Whether the arguments do not fit the entry point: the call itself failed, and no step of the program raised."""
    if trace.case.program.entry_point is None or trace.outcome != "raised":
        return False
    return str(trace.exception).startswith("TypeError(") and not any(step.event == "raise" for step in trace.steps)


def _told(item: Item, question: Question, order: Order, dropped: Callable[..., Dropped]) -> Kept | Dropped:
    trace = question.traces[-1]
    level = level_of(trace)
    if not order.levels[0] <= level <= order.levels[1]:
        return dropped("other_level", str(level))
    glossary = trace.case.program.glossary
    wishes = dict(question.wishes) if glossary is None else {"register": glossary.register}
    register = wishes.get("register") or register_of(order.seed, item.id)
    seed = stream(order.seed, "narrate", item.id).getrandbits(32)
    count = counter(order.tokenizer)
    asked = count(question.prompt)
    budget = min(order.budget_tokens, order.max_tokens - TEMPLATE - asked)
    if budget < 1:
        return dropped("over_budget", "prompt", f"{asked} tokens of a conversation's {order.max_tokens}")
    try:
        if glossary is not None:
            told = Telling(solve(trace, question, seed), "full", register=glossary.register)
        else:
            told = tell(
                trace,
                question=question,
                budget_tokens=budget,
                detail=wishes.get("detail", order.detail),
                seed=seed,
                count_tokens=count,
                register=register,
                slicing=stream(order.seed, "view", item.id).random() < _SLICED,
            )
    except BudgetError as error:
        return dropped("over_budget", message=str(error))
    except Unsayable as error:
        return dropped("rejected", "unsayable", str(error))
    text = told.text
    if not is_text(question, text):
        return dropped("not_text")
    length = count(text)
    if length > budget:
        return dropped("over_budget", message=f"{length} tokens of {budget}")
    verdict = verify(text, trace, question=question, detail=told.detail, view=told.view)
    if not verdict.accepted:
        return dropped("rejected", verdict.reason, verdict.detail)
    split = split_of(item.case.program.family)
    sample = Sample(Rationale(question, text, NARRATOR), verdict, split)
    row = row_of(sample, item.id, order.seed, told, asked + length, order.tokenizer.name, told.register, order.witness)
    return Kept(item.number, split, row)


def register_of(seed: int, item: str) -> str:
    """How an item's text is written, from its own stream."""
    return stream(seed, "register", item).choices(REGISTERS, _REGISTER_WEIGHTS)[0]


def _given(trace: Trace) -> str:
    if trace.outcome == "raised":
        return str(trace.exception)
    return str(trace.result) if trace.case.program.entry_point is not None else trace.stdout


def _as_expected(trace: Trace) -> bool:
    """Whether a run gave what its case expects: an equal value, or the same text up to white space at line ends."""
    expected = trace.case.expected
    if expected is None:
        return True
    if trace.outcome == "raised":
        return False
    if trace.case.program.entry_point is None:
        return _lines(expected) == _lines(trace.stdout)
    try:
        return trace.result == expected or literals.same(literals.parse(trace.result or ""), literals.parse(expected))
    except LiteralError:
        return False


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]
