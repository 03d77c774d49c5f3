"""How long a text is, in tokens."""

from __future__ import annotations

from typing import Final

BYTES_PER_TOKEN: Final = 3.6  # a round figure for code and English under current byte-pair vocabularies


def estimated_tokens(text: str) -> int:
    """An estimate of the tokens of `text` without a tokenizer: UTF-8 bytes / 3.6, rounded up."""
    return -(-len(text.encode("utf-8", "surrogatepass")) * 10 // 36)
