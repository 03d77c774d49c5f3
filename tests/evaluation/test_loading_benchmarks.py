"""Every benchmark's items: published counts, gold answers, chance; and each schema on small files of our own."""

from __future__ import annotations

import base64
import itertools
import json
import pickle
import random
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import BENCHMARKS, FAST, HubSource, suite
from tracepile_hf.evaluation.loading import HIDDEN, load
from tracepile_hf.evaluation.loading.files import hub_rows
from tracepile_hf.evaluation.loading.load import reader
from tracepile_hf.evaluation.scorers import SCORERS, score

AT_HAND = sorted(name for name in BENCHMARKS if not name.startswith(("lcb_", "zebra")) and not name.endswith("_style"))
STYLES = sorted(name for name in BENCHMARKS if name.endswith("_style"))
RUN_IN_THE_JAIL = {"cruxeval_input": 40}  # a sample: every answer is a process
SLOW_TO_COMPARE = ("math", "math500", "kor_operation")


@pytest.mark.parametrize("name", AT_HAND)
def test_published_files_have_the_published_number_of_items(name: str, benchmark_files: Path) -> None:
    loaded = load(name, benchmark_files)
    if loaded.benchmark.items is not None:
        assert len(loaded.items) == loaded.benchmark.items
    assert len(loaded.items) >= 400 or loaded.benchmark.items is not None
    assert len({item.id for item in loaded.items}) == len(loaded.items)
    assert all(item.prompt.strip() and item.target and item.scorer in SCORERS for item in loaded.items)
    assert len(loaded.revision) == 16


@pytest.mark.parametrize("name", AT_HAND)
def test_gold_answers_are_right_others_near_chance_and_none_none(name: str, benchmark_files: Path) -> None:
    pytest.importorskip("math_verify")
    items: Sequence[Any] = load(name, benchmark_files).items
    draw = random.Random(0)
    if name in RUN_IN_THE_JAIL:
        items = draw.sample(items, RUN_IN_THE_JAIL[name])
    assert [
        (item.id, item.target) for item in items if score(item.scorer, item.gold, item.target).outcome != "right"
    ] == []
    assert {
        score(item.scorer, item.gold, text).outcome for item in items[:20] for text in ("", " \n", "I do not know")
    } == {"none"}
    few = items if len(items) <= 200 else draw.sample(items, 200)
    few = few[:30] if name in SLOW_TO_COMPARE else few
    other = [draw.choice(items) for _ in few]
    right = sum(score(a.scorer, a.gold, b.target).outcome == "right" for a, b in zip(few, other, strict=True))
    chance = sum(item.chance for item in few)
    # answers of other items: by guessing, five standard deviations; questions with few possible answers meet by chance
    assert right <= chance + 0.12 * len(few) + 5 * (chance * (1 - chance / len(few))) ** 0.5
    assert sum(score(a.scorer, a.gold, b.target).outcome == "fault" for a, b in zip(few, other, strict=True)) == 0


def test_suites_name_benchmarks() -> None:
    assert {*suite("paper"), *suite("style")} == set(BENCHMARKS)
    assert set(suite("style")) == set(STYLES)
    assert set(FAST) <= set(BENCHMARKS)
    with pytest.raises(InputError, match="expected a suite among paper, fast, style, coe, got all"):
        suite("all")
    with pytest.raises(InputError, match="a benchmark among"):
        load("gsm9k", ".")


@pytest.mark.parametrize("name", STYLES)
def test_items_of_our_own_have_sure_answers_and_repeat(name: str) -> None:
    made = load(name).items
    assert made == load(name).items
    assert len(made) == BENCHMARKS[name].items == len({item.id for item in made})
    assert len({item.prompt for item in made}) > 0.95 * len(made)
    assert {score(item.scorer, item.gold, item.target).outcome for item in made} == {"right"}
    other = [made[(place + 7) % len(made)] for place in range(len(made))]
    right = sum(score(a.scorer, a.gold, b.target).outcome == "right" for a, b in zip(made, other, strict=True))
    assert right / len(made) <= sum(item.chance for item in made) / len(made) + 0.12


def test_zebra_puzzles_of_our_own_have_one_solution() -> None:
    """By the sentences of the prompt alone, against every way to fill the houses."""
    for item in load("zebra_style").items[:40]:
        listed = {
            name: values.split(", ") for name, values in re.findall(r"^ - (\w+): (.+)$", item.prompt, re.MULTILINE)
        }
        clues = re.findall(r"^\d+\. (.+)\.$", item.prompt, re.MULTILINE)
        ways = [
            {value: house for order in orders for house, value in enumerate(order, 1)}
            for orders in itertools.product(*map(itertools.permutations, listed.values()))
        ]
        fitting = [way for way in ways if all(obeys(way, clue) for clue in clues)]
        grid = json.loads(item.gold)["grid"]
        right = {value: int(house[-1]) for house, cells in grid.items() for value in cells.values()}
        assert fitting == [right]


