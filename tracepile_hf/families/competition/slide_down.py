"""Dynamic programming: the longest slide over falling heights."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
On a hillside n platforms stand in a row at given heights. A slide leads from a platform to any later one that is
lower, but by at most d. Find a chain of slides that visits as many platforms as possible.

Input

The first line contains n and d (1 <= n <= 60, 1 <= d <= 30). The second line contains the heights, from 0 to 100.

Output

Print the largest number of platforms on a chain, then the heights on such a chain: the chain ends at the leftmost
platform where a longest one can end, and before each platform it uses the leftmost possible one.

Example

Input:
    7 4
    9 12 8 3 7 6 2

Output:
    5
    9 8 7 6 2
"""

CODE = """
def main():
    n, d = map(int, input().split())
    a = list(map(int, input().split()))
    length = [1] * n
    prev = [None] * n
    for i in range(n):
        for j in range(i):
            if 0 < a[j] - a[i] <= d and length[j] + 1 > length[i]:
                length[i] = length[j] + 1
                prev[i] = j
    i = length.index(max(length))
    chain = []
    while i is not None:
        chain.append(a[i])
        i = prev[i]
    chain.reverse()
    print(len(chain))
    print(*chain)


main()
"""


def generate(random: Random, size: int) -> str:
    steep = random.randint(3, 9)
    return lines((size, steep), [random.randint(0, min(100, 2 * size + 2)) for _ in range(size)])


def oracle(stdin: str) -> str:
    n, steep, *heights = map(int, stdin.split())
    layers = [set(range(n))]  # platforms that end a chain of at least 1, 2, 3 ... platforms
    while layers[-1]:
        layers.append({i for i in range(n) for j in layers[-1] if j < i and 0 < heights[j] - heights[i] <= steep})
    layers.pop()
    chain = [min(layers[-1])]
    for layer in layers[-2::-1]:
        chain.insert(0, min(j for j in layer if j < chain[0] and 0 < heights[j] - heights[chain[0]] <= steep))
    return lines(len(chain), [heights[i] for i in chain])


FAMILY = script_family(
    name="slide_down",
    title="The longest slide over falling heights",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=60,
)
