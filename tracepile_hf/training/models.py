"""What is known of a base model without loading it: from its local config.json, or the table beside the recipes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import yaml

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


def facts(recipe: Recipe) -> ModelFacts | None:
    """The facts of the recipe's model, or None when nothing on this machine tells them.

    A run that starts from an earlier run's folder that is not there yet is judged by the base model of that folder's
    name (`runs/<model>/...`).
    """
    name = recipe.text("model_name_or_path")
    config = Path(name) / "config.json"
    if config.is_file():
        return _from_config(name, json.loads(config.read_text(encoding="utf-8")))
    table = yaml.safe_load((trainers_folder() / "models.yaml").read_text(encoding="utf-8"))
    for key, row in table.items():
        if row["name"] == name or f"/{key}/" in f"/{name}/":
            sizes = {field: row[field] for field in ("parameters", "layers", "hidden", "vocabulary", "positions")}
            return ModelFacts(row["name"], **sizes)
    return None


def _from_config(name: str, config: dict[str, int]) -> ModelFacts:
    hidden, layers, vocabulary = config["hidden_size"], config["num_hidden_layers"], config["vocab_size"]
    heads = config["num_attention_heads"]
    shared = config.get("num_key_value_heads", heads) / heads
    block = hidden * hidden * (2 + 2 * shared) + 3 * hidden * config["intermediate_size"]
    embeddings = vocabulary * hidden * (1 if config.get("tie_word_embeddings") else 2)
    return ModelFacts(
        name, int(layers * block + embeddings), layers, hidden, vocabulary, config["max_position_embeddings"]
    )
