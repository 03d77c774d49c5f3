"""Mixtures have equal tokens, controls keep program and answer, alternatives are read by an explicit table."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from datasets import Dataset, load_dataset

from tracepile_hf.corpus.configs import CONFIGS
from tracepile_hf.errors import InputError
from tracepile_hf.training.alternatives import READERS, messages_of
from tracepile_hf.training.controls import CONTROLS, code_only, input_output, shuffled_rationale
from tracepile_hf.training.mixture import ChatSource, Message, Part, doublings, tokenizer_count, write, write_sizes
from tracepile_hf.training.tables import TABLES, parts_of
from tracepile_hf.training.where import trainers_folder

TOLD = "Line 1 sets `x` to 1. Line 2 sets `y` to 2. Line 3 returns 3. Line 4 is next. The answer is `3`."


def rows(count: int, start: int = 0) -> list[dict[str, object]]:
    return [
        {
            "id": f"r{number}",
            "family": "adding_up",
            "code": "def f():\n    return 3\n",
            "messages": [
                {"role": "user", "content": "What?"},
                {"role": "assistant", "content": TOLD + "!" * (number % 7)},
            ],
        }
        for number in range(start, start + count)
    ]


def characters(messages: list[Message]) -> int:
    return sum(len(message["content"]) for message in messages)


def part(name: str, *given: list[dict[str, object]]) -> Part:
    return Part(name, tuple(ChatSource(some, CONTROLS[name]) for some in given))


def test_every_part_has_the_same_tokens_and_loads_as_a_config(tmp_path: Path) -> None:
    parts = [part(name, rows(400)) for name in ("full", "input_output")]
    shares = write(parts, 5000, characters, seed=3, out=tmp_path / "mix")
    assert all(4950 <= share.tokens <= 5000 for share in shares)
    for share in shares:
        loaded = load_dataset(str(tmp_path / "mix"), share.name, split="train", cache_dir=str(tmp_path / "cache"))
        assert len(loaded) == share.rows
        assert sum(loaded["tokens"]) == share.tokens
    record = json.loads((tmp_path / "mix" / "mixture.json").read_text())
    assert [part["name"] for part in record["parts"]] == ["full", "input_output"]


def test_the_same_seed_takes_the_same_rows_in_any_order(tmp_path: Path) -> None:
    def ids(out: str, seed: int, given: list[dict[str, object]]) -> list[str]:
        write([part("full", given)], 20000, characters, seed, tmp_path / out)
        file = tmp_path / out / "full" / "train-00000-of-00001.parquet"
        loaded = load_dataset("parquet", data_files=str(file), split="train", cache_dir=str(tmp_path / "cache"))
        return list(loaded["id"])

    given = rows(300)
    assert ids("a", 1, given) == ids("b", 1, given[::-1])
    assert ids("c", 2, given) != ids("d", 1, given)


def test_a_part_that_holds_too_little_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 100000 tokens in part 'full'"):
        write([part("full", rows(5))], 100_000, characters, 1, tmp_path / "mix")
    assert not (tmp_path / "mix").exists()


def test_a_budget_is_met_as_nearly_as_long_rows_can(tmp_path: Path) -> None:
    long = [{"id": str(number), "messages": [{"role": "user", "content": "x" * 300}]} for number in range(50)]
    (share,) = write([part("full", long)], 4000, characters, 1, tmp_path / "mix")
    assert (share.tokens, share.passed_over > 0) == (3900, True)
    with pytest.raises(InputError, match="a budget of part 'full' that is large beside its rows"):
        write([part("full", long)], 500, characters, 1, tmp_path / "small")


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError, match="new or empty folder"):
        write([part("full", rows(5))], 100, characters, 1, tmp_path)


def test_controls_keep_what_they_say() -> None:
    row = rows(1)[0]
    assert input_output(row)[1]["content"] == "The answer is `3`."
    assert "def f():" in code_only(row)[1]["content"]
    assert "3`" not in code_only(row)[1]["content"]
    shuffled = shuffled_rationale(row)[1]["content"]
    assert shuffled != TOLD
    assert shuffled.endswith("The answer is `3`.")
    assert sorted(shuffled.split(". ")) != []
    assert sorted(shuffled.replace(".", "").split()) == sorted(TOLD.replace(".", "").split())
    assert shuffled_rationale(row) == shuffled_rationale(row)


def test_the_paper_s_alternatives_are_read_as_chats() -> None:
    math = messages_of("nvidia/OpenMathInstruct-1", {"question": "q", "generated_solution": "s"})
    assert [message["content"] for message in math] == ["q", "s"]
    code = {"prompt": "p", "turn_1": "a", "feedback_1": "f", "turn_2": "b", "feedback_2": ""}
    assert [message["role"] for message in messages_of("hkust-nlp/CodeIO-PyEdu-Reasoning", code)] == [
        "user",
        "assistant",
    ] * 2
    with pytest.raises(InputError, match="OpenMathInstruct-2"):
        messages_of("nvidia/OpenMathInstruct-2", {"question": "q"})


def test_the_scaling_curve_doubles_up_to_the_whole() -> None:
    assert doublings(500_000) == [50_000, 100_000, 200_000, 400_000, 500_000]
    assert doublings(30_000) == [30_000]


def test_growing_sizes_hold_each_other_and_the_last_is_the_whole(tmp_path: Path) -> None:
    shares = write_sizes(part("full", rows(25)), 4, characters, 5, tmp_path / "mix")
    assert [share.rows for share in shares] == [4, 8, 16, 25]
    assert [share.name for share in shares] == ["rows_4", "rows_8", "rows_16", "rows_25"]
    loaded = [load_dataset(str(tmp_path / "mix"), s.name, split="train", cache_dir=str(tmp_path / "c")) for s in shares]
    for smaller, larger, share in zip(loaded, loaded[1:], shares, strict=False):
        assert list(larger["id"])[: smaller.num_rows] == list(smaller["id"])
        assert sum(smaller["tokens"]) == share.tokens


def test_a_part_of_several_sources_draws_from_all_of_them(tmp_path: Path) -> None:
    write([part("full", rows(100), rows(100, 500))], 5000, characters, 1, tmp_path / "mix")
    loaded = load_dataset(str(tmp_path / "mix"), "full", split="train", cache_dir=str(tmp_path / "cache"))
    assert {int(name[1:]) >= 500 for name in loaded["id"]} == {True, False}


def test_a_data_set_is_read_row_by_row_and_gives_the_same_as_a_list(tmp_path: Path) -> None:
    given = rows(100)
    stored = Dataset.from_list(given)
    one = write([part("full", given)], 5000, characters, 1, tmp_path / "one")
    other = write([Part("full", (ChatSource(stored, CONTROLS["full"]),))], 5000, characters, 1, tmp_path / "other")
    assert one == other
    read = [(tmp_path / name / "full" / "train-00000-of-00001.parquet").read_bytes() for name in ("one", "other")]
    assert read[0] == read[1]


def test_the_paper_s_tables_are_configs_of_the_corpus_and_known_sets() -> None:
    places = {}
    for table in TABLES:
        for text in parts_of(table, "./corpus"):
            name, _, rest = text.partition("=")
            source, _, control = rest.partition("@")
            assert not control or control in CONTROLS
            places[f"{table}/{name}"] = source.split("+")
    for sources in places.values():
        for source in sources:
            dataset, _, config = source.partition(":")
            assert config in CONFIGS if dataset == "./corpus" else dataset in READERS
    assert places["ablations/without_both"] == ["./corpus:all-base"]
    assert places["ablations/without_math"] == ["./corpus:algorithm", "./corpus:competition"]
    assert {name.partition("/")[0] for name in places} == {"ablations", "alternatives", "controls", "scaling"}
    with pytest.raises(InputError, match="a table among"):
        parts_of("table5", "./corpus")


def test_exact_counts_are_those_of_the_model_s_own_tokenizer(tmp_path: Path) -> None:
    pytest.importorskip("transformers", reason="the train extra is not installed")
    from transformers import AutoTokenizer

    texts = [message["content"] for row in rows(20) for message in row["messages"]]  # type: ignore[attr-defined]
    prepare().tokenizer([*texts, "user assistant"], tmp_path / "tokenizer")
    count = tokenizer_count(str(tmp_path / "tokenizer"))
    (share,) = write([part("full", rows(200))], 6000, count, 1, tmp_path / "mix")
    loaded = load_dataset(str(tmp_path / "mix"), "full", split="train", cache_dir=str(tmp_path / "cache"))
    fast = AutoTokenizer.from_pretrained(str(tmp_path / "tokenizer"))
    told = [fast.apply_chat_template(row["messages"], tokenize=False) for row in loaded]
    assert share.tokens == sum(len(fast(text, add_special_tokens=False)["input_ids"]) for text in told)
    assert 0.99 * 6000 <= share.tokens <= 6000
    with pytest.raises(InputError, match="a tokenizer folder or Hub id"):
        tokenizer_count(str(tmp_path / "none"))


def prepare() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", trainers_folder() / "smoke" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
