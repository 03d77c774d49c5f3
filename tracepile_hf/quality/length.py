"""How long a text is, in tokens."""

from __future__ import annotations


def estimated_tokens(text: str) -> int:
    """An estimate of the tokens of `text` without a tokenizer: UTF-8 bytes / 3.6, rounded up.

    3.6 is a round figure for code and English under current byte-pair vocabularies.
    """
    return -(-len(text.encode("utf-8", "surrogatepass")) * 10 // 36)
