"""The chat templates: what is learned from is what the assistant says, to its end mark; plain text is all of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from tracepile_hf.training.where import trainers_folder

pytest.importorskip("trl", reason="the train extra is not installed")
CHAT = [
    {"role": "user", "content": "What is 1 + 1?"},
    {"role": "assistant", "content": "Two."},
    {"role": "user", "content": "And 2 + 2?"},
    {"role": "assistant", "content": "Four."},
]


@pytest.fixture
def tokenizer(tmp_path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("prepare", trainers_folder() / "smoke" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.tokenizer([message["content"] for message in CHAT], tmp_path, 400)


def template(name: str) -> str:
    return (trainers_folder() / "templates" / f"{name}.jinja").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "end"), [("chatml", "<|im_end|>"), ("llama3", "<|eot_id|>")])
def test_only_the_assistant_s_words_and_their_end_mark_are_learned(tokenizer: Any, name: str, end: str) -> None:
    told = tokenizer.apply_chat_template(
        CHAT, chat_template=template(name), return_dict=True, return_assistant_tokens_mask=True
    )
    marked = zip(told["input_ids"], told["assistant_masks"], strict=True)
    assert tokenizer.decode([token for token, mask in marked if mask]) == f"Two.{end}Four.{end}"


@pytest.mark.parametrize("name", ["chatml", "llama3", "plain"])
def test_a_prompt_is_how_a_chat_begins(tokenizer: Any, name: str) -> None:
    def text(messages: list[dict[str, str]], prompt: bool) -> str:
        return str(
            tokenizer.apply_chat_template(
                messages, chat_template=template(name), tokenize=False, add_generation_prompt=prompt
            )
        )

    assert text(CHAT, False).startswith(text(CHAT[:3], True) + "Four.")


def test_plain_text_is_what_was_said_and_an_end(tokenizer: Any) -> None:
    told = tokenizer.apply_chat_template(CHAT[:2], chat_template=template("plain"), tokenize=False)
    assert told == "What is 1 + 1?\n\nTwo." + tokenizer.eos_token
