"""The pages under docs/ lead somewhere, and name commands and options that exist."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer

from tracepile_hf.cli.program import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group, as it has several commands


def examples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_examples", ROOT / "docs" / "run_examples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXAMPLES = examples()


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^(```+).*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def invocations(text: str) -> list[list[str]]:
    """The words of every `tracepile` command in console and sh blocks."""
    found = []
    for _, kind, body in re.findall(r"^(```+)(console|sh)\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE):
        lines = list(EXAMPLES.commands(body)) if kind == "console" else body.replace("\\\n", " ").splitlines()
        for line in lines:
            for part in re.split(r"[|&;]\s+", line):
                if part.startswith("tracepile "):
                    found.append(shlex.split(part, comments=True)[1:])
    return found


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_command_has_the_options_it_is_given(page: Path) -> None:
    for name, *words in invocations(page.read_text(encoding="utf-8")):
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts + parameter.secondary_opts}
        assert {word for word in words if word.startswith("--")} <= known, (name, words)


@pytest.mark.skipif(sys.version_info[:2] != EXAMPLES.WRITTEN_WITH, reason="the pages show what Python 3.11 prints")
@pytest.mark.parametrize("page", EXAMPLES.PAGES, ids=[page.stem for page in EXAMPLES.PAGES])
def test_every_output_shown_is_what_the_command_prints(page: Path) -> None:
    shown = page.read_text(encoding="utf-8")
    if missing := EXAMPLES.lacking(shown):
        pytest.skip(f"needs {', '.join(missing)}: make test-train")
    printed = EXAMPLES.run_again(shown)
    assert EXAMPLES.unvarying(printed) == EXAMPLES.unvarying(shown), (
        f"python docs/run_examples.py {page.relative_to(ROOT)} writes it anew"
    )


def test_outputs_that_differ_in_times_only_are_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = "```console\n$ python --version\nold\n$ echo '```'\n```\n"
    again = EXAMPLES.run_again(page)
    version = ".".join(map(str, sys.version_info[:3]))
    assert again.startswith(f"````console\n$ python --version\nPython {version}\n$ echo '```'\n```\n````")
    assert EXAMPLES.unvarying("took 1.5 s") == EXAMPLES.unvarying("took 99 s")


def test_no_page_quotes_the_rate_of_the_machine_that_wrote_it() -> None:
    page = "```console\n$ echo 12.5 samples a second with 2 workers, 3 rows\n```\n"
    assert "\n... samples a second with 2 workers, 3 rows\n" in EXAMPLES.run_again(page)
    slow = "```console\n$ echo 'tracepile: building x: 5 of 9 items, 0.9 a second, 7 seconds left'; echo 3 rows\n```\n"
    assert EXAMPLES.run_again(slow).splitlines()[2:] == ["3 rows", "```"]
    for found in PAGES:
        blocks = re.findall(r"^```+console\n(.*?)^```", found.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
        assert not any(re.search(r"\d samples a second", block) for block in blocks), found
