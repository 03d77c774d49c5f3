"""Tokens and keys: never in a recipe, for a recipe is copied into the run's folder and from there to the Hub."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.training.recipe import Recipe

_KEYS: Final = re.compile(
    r"(hub_|push_to_hub_|hf_|auth_|access_|use_auth_)token|token|(\w+_)?api_?key|(\w+_)?password|(\w+_)?secret(_key)?",
    re.I,
)
_VARIABLES: Final = re.compile(r"TOKEN|API_?KEY|_KEY$|^KEY$|SECRET|PASSWORD|CREDENTIAL", re.I)
_VALUES: Final = re.compile(
    r"\bhf_[A-Za-z0-9]{16,}|\bsk-[A-Za-z0-9_-]{16,}|\bghp_[A-Za-z0-9]{20,}|\bAKIA[A-Z0-9]{16}\b"
)


def problems(recipe: Recipe) -> Iterator[InputError]:
    """One for each setting that is a secret by its name or by what it looks like; its value is not repeated."""
    for key, value in recipe.settings.items():
        yield from _held(key, value, str(recipe.path), key == "env")


def _held(key: str, value: Any, where: str, environment: bool) -> Iterator[InputError]:
    place = f"{where}: {key}"
    if isinstance(value, dict):
        for inner, found in value.items():
            yield from _held(str(inner), found, place, environment)
    elif isinstance(value, list):
        for found in value:
            yield from _held(key, found, where, environment)
    elif value not in (None, False, ""):
        named = (_VARIABLES.search if environment else _KEYS.fullmatch)(key)
        if named or (isinstance(value, str) and _VALUES.search(value)):
            expected = "no token in a recipe: `hf auth login`, or the environment (HF_TOKEN, WANDB_API_KEY)"
            yield InputError(expected, "one", place)
