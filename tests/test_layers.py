"""The import rules: who may know whom."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "tracepile_hf"
LEVEL_0 = {"records", "literals", "errors"}
LEVEL_1 = {"sources", "execution", "diversify", "questions", "narration", "verification", "quality"}
LEVEL_2 = {"corpus"}
LEVEL_3 = {"training", "evaluation", "hub"}
MODULES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Dotted names that a file imports anywhere, functions included; names for type checkers only are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def rooms_used(path: Path) -> set[str]:
    own = [name.split(".") for name in imports_of(path) if name.startswith("tracepile_hf.")]
    return {parts[1] for parts in own if parts[1] != "__version__"}


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_a_module_imports_only_what_its_level_may(path: Path) -> None:
    room = room_of(path)
    used = rooms_used(path) - {room}
    if room in LEVEL_0:
        assert used <= LEVEL_0
        roots = {name.split(".")[0] for name in imports_of(path)} - {"tracepile_hf"}
        assert roots <= set(sys.stdlib_module_names) | {"__future__"}
    elif room in LEVEL_1:
        assert used <= LEVEL_0
    elif room in LEVEL_2:
        assert used <= LEVEL_0 | LEVEL_1
    elif room in LEVEL_3:
        assert used <= LEVEL_0 | LEVEL_1 | LEVEL_2
    outside = {name.split(".")[0] for name in imports_of(path)}
    assert not outside & {"dataset_scripts", "trainers", "spaces", "model_cards", "benchmarks", "tests"}


def test_narrator_and_checker_never_meet() -> None:
    for path in MODULES:
        if room_of(path) in {"narration", "verification"}:
            assert not rooms_used(path) & ({"narration", "verification"} - {room_of(path)})
