"""Stacks: where a walk through folders ends."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A walk through the folders of a disk starts at the root. The steps are names of folders, one dot for staying, two dots
for going up (at the root this does nothing), and ~ for returning to the root; steps are separated by slashes.

Input

The first line contains the number of walks t (1 <= t <= 3). Each of the next t lines contains a walk of 1 to 150
steps; names consist of lower-case letters.

Output

For each walk print the folder where it ends, as a path that starts with a slash, and the depth of the deepest folder
on the walk (the root has depth 0).

Example

Input:
    2
    home/./pics/../music/new
    a/b/~/../c

Output:
    /home/music/new 3
    /c 2
"""

CODE = """
import sys


def walk(steps):
    path = []
    deepest = 0
    for s in steps:
        if s == "..":
            if path:
                path.pop()
        elif s == "~":
            path.clear()
        elif s != ".":
            path.append(s)
            deepest = max(deepest, len(path))
    return "/" + "/".join(path), deepest


def main():
    _, *walks = sys.stdin.read().split()
    for w in walks:
        print(*walk(w.split("/")))


main()
"""


def generate(random: Random, size: int) -> str:
    walks = []
    for _ in range(2):
        signs = ("a", "b", "docs", "pics", "x", "old", "..", "..", ".", "~")
        walks.append("/".join(random.choices(signs, (4, 4, 3, 3, 3, 3, 5, 4, 2, 1), k=size)))
    return lines(2, *walks)


def oracle(stdin: str) -> str:
    answers = []
    for steps in stdin.split()[1:]:
        places = ["/"]
        for step in steps.split("/"):
            here = places[-1]
            up = here[: here.rstrip("/").rfind("/") + 1] or "/"
            places.append({"..": up, "~": "/", ".": here}.get(step, f"{here}{step}/"))
        answers.append((places[-1].rstrip("/") or "/", max(place.count("/") for place in places) - 1))
    return lines(*answers)


FAMILY = script_family(
    name="folder_walk",
    title="Where a walk through folders ends",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=150,
)
