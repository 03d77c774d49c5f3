"""A recipe: the YAML file that `trl sft --config` reads, with optional files of options laid over it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from tracepile_hf.errors import InputError, usable

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of one training run and the file they came from."""

    path: Path
    settings: dict[str, Value]

    def text(self, key: str, default: str = "") -> str:
        """A setting as text; a missing or null one is `default`."""
        value = self.settings.get(key)
        return default if value is None else str(value)

    def number(self, key: str, default: float = 0) -> float:
        """A numeric setting. Errors: InputError if it is there and is no number."""
        value = self.settings.get(key)
        if value is None:
            return default
        try:
            number = float(value)  # type: ignore[arg-type]  # anything float() refuses is reported below
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            raise InputError(f"a number for {key}", repr(value)[:80], str(self.path))
        return number

    def flag(self, key: str) -> bool:
        """A true/false setting; missing is false."""
        return self.settings.get(key) is True

    def without(self, *keys: str) -> Recipe:
        """The same recipe with some settings left out."""
        return replace(self, settings={key: value for key, value in self.settings.items() if key not in keys})

    def using(self, **settings: Value) -> Recipe:
        """The same recipe with some settings replaced."""
        return replace(self, settings={**self.settings, **settings})


def read(path: Path, options: Sequence[Path] = ()) -> Recipe:
    """Read a recipe and lay option files over it, later ones winning. Errors: InputError naming the file."""
    settings: dict[str, Value] = {}
    for file in (path, *options):
        settings.update(_mapping(file))
    return Recipe(path, settings)


def _mapping(path: Path) -> dict[str, Value]:
    with usable("a readable recipe file", path):
        text = path.read_text(encoding="utf-8")
    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date that there is not
        raise InputError("YAML", " ".join(str(error).split()), str(path)) from None
    if not isinstance(loaded, dict) or not all(isinstance(key, str) for key in loaded):
        raise InputError("a mapping of settings", type(loaded).__name__, str(path))
    return loaded
