"""What is known of a base model without loading it: from its local config.json, or the table beside the recipes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tracepile_hf.errors import InputError, usable
from tracepile_hf.training.recipe import Recipe
from tracepile_hf.training.where import trainers_folder


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Sizes of a decoder: `positions` is the longest sequence it was built for, in tokens."""

    name: str
    parameters: int
    layers: int
    hidden: int
    vocabulary: int
    positions: int
    eos: str = ""  # what the tokenizer ends a text with by itself
    bos: str = ""  # what it begins every text with; most begin with nothing
    own_template: bool = False  # whether it brings a chat template
    answer_end: str = ""  # what ends an answer in its chats; empty: not known


def facts(recipe: Recipe) -> ModelFacts | None:
    """The facts of the recipe's model, or None when nothing on this machine tells them.

    A run that starts from an earlier run's folder that is not there yet is judged by the base model of that folder's
    name (`runs/<model>/...`).
    """
    return facts_of(recipe.text("model_name_or_path"))


def facts_of(name: str) -> ModelFacts | None:
    """The facts of a model's folder or name; None when nothing tells them. Errors: InputError for a broken config."""
    config = Path(name) / "config.json"
    if name and config.is_file():
        return _from_config(name, read_object(config))
    adapter = Path(name) / "adapter_config.json"
    if name and adapter.is_file():  # an adapter is its base model, and a little more
        base = str(read_object(adapter).get("base_model_name_or_path") or "")
        return facts_of(base) if base != name else None
    for key, row in _table().items():
        if row["name"] == name or f"/{key}/" in f"/{name}/":
            sizes = {field: row[field] for field in ("parameters", "layers", "hidden", "vocabulary", "positions")}
            tokens = {"eos": row["eos"], "bos": row["bos"], "answer_end": row["eos_token"]}
            return ModelFacts(row["name"], **sizes, **tokens, own_template=row["own"])
    return None


def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = yaml.safe_load((trainers_folder() / "models.yaml").read_text(encoding="utf-8"))
    return table


def read_object(file: Path) -> dict[str, Any]:
    """A JSON object of a model's folder. Errors: InputError if it cannot be read, or is none."""
    with usable(f"a readable {file.name}", file):
        text = file.read_text(encoding="utf-8")
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("JSON", str(error), str(file)) from None
    if not isinstance(loaded, dict):
        raise InputError("an object", type(loaded).__name__, str(file))
    return loaded


def _from_config(name: str, config: dict[str, Any]) -> ModelFacts | None:
    """Sizes by the names that most decoders' configs use; None for one that uses others."""
    wanted = ("hidden_size", "num_hidden_layers", "vocab_size", "num_attention_heads", "intermediate_size")
    values = [config.get(key) for key in (*wanted, "max_position_embeddings")]
    if not all(isinstance(value, int) and not isinstance(value, bool) and value > 0 for value in values):
        return None
    hidden, layers, vocabulary, heads, inner, positions = (int(value) for value in values if value is not None)
    shared = (config.get("num_key_value_heads") or heads) / heads
    block = hidden * hidden * (2 + 2 * shared) + 3 * hidden * inner
    embeddings = vocabulary * hidden * (1 if config.get("tie_word_embeddings") else 2)
    return ModelFacts(name, int(layers * block + embeddings), layers, hidden, vocabulary, positions)