def obeys(way: Mapping[str, int], clue: str) -> bool:
    if found := re.fullmatch(r"What is in house (\d) is not (\w+)", clue):
        return way[found[2]] != int(found[1])
    if found := re.fullmatch(r"(\w+) is somewhere to the left of (\w+)", clue):
        return way[found[1]] < way[found[2]]
    if found := re.fullmatch(r"(\w+) is in the same house as (\w+)", clue):
        return way[found[1]] == way[found[2]]
    found = re.fullmatch(r"(\w+) and (\w+) are in houses side by side", clue)
    assert found is not None, clue
    return abs(way[found[1]] - way[found[2]]) == 1


def test_rules_of_our_own_are_balanced_at_every_depth() -> None:
    counts: dict[tuple[str, str], int] = {}
    for item in load("ruletaker_style").items:
        key = (item.group, json.loads(item.gold)["answer"])
        counts[key] = counts.get(key, 0) + 1
        assert entailed(item.prompt) == (key[1] == "entailment")
    assert set(counts.values()) == {25}
    assert len(counts) == 8


def entailed(prompt: str) -> bool:
    """Worked forwards from the sentences of the prompt alone."""
    facts = set(re.findall(r"(?:^|[.:] )(\w+) is (\w+)(?=\.)", prompt.partition("\nStatement")[0]))
    rules = re.findall(r"If someone is (\w+) then they are (\w+)\.", prompt)
    asked = re.search(r"Statement: (\w+) is (\w+)\.", prompt)
    assert asked is not None
    for _ in rules:
        facts |= {(name, after) for before, after in rules for name, held in facts if held == before}
    return asked.groups() in facts


def items(name: str, rows: Sequence[Mapping[str, Any]], file: str = "test") -> list[Any]:
    return reader(name)([{**row, "_file": file} for row in rows])


