"""Which question an item gets, so that it can be asked again: from its seed and id alone."""

from __future__ import annotations

from typing import Final

from tracepile_hf import questions
from tracepile_hf.corpus.configs import Config
from tracepile_hf.corpus.inverting import backwards_of
from tracepile_hf.corpus.streams import stream
from tracepile_hf.questions import told
from tracepile_hf.records import TOLD_KINDS, Question, Run, Trace

OUTPUT: Final = "output"
EXCEPTION: Final = "exception"
RARE: Final = (
    EXCEPTION,
    "recursion_depth",
    "input_prediction",
)  # few programs raise, recurse or can be searched for an input: those that do are asked about it more often
_RARE_SHARE: Final = 0.4


def question_for(trace: Trace, config: Config, seed: int, item: str, run: Run) -> Question | None:
    """The item's question: how the run ends in a base config, else the first of the kinds, shuffled, that fits."""
    if (glossary := trace.case.program.glossary) is not None:
        return ask_again(glossary.kind, trace, seed, item, run)
    if not config.query:
        return ask_again(OUTPUT if trace.outcome == "finished" else EXCEPTION, trace, seed, item, run)
    for kind in _order(seed, item):
        question = questions.ask(kind, trace, stream(seed, f"question/{kind}", item), run, backwards_of)
        if question is not None:
            return question
    return None


def _order(seed: int, item: str) -> list[str]:
    """The kinds as an item tries them: shuffled, and for some items the rare ones first."""
    random = stream(seed, "kinds", item)
    kinds = list(questions.KINDS)
    random.shuffle(kinds)
    if random.random() < _RARE_SHARE:
        kinds.sort(key=lambda kind: kind not in RARE)
    return kinds


def ask_again(kind: str, trace: Trace, seed: int, item: str, run: Run) -> Question | None:
    """The question of a known kind that the item got; None if its trace has none."""
    random = stream(seed, f"question/{kind}", item)
    if kind in TOLD_KINDS:
        question = told.ask(trace, random)
        return question if question is not None and question.kind == kind else None
    if kind == OUTPUT:
        return questions.final_question(trace, random)
    return questions.ask(kind, trace, random, run, backwards_of)
