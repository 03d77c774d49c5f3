"""From an item's scorer to its outcome."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.scorers import choices, clrs, code, expressions, graphs, grids, kor, lists, numbers, words
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored

Gold = dict[str, Any]

SCORERS: Final[dict[str, Callable[[str, Gold], Scored]]] = {
    "number": lambda text, gold: numbers.score_number(text, gold["value"], gold.get("decimals")),
    "expression": lambda text, gold: expressions.score_expression(text, gold["value"]),
    "words": lambda text, gold: words.score_words(text, gold["value"]),
    "choice": lambda text, gold: choices.score_choice(text, gold["options"], gold["answer"]),
    "option_text": lambda text, gold: choices.score_option_text(text, gold["options"], gold["answer"]),
    "label": lambda text, gold: choices.score_label(text, gold["labels"], gold["answer"]),
    "list": lambda text, gold: lists.score_list(text, gold["value"]),
    "set": lambda text, gold: lists.score_set(text, gold["value"]),
    "graph": graphs.score_graph,
    "clrs": clrs.score_clrs,
    "grid": lambda text, gold: grids.score_grid(text, gold["grid"]),
    "kor": kor.score_kor,
    "value": code.score_value,
    "input": code.score_input,
    "program": code.score_program,
}
LIMIT: Final = 200_000  # characters of an answer that are looked at: its end, where answers stand


def score(scorer: str, gold: str, text: str) -> Scored:
    """What a text comes to as the answer to an item. InputError for a scorer that does not exist.

    Faults of a scorer are outcomes of their own: they say nothing about the model, and the run goes on.
    """
    judge = SCORERS.get(scorer)
    if judge is None:
        raise InputError(f"a scorer among {', '.join(SCORERS)}", scorer, "score")
    if not text or not text.strip():
        return NONE
    try:
        return judge(text[-LIMIT:], json.loads(gold))
    except InputError:
        raise
    except Exception as error:  # whatever a model wrote must not end a run of hours: the item is counted as a fault
        return Scored("fault", "", f"{type(error).__name__}: {error}"[:300])
