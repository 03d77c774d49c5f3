"""Games: walking a token to the corner of a board."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A token stands on a board of h rows and w columns. Two players take turns in moving it one square up, one square left,
or one square diagonally up and left. Squares marked x are forbidden. Whoever cannot move loses.

Input

The first line contains h and w (1 <= h, w <= 20). Each of the next h lines contains w characters, . or x; the lower
right square is free.

Output

For each free square, find out whether the player to move wins from there. Print the board with W and L in place of
the free squares, and on the last line the first player's result when the token starts in the lower right square: WIN
or LOSS.

Example

Input:
    3 4
    ....
    ..x.
    .x..

Output:
    LWLW
    WWxW
    LxLW
    WIN
"""

CODE = """
h, w = map(int, input().split())
board = [list(input().strip()) for _ in range(h)]
for i in range(h):
    for j in range(w):
        if board[i][j] == "x":
            continue
        board[i][j] = "L"
        for a, b in (i - 1, j), (i, j - 1), (i - 1, j - 1):
            if a >= 0 and b >= 0 and board[a][b] == "L":
                board[i][j] = "W"
                break
for row in board:
    print("".join(row))
print("WIN" if board[-1][-1] == "W" else "LOSS")
"""


def generate(random: Random, size: int) -> str:
    height, width = random.randint(max(1, size - 1), size), random.randint(size, min(20, size + 1))
    rows = [[random.choice("...x") for _ in range(width)] for _ in range(height)]
    rows[-1][-1] = "."
    return lines((height, width), *("".join(row) for row in rows))


def oracle(stdin: str) -> str:
    _, *rows = stdin.splitlines()
    free = {(i, j) for i, row in enumerate(rows) for j, sign in enumerate(row) if sign == "."}
    lost: set[tuple[int, int]] = set()
    won: set[tuple[int, int]] = set()
    while free - lost - won:  # settle the squares all of whose moves are settled
        for i, j in free - lost - won:
            moves = {(i - 1, j), (i, j - 1), (i - 1, j - 1)} & free
            if moves & lost:
                won.add((i, j))
            elif moves <= won:
                lost.add((i, j))
    letters = dict.fromkeys(won, "W") | dict.fromkeys(lost, "L")
    board = ["".join(letters.get((i, j), "x") for j in range(len(row))) for i, row in enumerate(rows)]
    return lines(*board, "WIN" if board[-1][-1] == "W" else "LOSS")


FAMILY = script_family(
    name="token_corner",
    title="Walking a token to the corner of a board",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=20,
)
