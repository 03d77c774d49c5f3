"""What a row looks like as tokens and what of it carries loss: the template's own text, answers to their end mark."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.training import template
from tracepile_hf.training.counts import Counts, schedule
from tracepile_hf.training.where import trainers_folder

CHAT = [
    {"role": "user", "content": "What is 1 + 1?"},
    {"role": "assistant", "content": " Two. "},
    {"role": "user", "content": "And 2 + 2?"},
    {"role": "assistant", "content": "Four: <|im_end|> is a mark."},
]
# One expression writes role, answer and mark: no place for {% generation %} in it
ONE_EXPRESSION = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}"
)
SET_FIRST = "{% for m in messages %}{% set c = m.role + ': ' + m.content | trim + '<|im_end|>' %}{{ c }}{% endfor %}"
FILES = sorted((trainers_folder() / "templates").glob("*.jinja"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_without_its_marks_a_template_writes_the_same(path: Path) -> None:
    import jinja2

    text = path.read_text(encoding="utf-8")
    tokens = {"bos_token": "<s>", "eos_token": "</s>"}
    assert template.render(template.clean(text), CHAT, **tokens).text == template.render(text, CHAT, **tokens).text
    assert not template.marked(template.clean(text))
    plain = jinja2.Environment(trim_blocks=True, lstrip_blocks=True).from_string(template.clean(text))
    assert plain.render(messages=CHAT, **tokens) == template.render(text, CHAT, **tokens).text


@pytest.mark.parametrize(
    ("sequences", "accumulated", "epochs", "most", "whole", "steps"),
    [(100, 4, 2.0, -1, False, 14), (100, 4, 2.0, 5, False, 5), (101, 4, 1.0, -1, True, 7), (3, 4, 1.0, -1, False, 1)],
)
def test_steps_are_those_of_the_schedule(
    sequences: int, accumulated: int, epochs: float, most: int, whole: bool, steps: int
) -> None:
    assert schedule(sequences, 2, 2, accumulated, epochs, most, whole) == steps


def test_what_a_run_sees_is_told() -> None:
    told = list(Counts(100, 40, 8000, 5000, 8, 10, 2.0).lines(rate=1000))
    assert told == [
        "rows: 100 in 40 sequences",
        "tokens: 8,000, 5,000 of them with loss",
        "steps: 10 of 8 sequences, 1,600 tokens; 2.00 epochs",
        "tokens in all: 16,000; 0.0 hours at 1,000 tokens a second",
    ]
    assert list(Counts(100, 40, 8000, 5000, 8, 10, 2.0).lines())[-1].endswith("no rate is known")


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    pytest.importorskip("trl", reason="the train extra is not installed")
    spec = importlib.util.spec_from_file_location("prepare", trainers_folder() / "smoke" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.tokenizer([message["content"] for message in CHAT], tmp_path_factory.mktemp("tokens"), 400)


def learned(tokenizer: Any, encoded: Any) -> str:
    pairs = zip(encoded.ids, encoded.learned, strict=True)
    return str(tokenizer.decode([token for token, mark in pairs if mark]))


@pytest.mark.parametrize("name", ["chatml", "llama3"])
def test_a_file_s_marks_say_the_same_as_what_is_found(tokenizer: Any, name: str) -> None:
    """Token by token: the template with its marks, as TRL alone reads it, and the text that answers are found in."""
    from tracepile_hf.training.tokens import encode

    text = (trainers_folder() / "templates" / f"{name}.jinja").read_text(encoding="utf-8")
    tokenizer.eos_token = "<|eot_id|>" if name == "llama3" else "<|im_end|>"
    told = tokenizer.apply_chat_template(CHAT, chat_template=text, return_dict=True, return_assistant_tokens_mask=True)
    found = encode(tokenizer, CHAT, text, answers_only=True)
    assert found.ids == told["input_ids"]
    assert found.learned == [bool(mark) for mark in told["assistant_masks"]]


@pytest.mark.parametrize("own", [ONE_EXPRESSION, SET_FIRST], ids=["one_expression", "set_first"])
def test_a_template_without_marks_is_left_as_it_is(tokenizer: Any, own: str) -> None:
    from tracepile_hf.training.tokens import IGNORED, encode

    tokenizer.eos_token, tokenizer.chat_template = "<|im_end|>", own
    found = encode(tokenizer, CHAT, None, answers_only=True)
    assert found.ids == tokenizer.apply_chat_template(CHAT, return_dict=True)["input_ids"]
    first = "Two." if own is SET_FIRST else " Two. "
    assert learned(tokenizer, found) == f"{first}<|im_end|>Four: <|im_end|> is a mark.<|im_end|>"
    assert all((label == IGNORED) != mark for label, mark in zip(found.labels, found.learned, strict=True))
    whole = encode(tokenizer, CHAT, None, answers_only=False)
    assert whole.ids == found.ids
    assert all(whole.learned)


def test_a_template_that_changes_answers_is_refused(tokenizer: Any) -> None:
    from tracepile_hf.training.tokens import encode

    loud = "{% for m in messages %}{{ m.content | upper | replace('T', '') }}{% endfor %}"
    cut = "{% for m in messages %}{{ m.content[:3] }}{% endfor %}"
    with pytest.raises(InputError, match="a chat template that writes answers as they are"):
        encode(tokenizer, CHAT, cut, answers_only=True)
    assert encode(tokenizer, CHAT, loud, answers_only=True).ids, "letters that are changed are still its answers"
    with pytest.raises(InputError, match="a chat with an answer to learn"):
        encode(tokenizer, CHAT[:1], ONE_EXPRESSION, answers_only=True)
