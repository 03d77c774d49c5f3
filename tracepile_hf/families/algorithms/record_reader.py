"""Lines of a list of entrants, read with a check of every field."""

from __future__ import annotations

import re
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Entrants of a run are written as 'name:age:minutes'. Return the fastest entrant's name (the first listed, if several
are equally fast; None if no line is right), and a dictionary from the number of each wrong line (from 1) to what is
wrong: 'fields' if there are not three, 'number' if age or minutes is no whole number, 'range' if the age is not from
10 to 99 or the minutes are not from 1 to 300. Fields are looked at in this order.
"""

CODE = """
class OutOfRange(Exception):
    pass


def check(value, low, high):
    if value < low or value > high:
        raise OutOfRange(f"{value} is not between {low} and {high}")
    return value


def read_line(line):
    fields = line.split(":")
    if len(fields) != 3:
        raise IndexError(f"{len(fields)} fields")
    age = int(fields[1])
    minutes = int(fields[2])
    check(age, 10, 99)
    check(minutes, 1, 300)
    return fields[0], minutes


def read_entrants(lines):
    wrong = {}
    best = None
    for number, line in enumerate(lines, start=1):
        try:
            name, minutes = read_line(line)
            if best is None or minutes < best[1]:
                best = name, minutes
        except IndexError:
            wrong[number] = "fields"
        except ValueError:
            wrong[number] = "number"
        except OutOfRange:
            wrong[number] = "range"
    winner = best[0] if best else None
    return winner, wrong
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = ["Ana", "Ben", "Cleo", "Dov", "Eva", "Finn", "Gil", "Hana"]
    return ([_line(random, random.choice(names)) for _ in range(size)],)


def _line(random: Random, name: str) -> str:
    age, minutes = str(random.randint(12, 80)), str(random.randint(20, 200))
    flaw = random.choice(("", "", "", "fields", "age", "minutes", "range"))
    if flaw == "fields":
        return random.choice((f"{name}:{age}", f"{name}:{age}:{minutes}:ok", name))
    if flaw == "age":
        age = random.choice(("", "?", "1o", "old", "-"))
    elif flaw == "minutes":
        minutes = random.choice(("dnf", "", "4h", "70.5"))
    elif flaw == "range":
        age, minutes = random.choice(((str(random.randint(1, 9)), minutes), (age, str(random.randint(301, 900)))))
    return f"{name}:{age}:{minutes}"


def oracle(lines: list[str]) -> tuple[str | None, dict[int, str]]:
    verdicts = {number: _verdict(line) for number, line in enumerate(lines, start=1)}
    right = [(int(line.rpartition(":")[2]), number) for number, line in enumerate(lines, 1) if not verdicts[number]]
    winner = lines[min(right)[1] - 1].partition(":")[0] if right else None
    return winner, {number: verdict for number, verdict in verdicts.items() if verdict}


def _verdict(line: str) -> str:
    if line.count(":") != 2:
        return "fields"
    found = re.fullmatch(r"[^:]*:(\d+):(\d+)", line)
    if not found:
        return "number"
    return "" if 9 < int(found[1]) < 100 and 0 < int(found[2]) <= 300 else "range"


FAMILY = function_family(
    name="record_reader",
    title="Reading entrants with a check of every field",
    statement=STATEMENT,
    code=CODE,
    entry_point="read_entrants",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=80,
)
