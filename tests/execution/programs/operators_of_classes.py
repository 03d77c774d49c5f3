"""Inheritance, super, properties, class and static methods, operator methods, callable objects, decorators with state."""


def counted(function):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


class Shape:
    made = 0

    def __init__(self, name):
        self.name = name
        Shape.made += 1

    def area(self):
        return 0

    @property
    def label(self):
        return f"{self.name}:{self.area()}"

    @classmethod
    def unit(cls):
        return cls("unit")

    @staticmethod
    def twice(n):
        return n * 2


class Square(Shape):
    def __init__(self, name, side=1):
        super().__init__(name)
        self._side = side

    def area(self):
        return super().area() + self._side**2

    @property
    def side(self):
        return self._side

    @side.setter
    def side(self, value):
        self._side = max(0, value)


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, by):
        return Vector(self.x * by, self.y * by)

    __rmul__ = __mul__

    def __iadd__(self, other):
        self.x += other.x
        return self

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __len__(self):
        return 2

    def __call__(self, n):
        return self.x * n

    def __bool__(self):
        return bool(self.x or self.y)

    def __repr__(self):
        return f"<{self.x}, {self.y}>"


@counted
def triple(n, *, plus=0):
    return 3 * n + plus


square = Square("s", 3)
unit = Square.unit()
before = square.label
square.side = -4
after = square.label
v = Vector(1, 2)
w = v + 2 * v
w += v
alias = w
w += Vector(10, 0)
equal = v == Vector(1, 2)
parts = [v[0], v[-1], len(v), v(5), bool(Vector(0, 0))]
shown = f"{v} {w!r}"
triples = [triple(n, plus=n) for n in range(3)]
calls = triple.calls
print(before, after, Shape.made, equal, parts, shown, triples, calls, Shape.twice(4), unit.name)
