"""Which question an item gets, so that it can be asked again: from its seed and id alone."""

from __future__ import annotations

from typing import Final

from tracepile_hf import questions
from tracepile_hf.corpus.configs import Config
from tracepile_hf.corpus.order import Run
from tracepile_hf.corpus.streams import stream
from tracepile_hf.records import Question, Trace

OUTPUT: Final = "output"
EXCEPTION: Final = "exception"


def question_for(trace: Trace, config: Config, seed: int, item: str, run: Run) -> Question | None:
    """The item's question: how the run ends in a base config, else the first of the kinds, shuffled, that fits."""
    if not config.query:
        return ask_again(OUTPUT if trace.outcome == "finished" else EXCEPTION, trace, seed, item, run)
    kinds = list(questions.KINDS)
    stream(seed, "kinds", item).shuffle(kinds)
    for kind in kinds:
        question = questions.ask(kind, trace, stream(seed, f"question/{kind}", item), run)
        if question is not None:
            return question
    return None


def ask_again(kind: str, trace: Trace, seed: int, item: str, run: Run) -> Question | None:
    """The question of a known kind that the item got; None if its trace has none."""
    random = stream(seed, f"question/{kind}", item)
    if kind == OUTPUT:
        return questions.final_question(trace, random)
    return questions.ask(kind, trace, random, run)
