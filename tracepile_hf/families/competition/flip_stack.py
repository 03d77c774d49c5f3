"""Sorting: sorting a stack of plates by flipping its top."""

from __future__ import annotations

from collections import deque
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
A stack of plates of different sizes shall be sorted so that the smallest plate lies on top. The only move is to flip
the top k plates as a whole. For each size from the largest down, the plate is brought to the top (if it is neither
there nor in place already) and then flipped into its place.

Input

The first line contains n (1 <= n <= 40). The second line contains the sizes from the top to the bottom, a permutation
of 1 to n.

Output

Print the number of flips and, on the next line, the number k of each flip (print only 0 if no flip is needed).

Example

Input:
    4
    2 4 1 3

Output:
    4
    2 4 3 2
"""

CODE = """
def flip(stack, k):
    return stack[:k][::-1] + stack[k:]


n = int(input())
stack = list(map(int, input().split()))
moves = []
for size in range(n, 1, -1):
    pos = stack.index(size) + 1
    if pos == size:
        continue
    if pos > 1:
        stack = flip(stack, pos)
        moves.append(pos)
    stack = flip(stack, size)
    moves.append(size)
print(len(moves))
if moves:
    print(*moves)
"""


def generate(random: Random, size: int) -> str:
    plates = max(1, size + random.randint(0, 2)) if size < 38 else size
    return lines(plates, random.sample(range(1, plates + 1), plates))


def oracle(stdin: str) -> str:
    """Only the plates above the sorted ones are kept, in a queue that is turned by hand."""
    above = deque(int(word) for word in stdin.split()[1:])
    flips: list[int] = []
    while above:
        largest = len(above)
        if above[-1] != largest:
            if above[0] != largest:
                top = [above.popleft()]
                while top[-1] != largest:
                    top.append(above.popleft())
                flips.append(len(top))
                above.extendleft(top)
            flips.append(largest)
            above.reverse()
        above.pop()
    return lines(len(flips), flips) if flips else "0"


IDEA = "Two flips bring the largest of the rest to its place: one to the top, one down to the end of the rest."
INVARIANTS = (
    Invariant(
        "stack[size - 1] == size",
        "{size} is in its place, number {size} from the top",
        line="moves.append(size)",
    ),
)


FAMILY = script_family(
    name="flip_stack",
    title="Sorting a stack of plates by flipping its top",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
)
