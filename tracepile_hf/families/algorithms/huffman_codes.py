"""Huffman coding: codes from a heap of weighted groups."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Each letter has a frequency. Again and again the two lightest groups of letters are joined (groups of equal weight are
taken in alphabetical order of their letters): the letters of the first get a 0, those of the second a 1 in front of
their codes, and the letters of both, sorted, form a new group. Return the codes in alphabetical order and the total
number of bits.
"""

CODE = """
import heapq


def huffman(frequencies):
    codes = {letter: "" for letter in sorted(frequencies)}
    heap = [(weight, letter) for letter, weight in frequencies.items()]
    heapq.heapify(heap)
    total = 0
    while len(heap) > 1:
        weight_0, letters_0 = heapq.heappop(heap)
        weight_1, letters_1 = heapq.heappop(heap)
        for letter in letters_0:
            codes[letter] = "0" + codes[letter]
        for letter in letters_1:
            codes[letter] = "1" + codes[letter]
        total += weight_0 + weight_1
        heapq.heappush(heap, (weight_0 + weight_1, "".join(sorted(letters_0 + letters_1))))
    return codes, total
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = "aeioustnrlmd"[: size + 1]
    return ({letter: random.randint(1, 20) for letter in letters},)


def oracle(frequencies: dict[str, int]) -> tuple[dict[str, str], int]:
    # As a tree of nested pairs, joined in a plain sorted list; the codes are then the paths to the leaves.
    groups = [(weight, letter, letter) for letter, weight in frequencies.items()]  # type: list[tuple[int, str, object]]
    while len(groups) > 1:
        groups.sort(key=lambda group: group[:2])
        (w0, l0, t0), (w1, l1, t1) = groups[:2]
        groups[:2] = [(w0 + w1, "".join(sorted(l0 + l1)), (t0, t1))]
    codes: dict[str, str] = {}
    paths = [(groups[0][2], "")]
    for tree, path in paths:
        if isinstance(tree, tuple):
            paths += [(tree[0], path + "0"), (tree[1], path + "1")]
        else:
            codes[str(tree)] = path
    return dict(sorted(codes.items())), sum(len(codes[letter]) * weight for letter, weight in frequencies.items())


FAMILY = function_family(
    name="huffman_codes",
    title="Huffman codes",
    statement=STATEMENT,
    code=CODE,
    entry_point="huffman",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
