"""Model cards of the small models: what each was trained on and what was measured, nothing typed by hand."""

from __future__ import annotations

from pathlib import Path

from huggingface_hub import EvalResult, ModelCard, ModelCardData

from tracepile_hf.experiment.report import Figures, said, table
from tracepile_hf.experiment.results import MEASURES


def write_cards(found: Figures, folder: Path) -> list[Path]:
    """One card an arm, named after design and arm; the figures are over the arm's seeds."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for arm in found.arms:
        path = folder / f"{name_of(found, arm)}.md"
        path.write_text(str(card(found, arm)), encoding="utf-8")
        written.append(path)
    return written


def name_of(found: Figures, arm: str) -> str:
    """What a model of this arm is called."""
    return f"tracepile-experiment-{found.results.design.name}-{arm}".replace("_", "-")


def card(found: Figures, arm: str) -> ModelCard:
    """The card of an arm's models."""
    results, name = found.results, name_of(found, arm)
    runs = list(results.of(arm).values())
    first = runs[0].history
    one = found.means[arm, "seen", "right"]
    measured = EvalResult(
        task_type="text-generation", dataset_type="tracepile",
        dataset_name=f"experiment {results.design.name}, unseen inputs", metric_type="exact_match",
        metric_value=round(100 * one.value, 2), metric_name="exact answers (%)",
    )  # fmt: skip
    data = ModelCardData(
        language="en", license="apache-2.0", library_name="transformers", pipeline_tag="text-generation",
        tags=["chain-of-execution", "from-scratch", "experiment"], model_name=name, eval_results=[measured],
    )  # fmt: skip
    rows = []
    for test, questions in results.questions.items():
        if questions:
            right, proved = found.means[arm, test, "right"], found.means[arm, test, "proved"]
            claims = any(score.claims for run in runs for score in run.scores[test])
            share = f"{proved.value:.1%} [{proved.low:.1%}, {proved.high:.1%}]" if claims else "says nothing of the run"
            rows.append((test, str(len(questions)), f"{right.value:.1%} [{right.low:.1%}, {right.high:.1%}]", share))
    measures = table(("test", "questions", *MEASURES.values()), rows).replace("%", " %")
    families = ", ".join(f"`{one}`" for one in results.design.families)
    cut = sum(score.cut for run in runs for score in run.scores["seen"])
    text = f"""---
{data.to_yaml()}
---

# {name}

A model of {first["parameters"]:,} parameters from random weights, trained on {said(arm)}:
{first["tokens"]:,} tokens, {first["examples"]:,} examples, {first["epochs"]:.1f} epochs. It was made to be compared
with others. It answers `name(arguments)` and nothing else, for {families}.
Llama's form; digits are tokens of their own.

## Measured

Over {len(runs)} seeds, with 95 % intervals over seeds, families and questions. Answers cut by the limit of
{first["limit"]} tokens: {cut}.

{measures}

Made by `python -m tracepile_hf.experiment run --design {results.design.name}` (design `{results.digest[:12]}`),
judged from raw answers by `report`.

## Limits

It is a measuring device, of no other use: it knows {len(results.design.families)} small programs on small integers.
"""
    return ModelCard(text, ignore_metadata_errors=False)
