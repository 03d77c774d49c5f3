"""The estimate of tokens that stands in for a tokenizer."""

from __future__ import annotations

from tracepile_hf.quality.length import estimated_tokens


def test_bytes_over_three_point_six_rounded_up() -> None:
    assert estimated_tokens("") == 0
    assert estimated_tokens("a") == 1
    assert estimated_tokens("a" * 36) == 10
    assert estimated_tokens("a" * 37) == 11
    assert estimated_tokens("é" * 18) == 10
    assert estimated_tokens("\ud800") == 1
