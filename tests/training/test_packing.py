"""Why packing is refused with attention that is not made for it: what keeps samples apart there is one setting."""

from __future__ import annotations

import pytest

pytest.importorskip("trl", reason="the train extra is not installed")


@pytest.mark.parametrize("attention", ["eager", "sdpa"])
def test_packed_samples_see_each_other_unless_the_cache_is_off(attention: str) -> None:
    import torch
    from transformers import AutoModelForCausalLM, Qwen2Config
    from trl.trainer.sft_trainer import DataCollatorForLanguageModeling

    config = Qwen2Config(
        vocab_size=100,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
    )
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_config(config, attn_implementation=attention).train()
    collate = DataCollatorForLanguageModeling(pad_token_id=0, padding_free=True)
    second = [20 + number % 11 for number in range(25)]

    def seen(cache: bool) -> float:
        """How much the second sample's logits change when the first sample is another one."""
        told = []
        for start in (5, 50):
            first = [start + number % 7 for number in range(30)]
            batch = collate([{"input_ids": first, "labels": first}, {"input_ids": second, "labels": second}])
            told.append(model(**batch, use_cache=cache).logits[0, 30:])
        return float((told[0] - told[1]).abs().max())

    assert seen(cache=False) == 0.0
    assert seen(cache=True) > 0.1
