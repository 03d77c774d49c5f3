"""Results turned into points match by match, against a sum for each team."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import TOWNS
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """A win brings $win points, a draw 1, a defeat none. The results: $text. How many points does $team have?""",
    """In this tournament the winner of a match gets $win points and nobody else any; after a draw both get 1. $text. What is the score of $team in points?""",
)

CODE = """
points = 0
for home, home_goals, away_goals, away in $games:
    if "$team" not in (home, away):
        #: taken => {home} against {away} is a match of others. || $team is not in the match of {home} and {away}.
        continue
    if home == "$team":
        own, other = home_goals, away_goals
    else:
        own, other = away_goals, home_goals
    if own > other:
        points += $win
        #: $team wins {own} to {other}: {was points} + $win = {points}. || {own} to {other} is a win, so {was points} + $win = {points}.
    elif own == other:
        points += 1
        #: {own} to {other} is a draw: {was points} + 1 = {points}. || A draw, {own} to {other}, makes it {points}.
    else:
        points += 0
        #: {own} to {other} is lost, still {points|point~points}. || $team loses {own} to {other} and stays at {points}.
print(points)
#: In all {points|point~points}. || That adds up to {points|point~points}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    teams = random.sample(TOWNS, 4)
    games = []
    for _ in range(size + 2):
        home, away = random.sample(teams, 2)
        games.append((home, random.randint(0, 4), random.randint(0, 4), away))
    team = random.choice((games[0][0], games[-1][3]))
    return {
        "games": games,
        "team": team,
        "win": random.choice((2, 3, 4)),
        "text": "; ".join(f"{h} {a} : {b} {w}" for h, a, b, w in games),
    }


def oracle(games: list[tuple[str, int, int, str]], team: str, win: int) -> int:
    wins = sum((h == team and a > b) or (w == team and b > a) for h, a, b, w in games)
    draws = sum(team in (h, w) and a == b for h, a, b, w in games)
    return win * wins + draws


FAMILY = told_family(
    name="league_table",
    title="Points of a small tournament",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
)
