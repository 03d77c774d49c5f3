"""A chat as the tokens that a model is trained on, and which of them carry loss.

The text is what the model's own chat template writes, or that of a file for models without one; what the model says, to
its end mark, is found in that text, so a template needs no marks and is saved as it was. Every row is checked: without
the places where an answer begins and ends, the text must be the template's own, character by character.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.training import template as templates

IGNORED: Final = -100  # the label of a token that carries no loss
_OPEN, _CLOSE = "\ue000", "\ue001"  # private characters around an answer; a row that has them is refused


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids, and for each whether it carries loss."""

    ids: list[int]
    learned: list[bool]

    @property
    def labels(self) -> list[int]:
        """The ids, -100 where there is no loss."""
        return [token if learned else IGNORED for token, learned in zip(self.ids, self.learned, strict=True)]


def encode(
    tokenizer: Any, messages: Sequence[Mapping[str, Any]], template: str | None, *, answers_only: bool, **given: Any
) -> Encoded:
    """A chat under a template (None: the tokenizer's own); with `answers_only` the loss is on what the assistant says.

    Errors: InputError for a template that does not write answers as they are.
    """
    plain = templates.clean(template) if template is not None else None

    def written(chat: Sequence[Mapping[str, Any]]) -> str:
        return str(tokenizer.apply_chat_template(list(chat), chat_template=plain, tokenize=False, **given))

    chat = [dict(message) for message in messages]
    text = written(chat)
    told = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids = list(told["input_ids"])
    if not answers_only:
        return Encoded(ids, [True] * len(ids))
    spans = _answers(chat, text, written, str(tokenizer.eos_token or ""))
    return Encoded(ids, _inside(told["offset_mapping"], spans))


def _answers(chat: list[dict[str, Any]], text: str, written: Any, end: str) -> list[tuple[int, int]]:
    """Where in the text the assistant's words are, with the end mark behind them."""
    for stripped in (False, True):  # some templates trim what is said
        around = [_around(message, stripped) for message in chat]
        bare, spans = _located(written(around))
        if bare == text and spans:
            return [(begin, stop + len(end) if end and text.startswith(end, stop) else stop) for begin, stop in spans]
    if not any(message.get("role") == "assistant" for message in chat):
        raise InputError("a chat with an answer to learn", "none", str(chat)[:80])
    raise InputError("a chat template that writes answers as they are", "one that changes them", text[:80])


def _around(message: dict[str, Any], stripped: bool) -> dict[str, Any]:
    content = message.get("content")
    if message.get("role") != "assistant" or not isinstance(content, str):
        return message
    if _OPEN in content or _CLOSE in content:
        raise InputError("text without U+E000 and U+E001", "a row that has them", content[:80])
    return {**message, "content": f"{_OPEN}{content.strip() if stripped else content}{_CLOSE}"}


def _located(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the private characters, and what lay between them."""
    bare, spans = "", []
    for number, piece in enumerate(marked.split(_OPEN)):
        inside, closed, rest = piece.partition(_CLOSE)
        if number and closed:
            spans.append((len(bare), len(bare) + len(inside)))
        bare += inside + rest
    return bare, spans


def _inside(offsets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each token whether any of its characters is inside of a span; one without characters, where it stands."""
    learned, at = [], 0
    for begin, end in offsets:
        while at < len(spans) and begin >= spans[at][1]:
            at += 1
        learned.append(at < len(spans) and max(end, begin + 1) > spans[at][0])
    return learned
