"""The bundled examples of the page: a few families of each domain, each with one case drawn from a fixed seed."""

from __future__ import annotations

from random import Random
from typing import Final

from tracepile_hf.records import Case
from tracepile_hf.sources import algorithms, competition, mathematics

CHOSEN: Final = {
    "Algorithm": (
        algorithms.FAMILIES,
        ("depth_first_search", "insertion_sort", "binary_search", "dijkstra", "kmp_match"),
    ),
    "Competition": (competition.FAMILIES, ()),
    "Math": (mathematics.FAMILIES, ()),
}
PER_DOMAIN: Final = 5


def examples() -> dict[str, Case]:
    """Title -> case, five of each domain."""
    found: dict[str, Case] = {}
    for domain, (families, wanted) in CHOSEN.items():
        plain = [name for name, family in families.items() if not family.modules]
        names = [name for name in wanted if name in families] or plain[:: max(1, len(plain) // PER_DOMAIN)]
        for name in names[:PER_DOMAIN]:
            family = families[name]
            size = max(1, family.default_size // 2)
            found[f"{domain}: {family.title}"] = family.make(Random(f"explorer/{name}"), size)
    return found


def call_of(case: Case) -> str:
    """The entry call of an example as the call box shows it; empty for a script."""
    if case.program.entry_point is None:
        return ""
    return f"{case.program.entry_point}({', '.join(case.arguments)})"
