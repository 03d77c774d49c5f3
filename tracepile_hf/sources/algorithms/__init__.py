"""Textbook algorithms and data structures: one module per family, listed here by name."""

from __future__ import annotations

from typing import Final

from tracepile_hf.sources.algorithms import binary_search
from tracepile_hf.sources.family import Family

FAMILIES: Final[dict[str, Family]] = {
    "binary_search": binary_search.FAMILY,
}
