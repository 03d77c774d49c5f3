"""The bundled examples of the page: a few families of each domain, each with one case drawn from a fixed seed."""

from __future__ import annotations

from random import Random
from typing import Final

from tracepile_hf.families.family import Family
from tracepile_hf.families.registry import families
from tracepile_hf.questions.prompt import call_text
from tracepile_hf.records import Case

# Domain -> (its families, {family: size of the case}): small enough to be read, long enough to be worth it.
CHOSEN: Final = {
    "Algorithm": (
        families("algorithm"),
        {
            "bubble_sort": 4,
            "binary_search": 20,
            "depth_first_search": 4,
            "tower_of_hanoi": 3,
            "linked_list_reversal": 4,
            "dijkstra": 4,
        },
    ),
    "Competition": (
        families("competition"),
        {"digit_games": 3, "bracket_repair": 6, "ferry_loading": 5, "coin_ends": 3, "undo_editor": 5},
    ),
    "Math": (
        families("math"),
        {"fibonacci_remainder": 8, "ways_to_pay": 6, "shop_bill": 3, "bouncing_ball": 4, "divisor_report": 12},
    ),
}


Boxes = tuple[str, str, str]  # code, call, standard input
FURTHER: Final = 6  # inputs besides the shown one on which a rewrite is tried


class Examples:
    """The examples by their titles."""

    def __init__(self) -> None:
        self._families: dict[str, tuple[Family, int]] = {}
        self.cases: dict[str, Case] = {}
        for domain, (bundled, chosen) in CHOSEN.items():
            for name, size in chosen.items():
                title = f"{domain}: {bundled[name].title}"
                self._families[title] = bundled[name], size
                self.cases[title] = bundled[name].make(Random(f"explorer/{name}"), size)
        self.titles = list(self.cases)
        self.shown = {title: [box.strip("\n") for box in self.boxes(title)] for title in self.titles}
        self._titles = {_key(self.boxes(title)): title for title in self.titles}

    def boxes(self, title: str) -> Boxes:
        """What the page's boxes hold for an example."""
        case = self.cases[title]
        call = "" if case.program.entry_point is None else call_text(case)
        return case.program.code, call, case.stdin

    def has(self, boxes: Boxes) -> bool:
        """Whether this is an example, unchanged."""
        return _key(boxes) in self._titles

    def title(self, boxes: Boxes) -> str:
        """The title of an example, unchanged; empty for other code."""
        return self._titles.get(_key(boxes), "")

    def more(self, boxes: Boxes) -> list[Case]:
        """Further inputs of an example's very program; none for a visitor's program."""
        title = self._titles.get(_key(boxes))
        if title is None:
            return []
        family, size = self._families[title]
        drawn = [family.make(Random(f"explorer/{title}/{number}"), size) for number in range(FURTHER)]
        return [case for case in drawn if case.program.code == self.cases[title].program.code]


def _key(boxes: Boxes) -> Boxes:
    """The boxes without what an editor may add or leave out at their ends."""
    code, call, stdin = (part.strip("\n") for part in boxes)
    return code, call, stdin
