"""Two pointers: pairs of call and echo in two logs of times."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
Two stations write down when they hear a signal, each in ascending order of time. A call at time a of the first
station and an echo at time b of the second one match if b comes at least lo and at most hi seconds after a.

Input

The first line contains n, m, lo and hi (1 <= n, m <= 300, 0 <= lo <= hi <= 100). The second and the third line
contain the times of the two stations, each from 0 to 5000.

Output

Print the number of matching pairs and the largest number of echoes that match a single call.

Example

Input:
    4 5 1 3
    2 5 6 11
    3 6 7 8 20

Output:
    6 3
"""

CODE = """
import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, m, lo, hi = data[:4]
    a, b = data[4:4 + n], data[4 + n:4 + n + m]
    p = q = 0
    pairs = best = 0
    for t in a:
        while p < m and b[p] < t + lo:
            p += 1
        while q < m and b[q] <= t + hi:
            q += 1
        pairs += q - p
        best = max(best, q - p)
    print(pairs, best)


main()
"""


def generate(random: Random, size: int) -> str:
    low = random.randint(0, 4)
    high = low + random.randint(1, 8)
    span = range(min(5001, 6 * size + 6))
    calls = sorted(random.choices(span, k=size))
    echoes = sorted(random.choices(span, k=size + random.randint(0, 2) if size < 290 else size))
    return lines((len(calls), len(echoes), low, high), calls, echoes)


def oracle(stdin: str) -> str:
    n, _, low, high, *times = map(int, stdin.split())
    matches = [sum(low <= echo - call <= high for echo in times[n:]) for call in times[:n]]
    return f"{sum(matches)} {max(matches)}"


IDEA = (
    "Both times grow, so what fits the next shout begins and ends no earlier than before. The two borders "
    "only move forward."
)
INVARIANTS = (
    Invariant(
        "p <= q and all(t + lo <= echo <= t + hi for echo in b[p:q])",
        "between {t + lo|calc} and {t + hi|calc} there {q - p|is/are} {q - p|# echo/echoes}",
        line="pairs += q - p",
    ),
)


FAMILY = script_family(
    name="echo_pairs",
    title="Pairs of call and echo in two logs of times",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=300,
    idea=IDEA,
    invariants=INVARIANTS,
)
