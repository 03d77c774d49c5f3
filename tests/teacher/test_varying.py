"""`tracepile vary`: programs, prompts and texts that a model varies, kept by proof, in files that `build` takes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openai", reason="the teacher extra is not installed")

from server import Messages, Model, serving
from typer.testing import CliRunner

from tracepile_hf.cli.program import app
from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.corpus.rows import NARRATOR
from tracepile_hf.corpus.varying import bundled, told
from tracepile_hf.errors import TracepileError
from tracepile_hf.sources.jsonl import read_programs

CODE = "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"
SAME = "def f(xs):\n    return sum(xs)\n"
WRONG = "def f(xs):\n    return sum(xs[:3])\n"
DESCRIPTION = "A till has noted what each customer paid. Work out how much money has come in altogether today."


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    path = tmp_path / "mine.jsonl"
    cases = [{"arguments": [str(list(range(n)))]} for n in range(6)]
    few = {"id": "few", "code": CODE.replace("total", "whole"), "entry_point": "f", "arguments": ["[1]"]}
    path.write_text(
        json.dumps({"id": "mine", "code": CODE, "entry_point": "f", "family": "sums", "license": "MIT", "cases": cases})
        + "\n"
        + json.dumps(few)
        + "\n"
    )
    return path


def vary(server: Model, kind: str, out: Path, *options: str, fails: bool = False) -> str:
    given = ["vary", kind, "--engine", "openai", "--base-url", server.url, "--model", "some/model", "--revision", "abc"]
    found = CliRunner().invoke(app, [*given, "--out", str(out), *options])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    assert bool(found.exit_code) == fails, found.output
    return found.output


def in_turn(*said: object) -> Callable[[Messages, int], object]:
    """A mind that says these one after the other, whatever it is asked."""
    left = iter(said)
    return lambda messages, seed: next(left)


def rows_of(folder: Path, config: str) -> list[dict[str, Any]]:
    return [row for paths in split_files(folder / config).values() for path in paths for row in read_rows(path)]


def test_rewrites_that_pass_the_gate_are_built(programs: Path, tmp_path: Path) -> None:
    out = tmp_path / "more.jsonl"
    with serving(in_turn(f"```python\n{SAME}```", WRONG, CODE, "no", SAME, SAME)) as server:
        options = ("--programs", str(programs), "--each", "3", "--concurrency", "1")
        said = vary(server, "rewrites", out, *options)
        again = vary(server, "rewrites", tmp_path / "again.jsonl", *options)
    assert "rewrites: 1 of 6 replies kept (16.7%), of 2 programs" in said
    assert "1 programs have fewer inputs than the gate asks for" in said
    assert "asked now: 0 answers" in again
    assert out.read_bytes() == (tmp_path / "again.jsonl").read_bytes()
    (cases,) = read_programs(out)
    program = cases[0].program
    assert (program.code, program.family, program.license, len(cases)) == (SAME, "sums", "MIT", 6)
    assert program.rewrites == ("teacher",)
    reasons = [json.loads(line)["reason"] for line in (tmp_path / "more.rejects.jsonl").read_text().splitlines()]
    assert sorted(reasons) == ["differs", *["too_few_cases"] * 3, "unchanged"]
    build("all-base", out=tmp_path / "corpus", programs=read_programs(out))
    rows = rows_of(tmp_path / "corpus", "all-base")
    assert [row["rewrites"] for row in rows] == [["teacher"]] * 6
    assert verify_folder(tmp_path / "corpus").failures == []


def test_what_a_model_writes_runs_in_the_jail(programs: Path, tmp_path: Path) -> None:
    spot = tmp_path / "spot"
    hostile = f"def f(xs):\n    open({str(spot)!r}, 'w').write('x')\n    return sum(xs)\n"
    with serving(in_turn(hostile)) as server:
        said = vary(server, "rewrites", tmp_path / "o.jsonl", "--programs", str(programs), "--samples", "1")
    assert "rewrites: 0 of 1" in said
    assert not spot.exists()


def test_prompts_take_the_place_of_statements(programs: Path, tmp_path: Path) -> None:
    out = tmp_path / "natural.jsonl"
    with serving(in_turn(DESCRIPTION, DESCRIPTION.replace("today", "by evening"), "Sum it.", "`f`")) as server:
        options = ("--programs", str(programs), "--each", "2", "--concurrency", "1")
        said = vary(server, "prompts", out, *options)
    assert "prompts: 2 of 4 replies kept" in said
    found = [cases[0].program for cases in read_programs(out)]
    assert [program.statement for program in found] == [DESCRIPTION, DESCRIPTION.replace("today", "by evening")]
    assert [program.id for program in found] == ["mine~prompt-1", "mine~prompt-2"]
    assert {program.code for program in found} == {CODE}


def test_an_unanswered_request_is_asked_again(programs: Path, tmp_path: Path) -> None:
    out, options = tmp_path / "o.jsonl", ("--programs", str(programs), "--tries", "1", "--samples", "1")
    with serving(lambda messages, seed: {"choices": []}) as server:
        assert "1 requests had no answer" in vary(server, "prompts", out, *options, fails=True)
    with serving(in_turn(DESCRIPTION)) as server:
        assert "1 of 1 replies kept" in vary(server, "prompts", out, *options)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told") / "corpus"
    build("algorithm-base", 4, seed=5, out=folder, budget_tokens=600)
    return folder


def test_paraphrases_stand_beside_the_texts_and_lose_nothing(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "said"
    before = {row["id"]: row for row in rows_of(corpus, "algorithm-base")}

    def shortened(messages: Messages, seed: int) -> object:
        text = messages[1]["content"]
        for lead in ("The idea: ", "The idea behind it: "):
            for row in before.values():
                if row["idea"] and f"{lead}{row['idea']} " in text:
                    return text.replace(f"{lead}{row['idea']} ", "")
        sentences = text.split(". ")
        return ". ".join(sentences[:1] + sentences[2:])

    with serving(shortened) as server:
        vary(server, "paraphrases", tmp_path / "less", "--corpus", str(corpus), "--config", "algorithm-base")
    ledger = read_ledger(tmp_path / "less" / "algorithm-base" / "ledger.json")
    assert ledger.kept == len(before)
    with_idea = sum(f": {row['idea']} " in row["messages"][1]["content"] for row in before.values() if row["idea"])
    assert ledger.dropped["claim_lost"] >= with_idea > 0  # without the author's idea, what is left of a text is proved
    assert sum(ledger.dropped.values()) == ledger.considered - ledger.kept == len(before)

    with serving(in_other_words) as server:
        options = ("--corpus", str(corpus), "--config", "algorithm-base", "--seed", "1")
        vary(server, "paraphrases", out, *options)
        vary(server, "paraphrases", tmp_path / "again", *options)
    rows = rows_of(out, "algorithm-base")
    others = [row for row in rows if row["narrator"] != NARRATOR]
    assert others
    assert {row["narrator"] for row in others} == {"some/model@abc (paraphrase)"}
    for row in others:
        own = before[row["id"].partition("#")[0]]
        assert row["messages"][0] == own["messages"][0]
        assert row["messages"][1] != own["messages"][1]
        assert (row["detail"], row["view"], row["answer"]) == (own["detail"], own["view"], own["answer"])
    assert verify_folder(out).failures == []
    one, two = ((folder / "README.md").read_bytes() for folder in (out, tmp_path / "again"))
    assert one == two


def in_other_words(messages: Messages, seed: int) -> object:
    """Definitions and plain assignments in another of their forms."""
    text = re.sub(r"On line (\d+), the code defines `", r"Line \1 defines `", messages[1]["content"])
    return re.sub(r"Line (\d+) puts (\w+) in `(\w+)`", r"Line \1 sets `\3` to \2", text)


def test_a_text_said_again_is_no_paraphrase(corpus: Path, tmp_path: Path) -> None:
    with serving(lambda messages, seed: messages[1]["content"]) as server:
        vary(server, "paraphrases", tmp_path / "o", "--corpus", str(corpus), "--config", "algorithm-base")
    ledger = read_ledger(tmp_path / "o" / "algorithm-base" / "ledger.json")
    assert ledger.dropped["unchanged"] == 4


def test_programs_of_a_corpus_and_bundled_ones_are_found(corpus: Path) -> None:
    found = told(corpus, "algorithm-base")
    rows = rows_of(corpus, "algorithm-base")
    assert sum(map(len, found)) == len(rows)
    assert {case.program.code for cases in found for case in cases} == {row["code"] for row in rows}
    (cases,) = bundled("algorithm", ["dijkstra"], 0)
    assert len(cases) == 8
    assert bundled("algorithm", ["dijkstra"], 0) == [cases] != bundled("algorithm", ["dijkstra"], 1)


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        ("songs", [], "rewrites, prompts or paraphrases"),
        ("paraphrases", [], "--corpus, a built folder"),
        ("rewrites", ["--programs", "a", "--families", "clrs"], "one place that programs come from"),
        ("rewrites", ["--families", "nothing"], "families of config"),
        ("prompts", ["--corpus", "nowhere"], "a built config all"),
        ("prompts", ["--programs", "nowhere.jsonl"], "a readable JSONL file"),
    ],
)
def test_wrong_wishes_to_vary_are_one_line(tmp_path: Path, kind: str, options: list[str], expected: str) -> None:
    given = ["vary", kind, "--engine", "openai", "--base-url", "http://127.0.0.1:9/v1", "--model", "m"]
    found = CliRunner().invoke(app, [*given, "--out", str(tmp_path / "o"), *options])
    assert isinstance(found.exception, TracepileError)
    assert expected in str(found.exception)
    assert "\n" not in str(found.exception)


def test_a_dry_run_to_vary_asks_nothing(programs: Path, tmp_path: Path) -> None:
    with serving(in_turn()) as server:
        said = vary(server, "rewrites", tmp_path / "o", "--programs", str(programs), "--each", "4", "--dry-run")
        assert server.asked.total() == 0
    assert "requests: 8, and 0 that the cache answers" in said
    assert not (tmp_path / "o").exists()
