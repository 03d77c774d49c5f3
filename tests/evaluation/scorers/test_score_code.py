"""Values of code in all the ways models write them; what must be run is run in the jail, and harms nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.evaluation.scorers import score
from tracepile_hf.evaluation.scorers.code import (
    find_arguments,
    find_program,
    find_value,
    score_input,
    score_program,
    score_value,
)

GOLD = {"value": "[1, 'a', (2, None)]"}
WRITTEN = [
    "[1, 'a', (2, None)]",
    '[1, "a", (2, None)]',
    "[1,'a',(2,None)]",
    "[ 1, 'a', (2, None), ]",
    "[1.0, 'a', (2, None)]",
    "[True, 'a', (2, None)]",
    "[ANSWER]\n[1, 'a', (2, None)]\n[/ANSWER]",
    "[ANSWER]assert f(x) == [1, 'a', (2, None)][/ANSWER]",
    "[ANSWER]f(x) == [1, 'a', (2, None)][/ANSWER]",
    "[ANSWER]\nassert f([3]) == [1, 'a', (2, None)]\n[/ANSWER]\n\n[PYTHON]\ndef g(): pass",
    "assert f(x) == [1, 'a', (2, None)]",
    "f(x) == [1, 'a', (2, None)]",
    "assert f(x) == [1, 'a', (2, None)] [/ANSWER]",
    "[1, 'a', (2, None)] [/ANSWER]",
    "```python\nassert f(x) == [1, 'a', (2, None)]\n```",
    "```\n[1, 'a', (2, None)]\n```",
    "```py\n[1, 'a', (2, None)]\n```",
    "The answer is [1, 'a', (2, None)].",
    "The answer is `[1, 'a', (2, None)]`.",
    "The answer is: [1, 'a', (2, None)]",
    "The final answer is\n[1, 'a', (2, None)]",
    "**Answer:** [1, 'a', (2, None)]",
    "Answer: `[1, 'a', (2, None)]`",
    "f first makes a list, then `[1, 'a', (2, None)]`",
    "f makes a list.\n\n[1, 'a', (2, None)]",
    "f makes a list.\nassert f(3) == [1, 'a', (2, None)]",
    "f makes a list.\n`assert f(3) == [1, 'a', (2, None)]`",
    "<think>[2]</think>[1, 'a', (2, None)]",
    ">>> [1, 'a', (2, None)]",
    "So f(3) returns [1, 'a', (2, None)].",
    "The output is [1, 'a', (2, None)]",
    "The output will be: [1, 'a', (2, None)]",
    "The final result is [1, 'a', (2, None)].",
    "result = [1, 'a', (2, None)]",
    "[ANSWER]\nresult = [1, 'a', (2, None)]\n[/ANSWER]",
    "[1, '''a''', (2, None)]",
    "[1, 'a', (2, None)]  # a list",
    "([1, 'a', (2, None)])",
    "[0x1, 'a', (0b10, None)]",
    "[1, '\\x61', (2, None)]",
    "[1, 'a', (2, None,)]",
    "[1] + ['a', (2, None)]",
    "[1, 'A'.lower(), (2, None)]",
    "[1, *['a'], (2, None)]",
    "[n for n in [1, 'a', (2, None)]]",
]
OTHER = [
    "[1, 'a', [2, None]]",
    "[1, 'b', (2, None)]",
    "[]",
    "assert f(x) == 3",
    "The answer is 7.",
    "[1, 'a', (2, Nothing)]",
    "[1/0]",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_value_is_right_however_it_is_written(text: str) -> None:
    assert score_value(text, GOLD).outcome == "right", find_value(text)


@pytest.mark.parametrize("text", OTHER)
def test_another_value_is_wrong(text: str) -> None:
    assert score_value(text, GOLD).outcome == "wrong"


@pytest.mark.parametrize(
    "text", ["", "I do not know.", "It returns a list", "f(x)", "[ANSWER][/ANSWER]", "```\n```", "..."]
)
def test_no_value_is_no_answer(text: str) -> None:
    assert score("value", json.dumps(GOLD), text).outcome == "none"


@pytest.mark.parametrize(
    ("text", "value", "outcome"),
    [
        ("'abc'", "'abc'", "right"),
        ('"abc"', "'abc'", "right"),
        ("abc", "'abc'", "none"),
        ("True", "True", "right"),
        ("true", "True", "none"),
        ("1", "True", "right"),
        ("set()", "set()", "right"),
        ("{2, 1}", "{1, 2}", "right"),
        ("{'b': 1, 'a': 2}", "{'a': 2, 'b': 1}", "right"),
        ("-0.5", "-0.5", "right"),
        ("nan", "0.0", "wrong"),
        ("None", "None", "right"),
        ("''", "''", "right"),
        ("'\\n'", "'\\n'", "right"),
    ],
)
def test_values_are_compared_as_python_does(text: str, value: str, outcome: str) -> None:
    assert score_value(text, {"value": value}).outcome == outcome


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(_PLAIN)
def test_what_python_writes_is_right(value: object) -> None:
    assert score_value(f"[ANSWER]\nassert f(0) == {value!r}\n[/ANSWER]", {"value": repr(value)}).outcome == "right"


CODE = "def f(text, n=1):\n    return text * n\n"


@pytest.mark.parametrize(
    ("text", "found", "outcome"),
    [
        ("[ANSWER]\nassert f('a', 3) == 'aaa'\n[/ANSWER]", "'a', 3", "right"),
        ("assert f('a', n=3) == 'aaa'", "'a', n=3", "right"),
        ("f('aaa')", "'aaa'", "right"),
        ("'aaa'", "'aaa'", "right"),
        ("'a', 3", "'a', 3", "right"),
        ("[ANSWER]f(text='aaa')[/ANSWER]", "text='aaa'", "right"),
        ("assert f('a', 2) == 'aaa'", "'a', 2", "wrong"),
        ("assert f() == 'aaa'", "", "wrong"),
        ("f('b')", "'b'", "wrong"),
        (
            "assert f(type('X', (str,), {'__mul__': lambda s, n: s, '__eq__': lambda s, o: True})('b')) == 'aaa'",
            None,
            "wrong",
        ),
        ("assert f(??) == 'aaa'", None, "none"),
        ("no idea", None, "none"),
    ],
)
def test_any_input_that_gives_the_output_counts(text: str, found: str | None, outcome: str) -> None:
    if found is not None:
        assert find_arguments(text) == found
    assert score_input(text, {"code": CODE, "value": "'aaa'"}).outcome == outcome


STDIN = {"function": "", "cases": [{"input": "1 2\n", "output": "3\n"}, {"input": "5 7\n", "output": "12"}]}
FUNCTION = {"function": "add", "cases": [{"input": "[1, 2]\n3", "output": "[4, 5]"}]}


@pytest.mark.parametrize(
    ("text", "gold", "outcome"),
    [
        ("```python\na, b = map(int, input().split())\nprint(a + b)\n```", STDIN, "right"),
        (
            "First:\n```python\nprint(3)\n```\nBetter:\n```python\nprint(sum(map(int, input().split())))\n```",
            STDIN,
            "right",
        ),
        ("a, b = map(int, input().split())\nprint(a + b)", STDIN, "right"),
        ("```python\nprint(3)\n```", STDIN, "wrong"),
        ("```python\nprint(1/0)\n```", STDIN, "wrong"),
        ("```python\nthis is no code\n```", STDIN, "wrong"),
        ("I cannot do this.", STDIN, "none"),
        (
            "```python\nclass Solution:\n    def add(self, xs, n):\n        return [x + n for x in xs]\n```",
            FUNCTION,
            "right",
        ),
        ("```python\ndef add(xs: List[int], n: int):\n    return tuple(x + n for x in xs)\n```", FUNCTION, "right"),
        ("```python\ndef add(xs, n):\n    return xs\n```", FUNCTION, "wrong"),
        ("```python\ndef plus(xs, n):\n    return xs\n```", FUNCTION, "wrong"),
    ],
)
def test_programs_are_run_on_every_test(text: str, gold: dict[str, object], outcome: str) -> None:
    assert score_program(text, gold).outcome == outcome


# Ordinary misbehaviour, one of each sort: what it would reach is not there in the jail, and its time ends.
HARMFUL = [
    "open('/etc/passwd').read()",
    "__import__('os').listdir('/')",
    "__import__('os').fork()",
    "__import__('subprocess').run(['ls'])",
    "__import__('socket').socket()",
    "__import__('os').environ['HOME']",
    "'x' * 10**12",
    "__import__('os').kill(1, 0)",
]


@pytest.mark.parametrize("call", HARMFUL)
def test_code_that_reaches_out_is_wrong_and_harms_nothing(call: str) -> None:
    assert score_value(f"[{call}]", {"value": "[1]"}).outcome == "wrong"
    assert score_input(f"assert f({call}) == 'aaa'", {"code": CODE, "value": "'aaa'"}).outcome in ("wrong", "none")
    assert score_program(f"```python\nx = {call}\nprint(3)\n```", STDIN).outcome == "wrong"


def test_an_answer_that_sleeps_for_an_hour_is_ended() -> None:
    for text in ("import time\ntime.sleep(3600)", "while True:\n    pass"):
        assert score_program(f"```python\n{text}\nprint(3)\n```", {**STDIN, "seconds": 1.0}).outcome == "wrong"


def test_a_program_is_found_or_not() -> None:
    assert find_program("x = 1") == "x = 1"
    assert find_program("```\nprint(1)\n```") == "print(1)"
    assert find_program("```python\nprint(1)") == "print(1)"
    for text in ("", "words only", "3", "'text'"):
        assert find_program(text) is None


def test_a_scorer_that_fails_is_a_fault_not_a_wrong_answer() -> None:
    assert score("number", json.dumps({"value": "no number at all"}), "5").outcome == "fault"
    assert score("graph", "{}", "[1]").outcome == "fault"
    assert score("value", json.dumps({"value": "f(x)"}), "5").outcome == "fault"
