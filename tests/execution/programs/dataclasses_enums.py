"""Dataclasses (fields, order, frozen, replace), enums, named tuples, slots, typing names."""

from collections import namedtuple
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import Dict, List, NamedTuple, Optional


class Colour(Enum):
    RED = 1
    GREEN = 2


class Level(IntEnum):
    LOW = 1
    HIGH = 5


@dataclass(order=True)
class Task:
    priority: int
    name: str = field(compare=False)
    tags: List[str] = field(default_factory=list)


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0

    def moved(self, by: int) -> "Point":
        return replace(self, x=self.x + by)


class Size(NamedTuple):
    width: int
    height: int = 1


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left: int) -> None:
        self.left = left


Pair = namedtuple("Pair", "a b")
tasks = [Task(2, "write"), Task(1, "read")]
tasks[0].tags.append("now")
first = min(tasks)
point = Point(3)
other = point.moved(4)
same = point == Point(3)
try:
    point.x = 9
except AttributeError as error:
    refused = type(error).__name__
size = Size(4)
wider = size._replace(width=8)
pair = Pair(1, [2])
pair.b.append(3)
a, b = pair
slotted = Slotted(1)
slotted.right = slotted.left + 1
slotted.left = None
colour = Colour.RED
named = Colour["GREEN"].name
higher = Level.HIGH > Level.LOW
values = [level.value for level in Level]
found: Optional[int] = None
table: Dict[str, int] = {"one": 1}
print(first.name, other.x, same, refused, wider, named, higher, values)
