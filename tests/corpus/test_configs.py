"""Config names: what there is, and one clear line for what there is not."""

from __future__ import annotations

import importlib.util

import pytest

from tracepile_hf.corpus.configs import CONFIGS, config_of, families_of, names_of, narrowed
from tracepile_hf.errors import InputError
from tracepile_hf.records import TOLD_DOMAINS


def test_names_each_known() -> None:
    assert len(CONFIGS) == len(set(CONFIGS)) == 25
    for name in CONFIGS:
        assert config_of(name).name == name


def test_the_suffix_says_which_diversification() -> None:
    chosen = {
        name: (config_of(name).query, config_of(name).code)
        for name in CONFIGS
        if name.startswith("math") and name != "math-words"
    }
    assert chosen == {
        "math": (True, True),
        "math-base": (False, False),
        "math-query": (True, False),
        "math-code": (False, True),
    }


def test_problems_in_words_are_apart_and_beside_all() -> None:
    words = set(names_of(config_of("words")))
    shown = set(names_of(config_of("all")))
    assert not words & shown
    assert set(names_of(config_of("all-words"))) == words | shown
    assert {name.partition("/")[0] for name in words} == set(TOLD_DOMAINS)
    assert not config_of("words").code


@pytest.mark.parametrize("name", ["", "algoritm", "algorithm-", "algorithm-all", "-base", "all-base-query"])
def test_an_unknown_name_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(InputError, match="expected a config from algorithm, competition, math, all, extra"):
        config_of(name)


def test_all_holds_the_families_of_the_three_domains() -> None:
    whole = families_of(config_of("all"))
    parts = [families_of(config_of(name)) for name in ("algorithm", "competition", "math")]
    assert sorted(whole) == sorted(name for part in parts for name in part)
    assert [family.name for family in whole.values()] == sorted(family.name for family in whole.values())


def test_a_config_without_programs_says_so() -> None:
    with pytest.raises(InputError, match="bundled programs for config 'extra'"):
        families_of(config_of("extra"))


@pytest.mark.skipif(importlib.util.find_spec("reasoning_gym") is not None, reason="reasoning-gym is installed")
def test_extra_without_reasoning_gym_says_what_to_install() -> None:
    with pytest.raises(InputError, match="expected reasoning-gym"):
        names_of(config_of("extra"))


def test_a_config_is_narrowed_down_by_name() -> None:
    base = config_of("algorithm-base")
    assert narrowed(base, []) is base
    assert names_of(narrowed(base, ["heapsort", "algorithm/dijkstra"])) == ("algorithm/dijkstra", "algorithm/heapsort")
    assert len(names_of(narrowed(config_of("all"), ["clrs"]))) == 30
    with pytest.raises(InputError, match="expected families of config 'math', got 'heapsort'"):
        narrowed(config_of("math"), ["heapsort"])
