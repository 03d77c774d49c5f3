"""`tracepile teach` with teachers of every kind: what is proved stays, nothing else does, all is accounted for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openai", reason="the teacher extra is not installed")

import minds
from server import Messages, Model, serving
from typer.testing import CliRunner

from tracepile_hf.cli.program import app
from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.ledger import Ledger, read_ledger
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.corpus.rows import NARRATOR
from tracepile_hf.corpus.taught import Taught
from tracepile_hf.errors import TracepileError
from tracepile_hf.sources.jsonl import read_programs

CONFIG = "algorithm"
ITEMS = 6
Mind = Callable[[dict[str, str]], Callable[[Messages, int], object]]


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built corpus that the teachers tell again."""
    folder = tmp_path_factory.mktemp("told") / "corpus"
    build(CONFIG, ITEMS, seed=5, out=folder, budget_tokens=900)
    return folder


def rows_of(folder: Path, config: str = CONFIG) -> list[dict[str, Any]]:
    return [row for paths in split_files(folder / config).values() for path in paths for row in read_rows(path)]


def texts_of(folder: Path, config: str = CONFIG) -> dict[str, str]:
    return {row["messages"][0]["content"]: row["messages"][1]["content"] for row in rows_of(folder, config)}


def teach(server: Model, out: Path, *options: str, fails: str = "") -> str:
    given = ["teach", "--engine", "openai", "--base-url", server.url, "--model", "some/model", "--revision", "abc"]
    given += ["--config", CONFIG, "--out", str(out), *options]
    found = CliRunner().invoke(app, given)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        if fails and isinstance(found.exception, TracepileError) and fails in str(found.exception):
            return str(found.exception)
        raise found.exception
    assert bool(fails) == bool(found.exit_code), found.output
    return found.output


def ledger_of(out: Path) -> tuple[Ledger, Taught]:
    ledger = read_ledger(out / CONFIG / "ledger.json")
    assert ledger.taught is not None
    return ledger, ledger.taught


def run(told: Path, out: Path, mind: Mind, *options: str, fails: str = "") -> tuple[Ledger, Taught, str]:
    with serving(mind(texts_of(told))) as server:
        said = teach(server, out, "--corpus", str(told), *options, fails=fails)
    return *ledger_of(out), said


def all_proved(out: Path, expected: int) -> None:
    """Every row of the folder stands a check by somebody else."""
    report = verify_folder(out)
    assert report.failures == []
    assert report.rows == expected


