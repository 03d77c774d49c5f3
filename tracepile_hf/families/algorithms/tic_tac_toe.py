"""Replays the moves of a game of noughts and crosses."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Two players, X first, put their signs into the squares 1 to 9 of a board (three rows of three) in turn; a move onto a
taken square is lost and the turn passes. The game ends with three equal signs in a line. Return the winner ('X', 'O'
or None), the board as three strings with '.' for free squares, and the number of moves looked at.
"""

CODE = """
LINES = [(1, 2, 3), (4, 5, 6), (7, 8, 9), (1, 4, 7), (2, 5, 8), (3, 6, 9), (1, 5, 9), (3, 5, 7)]


def play(moves):
    board = ["."] * 10
    looked_at = 0
    winner = None
    for turn, square in enumerate(moves):
        looked_at += 1
        sign = "XO"[turn % 2]
        if board[square] != ".":
            continue
        board[square] = sign
        for line in LINES:
            if square in line and all(board[other] == sign for other in line):
                winner = sign
        if winner:
            break
    rows = ["".join(board[start:start + 3]) for start in (1, 4, 7)]
    return winner, rows, looked_at
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    moves = random.sample(range(1, 10), min(9, size))
    if random.random() < 0.3:
        moves.insert(random.randrange(len(moves)), random.choice(moves))
    return (moves,)


def oracle(moves: list[int]) -> tuple[str | None, list[str], int]:
    magic = [2, 7, 6, 9, 5, 1, 4, 3, 8]  # a magic square: a line is three squares that add up to 15
    for count in range(1, len(moves) + 1):
        owned = {"X": [], "O": []}  # type: dict[str, list[int]]
        for turn, square in enumerate(moves[:count]):
            if square not in owned["X"] + owned["O"]:
                owned["XO"[turn % 2]].append(square)
        for sign, squares in owned.items():
            values = [magic[square - 1] for square in squares]
            won = any(a + b + c == 15 for a in values for b in values for c in values if len({a, b, c}) == 3)
            if won or (count == len(moves) and sign == "O"):
                signs = "".join(next((s for s in owned if square in owned[s]), ".") for square in range(1, 10))
                return sign if won else None, [signs[:3], signs[3:6], signs[6:]], count
    raise ValueError("no move")


FAMILY = function_family(
    name="tic_tac_toe",
    title="Who wins at noughts and crosses?",
    statement=STATEMENT,
    code=CODE,
    entry_point="play",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=9,
)
