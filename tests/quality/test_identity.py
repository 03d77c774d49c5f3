"""Programs are the same whatever their names, formatting and comments; other programs are not."""

from __future__ import annotations

import ast
from random import Random

import pytest

from tracepile_hf.diversify.rename import rewrite
from tracepile_hf.families.registry import families
from tracepile_hf.quality.identity import exact, run_key, shape
from tracepile_hf.records import Case, Program

CODE = '''
import math
from collections import deque as queue

class Box:
    def __init__(self, width):
        self.width = width

    def area(self, scale=1):
        """How large."""
        return math.floor(self.width ** 2) * scale

def total(boxes):
    waiting, found = queue(boxes), 0  # in turn
    while waiting:
        found += waiting.popleft().area(scale=2)
    return found
'''
COPY = """
import math
from collections import deque as d
class Crate:
    def __init__(self, w: int) -> None:
        self.w = w
    def size(self, times=1):
        return math.floor(self.w**2)*times
def work(crates):
    (todo, n) = (d(crates), 0)
    while todo:
        n += todo.popleft().size(times=2)
    return n
"""


def case(code: str, entry: str = "total", *arguments: str, stdin: str = "") -> Case:
    return Case("c", Program("p", "user", "p", code, entry, source="user"), arguments, (), stdin)


def test_names_formatting_and_comments_make_no_difference() -> None:
    assert exact(CODE) == exact(COPY)
    assert shape(CODE) == shape(COPY)
    assert run_key(case(CODE, "total", "[1,2]")) == run_key(case(COPY, "work", "[1, 2]"))


@pytest.mark.parametrize(
    "other",
    [CODE.replace("** 2", "** 3"), CODE.replace("found += ", "found -= "), CODE.replace("math.floor", "math.ceil")],
)
def test_what_the_program_does_makes_one(other: str) -> None:
    assert exact(CODE) != exact(other)


def test_another_input_or_entry_point_is_another_run() -> None:
    assert run_key(case(CODE, "total", "[1]")) != run_key(case(CODE, "total", "[2]"))
    assert run_key(case(CODE, "Box.area", "[1]")) == run_key(case(COPY, "Crate.size", "[1]"))
    assert run_key(case(CODE, "Box.area", "[1]")) != run_key(case(CODE, "total", "[1]"))
    assert run_key(case(CODE, stdin="1 \n2\n")) == run_key(case(CODE, stdin="1\n2"))


def test_swapped_names_are_no_renaming() -> None:
    assert exact("def f(a, b):\n    return a - b\n") == exact("def g(x, y):\n    return x - y\n")
    assert exact("def f(a, b):\n    return a - b\n") != exact("def f(a, b):\n    return b - a\n")


def test_what_does_not_parse_is_taken_as_it_is() -> None:
    assert exact("def f(:\n  1") == "def f(: 1"
    assert shape("def f(:") == ("def", "f", "(", ":")
    run_key(case("\ud800 ="))


def test_the_packages_own_renaming_is_seen_through() -> None:
    renamed = 0
    for name, family in sorted(families("algorithm").items())[:20]:
        program = family.make(Random(1), family.default_size).program
        tree = ast.parse(program.code)
        if rewrite(tree, Random(3), program.entry_point):
            renamed += 1
            assert exact(program.code) == exact(ast.unparse(tree)), name
    assert renamed > 10
