"""Stacks: a text editor with undo and redo."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A text editor starts with an empty text and understands these commands: "add WORD" appends a word, "cut K" removes the
last K letters (all of them if there are fewer), "undo" takes the last change back, and "redo" restores what was taken
back last. A new change clears what could be restored. An undo or redo with nothing to do changes nothing.

Input

The first line contains the number of commands n (1 <= n <= 150). Each of the next n lines contains a command (words
of lower-case letters, 1 <= K <= 20).

Output

Print the text at the end (or a hyphen if it is empty) and the number of undo and redo commands that had nothing to
do.

Example

Input:
    7
    add sun
    add set
    undo
    cut 1
    redo
    undo
    undo

Output:
    - 1
"""

CODE = """
text = ""
past = []
future = []
idle = 0
for _ in range(int(input())):
    cmd, *arg = input().split()
    if cmd == "undo":
        if past:
            future.append(text)
            text = past.pop()
        else:
            idle += 1
    elif cmd == "redo":
        if future:
            past.append(text)
            text = future.pop()
        else:
            idle += 1
    else:
        past.append(text)
        future.clear()
        if cmd == "add":
            text += arg[0]
        else:
            text = text[:-int(arg[0])]
print(text or "-", idle)
"""


WORDS = ("sun", "rain", "o", "tree", "moon", "ab", "xyz", "river")


def generate(random: Random, size: int) -> str:
    commands = []
    for _ in range(size):
        kind = random.choice(("add", "add", "add", "cut", "undo", "undo", "redo"))
        extra = {"add": " " + random.choice(WORDS), "cut": f" {random.randint(1, 4)}"}
        commands.append(kind + extra.get(kind, ""))
    return lines(size, *commands)


def oracle(stdin: str) -> str:
    versions, now, idle = [""], 0, 0  # all versions of the text and the place of the current one
    for command in stdin.splitlines()[1:]:
        kind, _, extra = command.partition(" ")
        if kind in ("undo", "redo"):
            there = now + (1 if kind == "redo" else -1)
            idle += not 0 <= there < len(versions)
            now = there if 0 <= there < len(versions) else now
        else:
            text = versions[now]
            text = text + extra if kind == "add" else text[: max(0, len(text) - int(extra))]
            versions = [*versions[: now + 1], text]
            now += 1
    return f"{versions[now] or '-'} {idle}"


FAMILY = script_family(
    name="undo_editor",
    title="A text editor with undo and redo",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=150,
)
