from dataclasses import dataclass


@dataclass
class Dot:
    x: int
    y: int


def describe(value):
    match value:
        case 0:
            return "zero"
        case int() | float() if value < 0:
            return "negative"
        case [x]:
            kind = f"one {x}"
        case [x, y, *rest]:
            kind = f"{x} {y} and {len(rest)}"
        case {"op": op, **others}:
            kind = f"{op} {sorted(others)}"
        case Dot(x=0, y=height):
            kind = f"on the axis at {height}"
        case Dot(x, y):
            kind = f"dot {x + y}"
        case str(text) if text.isupper():
            kind = text.lower()
        case "a" | "b" as letter:
            kind = letter * 2
        case None | True:
            kind = "singleton"
        case (1 | 2) as small:
            kind = small
        case _:
            kind = "other"
    return kind


out = [describe(v) for v in (0, -5, [1], [1, 2, 3, 4], {"op": "+", "b": 1}, Dot(0, 3), Dot(1, 2), "ABC", "b", None, 2, 99)]
command = ["go", "north"]
match command:
    case ["go", direction] if direction in ("north", "south"):
        position = direction
    case ["stop"]:
        position = None
print(out, position)
