"""Lists, sets and grids in all the ways models write them; KOR-Bench's brackets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.evaluation.scorers.clrs import score_clrs
from tracepile_hf.evaluation.scorers.grids import score_grid
from tracepile_hf.evaluation.scorers.kor import score_kor, value_of
from tracepile_hf.evaluation.scorers.lists import find_lists, read_value, score_list, score_set, unwrapped

WRITTEN = [
    "[1, 2, 3]",
    "[1,2,3]",
    "[1 2 3]",
    "[ 1 , 2 , 3 ]",
    "(1, 2, 3)",
    "{1, 2, 3}",
    "1, 2, 3",
    "1 2 3",
    "1,2,3",
    "1 -> 2 -> 3",
    "1->2->3",
    "1 \u2192 2 \u2192 3",
    "1 => 2 => 3",
    "[[1, 2, 3]]",
    "### [[1, 2, 3]]",
    "### [1, 2, 3]",
    "#### [1, 2, 3]",
    "The answer is [1, 2, 3].",
    "The answer is [1, 2, 3]",
    "The answer is 1, 2, 3.",
    "The answer is 1, 2 and 3.",
    "The answer is: 1 2 3",
    "Answer: [1, 2, 3]",
    "**Answer:** [1, 2, 3]",
    "**[1, 2, 3]**",
    "The answer is `[1, 2, 3]`.",
    "Answer:\n[1, 2, 3]",
    "\\boxed{[1, 2, 3]}",
    "\\boxed{1, 2, 3}",
    "\\boxed{1 \\to 2 \\to 3}",
    "$\\boxed{\\{1, 2, 3\\}}$",
    "\\boxed{\\left[1, 2, 3\\right]}",
    "[1.0, 2.0, 3.0]",
    "[01, 02, 03]",
    "First [3, 2, 1], then [1, 2, 3]",
    "We start at 1, go to 2.\n[1, 2, 3]",
    "We visit 1 first.\n\n1, 2, 3",
    "The answer is the order [1, 2, 3], as 1 has no edge into it.",
    "The answer is [3, 2, 1]. No: the answer is [1, 2, 3].",
    "<think>[3, 2, 1]</think>[1, 2, 3]",
    "[1; 2; 3]",
    "[1,\n2,\n3]",
    "['1', '2', '3']",
]
NOT_WRITTEN = ["", "I do not know", "The answer is unclear", "[", "]1[", "((("]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_list_is_found_however_it_is_written(text: str) -> None:
    value = "['1', '2', '3']" if "'" in text else "[1, 2, 3]"
    assert score_list(text, value).outcome == "right", find_lists(text)
    assert score_set(text, value.replace("1", "x").replace("3", "1").replace("x", "3")).outcome == "right"


@pytest.mark.parametrize("text", WRITTEN)
def test_another_list_is_wrong(text: str) -> None:
    assert score_list(text, "[1, 2, 4]").outcome == "wrong"
    assert score_list(text, "[1, 2]").outcome == "wrong"
    assert score_set(text, "[1, 2]").outcome == "wrong"


@pytest.mark.parametrize("text", NOT_WRITTEN)
def test_no_list_is_no_answer(text: str) -> None:
    assert score_list(text, "[1, 2, 3]").outcome == "none"
    assert score_set(text, "[1, 2, 3]").outcome == "none"


@pytest.mark.parametrize(
    "text", ["[]", "The answer is [].", "The answer is none.", "The answer is: empty", "The answer is {}"]
)
def test_the_empty_set_can_be_said(text: str) -> None:
    assert score_set(text, "[]").outcome == "right"
    assert score_set(text, "[1]").outcome == "wrong"


_VALUES = st.recursive(
    st.integers(-999, 999).map(float), lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=20
)


@given(st.lists(_VALUES, min_size=1, max_size=6).map(tuple))
def test_what_python_writes_is_read_back(value: tuple[object, ...]) -> None:
    assert unwrapped(read_value(repr(value)) or ()) == unwrapped(value)  # type: ignore[arg-type]


@given(st.text(alphabet="[](){}0123456789,; ->ab'\".", max_size=80))
def test_any_text_is_read_or_not(text: str) -> None:
    assert score_list(text, "[1, 2, 3]").outcome in ("right", "wrong", "none")


def test_clrs_takes_the_output_itself() -> None:
    gold = {"value": "[0 0 1 0]", "algorithm": "articulation_points", "input": ""}
    assert score_clrs("[0 0 1 0]\n\nbfs:\ns: 1", gold).outcome == "right"
    assert score_clrs("[0, 0, 1, 0]", gold).outcome == "right"
    assert score_clrs("[0 1 1 0]", gold).outcome == "wrong"
    assert score_clrs("no idea", gold).outcome == "none"
    assert score_clrs("2, 3", {**gold, "value": "2, 3"}).outcome == "right"
    assert score_clrs("[[0 1], [1 0]]", {**gold, "value": "[[0 1], [1 0]]"}).outcome == "right"
    assert score_clrs("[0 1 1 0]", {**gold, "value": "[[0 1], [1 0]]"}).outcome == "wrong"
    assert score_clrs("[0.054 0.178]", {**gold, "value": "[0.054 0.178]"}).outcome == "right"


def test_any_search_tree_and_any_order_that_is_one_counts() -> None:
    graph = "s: 0, A: [[0 1 1 0], [1 0 0 1], [1 0 0 1], [0 1 1 0]]"
    bfs = {"value": "[0 0 0 1]", "algorithm": "bfs", "input": f"bfs:\n{graph}\npi:\n"}
    assert score_clrs("[0 0 0 2]", bfs).outcome == "right"
    assert score_clrs("[0 0 0 0]", bfs).outcome == "wrong"
    assert score_clrs("[1 0 0 2]", bfs).outcome == "wrong"
    order = {
        "value": "[1 2 2], 0",
        "algorithm": "topological_sort",
        "input": "topological_sort:\nA: [[0 0 1], [0 0 1], [0 0 0]]\ntopo, topo_head:\n",
    }
    assert score_clrs("[2 0 2], 1", order).outcome == "right"
    assert score_clrs("[0 2 1], 0", order).outcome == "wrong"
    assert score_clrs("[1 0 2], 0", order).outcome == "wrong"


GRID = {"House 1": {"Name": "Ann", "Pet": "Cat"}, "House 2": {"Name": "Bob", "Pet": "Dog"}}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (json.dumps({"solution": GRID}), "right"),
        (json.dumps(GRID), "right"),
        (f"Thinking...\n```json\n{json.dumps({'reasoning': 'x', 'solution': GRID}, indent=2)}\n```", "right"),
        (json.dumps({"solution": GRID}).replace('"Cat"}', '"cat",}'), "right"),
        (json.dumps({"solution": GRID}).replace("Cat", "Dog"), "wrong"),
        (json.dumps({"solution": {"House 1": GRID["House 1"]}}), "wrong"),
        ("House 1: Ann", "none"),
        ("{", "none"),
        ("[[[[" * 2000, "none"),
    ],
)
def test_a_grid_counts_when_every_cell_is_right(text: str, outcome: str) -> None:
    assert score_grid(text, GRID).outcome == outcome


def kor(text: str, value: str, category: str, rule: str = "7") -> str:
    return score_kor(text, {"value": f"[[{value}]]", "category": category, "rule": rule, "idx": "1"}).outcome


@pytest.mark.parametrize(
    ("text", "value", "category", "rule", "outcome"),
    [
        ("[[N]]", "N", "cipher", "1", "right"),
        ("The text is [[ N ]].", "N", "cipher", "1", "right"),
        ("\\boxed{N}", "N", "cipher", "1", "right"),
        ("[[M]]", "N", "cipher", "1", "wrong"),
        ("N", "N", "cipher", "1", "none"),
        ("[[]]", "N", "cipher", "1", "none"),
        ("[[ p1 & p2 ]; [p3]]", "p1&p2];[p3", "logic", "1", "right"),
        ("[[Some products are non-top-grade]]", "Someproductsarenon-top-grade.", "logic", "9", "right"),
        ("[[I,O];[-,+];[+,-]]", "I,O];[+,-];[-,+", "logic", "5", "wrong"),  # as its authors' rule: brackets count
        ("[[10/3]]", "10/3", "operation", "10", "right"),
        ("[[\\frac{10}{3}]]", "10/3", "operation", "10", "right"),
        ("[[2*sqrt(11)]]", "2\\sqrt{11}", "operation", "8", "right"),
        ("[[{b, a}]]", "{a,b}", "operation", "18", "right"),
        ("[[((1,2),(3,5))]]", "((1,2),(3,4))", "operation", "24", "wrong"),
        ("[[((1, 2), (3, 4))]]", "((1,2),(3,4))", "operation", "24", "right"),
        ("[[S=9,E=5]]", "E=5,S=9", "puzzle", "5", "right"),
        ("[[pea  APE]]", "ape pea", "puzzle", "3", "right"),
        ("[[tal]]", "t,tal", "puzzle", "2", "right"),
        ("[[(6*8)/(9-7)]]", "6*8/(9-7)", "puzzle", "10", "right"),
        ("[[6*8/(9-8)]]", "6*8/(9-7)", "puzzle", "10", "wrong"),
        ("[[__import__('os').system('x')]]", "6*8/(9-7)", "puzzle", "10", "wrong"),
        ("[[9**9**9**9]]", "6*8/(9-7)", "puzzle", "10", "wrong"),
        ("[[6+2*3-2=10]]", "6+2*3-2=10", "puzzle", "9", "right"),
        ("[[1 2\n0 3]]", "1 2,0 3", "puzzle", "22", "right"),
        ("[[1 2,0 4]]", "1 2,0 3", "puzzle", "22", "wrong"),
    ],
)
def test_each_rule_is_compared_as_its_authors_do(text: str, value: str, category: str, rule: str, outcome: str) -> None:
    assert kor(text, value, category, rule) == outcome


def test_only_sums_of_whole_numbers_are_worked_out() -> None:
    assert value_of("(6*8)/(9-7)") == 24
    for text in ("2**3", "a", "1/0", "f(1)", "1.5", "[1]", "9" * 300, "(" * 150 + "1" + ")" * 150):
        assert value_of(text) is None or text.startswith("(")