def lines(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def pack(tests: Sequence[Mapping[str, str]]) -> str:
    return base64.b64encode(zlib.compress(pickle.dumps(json.dumps(tests)))).decode()


GENERATION = {
    "question_title": "Add", "question_content": "Print the sum of two numbers.", "platform": "atcoder",
    "question_id": "abc1_a", "contest_id": "abc1", "contest_date": "2024-01-01T00:00:00", "starter_code": "",
    "difficulty": "easy", "metadata": "{}",
    "public_test_cases": json.dumps([{"input": "1 2\n", "output": "3\n", "testtype": "stdin"}]),
    "private_test_cases": pack([{"input": "5 7\n", "output": "12\n", "testtype": "stdin"}]),
}  # fmt: skip


def test_livecodebench_in_its_published_schema(tmp_path: Path) -> None:
    rows = [
        {
            "question_title": "Sum", "question_content": "Return the sum.", "question_id": "3154", "contest_id": "w",
            "contest_date": "2024-01-01T00:00:00", "difficulty": "easy", "starter_code": "class Solution:\n    ...",
            "test": json.dumps([{"input": "[1, 2]\n3", "output": "true", "testtype": "functional"}]),
            "function_name": "total", "test_id": place,
        }
        for place in range(3)
    ]  # fmt: skip
    lines(tmp_path / "livecodebench" / "test_generation.jsonl", rows)
    lines(tmp_path / "livecodebench" / "code_generation_lite.jsonl", [GENERATION])
    predicted = load("lcb_output", tmp_path).items
    assert "assert total([1, 2], 3) == ??" in predicted[0].prompt
    assert len({item.id for item in predicted}) == 3
    assert {item.cluster for item in predicted} == {"3154"}
    assert score(predicted[0].scorer, predicted[0].gold, predicted[0].target).outcome == "right"
    assert (
        score(predicted[0].scorer, predicted[0].gold, "```python\nassert total([1, 2], 3) == False\n```").outcome
        == "wrong"
    )
    program = load("lcb_generation", tmp_path).items[0]
    assert len(json.loads(program.gold)["cases"]) == 2
    assert score("program", program.gold, "```python\nprint(sum(map(int, input().split())))\n```").outcome == "right"
    assert score("program", program.gold, "```python\nprint(3)\n```").outcome == "wrong"


class _Command:
    def __reduce__(self) -> tuple[Any, ...]:
        return print, ("never",)


def test_packed_tests_are_text_and_nothing_else() -> None:
    for data in (pickle.dumps(_Command()), b"no pickle"):
        packed = base64.b64encode(zlib.compress(data)).decode()
        with pytest.raises(InputError):
            items("lcb_generation", [{**GENERATION, "private_test_cases": packed}])
    with pytest.raises(InputError, match="private tests"):
        items("lcb_generation", [{**GENERATION, "private_test_cases": "%%%"}])


ZEBRA = {
    "id": "lgp-test-2x2-1", "size": "2*2", "puzzle": "There are two houses.", "created_at": "",
    "solution": {"header": ["House", "Name", "Pet"], "rows": [["1", "Ann", "cat"], ["2", "Bob", "dog"]]},
}  # fmt: skip


def test_zebralogic_in_its_published_schema() -> None:
    grid = items("zebralogic", [ZEBRA])[0]
    assert score("grid", grid.gold, grid.target).outcome == "right"
    assert HIDDEN in grid.prompt
    hidden = {**ZEBRA, "solution": {"header": ["House", "Name"], "rows": [["1", HIDDEN]]}}
    with pytest.raises(InputError, match="the public copy hides them"):
        items("zebralogic", [hidden])
    choice = {"id": "z#mc-1", "puzzle": "Two houses.", "question": "Who?", "choices": ["Ann", "Bob"], "answer": "Bob"}
    made = items("zebra_puzzle", [choice, {**choice, "id": "z#mc-2"}])
    assert {item.cluster for item in made} == {"z"}
    assert score("choice", made[0].gold, "The answer is (B).").outcome == "right"
    with pytest.raises(InputError, match="gated"):
        items("zebra_puzzle", [{key: value for key, value in choice.items() if key != "answer"}])


REDUX = {"question": "x?", "choices": ["1", "2"], "answer": 1}


@pytest.mark.parametrize(
    ("name", "row", "target"),
    [
        ("svamp", {"Body": "Two and two", "Question": "How many?", "Answer": "4", "Type": "x", "ID": "c1"}, "4"),
        ("mawps", {"question": "2 and 2?", "answer": "4.0"}, "4"),
        ("asdiv", {"body": "a", "question": "b?", "answer": "9 (apples)", "solution_type": "x"}, "9"),
        ("asdiv", {"body": "a", "question": "b?", "answer": "9:41", "solution_type": "x"}, "9:41"),
        ("math", {"problem": "p", "solution": "so $\\boxed{\\frac{1}{2}}$", "type": "Algebra"}, "\\frac{1}{2}"),
        ("mathqa", {"Problem": "p", "options": "a ) 1 , b ) 2 , c ) 3 , d ) 4 , e ) 5", "correct": "b"}, "(B)"),
        ("agieval_sat_math", {"query": "Q: x? Answer Choices: (A)1", "choices": ["(A)1", "(B)2"], "gold": [1]}, "(B)"),
        ("mmlu_stem", {"question": "x?", "choices": ["1", "2", "3", "4"], "answer": 1, "subject": "astronomy"}, "(B)"),
        ("mmlu_redux", {"question": "x?", "choices": "['1' '2' '3' \"4\"]", "answer": 1, "error_type": "ok"}, "(B)"),
        ("mmlu_redux", {**REDUX, "error_type": "wrong_groundtruth", "correct_answer": "A"}, "(A)"),
        ("mmlu_redux", {**REDUX, "error_type": "wrong_groundtruth", "correct_answer": "0"}, "(A)"),
        ("gsm_hard", {"input": "x?", "target": 3244047.0999999996}, "3244047.0999999996"),
    ],
)  # fmt: skip
def test_schemas_of_the_hub(name: str, row: Mapping[str, Any], target: str) -> None:
    pytest.importorskip("math_verify")
    item = items(name, [row])[0]
    assert target in item.target
    assert score(item.scorer, item.gold, item.target).outcome == "right"


def test_a_data_set_that_cannot_be_had_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import datasets

    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    with pytest.raises(InputError, match=r"expected a data set on the Hub, got .* \(no-owner/no-set\)"):
        list(hub_rows(HubSource("no-owner/no-set"), None))


def test_faulty_items_of_mmlu_redux_are_left_out() -> None:
    row = {"question": "x?", "choices": ["1", "2"], "answer": 1, "error_type": "no_correct_answer"}
    assert items("mmlu_redux", [row]) == []
    with pytest.raises(InputError, match="an error_type among"):
        items("mmlu_redux", [{**row, "error_type": "odd"}])


def test_ruletaker_is_balanced() -> None:
    rows = [
        {"context": "c", "question": str(n), "label": "not entailment" if n % 3 else "entailment", "config": "depth-0"}
        for n in range(30)
    ]
    made = items("ruletaker", rows)
    assert len(made) == 20
    with pytest.raises(InputError, match="entailment or not entailment"):
        items("ruletaker", [*rows, {**rows[0], "label": "maybe"}])


def test_what_is_wrong_with_a_file_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder of benchmark files"):
        load("gsm8k", tmp_path / "none")
    with pytest.raises(InputError, match=r"gsm8k\.jsonl for gsm8k, got no such file"):
        load("gsm8k", tmp_path)
    (tmp_path / "gsm8k.jsonl").write_text('{"question": "x"}\n[1]\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"gsm8k\.jsonl:2"):
        load("gsm8k", tmp_path)
    (tmp_path / "gsm8k.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"gsm8k\.jsonl:1"):
        load("gsm8k", tmp_path)
    (tmp_path / "gsm8k.jsonl").write_text('{"question": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="a column answer"):
        load("gsm8k", tmp_path)
    (tmp_path / "gsm8k.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="at least one item"):
        load("gsm8k", tmp_path)
    with pytest.raises(InputError, match="needs --data-dir"):
        load("sat_math")
    lines(
        tmp_path / "kor_bench" / "logic" / "sample.jsonl",
        [{"idx": "1", "question": "?", "answer": "[[A]]", "rule_id": "1"}],
    )
    with pytest.raises(InputError, match="the text of rule 1"):
        load("kor_logic", tmp_path)
