"""The command line as its user meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import io
import json
import signal
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tracepile_hf import cli
from tracepile_hf.cli.printing import EndedBySignal, Minutes, ended_by_signals

SORT = """def sort(items):
    items = list(items)
    for i in range(len(items)):
        for j in range(len(items) - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items
"""
SUM = "n = int(input())\ntotal = 0\nfor x in map(int, input().split()):\n    total += x\nprint(total)\n"


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def tracepile(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Runs the command in an empty folder; `stdin` is what it reads."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")  # read when datasets was imported

    def run(*arguments: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["tracepile", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as exit:
            cli.main()
        captured = capsys.readouterr()
        return Ran(int(exit.value.code or 0), captured.out, captured.err)

    return run


def write(path: Path, text: str | bytes) -> str:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path.name


def test_help_and_version(tracepile: Any) -> None:
    assert "trace" in tracepile("--help").out
    assert "solution.py --stdin input.txt" in tracepile("trace", "--help").out
    assert tracepile("--version").out.startswith("tracepile_hf 0.")
    assert tracepile("trace", "--nonsense").status == 2


def test_a_call_is_told_and_proved(tracepile: Any, tmp_path: Path) -> None:
    ran = tracepile("trace", write(tmp_path / "sort.py", SORT), "--call", "sort([3, 1, 2])")
    assert ran.status == 0
    assert "[1, 2, 3]" in ran.out.splitlines()[-1]
    assert ran.err.startswith("proved: ")


def test_a_script_reads_a_file_or_what_is_piped_in(tracepile: Any, tmp_path: Path) -> None:
    file, given = write(tmp_path / "sum.py", SUM), write(tmp_path / "input.txt", "3\n1 2 3\n")
    one = tracepile("trace", file, "--stdin", given)
    other = tracepile("trace", file, "--stdin", "-", stdin="3\n1 2 3\n")
    assert one.status == other.status == 0
    assert one.out == other.out
    assert "6" in one.out


def test_same_seed_same_words_another_seed_other_words(tracepile: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "sort.py", SORT)
    said = [tracepile("trace", file, "--call", "sort([3, 1, 2])", "--seed", seed).out for seed in ("0", "0", "1")]
    assert said[0] == said[1] != said[2]


def test_the_other_formats(tracepile: Any, tmp_path: Path) -> None:
    arguments = ("trace", write(tmp_path / "sort.py", SORT), "--call", "sort([2, 1])", "--format")
    trace = json.loads(tracepile(*arguments, "json").out)
    assert trace["outcome"] == "finished"
    assert trace["result"] == "[1, 2]"
    assert trace["steps"][0]["index"] == 0
    assert "items[j] > items[j + 1]" in tracepile(*arguments, "table").out
    frames = tracepile(*arguments, "cwm").out
    assert '<|frame_sep|><|call_sep|>{"items": "[2, 1]"}<|action_sep|>def sort(items):' in frames
    assert '<|return_sep|><|action_sep|>    return items<|arg_sep|>"[1, 2]"' in frames


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.py"], "expected a readable file, got No such file or directory (nowhere.py)"),
        (["latin.py"], "expected UTF-8 text, got byte 0xe9 (latin.py)"),
        (["broken.py"], "line 1"),
        (["sort.py", "--call", "triple(1)"], "triple"),
        (["sort.py", "--call", "sort([1], 2)"], "expected arguments that fit sort, got TypeError('sort() takes 1"),
        (["sort.py", "--call", "sort(x)"], "expected arguments that are literals, got x (--call)"),
        (["sort.py", "--call", "sort"], "expected a call of a function with literals"),
        (["sort.py", "--call", "sort([1])", "--stdin", "-"], "expected a FILE with --call or --stdin, got both"),
        (["sort.py", "--format", "xml"], "expected one of coe, json, table, cwm, got 'xml'"),
        ([], "expected a FILE with --call or --stdin, got none"),
        (["--programs", "in.jsonl"], "expected --programs in.jsonl --out out.jsonl"),
        (["--programs", "nowhere.jsonl", "--out", "out.jsonl"], "expected a readable JSONL file"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tracepile: Any, tmp_path: Path, arguments: list[str], message: str) -> None:
    write(tmp_path / "sort.py", SORT)
    write(tmp_path / "broken.py", "def f(:\n")
    write(tmp_path / "latin.py", b"# caf\xe9\n")
    ran = tracepile("trace", *arguments)
    assert ran.status == 1
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith("tracepile: ")
    assert message in ran.err


BATCH: list[dict[str, Any]] = [
    {"id": "good", "code": SORT, "entry_point": "sort", "arguments": ["[2, 1]"]},
    {"id": "syntax", "code": "def f(:\n"},
    {"id": "missing", "code": SORT, "entry_point": "nothing"},
    {"id": "key", "code": "print(1)", "arguments_": []},
    {"id": "few", "code": SORT, "entry_point": "sort"},
    {"id": "endless", "code": "while True:\n    pass\n"},
    {"id": "memory", "code": "x = []\nwhile True:\n    x.append(bytearray(10**8))\n"},
    {"id": "flood", "code": "for i in range(100):\n    print('x' * 10**6)\n"},
    {"id": "bytes", "code": "import sys\nsys.stdout.buffer.write(b'\\xff\\xfe')\n"},
    {"id": "vandal", "code": "import gc, sys\nfor n in list(globals()):\n    del globals()[n]\n"},
    {"id": "last", "code": SUM, "stdin": "2\n5 6\n"},
]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_batch_gives_one_row_a_program_in_order_whatever_is_in_it(
    tracepile: Any, tmp_path: Path, workers: str
) -> None:
    write(tmp_path / "in.jsonl", "".join(json.dumps(program) + "\n" for program in BATCH) + "no json\n")
    ran = tracepile("trace", "--programs", "in.jsonl", "--out", "out.jsonl", "--workers", workers)
    assert ran.status == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == [*(program["id"] for program in BATCH), ""]
    keys = ["id", "outcome", "result", "stdout", "n_steps", "rationale", "accepted", "reason", "detail", "witness"]
    assert all(list(row) == keys for row in rows)
    by_id = {row["id"]: row for row in rows}
    assert by_id["good"]["result"] == "[1, 2]"
    assert by_id["last"]["stdout"] == "11\n"
    for name in ("good", "last"):
        assert by_id[name]["accepted"], by_id[name]
        assert by_id[name]["rationale"]
        assert by_id[name]["reason"] == ""
    for name in ("syntax", "missing", "key", "few", ""):
        assert by_id[name]["outcome"] == "refused"
        assert by_id[name]["reason"].startswith(("bad_program: ", "bad_input: "))
    assert "arguments_" in by_id["key"]["reason"]
    assert "missing 1 required positional argument" in by_id["few"]["reason"]
    for name in ("endless", "memory", "flood"):
        assert not by_id[name]["accepted"]
        assert by_id[name]["outcome"] not in ("finished", "raised")
        assert by_id[name]["reason"]
    for name in ("bytes", "vandal"):
        assert by_id[name]["accepted"] or by_id[name]["reason"]


def test_build_verify_and_stats(tracepile: Any, tmp_path: Path) -> None:
    built = tracepile("build", "--config", "algorithm-base", "--samples", "12", "--out", "corpus")
    assert built.status == 0, built.err
    assert "12 samples in corpus/algorithm-base" in built.out
    assert "samples a second with 1 worker" in built.out
    assert 'load_dataset("tracepile", "algorithm-base") finds it' in built.out
    assert (tmp_path / "cache" / "tracepile" / "algorithm-base").is_dir()
    verified = tracepile("verify", "corpus")
    assert verified.status == 0
    assert verified.out.startswith("12 rows verified")
    assert tracepile("stats", "corpus").out.startswith("algorithm-base: 12 rows")
    path = tmp_path / "corpus" / "algorithm-base" / "ledger.json"
    write(path, path.read_text().replace('"kept": 12', '"kept": 13'))
    broken = tracepile("verify", "corpus")
    assert broken.status == 1
    assert "does not balance" in broken.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "--config", "nonsense"], "expected a config from algorithm"),
        (["build", "--config", "math", "--programs", "bad.jsonl"], "the unknown key 'codes'"),
        (["verify", "."], "expected a folder that `tracepile build` wrote"),
        (["stats", "nowhere"], "expected a folder that `tracepile build` wrote"),
    ],
)
def test_wrong_wishes_of_a_build(tracepile: Any, tmp_path: Path, arguments: list[str], message: str) -> None:
    write(tmp_path / "bad.jsonl", json.dumps({"id": "a", "codes": "x"}) + "\n")
    ran = tracepile(*arguments)
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert message in ran.err


def test_a_build_that_keeps_nothing_fails(tracepile: Any, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", json.dumps({"id": "a", "code": "def f(:"}) + "\n")
    ran = tracepile("build", "--config", "algorithm", "--programs", "in.jsonl", "--out", "corpus")
    assert ran.status == 1
    assert "1  dropped, bad_program" in ran.err
    assert "no sample was kept" in ran.err


TACO = {
    "question": "Print twice the number.",
    "solutions": json.dumps(["n = int(input())\nprint(n + n)\n", "print(3 * int(input()))\n"]),
    "input_output": json.dumps({"inputs": ["4\n"], "outputs": ["8\n"]}),
}


def test_a_set_of_other_peoples_becomes_a_corpus(tracepile: Any, tmp_path: Path) -> None:
    write(tmp_path / "rows.jsonl", json.dumps(TACO) + "\n" + json.dumps({**TACO, "solutions": "[]"}) + "\n")
    arguments = ["build", "--config", "competition", "--from", "taco", "--rows", "rows.jsonl", "--out", "corpus"]
    ran = tracepile(*arguments, "--no-cache")
    assert ran.status == 0, ran.err
    assert "2 rows of BAAI/TACO (train): 3 solutions, 2 taken with 2 inputs, 1 not taken" in ran.err
    assert "1  dropped, not_taken:no_code" in ran.err
    assert "1  dropped, wrong_answer" in ran.err
    assert "1 samples in corpus/competition" in ran.out
    ran = tracepile(*arguments, "--no-cache", "--split", "test")
    assert ran.status == 1
    assert "2  dropped, held_out:taco" in ran.err
    assert "--held-out taco takes them all the same, not for training" in ran.err
    ran = tracepile(*arguments, "--no-cache", "--split", "test", "--held-out", "taco", "--limit", "1")
    assert ran.status == 0
    assert "not for training" in ran.err


def test_the_sets_are_listed_with_what_is_kept_and_dropped(tracepile: Any) -> None:
    from tracepile_hf.sources.hub import SETS

    listed = tracepile("sources").out
    for name, one in SETS.items():
        assert f"{name}: {one.path}, {one.license}" in listed
        words = " ".join(tracepile("sources", name).out.split())
        assert all(f"{split} {rows}" in words for split, rows in one.splits.items())
        assert f"columns {', '.join(one.columns)}" in words
        assert f"kept {one.kept}" in words
        assert all(reason in words for reason in one.reasons)
    assert "test 1,000, held out" in listed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--from", "tacos"],
            "expected a set from codeforces_python, codeforces_submissions, code_contests, taco, openmath",
        ),
        (["--from", "taco", "--rows", "none.jsonl"], "expected a readable file of rows, got No such file or directory"),
        (["--from", "taco", "--rows", "bad.jsonl"], "got text that is not JSON: "),
        (["--from", "taco", "--rows", "bad.jsonl"], "(bad.jsonl, line 2)"),
        (["--from", "code_contests", "--rows", "good.jsonl"], "expected columns 'name', 'description', 'public_tests'"),
        (
            ["--from", "code_contests", "--rows", "good.jsonl"],
            "got the columns ['input_output', 'question', 'solutions']",
        ),
        (["--from", "taco", "--split", "dev"], "expected a split from train, test, got 'dev'"),
        (["--rows", "good.jsonl"], "expected --rows with --from SET, got --rows alone"),
        (["--from", "taco", "--programs", "bad.jsonl"], "expected one of --programs and --from, got both"),
        (["--from", "taco", "--families", "clrs"], "expected one of --families and --from, got both"),
        (["--from", "taco", "--rows", "good.jsonl", "--held-out", "x"], "expected benchmarks from"),
    ],
)
def test_wrong_wishes_of_a_set(tracepile: Any, tmp_path: Path, arguments: list[str], message: str) -> None:
    write(tmp_path / "good.jsonl", json.dumps(TACO) + "\n")
    write(tmp_path / "bad.jsonl", json.dumps(TACO) + "\n{\n")
    ran = tracepile("build", "--config", "competition", *arguments)
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert message in ran.err


def test_a_set_is_not_read_for_a_config_that_there_is_none_of(tracepile: Any) -> None:
    assert "expected a config from" in tracepile("build", "--config", "nonsense", "--from", "taco").err


def test_progress_without_a_terminal_is_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    said = Minutes("building math", "items", clock=lambda: now)
    said(300, 1000)  # what an earlier run had done says nothing about the rate
    for step in range(1, 15):
        now = 10.0 * step
        said(300 + 5 * step, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "tracepile: building math: 330 of 1000 items, 0.5 a second, 22 minutes left",
        "tracepile: building math: 360 of 1000 items, 0.5 a second, 21 minutes left",
    ]
    now = 1000.0
    Minutes("verifying", "rows", clock=lambda: now)(5, 9)
    assert capsys.readouterr().err == ""


def test_a_signal_is_answered_once(tracepile: Any) -> None:
    def twice() -> None:
        with ended_by_signals():
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                signal.raise_signal(signal.SIGTERM)  # as some tell a process and its group
                cleared.append(True)

    cleared: list[bool] = []
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(EndedBySignal) as caught:
        twice()
    assert (caught.value.number, cleared) == (signal.SIGTERM, [True])
    assert signal.getsignal(signal.SIGTERM) == before
