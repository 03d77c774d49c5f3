"""Cards are rendered from tables and results, say what was not measured, and are valid for the Hub."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from huggingface_hub import ModelCard, ModelCardData

from tracepile_hf.errors import InputError
from tracepile_hf.hub.cards import LICENSES, PARADIGMS, SEEN, CardFacts, name_of, recipe_of, render
from tracepile_hf.hub.results import Result, Results, read_results

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "model_cards" / "template.md"
MEASURED = Results(
    results=(Result("GSM8K", "openai/gsm8k", "test", "accuracy", 0.715, 0.69, 0.739, 1319),),
    tokens_seen=1_250_000,
    data_revision="abc123",
    claims_proved=0.913,
)


def test_a_card_without_results_says_not_measured_everywhere() -> None:
    text = str(render(CardFacts("m", "Qwen/Qwen2.5-7B", "two_stage/stage2", Results()), TEMPLATE))
    assert text.count("not measured") == 5
    assert "model-index" not in text
    assert "{{" not in text


def test_a_card_with_results_has_intervals_and_an_index_that_reads_back() -> None:
    card = render(CardFacts("m", "Qwen/Qwen2.5-7B", "two_stage/stage2", MEASURED), TEMPLATE)
    text = str(card)
    assert "| GSM8K | test | accuracy | 71.5 % | 69.0 % - 73.9 % | 1319 |" in text
    assert "1,250,000" in text
    assert "91.3 %" in text
    read = ModelCard(text)
    assert read.data.base_model == "Qwen/Qwen2.5-7B"
    assert read.data.license == "apache-2.0"
    assert read.data.eval_results[0].metric_value == 71.5


def test_a_card_names_what_was_seen_and_how_an_adapter_is_loaded() -> None:
    def data(paradigm: str, adapter: bool = False) -> ModelCardData:
        return ModelCard(str(render(CardFacts("m", "Qwen/Qwen2.5-7B", paradigm, Results(), adapter), TEMPLATE))).data

    tulu = "allenai/tulu-3-sft-mixture"
    assert data("two_stage/stage1").datasets == ["tracepile"]
    assert data("two_stage/stage2").datasets == ["tracepile", tulu]
    assert data("control/instruct").datasets == [tulu]
    assert data("two_stage/stage2", True).library_name == "peft"
    assert "lora" in data("two_stage/stage2", True).tags
    assert name_of("meta-llama/Meta-Llama-3-8B", "two_stage/stage1") == "llama-3-8b-tracepile-two-stage-stage1"


def test_the_cards_in_the_repository_are_what_the_script_writes() -> None:
    spec = importlib.util.spec_from_file_location("write_cards", ROOT / "model_cards" / "write_cards.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = module.cards()
    assert len(written) == 6 * len(PARADIGMS)
    assert {path.name: path.read_text() for path in (ROOT / "model_cards" / "cards").glob("*.md")} == written


@pytest.mark.parametrize(
    ("base", "notice"),
    [("meta-llama/Meta-Llama-3-8B", "Built with Meta Llama 3."), ("meta-llama/Llama-3.1-8B", "Built with Llama.")],
)
def test_cards_carry_what_the_base_models_licence_wants_said(base: str, notice: str) -> None:
    assert notice in str(render(CardFacts("m", base, "two_stage/stage2", Results()), TEMPLATE))
    assert "Built with" not in str(render(CardFacts("m", "Qwen/Qwen2.5-7B", "two_stage/stage2", Results()), TEMPLATE))


def test_every_card_names_a_recipe_that_is_shipped() -> None:
    for base in LICENSES:
        for paradigm in PARADIGMS:
            assert (ROOT / recipe_of(base, paradigm)).is_file(), (base, paradigm)


def paradigm_of(card: Path, base: str) -> str:
    return next(paradigm for paradigm in PARADIGMS if name_of(base, paradigm) == card.stem)


def test_huggingface_hub_reads_every_card() -> None:
    for path in sorted((ROOT / "model_cards" / "cards").glob("*.md")):
        card = ModelCard.load(path)
        assert card.data.base_model in LICENSES, path.name
        assert card.data.license == LICENSES[card.data.base_model]
        assert card.data.datasets == list(SEEN[paradigm_of(path, card.data.base_model)])
        assert "not measured" in card.text


def test_unknown_base_or_paradigm_is_refused() -> None:
    with pytest.raises(InputError, match="a base model among"):
        render(CardFacts("m", "someone/model", "two_stage/stage2", Results()), TEMPLATE)
    with pytest.raises(InputError, match="a paradigm among"):
        render(CardFacts("m", "Qwen/Qwen2.5-7B", "three_stage", Results()), TEMPLATE)


def test_results_are_read_strictly(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    row = {
        "task": "t",
        "dataset": "d",
        "split": "test",
        "metric": "acc",
        "value": 0.5,
        "low": 0.4,
        "high": 0.6,
        "n": 10,
    }
    file.write_text(json.dumps({"results": [row], "tokens_seen": 5}))
    assert read_results(file).results[0].high == 0.6
    for bad, words in (
        ({"result": []}, "result"),
        ({"results": [{**row, "value": 0.7}]}, "low <= value <= high"),
        ({"results": [{"task": "t"}]}, "result 1"),
        ([], "list"),
    ):
        file.write_text(json.dumps(bad))
        with pytest.raises(InputError, match=words):
            read_results(file)
    with pytest.raises(InputError, match="readable results file"):
        read_results(tmp_path / "none.json")
