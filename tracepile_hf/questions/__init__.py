"""Query diversification: questions about a trace (TracePile, "query diversification"), their answers read from it.

One file per kind: its KIND, at least eight WORDINGS, and `ask(history, random)`, which gives the blanks and the
answer, or None when the trace has nothing of the kind. Kinds that need further runs (`what_if`, `input_prediction`) are
handed a `run`.
Nothing is narrated or proved here; balance over a corpus is the corpus' business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tracepile_hf.questions import (
    all_values,
    branch,
    call_arguments,
    call_result,
    container_state,
    exception,
    first_moment,
    input_prediction,
    invariant,
    iteration_change,
    line_count,
    next_line,
    output,
    printed_line,
    recursion_depth,
    value_after_line,
    value_at_return,
    what_if,
)
from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History
from tracepile_hf.questions.prompt import draw_frame, framed
from tracepile_hf.questions.visible import copied_by_rule
from tracepile_hf.records import Backwards, Question, Run, Trace

__all__ = ["KINDS", "WORDINGS", "YES_NO", "ask", "final_question", "generate"]


_PLAIN: Final[dict[str, Callable[[History, Random], Asked | None]]] = {
    module.KIND: module.ask
    for module in (
        all_values,
        branch,
        call_arguments,
        call_result,
        container_state,
        exception,
        first_moment,
        invariant,
        iteration_change,
        line_count,
        next_line,
        output,
        printed_line,
        recursion_depth,
        value_after_line,
        value_at_return,
    )
}
WaysBack = Callable[[Trace], Backwards | None]
"""What the author of a program says about the way back from a run's output; None where nobody says anything."""
WORDINGS: Final[dict[str, tuple[str, ...]]] = {
    "all_values": all_values.WORDINGS,
    "branch": branch.WORDINGS,
    "call_arguments": call_arguments.WORDINGS,
    "call_result": call_result.WORDINGS,
    "container_state": container_state.WORDINGS,
    "exception": exception.WORDINGS,
    "first_moment": first_moment.WORDINGS,
    "input_prediction": input_prediction.WORDINGS,
    "invariant": invariant.WORDINGS,
    "iteration_change": iteration_change.WORDINGS,
    "line_count": line_count.WORDINGS,
    "next_line": next_line.WORDINGS,
    "output": output.WORDINGS,
    "printed_line": printed_line.WORDINGS,
    "recursion_depth": recursion_depth.WORDINGS,
    "value_after_line": value_after_line.WORDINGS,
    "value_at_return": value_at_return.WORDINGS,
    "what_if": what_if.WORDINGS,
}
KINDS: Final = tuple(WORDINGS)
YES_NO: Final = frozenset({"branch", "invariant", "graph_decision", "puzzle_decision"})


def ask(
    kind: str, trace: Trace, random: Random, run: Run | None = None, ways_back: WaysBack | None = None
) -> Question | None:
    """One question of a kind about a trace, or None if there is none worth asking. Errors: KeyError, unknown kind.

    `traces` is the trace, then, for what-if, that of the changed run, for input prediction those of the trials: the
    last one is the run to tell.
    """
    history = History(trace)
    asked: Asked | None = None
    if kind == input_prediction.KIND:
        asked = input_prediction.ask(history, random, run, ways_back) if run is not None else None
    elif kind == what_if.KIND:
        asked = what_if.ask(history, random, run) if run is not None else None
    else:
        asked = _PLAIN[kind](history, random)
    if asked is None:
        return None
    question = _worded(kind, trace, asked, random)
    given_away = (
        kind not in YES_NO and kind != input_prediction.KIND and copied_by_rule(question.prompt, question.answer)
    )
    return None if given_away else question


def generate(trace: Trace, random: Random, kinds: Sequence[str] = KINDS, run: Run | None = None) -> list[Question]:
    """At most one question of each kind, in the order of `kinds`; each kind draws from a stream of its own."""
    seed = random.getrandbits(64)
    found = []
    for kind in kinds:
        question = ask(kind, trace, Random(f"{seed}/{kind}"), run)
        if question is not None:
            found.append(question)
    return found


def final_question(trace: Trace, random: Random) -> Question | None:
    """The question for the run's output, asked even where a rule could copy the answer (the paper's base samples)."""
    asked = output.ask(History(trace), random)
    return None if asked is None else _worded(output.KIND, trace, asked, random)


def _worded(kind: str, trace: Trace, asked: Asked, random: Random) -> Question:
    number = random.randrange(len(WORDINGS[kind]))
    sentence = WORDINGS[kind][number].format(**asked.blanks)
    names_lines = "line" in asked.blanks or "line" in asked.blanks.get("what", "") or kind == "exception"
    frame, called, given = draw_frame(trace.case, random, names_lines=names_lines)
    prompt = framed(trace.case, sentence, frame, called, given, with_input=asked.with_input)
    tag = hashlib.sha256(f"{trace.case.program.id}\0{trace.case.id}\0{prompt}".encode()).hexdigest()[:12]
    traces = (trace, *asked.others)
    blanks = tuple(asked.blanks.items())
    return Question(
        f"{kind}-{tag}",
        traces,
        kind,
        f"{kind}/{number}",
        prompt,
        asked.answer,
        asked.moment,
        blanks,
        wishes=(frame.asks,) if frame.wish else (),
        sentence=sentence,
        numbered=frame.numbered,
        way=asked.way,
        reads=asked.reads,
    )
