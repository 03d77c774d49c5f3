"""A binary trie in dictionaries: the largest XOR of two numbers."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
The numbers of a list, all below 32, are looked at one after the other. For each, find the partner among the numbers
so far, itself included, with which its XOR is largest. Return the largest XOR of all and the list of the partners.
"""

CODE = """
BITS = 5


def insert(trie, number):
    node = trie
    for place in range(BITS - 1, -1, -1):
        bit = number >> place & 1
        node = node.setdefault(bit, {})


def best_partner(trie, number):
    node = trie
    partner = 0
    for place in range(BITS - 1, -1, -1):
        wanted = 1 - (number >> place & 1)
        bit = wanted if wanted in node else 1 - wanted
        partner = partner * 2 + bit
        node = node[bit]
    return partner


def largest_xor(numbers):
    trie = {}
    largest = 0
    partners = []
    for number in numbers:
        insert(trie, number)
        partner = best_partner(trie, number)
        partners.append(partner)
        largest = max(largest, number ^ partner)
    return largest, partners
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(0, 31) for _ in range(size)],)


def oracle(numbers: list[int]) -> tuple[int, list[int]]:
    partners = [max(numbers[: i + 1], key=lambda other: number ^ other) for i, number in enumerate(numbers)]
    return max(a ^ b for a in numbers for b in numbers), partners


FAMILY = function_family(
    name="maximum_xor",
    title="Largest XOR of two numbers",
    statement=STATEMENT,
    code=CODE,
    entry_point="largest_xor",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=60,
)
