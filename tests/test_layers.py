"""The import rules: who may know whom, who may print, and the house map that says so."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ROOT = PROJECT / "tracepile_hf"
# A room imports rooms of the floors below, never one of its own floor. Floor by floor, what each room does.
FLOORS: dict[str, dict[str, str]] = {
    "0": {
        "records": "what stages hand on: frozen, text and numbers only",
        "literals": "values as text and back",
        "errors": "the exception tree",
        "tokens": "how long a text is where no tokenizer is at hand, and the limits of rows",
        "glossaries": "how the steps of a hidden program are said: sayings by line, and their slots",
        "places": "what names hold over a run: the one reader of what steps changed",
    },
    "1": {
        "families": "bundled programs, a file a family, found by a scan",
        "sources": "programs from elsewhere: JSONL, rows of sets on the Hub",
        "execution": "the jail, the instrumented run, the replay",
        "diversify": "rewrites, and the gate that proves them by running",
        "questions": "what is asked about a run",
        "narration": "the deterministic narrator",
        "verification": "text to claims to verdict",
        "quality": "token counts, duplicates, splits, balance",
        "teacher": "a language model as a second narrator: engines, prompts, cache, cost",
        "engine": "work in processes, and what is finished on disk",
    },
    "2": {"corpus": "joins the stages: programs in, proved rows out"},
    "2+": {"tracing": "one's own programs through all stages, and rows judged again"},
    "3": {
        "training": "recipes checked, mixtures, launching",
        "hub": "the corpus by its name, pushing, model cards",
        "evaluation": "benchmarks, scorers, faithfulness, reports",
    },
    "4": {"experiment": "small models, one an arm: does telling runs teach, with intervals"},
    "top": {"cli": "the commands; knows every room, and prints"},
}
LINES = 450  # of a module
FACE = "__init__"  # of the package itself: loads what it is asked for
MODULES = sorted(ROOT.rglob("*.py"))
OUTSIDE = {"dataset_scripts", "trainers", "spaces", "model_cards", "benchmarks", "tests"}
every_module = pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    """The floor's place from below; the face stands right below the command line. A room without a floor fails."""
    if room == FACE:
        return len(FLOORS) - 2
    found = [place for place, rooms in enumerate(FLOORS.values()) if room in rooms]
    assert found, f"{room} has no floor: give it one in FLOORS"
    return found[0]


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
    """Rooms that a file imports from; `__init__` for names of the package's own face."""
    own = {name.split(".")[1] for name in imports_of(path) if name.startswith("tracepile_hf.")} - {"__version__"}
    return {name if (ROOT / name).is_dir() or (ROOT / f"{name}.py").is_file() else FACE for name in own}


@every_module
def test_a_module_imports_lower_floors_only(path: Path) -> None:
    room = room_of(path)
    assert not {name.split(".")[0] for name in imports_of(path)} & OUTSIDE
    if room == FACE:
        return
    floor = floor_of(room)
    upwards = {used for used in rooms_used(path) - {room} if floor_of(used) >= floor}
    if floor == 0:  # the ground floor is one: its rooms use one another, and the standard library
        upwards = {used for used in upwards if floor_of(used) > 0}
        roots = {name.split(".")[0] for name in imports_of(path)} - {"tracepile_hf"}
        assert roots <= set(sys.stdlib_module_names) | {"__future__"}
    assert upwards == set()


def _below(path: Path) -> set[str]:
    """What a module of `execution` imports of that room."""
    return {name for name in imports_of(path) if name.startswith("tracepile_hf.execution.")}


@pytest.mark.parametrize("side", ["inside", "outside"])
def test_neither_side_of_the_jail_imports_recorder_or_replay(side: str) -> None:
    allowed = (f"tracepile_hf.execution.jail.{side}", "tracepile_hf.execution.jail.frames")
    for path in (ROOT / "execution" / "jail" / side).glob("*.py"):
        assert [name for name in _below(path) if not name.startswith(allowed)] == [], path


def test_the_recorder_knows_neither_jail_nor_replay() -> None:
    for path in (ROOT / "execution" / "record").glob("*.py"):
        assert [name for name in _below(path) if not name.startswith("tracepile_hf.execution.record")] == [], path


@every_module
def test_only_the_command_line_prints(path: Path) -> None:
    if room_of(path) == "cli" or path.name == "__main__.py":  # a room's own command line is one, too
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    printing = [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "print"]
    writing = [node.lineno for node in calls if ast.unparse(node.func).startswith(("sys.stdout.", "sys.stderr."))]
    assert printing + writing == []


@every_module
def test_a_module_can_be_read_in_a_sitting(path: Path) -> None:
    """At most 450 lines; a longer one says in its docstring, after `Long:`, why it is not two."""
    text = path.read_text(encoding="utf-8")
    if text.count("\n") > LINES:
        assert "\nLong:" in (ast.get_docstring(ast.parse(text)) or "")


def _map() -> str:
    lines = ["| floor | room | what it does |", "|---|---|---|"]
    for floor, rooms in FLOORS.items():
        for room, what in rooms.items():
            name = room if (ROOT / room).is_dir() else f"{room}.py"
            lines.append(f"| {floor} | [{name}](../tracepile_hf/{name}) | {what} |")
    return "\n".join(lines)


def test_the_house_map_shows_these_floors() -> None:
    """`TRACEPILE_GOLDEN=write pytest tests/test_layers.py` writes it anew."""
    page = PROJECT / "docs" / "house.md"
    begin, end = "<!-- floors: begin (tests/test_layers.py keeps this current) -->\n", "\n<!-- floors: end -->"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    written, _, after = rest.partition(end)
    if os.environ.get("TRACEPILE_GOLDEN") == "write":
        page.write_text(before + begin + _map() + end + after, encoding="utf-8")
    else:
        assert written == _map()
