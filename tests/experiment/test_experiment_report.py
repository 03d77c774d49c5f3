"""From raw answers to the page: drawn data, judged answers, tables, notebook and cards. No torch is needed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.experiment import commands
from tracepile_hf.experiment.answers import Answer, read_answers, write_answers
from tracepile_hf.experiment.arms import BARE, examples
from tracepile_hf.experiment.design import FOLDER, Design, load, parse
from tracepile_hf.experiment.report import figures, headlines, page
from tracepile_hf.experiment.results import read_results
from tracepile_hf.experiment.rows import Row
from tracepile_hf.experiment.running import Prepared, opened, prepare, run_folder
from tracepile_hf.experiment.scoring import score


def silent(line: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The design `tiny`, drawn."""
    out = tmp_path_factory.mktemp("tiny")
    prepare(load(FOLDER / "tiny.json"), out, silent)
    return out


@pytest.fixture
def out(drawn: Path, tmp_path: Path) -> Path:
    shutil.copytree(drawn, tmp_path / "tiny")
    return tmp_path / "tiny"


def answer_all(out: Path, given: Callable[[str, Row], str], pairs: list[tuple[int, str]]) -> None:
    """Stand in for training: every question answered, in files as a run leaves them."""
    found = opened(out)
    for seed, arm in pairs:
        folder = run_folder(out, arm, seed)
        history = []
        for step in (5, 10):
            point = {"step": step, "tokens": 600 * step, "loss": 1.0}
            for name, questions in found.drawn.tests.items():
                few = questions[: found.design.point_questions] if step == 5 else questions
                answers = [Answer(row.id, given(arm, row), False) for row in few]
                write_answers(folder / f"{name}-{step}.jsonl.xz", answers)
                point[name] = {"n": len(few), "right": 0, "cut": 0}  # type: ignore[assignment]
            history.append(point)
        figures = {"arm": arm, "seed": seed, "parameters": 1000, "rows": 48, "steps": 10, "examples": 96, "epochs": 2.0}
        rest = {"limit": 300, "tokens": 6000, "seconds": 60.0, "asking": 6.0, "history": history, "done": True}
        (folder / "history.json").write_text(json.dumps({**figures, **rest}))


def told(arm: str, row: Row) -> str:
    """`full` is always right, answers alone in one family, and false values end in a false answer every other time."""
    if arm == "full":
        return examples("full", [row], 0)[0].completion
    if arm in BARE:
        return f"Answer: {row.answer if row.family == 'horner' else '-1'}"
    if arm == "one_value_false":
        text = examples(arm, [row], 0)[0].completion
        return text if row.stratum == 0 else text + "0"
    return "nothing"


def design_of(out: Path) -> Design:
    return parse(load(out / "design.json"))


def test_rows_are_drawn_apart_balanced_and_proved(drawn: Path) -> None:
    found: Prepared = opened(drawn)
    design, data = found.design, found.drawn
    everything = [row.id for part in (data.train, data.fresh, *data.tests.values()) for row in part]
    assert len(everything) == len(set(everything)) == 48 + 48 + 12 + 4 + 4
    for row in data.train:
        low, high = design.strata[row.stratum]
        assert low <= row.changes <= high
        assert row.lines
        assert row.texts["notes"].endswith(f"The answer is {row.answer}.")
        assert score(Answer(row.id, examples("full", [row], 0)[0].completion, False), row).proved == row.changes
    assert {row.family for row in data.tests["unseen"]} == {"tank"}
    assert all(row.changes >= design.longer[0] for row in data.tests["longer"])
    assert not any(row.lines for row in data.fresh)
    counts = {(row.family, row.stratum): 0 for row in data.train}
    assert len(counts) == 6


