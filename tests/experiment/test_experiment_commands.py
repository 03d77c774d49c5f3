"""Both command lines, the room's own and `tracepile experiment`: what is wrong is said in one line."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracepile_hf.cli.program import app
from tracepile_hf.errors import InputError
from tracepile_hf.experiment import __main__ as own
from tracepile_hf.experiment.design import FOLDER, load


def call(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["experiment", *words])
    return own.main()


def test_a_folder_that_is_none_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert call(monkeypatch, "report", str(tmp_path)) == 1
    said = capsys.readouterr()
    assert said.err == f"experiment: expected a folder of `run`, got no manifest.json ({tmp_path})\n"
    assert said.out == ""


def test_a_design_that_is_none_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert call(monkeypatch, "run", "--design", "huge", "--out", str(tmp_path)) == 1
    assert "expected a design among cpu, " in capsys.readouterr().err
    file = tmp_path / "mine.json"
    file.write_text("{")
    assert call(monkeypatch, "run", "--design", str(file)) == 1
    assert "expected JSON" in capsys.readouterr().err
    file.write_text(json.dumps({**load(FOLDER / "tiny.json"), "rows": 0}))
    assert call(monkeypatch, "run", "--design", str(file)) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed")
def test_without_torch_it_is_said_how_to_have_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert call(monkeypatch, "run", "--design", "tiny", "--out", str(tmp_path / "out")) == 1
    assert "pip install 'tracepile-hf[train]'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_of_the_package_is_the_same(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["experiment", "--help"])
    assert shown.exit_code == 0
    assert "run" in shown.output
    assert "report" in shown.output
    failed = CliRunner().invoke(app, ["experiment", "report", str(tmp_path)])
    assert isinstance(failed.exception, InputError)
    assert "no manifest.json" in str(failed.exception)
