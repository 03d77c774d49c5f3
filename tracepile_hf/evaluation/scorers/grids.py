"""Logic grids: who is where in every house, as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tracepile_hf.evaluation.scorers.lists import bracketed
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged
from tracepile_hf.evaluation.scorers.stated import plain

_LIMIT = 50_000  # characters of an answer's JSON


def find_grid(text: str) -> dict[str, dict[str, str]] | None:
    """The last JSON object that maps houses to what is in them, under `solution` or not."""
    for part in reversed(bracketed(plain(text))):
        if not part.startswith("{") or len(part) > _LIMIT:
            continue
        try:
            loaded = json.loads(re.sub(r",\s*([}\]])", r"\1", part))
        except (ValueError, RecursionError):
            continue
        grid = loaded.get("solution", loaded) if isinstance(loaded, dict) else None
        if isinstance(grid, dict) and grid and all(isinstance(house, dict) for house in grid.values()):
            return {_key(name): {_key(k): _cell(v) for k, v in house.items()} for name, house in grid.items()}
    return None


def _key(name: object) -> str:
    return re.sub(r"\W+", "", str(name)).lower()


def _cell(value: Any) -> str:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return _key(value)


def score_grid(text: str, grid: Mapping[str, Mapping[str, str]]) -> Scored:
    """An answer that should have every cell right."""
    found = find_grid(text)
    if found is None:
        return NONE
    gold = {_key(name): {_key(k): _cell(v) for k, v in house.items()} for name, house in grid.items()}
    wrong = [f"{name}.{k}" for name, house in gold.items() for k, v in house.items() if found.get(name, {}).get(k) != v]
    return judged(not wrong, json.dumps(found)[:500], f"wrong cells: {', '.join(wrong[:5])}")