def test_the_same_design_draws_the_same_bytes(drawn: Path, tmp_path: Path) -> None:
    prepare(load(FOLDER / "tiny.json"), tmp_path, silent)
    for path in sorted((drawn / "data").iterdir()):
        assert (tmp_path / "data" / path.name).read_bytes() == path.read_bytes()
    assert (tmp_path / "manifest.json").read_bytes() == (drawn / "manifest.json").read_bytes()


def test_programs_are_shown_rewritten_and_proved_where_a_design_says_so(tmp_path: Path) -> None:
    shown = {
        "name": "shown",
        "prompt": "code",
        "rewrites": 2,
        "arms": ["full"],
        "contrasts": [],
        "rows": 24,
        "unseen": [],
    }
    tests = {"unseen_questions": 0, "answer_rows": 36, "longest": 400}
    found = prepare({**load(FOLDER / "tiny.json"), **shown, **tests}, tmp_path, silent).drawn
    for row in (*found.train, *found.fresh, *found.tests["seen"]):
        assert row.prompt == f"{row.code.strip()}\n{row.call}\n"
    for name in ("fib_mod", "horner"):
        assert 2 <= len({row.code for row in found.train if row.family == name}) <= 3
        assert len({row.code for row in found.fresh if row.family == name}) > 1
    for row in found.tests["seen"][:6]:
        assert score(Answer(row.id, examples("full", [row], 0)[0].completion, False), row).proved == row.changes


def test_a_report_says_what_came_out(out: Path) -> None:
    answer_all(out, told, design_of(out).pairs)
    lines: list[str] = []
    commands.report(out, False, lines.append)
    text = (out / "report.md").read_text()
    head = text.split("##")[0]
    assert "**no difference shown** between true rationales and answers only" in head  # two families: one alone differs
    assert (
        "Models taught with true rationales give more exact answers than with one value of each rationale false" in head
    )
    assert "100.0 % against 50.0 %, +50.0 points" in head
    assert "100.0 % against 33.3 %, +66.7 points" in head
    assert "registered before it ran" in head
    assert "| full | 100.0 % [100.0, 100.0] | 100.0 %, 100.0 % | 100.0 % [100.0, 100.0] |" in text
    assert "| code_only | 0.0 % [0.0, 0.0] |" in text
    assert "| 0 of 24 | 6,000 | 96 | 2.0 | 2.2 |" in text
    first = (out / "report.md").read_bytes(), (out / "notebook.ipynb").read_bytes()
    commands.report(out, False, silent)
    assert first == ((out / "report.md").read_bytes(), (out / "notebook.ipynb").read_bytes())
    notebook = json.loads(first[1])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            compile("".join(cell["source"]), "cell", "exec")
    card = (out / "cards" / "tracepile-experiment-tiny-full.md").read_text()
    assert "## Measured" in card
    assert "value: 100.0" in card
    assert len(list((out / "cards").iterdir())) == 8


def test_a_report_that_finds_nothing_says_so_first(out: Path) -> None:
    answer_all(out, lambda arm, row: f"Answer: {row.answer}", design_of(out).pairs)
    found = figures(read_results(out, silent))
    assert [line.split(":")[0] for line in headlines(found)] == [
        "**no difference shown** between true rationales and answers only, at equal tokens",
        "**no difference shown** between true rationales and one value of each rationale false",
    ]


def test_arms_that_have_learnt_nothing_are_said_to(out: Path) -> None:
    answer_all(out, lambda arm, row: "Answer: -1", design_of(out).pairs)
    lines = headlines(figures(read_results(out, silent)))
    assert lines[0].startswith("**No arm is above guessing** (")
    assert len(lines) == 3


def test_the_committed_report_comes_from_the_committed_answers(tmp_path: Path) -> None:
    """`TRACEPILE_REWRITE=1` writes it anew; judged again from the raw answers, not from scores that were kept."""
    kept = Path(__file__).resolve().parents[2] / "docs" / "experiment" / "pilot2"
    shutil.copytree(kept, tmp_path / "pilot2", ignore=shutil.ignore_patterns("scores.json", "*.png"))
    commands.report(tmp_path / "pilot2", False, silent)
    for name in ("report.md", "notebook.ipynb", "cards/tracepile-experiment-pilot2-full.md"):
        made = (tmp_path / "pilot2" / name).read_bytes()
        if os.environ.get("TRACEPILE_REWRITE"):
            (kept / name).write_bytes(made)
        assert (kept / name).read_bytes() == made, name


