"""A doubly linked list as a browser's history."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
A browser shows 'start'. The commands are 'back', 'forward' (each does nothing at the end of the history) or the name
of a page to visit, which drops all pages ahead. Return the page shown after each command.
"""

CODE = """
class Page:
    def __init__(self, name, previous=None):
        self.name = name
        self.previous = previous
        self.next = None


class Browser:
    def __init__(self):
        self.current = Page("start")

    def visit(self, name):
        page = Page(name, self.current)
        self.current.next = page
        self.current = page

    def back(self):
        if self.current.previous is not None:
            self.current = self.current.previous

    def forward(self):
        if self.current.next is not None:
            self.current = self.current.next


def browse(commands):
    browser = Browser()
    shown = []
    for command in commands:
        if command == "back":
            browser.back()
        elif command == "forward":
            browser.forward()
        else:
            browser.visit(command)
        shown.append(browser.current.name)
    return shown
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    pages = ["news", "mail", "maps", "wiki", "shop", "docs"]
    return (
        [random.choice(["back", "back", "forward", random.choice(pages), random.choice(pages)]) for _ in range(size)],
    )


def oracle(commands: list[str]) -> list[str]:
    history = ["start"]
    place = 0
    shown = []
    for command in commands:
        if command in ("back", "forward"):
            place = min(max(place + (1 if command == "forward" else -1), 0), len(history) - 1)
        else:
            history[place + 1 :] = [command]
            place += 1
        shown.append(history[place])
    return shown


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    for returning in (True, False):
        pages, here = ["start"], 0
        commands = []
        for name in result:
            if here and pages[here - 1] == name and (returning or name == "start"):
                commands.append("back")
                here -= 1
            elif here + 1 < len(pages) and pages[here + 1] == name:
                commands.append("forward")
                here += 1
            elif pages[here] == name and here in (0, len(pages) - 1):
                commands.append("back" if here == 0 else "forward")
            else:
                commands.append(name)
                pages[here + 1 :] = [name]
                here += 1
        yield (commands,)


FAMILY = function_family(
    name="doubly_linked_list",
    title="Browser history",
    statement=STATEMENT,
    code=CODE,
    entry_point="browse",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=120,
    invert=Inverse(
        "each name shown is the page that we are on; if it is the one behind us we went back, if it is "
        "the one ahead we went forward, and otherwise it was visited, which forgets the pages ahead",
        (
            "len(result)",
            "result[0]",
        ),
        invert,
    ),
)
