"""Rows as they will be trained on: their tokens one by one, and which of them carry loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.sources.hub import HubSet
from tracepile_hf.sources.loading import rows_of_hub
from tracepile_hf.training.data import Found, first_rows
from tracepile_hf.training.recipe import Recipe
from tracepile_hf.training.run import in_use
from tracepile_hf.training.tokens import Encoded, encode

HEAD: Final = 40  # tokens of a run that are shown, and
TAIL: Final = 12  # of its end


def lines(recipe: Recipe, found: Sequence[Found], rows: int) -> Iterator[str]:
    """The first rows of every source. Errors: InputError when tokenizer or rows are not to be had here."""
    tokenizer = _tokenizer(recipe)
    name = in_use(recipe, tokenizer)
    told = "the model's own" if name is None else recipe.text("chat_template_path")
    yield f"template: {told}; an answer ends with {tokenizer.eos_token}"
    for one in found:
        for number, row in enumerate(_rows(one, rows)):
            if "messages" not in row:
                raise InputError("rows with messages", ", ".join(row), one.source.name)
            encoded = encode(tokenizer, row["messages"], name, answers_only=recipe.flag("assistant_only_loss"))
            learned = sum(encoded.learned)
            yield f"{one.source.name} {row.get('id', number)}: {len(encoded.ids)} tokens, {learned} with loss"
            yield from shown(tokenizer, encoded)


def shown(tokenizer: Any, encoded: Encoded) -> Iterator[str]:
    """A line for each run of tokens with or without loss: how many, whether they carry loss, and the tokens apart."""
    begin = 0
    for at in range(1, len(encoded.ids) + 1):
        if at < len(encoded.ids) and encoded.learned[at] == encoded.learned[begin]:
            continue
        pieces = [repr(tokenizer.decode([token]))[1:-1] for token in encoded.ids[begin:at]]
        if len(pieces) > HEAD + TAIL:
            pieces = [*pieces[:HEAD], f" ... {len(pieces) - HEAD - TAIL} more ... ", *pieces[-TAIL:]]
        yield f"{at - begin:7} {'loss' if encoded.learned[begin] else '    '} {'|'.join(pieces)}"
        begin = at


def _tokenizer(recipe: Recipe) -> Any:
    name = recipe.text("model_name_or_path")
    try:
        from transformers import AutoTokenizer
    except ImportError as error:
        raise InputError("transformers (pip install 'tracepile-hf[train]')", str(error), "--show-batch") from None
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, revision=recipe.text("model_revision", "main"))
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())[:160]
        raise InputError("a model whose tokenizer can be loaded here", said, f"model_name_or_path: {name}") from None
    if recipe.text("eos_token"):
        tokenizer.eos_token = recipe.text("eos_token")
    return tokenizer


def _rows(found: Found, most: int) -> list[Mapping[str, Any]]:
    here = first_rows(found, most)
    if here:
        return list(here)
    source = found.source
    one = HubSet(source.path, "", {source.split: ""}, (), "", (), config=source.config or "")
    try:
        with rows_of_hub(one, source.split) as rows:
            return list(islice(rows, most))
    except InputError as error:
        raise InputError("rows that can be read here", error.got, source.name) from error