def test_a_seed_counts_when_its_primary_arms_have_ended(out: Path) -> None:
    pairs = design_of(out).pairs
    answer_all(out, told, [pair for pair in pairs if pair != (1, "one_value_false") and pair[1] != "notes"])
    found = figures(read_results(out, silent))
    assert found.results.seeds == [0]
    assert "notes" not in found.arms
    assert "had not ended and count nowhere: one_value_false-1, notes-0, notes-1." in page(found)
    shutil.rmtree(run_folder(out, "full", 0))
    with pytest.raises(InputError, match="a seed of which every primary arm has ended"):
        figures(read_results(out, silent))


def test_nothing_can_be_changed_after(out: Path) -> None:
    answer_all(out, told, design_of(out).pairs)
    content = load(out / "design.json")
    (out / "design.json").write_text(json.dumps({**content, "contrasts": [["full", "code_only"]]}))
    with pytest.raises(InputError, match="the design that was drawn for, got one changed since"):
        read_results(out, silent)
    with pytest.raises(InputError, match="a folder for the design tiny as it is now, got one that holds another"):
        prepare(content, out, silent)
    (out / "design.json").write_text(json.dumps(content))
    seen = out / "data" / "seen.jsonl.gz"
    kept = seen.read_bytes()
    shutil.copy(out / "data" / "longer.jsonl.gz", seen)
    with pytest.raises(InputError, match="the questions that were drawn, got others"):
        read_results(out, silent)
    seen.write_bytes(kept)
    answers = run_folder(out, "full", 0) / "seen-10.jsonl.xz"
    write_answers(answers, read_answers(answers)[1:])
    with pytest.raises(InputError, match="an answer to every question, in their order, got 11"):
        read_results(out, silent)


def test_scores_are_worked_out_again_when_answers_change(out: Path) -> None:
    answer_all(out, told, design_of(out).pairs)
    assert figures(read_results(out, silent)).means["full", "seen", "right"].value == 1.0
    answers = run_folder(out, "full", 0) / "seen-10.jsonl.xz"
    write_answers(answers, [replace(one, text="no") for one in read_answers(answers)])
    assert figures(read_results(out, silent)).means["full", "seen", "right"].value == 0.5


def test_a_design_that_nobody_registered_is_asked_for_by_name(tmp_path: Path) -> None:
    mine = {
        **load(FOLDER / "tiny.json"),
        "name": "mine",
        "arms": ["full", "shuffled"],
        "contrasts": [["full", "shuffled"]],
    }
    prepare(mine, tmp_path, silent)
    answer_all(tmp_path, told, design_of(tmp_path).pairs)
    with pytest.raises(InputError, match="a registered design"):
        read_results(tmp_path, silent)
    assert "**not a registered design**" in page(figures(read_results(tmp_path, silent, unregistered=True)))


def test_a_false_value_is_not_proved(drawn: Path) -> None:
    for row in opened(drawn).drawn.tests["seen"][:4]:
        false = examples("one_value_false", [row], 0)[0].completion
        found = score(Answer(row.id, false, False), row)
        assert found.right
        assert found.proved < found.claims
    assert score(Answer(row.id, "Answer: 5", True), row).claims == 0


def test_what_is_no_folder_of_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a folder of `run`, got no manifest\.json"):
        commands.report(tmp_path, False, silent)
    (tmp_path / "a.xz").write_bytes(b"no")
    with pytest.raises(InputError, match="answers of a run"):
        read_answers(tmp_path / "a.xz")
