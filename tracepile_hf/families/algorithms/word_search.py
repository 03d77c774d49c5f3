"""Backtracking: a word traced through neighbouring cells of a letter grid."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Letters are arranged in rows of equal length. Find the word by going from cell to neighbouring cell, up, down, left or
right, using no cell twice; starting cells are tried row by row and directions in the order up, down, left, right.
Return the list of cells (row, column) of the first way found, or None.
"""

CODE = """
def trace_word(rows, word):
    def follow(r, c, path):
        if not (0 <= r < len(rows) and 0 <= c < len(rows[0])):
            return None
        if (r, c) in path or rows[r][c] != word[len(path)]:
            return None
        path = path + [(r, c)]
        if len(path) == len(word):
            return path
        for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            found = follow(r + down, c + right, path)
            if found:
                return found
        return None

    for r in range(len(rows)):
        for c in range(len(rows[0])):
            path = follow(r, c, [])
            if path:
                return path
    return None
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    height = max(1, size - 1)
    rows = ["".join(random.choices("AEST", k=size)) for _ in range(height)]
    r, c = random.randrange(height), random.randrange(size)
    cells = [(r, c)]
    while len(cells) < size + 1:
        near = [(r + d, c + e) for d, e in ((-1, 0), (1, 0), (0, -1), (0, 1))]
        near = [(r, c) for r, c in near if 0 <= r < height and 0 <= c < size and (r, c) not in cells]
        if not near:
            break
        r, c = random.choice(near)
        cells.append((r, c))
    word = "".join(rows[r][c] for r, c in cells)
    return rows, word if random.random() < 0.85 else word[:-1] + "O"


def oracle(rows: list[str], word: str) -> list[tuple[int, int]] | None:
    # All ways at once, letter by letter, kept in the order in which the search would try them.
    cells = [(r, c) for r in range(len(rows)) for c in range(len(rows[0]))]
    ways = [[cell] for cell in cells if rows[cell[0]][cell[1]] == word[0]]
    for letter in word[1:]:
        longer = []
        for way in ways:
            r, c = way[-1]
            steps = [(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)]
            longer += [
                [*way, (a, b)] for a, b in steps if (a, b) in cells and (a, b) not in way and rows[a][b] == letter
            ]
        ways = longer
    return ways[0] if ways else None


FAMILY = function_family(
    name="word_search",
    title="Finding a word in a letter grid",
    statement=STATEMENT,
    code=CODE,
    entry_point="trace_word",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=8,
)
