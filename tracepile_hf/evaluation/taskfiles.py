"""lm-eval's task files as data: YAML with `include` and the tag `!function`, whose names are not imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError

FOLDER: Final = Path(__file__).resolve().parent / "tasks"


class Function(str):
    """What a `!function` tag names: module.function."""

    __slots__ = ()


def read_task(path: Path, _seen: frozenset[Path] = frozenset()) -> dict[str, Any]:
    """A task file with what it includes, its own keys last. InputError for what is no task file."""
    import yaml

    class Loader(yaml.SafeLoader):
        """SafeLoader that knows one more tag."""

    Loader.add_constructor("!function", lambda _, node: Function(node.value))
    path = path.resolve()
    if path in _seen:
        raise InputError("task files that do not include each other", "a circle", str(path))
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader)
    except (OSError, yaml.YAMLError) as error:
        raise InputError("a task file", " ".join(str(error).split()), str(path)) from None
    if not isinstance(loaded, dict):
        raise InputError("a task file with keys", type(loaded).__name__, str(path))
    includes = loaded.pop("include", [])
    merged: dict[str, Any] = {}
    for name in [includes] if isinstance(includes, str) else includes:
        merged |= read_task(path.parent / name, _seen | {path})
    return merged | loaded


def task_files() -> list[Path]:
    """Our own task files, sorted."""
    return sorted(FOLDER.glob("*.yaml"))
