"""Names, things and amounts for the statements of word problems, with the grammar they need.

Nothing here draws numbers or knows a family.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

WOMEN: Final = ("Amara", "Beatriz", "Chloe", "Dana", "Elif", "Freya", "Grace", "Hana", "Ingrid", "Jia", "Leila", "Mina",
                "Nadia", "Olga", "Priya", "Rosa", "Sofia", "Tara", "Uma", "Yara", "Zoe")  # fmt: skip
MEN: Final = ("Ahmed", "Boris", "Carlos", "Dmitri", "Emeka", "Felix", "Goran", "Hugo", "Ivan", "Jonas", "Kofi", "Liam",
              "Mateo", "Nikhil", "Oscar", "Pavel", "Rafael", "Samir", "Tomas", "Viktor", "Yusuf")  # fmt: skip
TOWNS: Final = ("Alderton", "Brookfield", "Castleford", "Dunmore", "Eastwick", "Fairhaven", "Glenbrook", "Harwood",
                "Kingsley", "Lakeside", "Maplewood", "Northgate", "Oakridge", "Riverton", "Silverdale",
                "Westbury")  # fmt: skip
WISHES: Final = ("a bicycle", "a guitar", "a tablet", "a camera", "a tent", "a telescope", "a skateboard",
                 "a violin", "a desk", "a winter coat")  # fmt: skip
FRUITS: Final = ("apple", "pear", "orange", "mango", "lemon", "peach", "plum", "banana", "kiwi", "apricot")
STATIONERY: Final = ("notebook", "pencil", "ruler", "folder", "marker", "eraser", "envelope", "stapler", "calendar")
GROCERIES: Final = ("bread", "rice", "cheese", "coffee", "honey", "yogurt", "pasta", "olive oil", "tea", "flour")
COLOURS: Final = ("red", "blue", "green", "yellow", "white", "black", "orange", "purple", "pink", "brown")
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_IRREGULAR: Final = {"person": "people", "child": "children", "man": "men", "woman": "women", "box": "boxes",
                     "class": "classes", "mango": "mangoes", "peach": "peaches", "loss": "losses", "fox": "foxes",
                     "dish": "dishes", "bus": "buses", "branch": "branches", "knife": "knives", "loaf": "loaves",
                     "leaf": "leaves", "sandwich": "sandwiches", "bench": "benches"}  # fmt: skip
_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd"}


def person(random: Random) -> dict[str, object]:
    """Words for one person: name, they (she/he), them, their, and They, Their for the start of a sentence."""
    return _words_of(random.choice(WOMEN + MEN))


def two_people(random: Random) -> dict[str, object]:
    """Words for two different people: those of `person`, and the second one's as name2, they2, ..."""
    first, second = random.sample(WOMEN + MEN, 2)
    return {**_words_of(first), **{f"{key}2": word for key, word in _words_of(second).items()}}


def names(random: Random, count: int) -> list[str]:
    """Different first names."""
    return random.sample(WOMEN + MEN, count)


def plural(noun: str) -> str:
    """The plural of a noun; of several words the last one changes."""
    *before, last = noun.split(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("y") and last[-2] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return " ".join([*before, last])


def some(number: int, noun: str) -> str:
    """A number of things: `1 apple`, `3 apples`, `1,200 apples`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def money(cents: int) -> str:
    """An amount in dollars: `$12` for full dollars, else `$12.50`."""
    return f"${cents // 100:,}" if cents % 100 == 0 else f"${cents // 100:,}.{cents % 100:02d}"


def listing(parts: Sequence[object], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *before, final = map(str, parts)
    return f"{', '.join(before)} {last} {final}" if before else final


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`."""
    suffix = "th" if number % 100 in (11, 12, 13) else _ORDINALS.get(number % 10, "th")
    return f"{number}{suffix}"


def signed(number: int, what: str, first: bool = False) -> str:
    """A term of a sum as it is written on paper: ` + 3x`, ` - x`, or ` + 5` for an empty `what`; nothing for 0."""
    if number == 0:
        return ""
    size = "" if abs(number) == 1 and what else str(abs(number))
    if first:
        return f"{'-' if number < 0 else ''}{size}{what}"
    return f" {'-' if number < 0 else '+'} {size}{what}"


def polynomial(coefficients: Sequence[int], variable: str = "x") -> str:
    """A polynomial, highest power first, as on paper: `2x^2 - x + 3`."""
    text = ""
    for index, coefficient in enumerate(coefficients):
        power = len(coefficients) - 1 - index
        what = "" if power == 0 else variable if power == 1 else f"{variable}^{power}"
        text += signed(coefficient, what, first=not text)
    return text or "0"


def _words_of(name: str) -> dict[str, object]:
    they, them, their = ("she", "her", "her") if name in WOMEN else ("he", "him", "his")
    return {"name": name, "they": they, "them": them, "their": their, "They": they.title(), "Their": their.title()}
