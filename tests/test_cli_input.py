"""Whatever a command is handed that it cannot use ends in one line and status 1, with nothing half-written left."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tracepile_hf import cli
from tracepile_hf.corpus.build import build

NO_FILE = "/proc/nowhere"  # a place where nothing can be made, whoever asks
CARD = ("--base", "Qwen/Qwen2.5-7B", "--paradigm", "two_stage/stage2")
MIX = ("--tokenizer", "nowhere", "--tokens", "100", "--out", "mixture")


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "corpus"
    build("math-base", 8, seed=1, out=folder)
    return folder


@pytest.fixture
def tracepile(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command, offline, in a folder with a bit of everything that may be wrong."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)
    for name, content in {
        "f.py": b"def f(x):\n    return x\n",
        "bad": b"\xff\xfe",
        "empty": b"",
        "cut": b'{"a": [1',
        "in.jsonl": b'{"id": "a", "code": "print(1)"}\n',
        "list.json": b"[1]",
        "results.json": b'{"results": 5}',
        "result.json": b'{"results": [5]}',
        "value.json": b'{"results": [], "tokens_seen": "many"}',
        "date.yaml": b"a: 2020-13-45\n",
    }.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["tracepile", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        with pytest.raises(SystemExit) as exit:
            cli.main()
        captured = capsys.readouterr()
        return Ran(int(exit.value.code or 0), captured.out, captured.err)

    return run


def one_line(ran: Ran, message: str) -> None:
    assert ran.status == 1
    assert message in ran.err
    assert ran.err.startswith("tracepile: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["trace", "folder"], "expected a readable file, got Is a directory (folder)"),
        (["trace", "f.py/x"], "expected a readable file, got Not a directory (f.py/x)"),
        (["trace", "f.py", "--stdin", "folder"], "expected a readable file, got Is a directory (folder)"),
        (["trace", "f.py", "--stdin", "bad"], "expected UTF-8 text, got byte 0xff (bad)"),
        (["trace", "f.py", "--call", "f(open(1))"], "expected arguments that are literals, got open(1) (--call)"),
        (["trace", "f.py", "--call", "f([Node(1)])"], "expected arguments that are literals, got [Node(1)] (--call)"),
        (["trace", "f.py", "--call", "f(x=Color.RED)"], "expected arguments that are literals, got Color.RED"),
        (["trace", "f.py", "--call", "f(**{'x': 1})"], "expected a call of a function with literals"),
        (["trace", "--programs", "folder", "--out", "o"], "expected a readable JSONL file, got Is a directory"),
        (["trace", "--programs", "empty", "--out", "o"], "expected at least one program"),
        (
            ["trace", "--programs", "in.jsonl", "--out", "in.jsonl"],
            "expected another file than --programs, got the",
        ),
        (["trace", "--programs", "in.jsonl", "--out", "folder"], "Is a directory"),
        (["trace", "--programs", "in.jsonl", "--out", "/dev/full"], "No space left on device"),
        (["build", "--config", "../x"], "expected a config from algorithm"),
        (["build", "--config", "math", "--programs", "folder"], "expected a readable JSONL file, got Is a directory"),
        (["verify", "f.py"], "expected a folder that `tracepile build` wrote, got no config in it (f.py)"),
        (["stats", "nowhere"], "expected a folder that `tracepile build` wrote, got no config in it (nowhere)"),
        (["recipes", "f.py"], "expected a folder that can be written, got File exists (f.py)"),
        (["recipes", NO_FILE], "expected a folder that can be written, got No such file or directory"),
        (["train", "folder"], "expected a readable recipe file, got Is a directory (folder)"),
        (["train", "bad"], "expected UTF-8 text, got byte 0xff (bad)"),
        (["train", "empty"], "expected a mapping of settings, got NoneType (empty)"),
        (["train", "cut"], "expected YAML, got"),
        (["train", "date.yaml"], "expected YAML, got month must be in 1..12 (date.yaml)"),
        (["train", "f.yaml", "--options", "folder"], "expected a readable recipe file, got"),
        (["card", "f.py", *CARD], "expected a model's folder, got none (f.py)"),
        (["card", "folder", *CARD, "--results", "folder"], "expected a readable results file, got Is a directory"),
        (["card", "folder", *CARD, "--results", "bad"], "expected UTF-8 text, got byte 0xff (bad)"),
        (["card", "folder", *CARD, "--results", "cut"], "expected JSON, got"),
        (["card", "folder", *CARD, "--results", "list.json"], "expected an object with keys among"),
        (["card", "folder", *CARD, "--results", "results.json"], "expected results as a list, got int (results.json)"),
        (["card", "folder", *CARD, "--results", "result.json"], "got 5 (result.json: result 1)"),
        (["card", "folder", *CARD, "--results", "value.json"], "expected tokens_seen as a whole number, got 'many'"),
        (["card", "/proc/self", *CARD], "expected a model's folder that can be written, got"),
        (["push", "f.py", "me/x"], "expected a built corpus with README.md, got none (f.py)"),
        (
            ["push-model", "nowhere", "me/x"],
            "expected a model folder with config.json (or an adapter's, with adapter_config.json) and README.md",
        ),
        (["mix", "../up=./folder", *MIX], "expected a part's name of letters, digits, _ - + and dots"),
        (["mix", "/tmp/up=./folder", *MIX], "got '/tmp/up' (tracepile mix)"),
        (["mix", "..=./folder", *MIX], "got '..' (tracepile mix)"),
        (["mix", "mixture.json=./folder", *MIX], "got 'mixture.json' (tracepile mix)"),
        (["mix", "a=./folder", "A=./folder", *MIX], "expected a name for each part, got 'A' twice (tracepile mix)"),
        (["mix", "a", *MIX], "expected NAME=SOURCE[:CONFIG][+SOURCE...][@CONTROL], got a (tracepile mix)"),
        (["mix", "a=./folder", *MIX[:-1], "f.py"], "expected a new or empty folder that can be written, got Not a"),
        (["mix", "a=./folder", *MIX], "expected a data set with a train split, got The directory at"),
        (["mix", "a=./nowhere", *MIX], "expected a data set with a train split, got"),
    ],
)
def test_one_line_says_what_is_wrong(tracepile: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    one_line(tracepile(*arguments), message)
    after = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if "cache" not in path.parts}
    assert sorted(path for path in after - set(before) if str(path) != "o") == []


def test_input_that_would_be_written_over_is_not(tracepile: Run, tmp_path: Path) -> None:
    tracepile("trace", "--programs", "in.jsonl", "--out", "./in.jsonl")
    assert json.loads((tmp_path / "in.jsonl").read_text())["code"] == "print(1)"


def test_recipes_come_whole_or_not_at_all(tracepile: Run, tmp_path: Path) -> None:
    assert tracepile("recipes", "new/deep").status == 0
    assert {path.name for path in (tmp_path / "new" / "deep").iterdir()} == {"trainers"}
    one_line(tracepile("recipes", "new/deep"), "expected a folder without trainers/, got one that has it")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff", "expected UTF-8 text, got byte 0xff"),
        (b"---\nconfigs: 5\n---\n", "expected configs with data_files of split and path, got 5"),
        (b"---\nconfigs: [{data_files: x}]\n---\n", "expected configs with data_files of split and path"),
        (b"---\nconfigs: [{data_files: [{path: ../x}]}]\n---\n", "expected paths inside of the folder, got '../x'"),
        (b"---\nconfigs: [{data_files: [{path: /etc/*}]}]\n---\n", "expected paths inside of the folder, got '/etc/*'"),
        (b"---\nconfigs: {\n---\n", "expected a card that the Hub can read"),
    ],
)
def test_a_card_that_is_none(tracepile: Run, tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "folder" / "README.md").write_bytes(content)
    one_line(tracepile("push", "folder", "me/x"), message)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[", "got something else"),
        ("[]", "got something else"),
        ('{"config": "math-base"}', "got something else"),
        ('{"config": "m", "seed": 0, "asked": 1, "dropped": {"surplus": "x"}}', "got something else"),
        ('{"config": "m", "seed": 0, "asked": 1, "licenses": {"MIT": "x"}}', "licenses are no counts"),
        ("\xff", "got something else"),
    ],
)
def test_a_ledger_that_is_none(tracepile: Run, tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "c" / "math-base").mkdir(parents=True)
    (tmp_path / "c" / "math-base" / "ledger.json").write_bytes(content.encode("latin-1"))
    one_line(tracepile("stats", "c"), message)
    one_line(tracepile("verify", "c"), "failures in 0 rows of c")


def test_rows_that_are_none(tracepile: Run, tmp_path: Path, corpus: Path) -> None:
    def changed(name: str, change: Callable[[Path], object]) -> str:
        shutil.copytree(corpus, tmp_path / name)
        change(next((tmp_path / name).glob("*/train-*.parquet")))
        return name

    def retyped(path: Path) -> None:
        table = pq.read_table(path)
        pq.write_table(table.set_column(0, "messages", pa.array(["text"] * table.num_rows)), path)

    def emptied(path: Path) -> None:
        table = pq.read_table(path)
        place = table.schema.get_field_index("code")
        pq.write_table(table.set_column(place, "code", pa.nulls(table.num_rows, pa.large_string())), path)

    for name, change, message in (
        ("garbage", lambda path: path.write_bytes(b"PAR1garbagePAR1"), "expected a Parquet file"),
        ("nothing", lambda path: path.write_bytes(b""), "expected a Parquet file"),
        ("folder2", lambda path: (path.unlink(), path.mkdir()), "expected a Parquet file"),
        ("retyped", retyped, "expected messages as list<"),
        ("emptied", emptied, "expected a value in every row of code, got null"),
    ):
        one_line(tracepile("stats", changed(name, change)), message)
        ran = tracepile("verify", name)
        one_line(ran, "failures in")
        assert message in ran.out


def test_a_cache_that_is_full_costs_the_name_not_the_corpus(
    tracepile: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "empty")
    ran = tracepile("build", "--config", "math-base", "--samples", "2", "--out", "out")
    assert ran.status == 1
    assert ran.out.startswith("2 samples in out/math-base")
    last = ran.err.splitlines()[-1]
    assert last.startswith("tracepile: expected a datasets cache that takes out/math-base, got ")
    assert "Traceback" not in ran.err
