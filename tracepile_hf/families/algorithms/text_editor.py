"""A text editor with two stacks for undo and redo."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
A text, empty at first, is changed by commands: ('type', letters) adds letters at the end, ('erase', n) removes the
last n letters (all if there are fewer), ('undo',) takes the last change back, ('redo',) makes it again unless
something was typed or erased in between. An undo or redo with nothing to do is skipped. Return the text after each
command.
"""

CODE = """
class Editor:
    def __init__(self):
        self.text = ""
        self.undo_stack = []
        self.redo_stack = []

    def change(self, text):
        self.undo_stack.append(self.text)
        self.redo_stack.clear()
        self.text = text

    def undo(self):
        if self.undo_stack:
            self.redo_stack.append(self.text)
            self.text = self.undo_stack.pop()

    def redo(self):
        if self.redo_stack:
            self.undo_stack.append(self.text)
            self.text = self.redo_stack.pop()


def edit(commands):
    editor = Editor()
    states = []
    for command in commands:
        if command[0] == "type":
            editor.change(editor.text + command[1])
        elif command[0] == "erase":
            keep = max(0, len(editor.text) - command[1])
            editor.change(editor.text[:keep])
        elif command[0] == "undo":
            editor.undo()
        else:
            editor.redo()
        states.append(editor.text)
    return states
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    commands: list[tuple[object, ...]] = []
    for _ in range(size):
        kind = random.choice(["type", "type", "erase", "undo", "undo", "redo"])
        word = "".join(random.choices("aeionrst", k=random.randint(1, 3)))
        commands.append({"type": ("type", word), "erase": ("erase", random.randint(1, 3))}.get(kind, (kind,)))
    return (commands,)


def oracle(commands: list[tuple[object, ...]]) -> list[str]:
    versions, current, states = [""], 0, []  # type: list[str], int, list[str]
    for kind, *what in commands:
        if kind in ("undo", "redo"):
            current = min(max(current + (1 if kind == "redo" else -1), 0), len(versions) - 1)
        else:
            text = versions[current]
            changed = text + str(what[0]) if kind == "type" else text[: max(0, len(text) - int(str(what[0])))]
            versions[current + 1 :] = [changed]
            current += 1
        states.append(versions[current])
    return states


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    commands: list[tuple[Any, ...]] = []
    before = ""
    for text in result:
        typed = text.startswith(before) and text != before
        commands.append(("type", text[len(before) :]) if typed else ("erase", len(before) - len(text)))
        before = text
    yield (commands,)


FAMILY = function_family(
    name="text_editor",
    title="Undo and redo",
    statement=STATEMENT,
    code=CODE,
    entry_point="edit",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
    invert=Inverse(
        "each state is the one before it with letters added or taken away at its end: what was added was "
        "typed, what is missing was erased",
        (
            "len(result)",
            "result[0]",
        ),
        invert,
    ),
)
