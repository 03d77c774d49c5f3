"""Model cards: one template, filled from the table of models and from measured results. Nothing is typed by hand.

What was not measured says so. The metadata is huggingface_hub's own, so that the Hub reads the results as an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huggingface_hub import EvalResult, ModelCard, ModelCardData

from tracepile_hf.errors import InputError
from tracepile_hf.hub.results import Result, Results

NOT_MEASURED: Final = "not measured"
DATASET: Final = "tracepile"
TULU: Final = "allenai/tulu-3-sft-mixture"
# What each paradigm has seen by its end, in order
SEEN: Final = {
    "continued_pretraining/pretrain": (DATASET,),
    "continued_pretraining/instruct": (DATASET, TULU),
    "two_stage/stage1": (DATASET,),
    "two_stage/stage2": (DATASET, TULU),
    "control/instruct": (TULU,),
}
PARADIGMS: Final = {
    "continued_pretraining/pretrain": "continued pretraining on TracePile",
    "continued_pretraining/instruct": "continued pretraining on TracePile, then instruction tuning on Tulu-3 SFT",
    "two_stage/stage1": "instruction tuning on TracePile (stage 1 of 2)",
    "two_stage/stage2": "two-stage instruction tuning: TracePile, then Tulu-3 SFT",
    "control/instruct": "control: instruction tuning on Tulu-3 SFT only",
}
# Licence of the base model and its name for the Hub's metadata.
LICENSES: Final = {
    "meta-llama/Meta-Llama-3-8B": "llama3",
    "meta-llama/Llama-3.1-8B": "llama3.1",
    "Qwen/Qwen2.5-7B": "apache-2.0",
    "Qwen/Qwen2.5-Coder-7B": "apache-2.0",
    "Qwen/Qwen2.5-1.5B": "apache-2.0",
    "Qwen/Qwen2.5-0.5B": "apache-2.0",
}
# What a licence wants said on the card of a model made from its own: Llama 3 and 3.1 Community License, section 1.b.i.
NOTICES: Final = {"llama3": "Built with Meta Llama 3.", "llama3.1": "Built with Llama."}


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card is about: its name, the base model, the paradigm (a key of PARADIGMS) and what was measured."""

    name: str
    base: str
    paradigm: str
    results: Results
    adapter: bool = False  # whether it is an adapter, not a whole model


def name_of(base: str, paradigm: str) -> str:
    """The name of a model made from a base: what its card is called, wherever it lies."""
    return f"{short(base)}-tracepile-{paradigm.replace('/', '-').replace('_', '-')}"


def short(base: str) -> str:
    """A base model as the recipes' folders call it."""
    return base.rpartition("/")[2].removeprefix("Meta-").lower()


def render(facts: CardFacts, template: Path) -> ModelCard:
    """The card. Errors: InputError for a paradigm or base model that the tables do not have."""
    if facts.paradigm not in PARADIGMS:
        raise InputError(f"a paradigm among {', '.join(PARADIGMS)}", facts.paradigm, "card")
    license_name = LICENSES.get(facts.base)
    if license_name is None:
        raise InputError(f"a base model among {', '.join(LICENSES)}", facts.base, "card")
    measured = facts.results
    data = ModelCardData(
        language="en",
        license=license_name,
        library_name="peft" if facts.adapter else "transformers",
        base_model=facts.base,
        datasets=list(SEEN[facts.paradigm]),
        tags=["chain-of-execution", "code-reasoning", "trl", "sft", *(["lora"] if facts.adapter else [])],
        pipeline_tag="text-generation",
        model_name=facts.name if measured.results else None,
        eval_results=[_eval(result) for result in measured.results] or None,
    )
    card: ModelCard = ModelCard.from_template(
        data,
        template_path=str(template),
        name=facts.name,
        base=facts.base,
        base_license=license_name,
        notice=NOTICES.get(license_name, ""),
        paradigm=PARADIGMS[facts.paradigm],
        recipe=measured.recipe or recipe_of(facts.base, facts.paradigm),
        tokens_seen=f"{measured.tokens_seen:,}" if measured.tokens_seen else NOT_MEASURED,
        data_revision=measured.data_revision or NOT_MEASURED,
        results=_table(measured.results),
        claims_proved=_share(measured.claims_proved),
        texts_accepted=_share(measured.texts_accepted),
    )
    return card


def recipe_of(base: str, paradigm: str) -> str:
    """The place of the shipped recipe for a base model: its folder is the model's name without its owner."""
    return f"trainers/recipes/{short(base)}/{paradigm}.yaml"


def template_file() -> Path:
    """The card's template, in the repository or in the installed package. Errors: InputError if it is not there."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package, package.parent):
        if (folder / "model_cards" / "template.md").is_file():
            return folder / "model_cards" / "template.md"
    raise InputError("the card template of this package", "nothing", str(package))


def _eval(result: Result) -> EvalResult:
    return EvalResult(
        task_type="text-generation",
        dataset_type=result.dataset,
        dataset_name=result.task,
        dataset_split=result.split,
        metric_type=result.metric,
        metric_value=round(100 * result.value, 2),
        metric_name=f"{result.metric} (%)",
    )


def _table(results: tuple[Result, ...]) -> str:
    if not results:
        return f"Benchmarks: {NOT_MEASURED}."
    head = "| benchmark | split | metric | value | 95 % interval | items |\n|---|---|---|---|---|---|\n"
    rows = [
        f"| {r.task} | {r.split} | {r.metric} | {r.value:.1%} | {r.low:.1%} - {r.high:.1%} | {r.n} |".replace("%", " %")
        for r in results
    ]
    return head + "\n".join(rows)


def _share(value: float | None) -> str:
    return NOT_MEASURED if value is None else f"{100 * value:.1f} %"