def test_a_perfect_teacher_is_kept_beside_the_narrator(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "taught"
    ledger, taught, said = run(told, out, minds.perfect, "--paths", "2", "--keep", "best")
    assert (taught.items, taught.proved, taught.items_proved, taught.faults) == (ITEMS, 2 * ITEMS, ITEMS, 0)
    assert taught.first == {"answer_only": 2 * ITEMS, "states": 2 * ITEMS, "proof": 2 * ITEMS}
    assert taught.pass_at == {"1": 1.0, "2": 1.0}
    assert taught.agreement == 1.0
    assert ledger.kept == 2 * ITEMS
    assert ledger.dropped["duplicate"] == ITEMS  # the same text twice
    rows = rows_of(out)
    assert {row["narrator"] for row in rows} == {NARRATOR, "some/model@abc"}
    assert sorted(row["id"] for row in rows if row["narrator"] != NARRATOR) == sorted(
        f"{row['id']}#1" for row in rows if row["narrator"] == NARRATOR
    )
    all_proved(out, 2 * ITEMS)
    card = (out / "README.md").read_text()
    assert "names a model" in card
    assert f"proved: {2 * ITEMS} of {2 * ITEMS} paths (100.0%)" in card
    assert f"proved: {2 * ITEMS} of" in said


def test_of_a_liar_nothing_false_is_kept(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "taught"
    with serving(minds.liar(texts_of(told))) as server:
        teach(server, out, "--corpus", str(told), "--paths", "3", "--repair", "0", "--no-beside")
    ledger, taught = ledger_of(out)
    assert taught.first["answer_only"] > 2 * ITEMS
    # a value may be changed where that says the same, or says something else that is true
    assert taught.proved <= 1
    assert ledger.dropped["told_otherwise"] == ITEMS
    assert ledger.kept == taught.proved
    lines = [json.loads(line) for line in (out / CONFIG / "rejects.jsonl").read_text().splitlines()]
    assert (
        sum(line["reason"] == "rejected" for line in lines)
        == ledger.considered
        - ITEMS * 1
        - sum(
            count for reason, count in ledger.dropped.items() if not reason.startswith(("rejected", "told_otherwise"))
        )
        - ledger.kept
    )
    assert any("refuted" in line.get("detail", "") and line["text"] for line in lines)


def test_a_liar_that_is_told_what_was_false_is_repaired(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "taught"
    _, taught, _ = run(told, out, minds.corrected, "--paths", "1", "--repair", "1")
    assert taught.repaired == taught.repair_tried >= ITEMS - 1
    assert taught.proved == ITEMS
    assert taught.pass_at["1"] < 0.4
    assert {row["narrator"] for row in rows_of(out)} >= {NARRATOR, "some/model@abc (repaired 1)"}
    all_proved(out, 2 * ITEMS)


def test_what_was_false_is_handed_back_with_what_is_true(told: Path, tmp_path: Path) -> None:
    texts = texts_of(told)
    with serving(minds.liar(texts)) as server:
        teach(server, tmp_path / "taught", "--corpus", str(told), "--paths", "1", "--repair", "1")
    handed = [body["messages"][-1]["content"] for body in server.bodies if len(body["messages"]) > 8]
    assert len(handed) >= ITEMS - 1
    assert any("This is not what happened" in text and "True is: " in text for text in handed)
    asked = [body for body in server.bodies if len(body["messages"]) > 8]
    assert all(body["messages"][-2]["role"] == "assistant" for body in asked)


def test_a_rambler_says_nothing_false_and_is_not_kept(told: Path, tmp_path: Path) -> None:
    _, taught, _ = run(told, tmp_path / "taught", minds.rambler, "--paths", "1", "--repair", "0")
    assert taught.first == {"answer_only": ITEMS, "states": ITEMS, "proof": 0}
    assert set(taught.reasons) == {"rejected:incomplete"}


def test_a_slow_teacher_costs_what_it_did_not_answer(told: Path, tmp_path: Path) -> None:
    out, quick = tmp_path / "taught", ("--timeout", "1.5", "--tries", "1", "--paths", "2", "--keep", "all")
    ledger, taught, said = run(told, out, minds.slow, *quick, fails="had no answer")
    assert 0 < taught.faults < 2 * ITEMS
    assert ledger.dropped["unanswered:timed_out"] == taught.faults
    assert taught.proved == 2 * ITEMS - taught.faults
    assert f"{taught.faults} requests had no answer" in said
    all_proved(out, ledger.kept)


def test_a_second_run_asks_nothing_and_writes_the_same_bytes(told: Path, tmp_path: Path) -> None:
    texts = texts_of(told)
    outs = [tmp_path / "one", tmp_path / "two"]
    with serving(minds.corrected(texts)) as server:
        said = [teach(server, out, "--corpus", str(told), "--paths", "2") for out in outs]
        asked = server.asked.total()
    assert set(server.asked.values()) == {1}
    assert f"asked now: {asked} answers" in said[0]
    assert f"asked now: 0 answers, 0 tokens read, 0 written, $0.00\nfrom the cache: {asked} answers" in said[1]
    files = [{path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()} for out in outs]
    assert files[0] == files[1]


def test_a_run_that_its_server_ended_goes_on(told: Path, tmp_path: Path) -> None:
    texts, out = texts_of(told), tmp_path / "taught"
    options = ("--corpus", str(told), "--paths", "3", "--repair", "0", "--tries", "1", "--keep", "all")
    with serving(minds.perfect(texts), dies_after=7) as server:
        teach(server, out, *options, fails="expected answers from")
    assert not (out / CONFIG).exists()
    first = server.answered
    with serving(minds.perfect(texts)) as server:
        said = teach(server, out, *options)
    assert not first.keys() & server.answered.keys()
    assert len(first) + len(server.answered) == 3 * ITEMS
    assert f"from the cache: {len(first)} answers" in said


def test_a_dry_run_asks_nothing(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "taught"
    with serving(minds.perfect(texts_of(told))) as server:
        prices = ("--price-in", "0.4", "--price-out", "1.2")
        said = teach(server, out, "--corpus", str(told), "--dry-run", *prices)
        assert server.asked.total() == 0
    assert f"requests: {5 * ITEMS}, and 0 that the cache answers" in said
    assert f"at most {5 * ITEMS * 2048}" in said
    assert not out.exists()


def test_items_are_built_where_no_corpus_is_given(told: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "taught", tmp_path / "same"
    build("algorithm", 4, seed=9, out=other)
    with serving(minds.perfect(texts_of(other))) as server:
        teach(server, out, "--samples", "4", "--seed", "9", "--paths", "1")
    assert {row["id"] for row in rows_of(out)} == {
        name for row in rows_of(other) for name in (row["id"], f"{row['id']}#1")
    }
    assert sorted(path.name for path in out.iterdir()) == ["README.md", CONFIG]


def test_grounded_teachers_see_the_run_and_blind_ones_do_not(told: Path, tmp_path: Path) -> None:
    for name, options, seen in (("grounded", (), True), ("blind", ("--blind",), False)):
        with serving(minds.perfect(texts_of(told))) as server:
            teach(server, tmp_path / name, "--corpus", str(told), "--samples", "2", "--paths", "1", *options)
        assert all(("What happened, step by step" in str(body["messages"])) == seen for body in server.bodies)
        ledger, taught = ledger_of(tmp_path / name)
        assert (taught.items, taught.grounded) == (2, seen)
        assert ledger.dropped["surplus"] >= ITEMS - 2


def test_a_build_may_have_a_teacher_for_its_narrator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs, plain, out = tmp_path / "mine.jsonl", tmp_path / "plain", tmp_path / "taught"
    code = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i * n\n    return total\n"
    given = {"id": "mine", "code": code, "entry_point": "f", "cases": [{"arguments": ["3"]}, {"arguments": ["4"]}]}
    programs.write_text(json.dumps(given) + "\n")
    build("all-base", out=plain, programs=read_programs(programs))
    options = ["build", "--config", "all-base", "--programs", str(programs), "--out", str(out)]
    with serving(minds.perfect(texts_of(plain, "all-base"))) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        found = CliRunner().invoke(app, [*options, "--narrator", "teacher:openai:some/model@abc"])
    assert found.exit_code == 0, found.output
    assert [(row["id"], row["narrator"]) for row in rows_of(out, "all-base")] == [
        (f"{row['id']}#1", "some/model@abc") for row in rows_of(plain, "all-base")
    ]
    assert verify_folder(out).failures == []
    bad = CliRunner().invoke(app, [*options, "--narrator", "somebody"])
    assert "expected deterministic, teacher:vllm:MODEL[@REVISION]" in str(bad.exception)


def test_what_a_teacher_has_told_is_not_told_again(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "taught"
    run(told, out, minds.perfect, "--paths", "1")
    with serving(minds.perfect({})) as server:
        teach(server, tmp_path / "again", "--corpus", str(out), fails="one by some/model@abc")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--engine", "magic"], "an engine among vllm, openai"),
        (["--base-url", "nowhere"], "http://localhost:8000/v1"),
        (["--keep", "most"], "a keep among all, best, wordings"),
        (["--detail", "much"], "a detail among full, condensed, outline"),
        (["--register", "song"], "a register among prose, steps"),
        (["--config", "nothing"], "a config from"),
        (["--engine-arg", "x"], "KEY=VALUE"),
        (["--corpus", "nowhere"], "a built config algorithm"),
    ],
)
def test_wrong_wishes_are_one_line(tmp_path: Path, options: list[str], expected: str) -> None:
    given = ["teach", "--engine", "openai", "--base-url", "http://127.0.0.1:9/v1", "--model", "m", "--config", CONFIG]
    found = CliRunner().invoke(app, [*given, "--out", str(tmp_path / "o"), *options])
    assert isinstance(found.exception, TracepileError)
    assert expected in str(found.exception)
    assert "\n" not in str(found.exception)
    shutil.rmtree(tmp_path / "o", ignore_errors=True)
