"""The three ways to make a family."""

from __future__ import annotations

from random import Random

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.families.family import function_family, script_family, template_family

STATEMENT = "Something is given and something else is wanted."

APPLES = template_family(
    name="apples",
    title="Apples",
    statements=("$who buys $count apples at $$$price each. What do they cost?",),
    code="""
price = $price
$noun = $count
cost = price * $noun
print(cost, "$$")
""",
    generate=lambda random, size: {
        "who": random.choice(["Ada", "Ben"]),
        "noun": random.choice(["apples", "number"]),
        "count": random.randint(1, size),
        "price": -7,
    },
    oracle=lambda price, noun, count: f"{price * count} $",
    default_size=9,
    max_size=9,
)


def test_a_template_makes_a_program_for_each_draw() -> None:
    case = APPLES.make(Random(1), 9)
    assert case.program.entry_point is None
    assert case.program.code.startswith("price = -7\n")
    assert "at $-7 each" in case.program.statement
    count = int(case.program.code.splitlines()[1].split(" = ")[1])
    assert case.expected == f"{-7 * count} $\n" == APPLES.check(case)
    assert case.program.id.startswith("math/apples/")


def test_a_template_refuses_code_that_it_did_not_make() -> None:
    family = function_family(
        name="one",
        title="One",
        statement=STATEMENT,
        code="def f(n):\n    return 1",
        entry_point="f",
        generate=lambda random, size: (size,),
        oracle=lambda n: 1,
        default_size=1,
        max_size=3,
    )
    other = family.make(Random(1), 2)
    assert (other.arguments, other.expected) == (("2",), "1")
    with pytest.raises(InputError, match="expected code made of this family's template, got 'def f"):
        APPLES.check(other)


def test_a_script_gets_its_final_newlines() -> None:
    family = script_family(
        name="echo",
        title="Echo",
        statement="One paragraph\nin two lines.\n\nAn example:\n  kept\n  as it is",
        code="print(input())",
        generate=lambda random, size: "x" * size,
        oracle=lambda stdin: stdin.strip(),
        default_size=3,
        max_size=3,
    )
    case = family.make(Random(1), 3)
    assert (case.stdin, case.expected) == ("xxx\n", "xxx\n")
    assert case.program.statement == "One paragraph in two lines.\n\nAn example:\n  kept\n  as it is"
