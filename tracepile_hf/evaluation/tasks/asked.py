"""What the task files call: items, few-shot examples, prompts that differ from item to item, judging of answers.

lm-eval loads this file by its path; `tracepile eval` and `lm-eval --include_path` use it alike.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from typing import Any, Final

from tracepile_hf.errors import TracepileError
from tracepile_hf.evaluation import borrowed
from tracepile_hf.evaluation.benchmarks import BBH
from tracepile_hf.evaluation.loading import load
from tracepile_hf.evaluation.scorers import score

Doc = dict[str, Any]
COT: Final = "gsm8k/gsm8k-cot.yaml"
COE_FIGURES: Final = (
    "right", "answered", "fault", "proved", "refuted", "unplaced", "unread", "first_wrong", "steps",
)  # fmt: skip


def items(benchmark: str, data_dir: str | None = None, revision: str | None = None, **_: object) -> dict[str, Any]:
    """The items as lm-eval takes them: split `test`. `data_dir` and `revision` come from --metadata."""
    from datasets import Dataset

    loaded = load(benchmark, data_dir, revision)
    rows = [
        {
            "id": item.id, "prompt": item.prompt, "target": item.target, "scorer": item.scorer, "gold": item.gold,
            "group": item.group, "level": "", "cluster": item.cluster, "chance": item.chance,
            "data_revision": loaded.revision,
        }
        for item in loaded.items
    ]  # fmt: skip
    return {"test": Dataset.from_list(rows)}


def judged(doc: Doc, results: Sequence[str]) -> dict[str, float | None]:
    """One answer's outcome as figures. A fault is no figure, and `mean_of_figures` leaves it out."""
    outcome = score(doc["scorer"], doc["gold"], results[0] or "").outcome
    if outcome == "fault":
        return {"right": None, "answered": None, "fault": 1.0}
    return {"right": float(outcome == "right"), "answered": float(outcome != "none"), "fault": 0.0}


def mean_of_figures(values: Sequence[float | None]) -> float:
    """The mean of what is a figure; 0 if nothing is."""
    figures = [value for value in values if value is not None]
    return sum(figures) / len(figures) if figures else 0.0


# Reasoning about runs: the suite `coe`


def coe_items(
    benchmark: str, corpus: str = "", config: str = "all", split: str = "test", **_: object
) -> dict[str, Any]:
    """A corpus's held-out rows: the user's message is the prompt. `corpus`: a built folder or a Hub id."""
    from datasets import Dataset, load_dataset

    rows = load_dataset(corpus, config, split=split)
    made = [
        {
            "id": row["id"], "prompt": row["messages"][0]["content"], "target": row["messages"][1]["content"],
            "scorer": benchmark, "gold": json.dumps(row), "group": row["question_kind"],
            "level": str(row.get("level") or ""), "cluster": row["family"],
            "chance": 0.0, "data_revision": row["digest"][:16],
        }
        for row in rows
    ]  # fmt: skip
    return {"test": Dataset.from_list(made)}


def coe_judged(doc: Doc, results: Sequence[str]) -> dict[str, float | None]:
    """One text's answer and its claims by standing."""
    from tracepile_hf.evaluation.faithfulness import judge, row_of
    from tracepile_hf.evaluation.judge import asked_of_row

    try:
        return dict(row_of(judge(results[0] or "", asked_of_row(json.loads(doc["gold"])))))
    except TracepileError:  # the run could not be made again: nothing is said about the model
        return {**dict.fromkeys(COE_FIGURES), "fault": 1.0}


# Few-shot examples


def word_problem_shots() -> list[Doc]:
    """The eight worked examples of lm-eval's gsm8k_cot (Wei et al. 2022)."""
    return [{"prompt": shot["question"], "target": shot["target"]} for shot in borrowed.shots(COT)]


def math_shots() -> list[Doc]:
    """The four worked examples of lm-eval's minerva_math (Lewkowycz et al. 2022)."""
    found = borrowed.listed("minerva_math/utils.py", "list_fewshot_samples")
    return [{"prompt": shot["problem"], "target": shot["solution"]} for shot in found]


def _bbh_shots(subset: str) -> list[Doc]:
    path = f"bbh/cot_fewshot/{subset}.yaml"
    found = [{"prompt": shot["input"], "target": shot["target"]} for shot in borrowed.shots(path)]
    description = str(borrowed.task(path)["description"]).strip()
    # the description stands once, before the first example
    return [{**shot, "before": f"{description}\n\n" if not place else ""} for place, shot in enumerate(found)]


def __getattr__(name: str) -> Any:
    """`bbh_SUBSET_shots` for each subset: lm-eval's own three worked examples of it."""
    subset = name.removeprefix("bbh_").removesuffix("_shots")
    if subset in BBH and name == f"bbh_{subset}_shots":
        return functools.partial(_bbh_shots, subset)
    raise AttributeError(name)


# Prompts


def mmlu_text(doc: Doc) -> str:
    """Four worked examples of the item's own subject, as lm-eval's mmlu_flan_cot_fewshot has them, and the item."""
    shots = borrowed.shots(f"mmlu/flan_cot_fewshot/mmlu_{doc['group']}.yaml")[:4]
    asked = [f"Q: {str(shot['question']).strip()}\nA: {str(shot['target']).strip()}" for shot in shots]
    return "\n\n".join([*asked, f"Q: {doc['prompt']}\nA: Let's think step by step."])


def redux_text(doc: Doc) -> str:
    """The prompt of lm-eval's mmlu_redux_generative."""
    question = doc["prompt"].rpartition("\n(A) ")[0]
    options = json.loads(doc["gold"])["options"]
    return borrowed.rendered("mmlu-redux/generative/_default_template_yaml", question=question, choices=options)


def cruxeval_output_text(doc: Doc) -> str:
    """The prompt of lm-eval's cruxeval_output_cot, its worked example included."""
    return f"{borrowed.task('cruxeval/cruxeval_output_cot.yaml')['description']}{doc['prompt']}\n[THOUGHT]\n"


def cruxeval_input_text(doc: Doc) -> str:
    """The prompt of lm-eval's cruxeval_input_cot, its worked example included."""
    return f"{borrowed.task('cruxeval/cruxeval_input_cot.yaml')['description']}{doc['prompt']}\n[THOUGHT]\n"
