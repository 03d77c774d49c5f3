"""Gale-Shapley: proposals until everybody is matched."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Two groups of the same size rank each other. As long as someone of the first group is free, the one who stands first
among the free in the given order proposes to the best on the list not yet asked, who accepts if free or if this is
better than the present partner. Return the pairs as a dictionary in the order of the second group, and the number of
proposals.
"""

CODE = """
def match_pairs(first, second):
    partner = {}
    asked = {name: 0 for name in first}
    proposals = 0
    free = list(first)
    while free:
        name = free[0]
        wish = first[name][asked[name]]
        asked[name] += 1
        proposals += 1
        ranking = second[wish]
        if wish not in partner:
            partner[wish] = name
            free.pop(0)
        elif ranking.index(name) < ranking.index(partner[wish]):
            free[0] = partner[wish]
            partner[wish] = name
    return {wish: partner[wish] for wish in second}, proposals
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    left = [chr(ord("a") + i) for i in range(size + 1)] if size < 26 else [f"l{i}" for i in range(size + 1)]
    right = [name.upper() for name in left]
    return tuple(
        {name: random.sample(others, size + 1) for name in mine} for mine, others in ((left, right), (right, left))
    )


def oracle(first: dict[str, list[str]], second: dict[str, list[str]]) -> tuple[dict[str, str], int]:
    # Whatever the order, each ends with the best partner possible in any stable matching, having asked all better ones.
    lists = {name: list(wishes) for name, wishes in first.items()}
    while True:
        heads: dict[str, list[str]] = {}
        for name, wishes in lists.items():
            heads.setdefault(wishes[0], []).append(name)
        crowded = [wish for wish, names in heads.items() if len(names) > 1]
        if not crowded:
            break
        for name in heads[crowded[0]]:
            if name != min(heads[crowded[0]], key=second[crowded[0]].index):
                lists[name].pop(0)
    partner = {wishes[0]: name for name, wishes in lists.items()}
    return {wish: partner[wish] for wish in second}, sum(first[n].index(w) + 1 for w, n in partner.items())


FAMILY = function_family(
    name="stable_matching",
    title="Stable marriages",
    statement=STATEMENT,
    code=CODE,
    entry_point="match_pairs",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=26,
)
