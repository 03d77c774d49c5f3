"""The configs of the corpus: which domains, and which diversification.

`algorithm`, `competition`, `math`, `all`, `extra`, each also as `-base` (none), `-query` (questions of every kind) and
`-code` (rewritten programs); the plain name has both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.sources import gym
from tracepile_hf.sources.family import Family

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
CONFIGS: Final[tuple[str, ...]] = tuple(base + suffix for base in _DOMAINS for suffix in _DIVERSIFIED)


@dataclass(frozen=True, slots=True)
class Config:
    """One named choice of domains and diversification."""

    name: str
    domains: tuple[str, ...]
    query: bool  # questions of every kind instead of the final output alone
    code: bool  # rewritten programs beside the originals


def config_of(name: str) -> Config:
    """The config called `name`; an unknown name raises InputError with the known ones."""
    base, dash, suffix = name.partition("-")
    diversified = _DIVERSIFIED.get(dash + suffix)
    if base not in _DOMAINS or diversified is None:
        known = f"{', '.join(_DOMAINS)}, each also with -base, -query or -code"
        raise InputError(f"a config from {known}", repr(name), "config")
    return Config(name, _DOMAINS[base], *diversified)


def names_of(config: Config) -> tuple[str, ...]:
    """The `domain/name` of every family that a build of the config draws from, in order; none raises InputError."""
    if config.domains == ("extra",):
        return tuple(sorted(gym_of()))
    return tuple(families_of(config))


@cache
def gym_of() -> dict[str, gym.Generated]:
    """reasoning-gym's functions by `extra/family`. Raises InputError if it is not installed."""
    return {f"extra/{one.program.family}": one for one in gym.bundled()[0]}


def families_of(config: Config) -> dict[str, Family]:
    """The bundled families of a config by `domain/name`, in order of name; none at all raises InputError."""
    found: dict[str, Family] = {}
    for domain in config.domains:
        found.update({f"{domain}/{name}": family for name, family in _bundled(domain).items()})
    if not found:
        raise InputError(
            f"bundled programs for config {config.name!r}",
            "none yet",
            "bring your own with --programs in.jsonl",
        )
    return dict(sorted(found.items(), key=lambda pair: (pair[1].name, pair[0])))  # domains mixed, whatever the size


def _bundled(domain: str) -> dict[str, Family]:
    if domain == "algorithm":
        from tracepile_hf.sources import algorithms

        return algorithms.FAMILIES
    if domain == "competition":
        from tracepile_hf.sources import competition

        return competition.FAMILIES
    if domain == "math":
        from tracepile_hf.sources import mathematics

        return mathematics.FAMILIES
    return {}
