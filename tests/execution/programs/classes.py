from dataclasses import dataclass, field
from enum import Enum
from functools import total_ordering


class Shape:
    made = []
    unit = "cm"

    def __init__(self, name):
        self.name = name
        Shape.made.append(name)

    def area(self):
        return 0

    def __str__(self):
        return f"{self.name}:{self.area()}{self.unit}"


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self._side = side

    @property
    def side(self):
        return self._side

    @side.setter
    def side(self, value):
        if value < 0:
            raise ValueError("negative")
        self._side = value

    def area(self):
        return self.side**2

    @classmethod
    def unit_square(cls):
        return cls(1)

    @staticmethod
    def describe(n):
        return f"{n} sides"


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)

    def moved(self, dx):
        return Point(self.x + dx, self.y, self.tags)


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int


class Color(Enum):
    RED = 1
    GREEN = 2


@total_ordering
class Money:
    __slots__ = ("cents",)

    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __hash__(self):
        return hash(self.cents)


class Vec:
    def __init__(self, *parts):
        self.parts = list(parts)

    def __getitem__(self, i):
        return self.parts[i]

    def __setitem__(self, i, value):
        self.parts[i] = value

    def __len__(self):
        return len(self.parts)

    def __iter__(self):
        return iter(self.parts)

    def __contains__(self, x):
        return x in self.parts

    def __iadd__(self, other):
        self.parts.extend(other)
        return self

    def __call__(self, factor):
        return Vec(*[p * factor for p in self.parts])

    def __bool__(self):
        return bool(self.parts)


class Stack(list):
    def push(self, x):
        self.append(x)
        return self

    def top(self):
        return self[-1]


class Once:
    def __enter__(self):
        self.state = "in"
        return self

    def __exit__(self, kind, error, trace):
        self.state = "out"
        return kind is KeyError


s = Square(3)
s.side = 4
u = Square.unit_square()
try:
    s.side = -1
except ValueError as e:
    message = str(e)
p = Point(1)
q = p.moved(5)
q.tags.append("t")
same = p == Point(1, 0, ["t"])
versions = sorted([Version(2, 1), Version(1, 9)])
wallet = [Money(5), Money(3)]
best = max(wallet)
purse = wallet[0] + wallet[1]
purse.cents += 1
v = Vec(1, 2)
v[0] = 10
v += [7]
w = v(2)
inside = 7 in v and 99 not in v
stack = Stack()
stack.push(1).push(2)
stack.label = "st"
stack[0] = "zero"
with Once() as once, Once() as second:
    once.seen = len(v)
    raise KeyError("eaten")
color = Color.RED
colors = [c.name for c in Color]
if v:
    v.parts = []
if not v:
    s.unit = "mm"
print(str(s), str(u), message, p, q, same, versions, best.cents, purse.cents, list(w), inside, stack, once.state,
      second.state, color, colors, Square.describe(4), Shape.made, isinstance(s, Shape), hash(Money(4)) == hash(4))
