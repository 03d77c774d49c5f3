"""What surrounds the package agrees with it: workflows, hooks, forms, the citation, what the Space asks for."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import tracepile_hf

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PUBLIC = ("actions/",)  # whose actions may run: GitHub's own


def content(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs(path: Path) -> dict[str, Any]:
    return dict(content(path)["jobs"])


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job["steps"]]


def versions() -> list[str]:
    """The Pythons that the package says it works on, the lowest first."""
    return re.findall(r'"Programming Language :: Python :: (3\.\d+)"', PROJECT)


@pytest.mark.parametrize("path", WORKFLOWS, ids=[path.name for path in WORKFLOWS])
def test_a_workflow_runs_what_exists_here_and_only_public_actions(path: Path) -> None:
    assert content(path)["permissions"] == {"contents": "read"}
    assert all(job["timeout-minutes"] <= 60 for job in jobs(path).values())
    for step in steps(path):
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert step["uses"].startswith(PUBLIC)
            assert re.fullmatch(r"[\w./-]+@v\d+", step["uses"])
        for target in re.findall(r"^make (.+)$", step.get("run", ""), re.MULTILINE):
            assert re.search(rf"^{re.escape(target)}:", MAKEFILE, re.MULTILINE), target


def test_every_target_that_the_makefile_explains_exists() -> None:
    for target in re.findall(r"^# make ([\w-]+):", MAKEFILE, re.MULTILINE):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_every_python_that_the_package_names_is_tested_and_released() -> None:
    assert versions()[0] == re.search(r'requires-python = ">=(.+)"', PROJECT)[1]  # type: ignore[index]
    matrix = jobs(ROOT / ".github" / "workflows" / "test.yml")["test"]["strategy"]["matrix"]["python"]
    assert matrix == versions()
    (setup,) = [
        step for step in steps(ROOT / ".github" / "workflows" / "release.yml") if "python" in str(step.get("with"))
    ]
    assert sorted(setup["with"]["python-version"].split()) == sorted(versions())
    assert list(script("benchmarks/release_check.py").VERSIONS) == versions()


def test_the_browser_is_driven_and_the_release_is_built() -> None:
    commands = [step.get("run") for path in WORKFLOWS for step in steps(path)]
    assert {"make test", "make test-space", "make demo", "make release-check"} <= set(commands)
    assert "tests/space" in MAKEFILE.partition("\ntest-space:")[2].partition("\n\n")[0]
    kept = re.search(r"release_check.py .*--keep (\w+)", MAKEFILE)
    (upload,) = [step for path in WORKFLOWS for step in steps(path) if "upload-artifact" in step.get("uses", "")]
    assert kept is not None
    assert upload["with"]["path"].rstrip("/") == kept[1]


def test_hooks_run_the_tools_that_the_checks_run() -> None:
    hooks = [hook for repo in content(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    assert {"ruff-check", "ruff-format", "mypy"} <= {hook["id"] for hook in hooks}
    for hook in hooks:
        if found := re.fullmatch(r"make (\S+)", hook.get("entry", "")):
            assert re.search(rf"^{found[1]}:", MAKEFILE, re.MULTILINE)


def test_dependabot_looks_where_requirements_are() -> None:
    updates = content(ROOT / ".github" / "dependabot.yml")["updates"]
    assert {one["package-ecosystem"] for one in updates} == {"github-actions", "pip"}
    for one in updates:
        for folder in one.get("directories", [one.get("directory")]):
            assert (ROOT / folder.lstrip("/")).is_dir()


@pytest.mark.parametrize("path", FORMS, ids=[path.stem for path in FORMS])
def test_an_issue_form_asks_under_names_of_its_own(path: Path) -> None:
    form = content(path)
    assert form["name"]
    assert form["description"]
    asked = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(asked) == len(set(asked)) > 0
    assert all(field["attributes"]["label"] for field in form["body"])
    assert all(field["type"] in ("textarea", "dropdown", "checkboxes", "input") for field in form["body"])


def test_the_citation_is_of_this_version_and_of_the_article_in_the_readme() -> None:
    citation = content(ROOT / "CITATION.cff")
    assert citation["version"] == tracepile_hf.__version__
    assert citation["license"] == re.search(r'^license = "(.+)"', PROJECT, re.MULTILINE)[1]  # type: ignore[index]
    article = citation["preferred-citation"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    authors = " and ".join(f"{one['family-names']}, {one['given-names']}" for one in article["authors"])
    assert f"author  = {{{authors}}}" in readme
    assert f"title   = {{{article['title']}}}" in readme
    assert article["url"] in readme


def test_the_repository_has_one_address_wherever_it_is_named() -> None:
    (repository,) = re.findall(r'^Repository = "(.+)"', PROJECT, re.MULTILINE)
    assert content(ROOT / "CITATION.cff")["repository-code"] == repository
    links = content(ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml")["contact_links"]
    table = PROJECT.partition("[project.urls]\n")[2].partition("\n\n")[0]
    named = [*re.findall(r'"(https://github.com/.+?)"', table), *(link["url"] for link in links)]
    assert all(address == repository or address.startswith(f"{repository}/") for address in named)


def script(path: str) -> Any:
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module
