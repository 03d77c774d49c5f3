"""Writes trainers/settings.yaml: every setting that `trl sft` knows, its kind and its choices, from TRL's own classes.

    python trainers/write_settings.py

So a recipe can be judged where TRL is not installed. Run with the versions that the extra `train` names; a test (where
TRL is installed) compares the file with what this writes.
"""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).parent / "settings.yaml"
HEAD: Final = "# Written by trainers/write_settings.py from the classes that `trl sft` reads its settings into.\n"
SIMPLE: Final = {str: "text", int: "whole", float: "number", bool: "flag", dict: "mapping", list: "list"}


def kinds(hint: Any) -> tuple[set[str], list[Any]]:
    """The kinds of value (text, whole, number, flag, list, mapping, null) that an annotation takes, and its choices."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        found, choices = set(), []
        for part in typing.get_args(hint):
            more, named = kinds(part)
            found |= more
            choices += named
        return found, choices
    if typing.get_origin(hint) is typing.Literal:
        return set().union(*({SIMPLE[type(value)]} for value in typing.get_args(hint))), []
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {"text"}, [member.value for member in hint]
    if hint is type(None):
        return {"null"}, []
    origin = typing.get_origin(hint) or hint
    return {SIMPLE.get(origin, "mapping")}, []


def settings(*classes: Any) -> dict[str, dict[str, Any]]:
    """Name -> kinds and choices of every field of the classes."""
    found = {}
    for one in classes:
        hints = typing.get_type_hints(one)
        for field in dataclasses.fields(one):
            if not field.init:
                continue
            taken, choices = kinds(hints[field.name])
            choices = list(field.metadata.get("choices") or choices)
            found[field.name] = {"kinds": sorted(taken), **({"choices": choices} if choices else {})}
    return dict(sorted(found.items()))


def table() -> dict[str, Any]:
    """Everything that the file holds."""
    from transformers.integrations.integration_utils import INTEGRATION_TO_CALLBACK
    from trl import ModelConfig, SFTConfig
    from trl.scripts.utils import DatasetConfig, DatasetMixtureConfig, ScriptArguments

    return {
        "versions": {name: version(name) for name in ("trl", "transformers")},
        "trackers": sorted({"all", "none", *INTEGRATION_TO_CALLBACK}),
        "settings": settings(ScriptArguments, SFTConfig, ModelConfig, DatasetMixtureConfig),
        "sources": settings(DatasetConfig),
    }


def main() -> None:
    """Write the file."""
    FILE.write_text(HEAD + yaml.safe_dump(table(), sort_keys=False, width=120, default_flow_style=None))


if __name__ == "__main__":
    main()
