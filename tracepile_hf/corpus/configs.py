"""The configs of the corpus: which domains, and which diversification.

`algorithm`, `competition`, `math`, `all`, `extra`, each also as `-base` (none), `-query` (questions of every kind) and
`-code` (rewritten programs); the plain name has both.

`math-words`, `graph-words` and `logic-words` have problems in words whose programs stay hidden, `words` all of them,
and `all-words` what `all` has beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.families.family import Family
from tracepile_hf.families.registry import families
from tracepile_hf.records import TOLD_DOMAINS
from tracepile_hf.sources import gym

_DOMAINS: Final[dict[str, tuple[str, ...]]] = {
    "algorithm": ("algorithm",),
    "competition": ("competition",),
    "math": ("math",),
    "all": ("algorithm", "competition", "math"),
    "extra": ("extra",),
}
_DIVERSIFIED: Final[dict[str, tuple[bool, bool]]] = {  # suffix -> (query, code)
    "": (True, True),
    "-base": (False, False),
    "-query": (True, False),
    "-code": (False, True),
}
CLRS: Final = (  # the 30 algorithms of the CLRS benchmark
    "activity_selection", "articulation_points", "bellman_ford", "binary_search", "breadth_first_search", "bridges",
    "bubble_sort", "dag_shortest_paths", "depth_first_search", "dijkstra", "floyd_warshall", "graham_scan", "heapsort",
    "insertion_sort", "jarvis_march", "kmp_match", "lcs_length", "matrix_chain_order", "maximum_subarray", "minimum",
    "mst_kruskal", "mst_prim", "naive_string_match", "optimal_bst", "quickselect", "quicksort", "segments_intersect",
    "strongly_connected_components", "task_scheduling", "topological_sort",
)  # fmt: skip
_TOLD: Final[dict[str, tuple[str, ...]]] = {  # problems in words
    **{domain: (domain,) for domain in TOLD_DOMAINS},
    "words": TOLD_DOMAINS,
    "all-words": (*_DOMAINS["all"], *TOLD_DOMAINS),
}
CONFIGS: Final[tuple[str, ...]] = (
    *(base + suffix for base in _DOMAINS for suffix in _DIVERSIFIED),
    *_TOLD,
)


@dataclass(frozen=True, slots=True)
class Config:
    """One named choice of domains and diversification."""

    name: str
    domains: tuple[str, ...]
    query: bool  # questions of every kind instead of the final output alone
    code: bool  # rewritten programs beside the originals
    only: tuple[str, ...] = ()  # `domain/name` of the families it is narrowed down to; none: all


def config_of(name: str) -> Config:
    """The config called `name`; an unknown name raises InputError with the known ones."""
    if name in _TOLD:
        diversified = name == "all-words"  # its rows that show their programs are those of `all`
        return Config(name, _TOLD[name], diversified, diversified)
    base, dash, suffix = name.partition("-")
    shown = _DIVERSIFIED.get(dash + suffix)
    if base not in _DOMAINS or shown is None:
        known = f"{', '.join(_DOMAINS)}, each also with -base, -query or -code, or {', '.join(_TOLD)}"
        raise InputError(f"a config from {known}", repr(name), "config")
    return Config(name, _DOMAINS[base], *shown)


def narrowed(config: Config, wanted: Sequence[str]) -> Config:
    """The config with the named families only: `dijkstra`, `algorithm/dijkstra`, or `clrs` for the 30 of that book.

    A name that the config does not have raises InputError.
    """
    if not wanted:
        return config
    known = names_of(config)
    by_name = {key: full for full in known for key in (full, full.partition("/")[2])}
    found: set[str] = set()
    for name in wanted:
        group = CLRS if name == "clrs" else (name,)
        missing = [each for each in group if each not in by_name]
        if missing:
            raise InputError(f"families of config {config.name!r}", repr(missing[0]), "families")
        found.update(by_name[each] for each in group)
    return replace(config, only=tuple(name for name in known if name in found))


def names_of(config: Config) -> tuple[str, ...]:
    """The `domain/name` of every family that a build of the config draws from, in order; none raises InputError."""
    if config.domains == ("extra",):
        found = tuple(sorted(gym_of()))
        return tuple(name for name in found if name in config.only) if config.only else found
    return tuple(families_of(config))


@cache
def gym_of() -> dict[str, gym.Generated]:
    """reasoning-gym's functions by `extra/family`. Raises InputError if it is not installed."""
    return {f"extra/{one.program.family}": one for one in gym.bundled()[0]}


def families_of(config: Config) -> dict[str, Family]:
    """The bundled families of a config by `domain/name`, in order of name; none at all raises InputError."""
    found: dict[str, Family] = {}
    for domain in config.domains:
        found.update({f"{domain}/{name}": family for name, family in families(domain).items()})
    if not found:
        raise InputError(
            f"bundled programs for config {config.name!r}",
            "none yet",
            "bring your own with --programs in.jsonl",
        )
    if config.only:
        found = {name: found[name] for name in config.only}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].name, pair[0])))  # domains mixed, whatever the size
