"""Lowest common ancestor in a rooted tree, by climbing."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
boss maps each employee to the direct superior; the head of the firm is mapped to None. For each pair in questions,
return the lowest person who is above, or equal to, both.
"""

CODE = """
def rank(boss, person):
    height = 0
    while boss[person] is not None:
        person = boss[person]
        height += 1
    return height


def common_superiors(boss, questions):
    answers = []
    for a, b in questions:
        rank_a = rank(boss, a)
        rank_b = rank(boss, b)
        while rank_a > rank_b:
            a = boss[a]
            rank_a -= 1
        while rank_b > rank_a:
            b = boss[b]
            rank_b -= 1
        while a != b:
            a = boss[a]
            b = boss[b]
        answers.append(a)
    return answers
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    pool = ["Amy", "Bill", "Cora", "Dirk", "Enid", "Fred", "Gwen", "Hugo", "Ines", "Jack"]
    names = random.sample(pool, size + 2) if size + 2 <= len(pool) else [f"P{i}" for i in range(size + 2)]
    boss: dict[str, str | None] = {names[0]: None}
    for i, name in enumerate(names[1:], start=1):
        boss[name] = names[random.randint(max(0, i - 3), i - 1)]
    questions = [(random.choice(names[1:]), random.choice(names[1:])) for _ in range(2)]
    return boss, questions


def oracle(boss: dict[str, str | None], questions: list[tuple[str, str]]) -> list[str]:
    def chain(person: str | None) -> list[str]:
        return [] if person is None else [person, *chain(boss[person])]

    return [next(person for person in chain(a) if person in chain(b)) for a, b in questions]


FAMILY = function_family(
    name="lowest_common_ancestor",
    title="Lowest common ancestor",
    statement=STATEMENT,
    code=CODE,
    entry_point="common_superiors",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=80,
)
