"""The bundled families, found by a scan: every module of a domain's folder is one, unless its name begins with `_`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.families.family import Family

FOLDERS: Final = {  # domain -> where its families lie
    "algorithm": "tracepile_hf.families.algorithms",
    "competition": "tracepile_hf.families.competition",
    "math": "tracepile_hf.families.mathematics",
    "math-words": "tracepile_hf.families.words.math",
    "graph-words": "tracepile_hf.families.words.graphs",
    "logic-words": "tracepile_hf.families.words.logic",
}


@cache
def families(domain: str) -> dict[str, Family]:
    """The families of a domain by name, in order; none for a domain without bundled programs."""
    return scan(FOLDERS[domain]) if domain in FOLDERS else {}


def scan(package: str) -> dict[str, Family]:
    """The families of a package of modules, by name, in order.

    Raises InputError for a module that has no FAMILY, or one that is named otherwise than its file.
    """
    path: Iterable[str] = importlib.import_module(package).__path__
    names = sorted(module.name for module in pkgutil.iter_modules(path) if not module.name.startswith("_"))
    return {name: _family(f"{package}.{name}") for name in names}


def _family(module: str) -> Family:
    found = getattr(importlib.import_module(module), "FAMILY", None)
    name = module.rpartition(".")[2]
    if not isinstance(found, Family):
        kind = "none" if found is None else f"a {type(found).__name__}"
        raise InputError("FAMILY, made by function_family, script_family or template_family", kind, module)
    if found.name != name:
        raise InputError(f"a family that is named like its module, {name!r}", repr(found.name), module)
    return found
