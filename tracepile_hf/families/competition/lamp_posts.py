"""Greedy: fewest lamps so that every bench on a path is lit."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A straight park path has benches at integer positions. A lamp may be put up only at one of m given posts and lights
every bench at a distance of at most r from it. Light all benches with as few lamps as possible.

Input

The first line contains n, m and r (1 <= n, m <= 300, 1 <= r <= 20). The second line contains the positions of the
benches and the third the positions of the posts, both in ascending order, from 0 to 3000.

Output

Print the number of lamps and, on the next line, the posts used: for the leftmost bench that is still dark the
rightmost post that reaches it is taken. If some bench cannot be lit, print only DARK and the position of the leftmost
bench that no post reaches.

Example

Input:
    5 4 3
    1 4 9 10 17
    2 5 11 16

Output:
    3
    2 11 16
"""

CODE = """
def main():
    n, m, r = map(int, input().split())
    benches = list(map(int, input().split()))
    posts = list(map(int, input().split()))
    used = []
    i = j = 0
    while i < n:
        best = -10 ** 9
        while j < m and posts[j] <= benches[i] + r:
            best = posts[j]
            j += 1
        if best < benches[i] - r:
            print("DARK", benches[i])
            return
        used.append(best)
        while i < n and benches[i] <= best + r:
            i += 1
    print(len(used))
    print(*used)


main()
"""


def generate(random: Random, size: int) -> str:
    reach = random.randint(1, 4)
    span = range(min(3001, 10 + 4 * size))
    benches = sorted(random.sample(span, size))
    posts = set(random.sample(span, max(1, size // 2)))
    if random.random() < 0.8:
        posts |= {max(0, bench + random.randint(-reach, reach)) for bench in benches}
    places = sorted(posts)[:300]
    return lines((size, len(places), reach), benches, places)


def oracle(stdin: str) -> str:
    n, _, reach, *rest = map(int, stdin.split())
    dark, posts, used = rest[:n], rest[n:], []
    lonely = [bench for bench in dark if all(abs(bench - post) > reach for post in posts)]
    if lonely:
        return f"DARK {lonely[0]}"
    while dark:
        used.append(max(post for post in posts if abs(post - dark[0]) <= reach))
        dark = [bench for bench in dark if abs(bench - used[-1]) > reach]
    return lines(len(used), used)


FAMILY = script_family(
    name="lamp_posts",
    title="Fewest lamps so that every bench on a path is lit",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=300,
)
