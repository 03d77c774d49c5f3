"""Backtracking: a 4 x 4 sudoku."""

from __future__ import annotations

from itertools import permutations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Fill the zeros of a 4 x 4 grid so that each row, each column and each of the four 2 x 2 blocks holds the numbers 1 to
4. Cells are filled row by row, the smallest number that fits first. Return the grid and how often a number had to be
taken back.
"""

CODE = """
def fits(grid, row, column, number):
    across = grid[row]
    down = [grid[r][column] for r in range(4)]
    top, left = row // 2 * 2, column // 2 * 2
    block = grid[top][left:left + 2] + grid[top + 1][left:left + 2]
    return number not in across and number not in down and number not in block


def solve_sudoku(grid):
    empty = [(r, c) for r in range(4) for c in range(4) if grid[r][c] == 0]
    taken_back = 0
    k = 0
    while k < len(empty):
        row, column = empty[k]
        number = grid[row][column] + 1
        while number <= 4 and not fits(grid, row, column, number):
            number += 1
        if number <= 4:
            grid[row][column] = number
            k += 1
        else:
            grid[row][column] = 0
            k -= 1
            taken_back += 1
    return grid, taken_back
"""


Grid = list[list[int]]


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = random.sample(range(1, 5), 4)
    rows = [[0, 1, 2, 3], [2, 3, 0, 1], [1, 0, 3, 2], [3, 2, 1, 0]]
    if random.random() < 0.5:
        rows = [list(row) for row in zip(*rows, strict=True)]
    if random.random() < 0.5:
        rows[0], rows[1] = rows[1], rows[0]
    grid = [[names[number] for number in row] for row in rows]
    for cell in random.sample(range(16), min(size, 8)):
        grid[cell // 4][cell % 4] = 0
    return (grid,)


def oracle(grid: Grid) -> tuple[Grid, int]:
    # Of all full grids that agree with the clues, the smallest read row by row.
    solution = min(_whole_grids(grid))
    empty = [(r, c) for r in range(4) for c in range(4) if not grid[r][c]]
    return solution, _failures(grid, empty, solution)


def _whole_grids(grid: Grid) -> list[Grid]:
    lines = [
        [
            list(p)
            for p in permutations(range(1, 5))
            if all(clue in (0, number) for clue, number in zip(row, p, strict=True))
        ]
        for row in grid
    ]
    return [
        [a, b, c, d] for a in lines[0] for b in lines[1] for c in lines[2] for d in lines[3] if _valid([a, b, c, d])
    ]


def _valid(grid: Grid) -> bool:
    groups = [[row[c] for row in grid] for c in range(4)] + [list(row) for row in grid]
    groups += [[grid[r + i][c + j] for i in (0, 1) for j in (0, 1)] for r in (0, 2) for c in (0, 2)]
    return all(len({n for n in group if n}) == sum(n > 0 for n in group) for group in groups)


def _failures(grid: Grid, empty: list[tuple[int, int]], solution: Grid) -> int:
    """The fillings of some first empty cells that are valid but come before the solution's and so were given up."""
    count = 0
    waiting: list[list[int]] = [[]]
    goal = [solution[r][c] for r, c in empty]
    while waiting:
        filling = waiting.pop()
        trial = [list(row) for row in grid]
        for (r, c), number in zip(empty, filling, strict=False):
            trial[r][c] = number
        if not _valid(trial) or filling > goal[: len(filling)]:
            continue
        count += filling < goal[: len(filling)]
        if len(filling) < len(empty):
            waiting += [[*filling, number] for number in range(1, 5)]
    return count


FAMILY = function_family(
    name="small_sudoku",
    title="Sudoku of four by four",
    statement=STATEMENT,
    code=CODE,
    entry_point="solve_sudoku",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=8,
)
