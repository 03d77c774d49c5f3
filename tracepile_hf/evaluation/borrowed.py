"""Prompts that lm-eval ships, read from the installed lm-eval: nothing of them is copied here.

Its files are read as data: their `!function` tags stay names, and lists in its Python files are read as literals.
"""

from __future__ import annotations

import ast
import functools
import importlib.util
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.taskfiles import read_task

INSTALL: Final = "pip install 'tracepile-hf[eval]'"


@functools.cache
def tasks_folder() -> Path:
    """The folder of lm-eval's own tasks. InputError if lm-eval is not installed."""
    found = importlib.util.find_spec("lm_eval")
    if found is None or not found.submodule_search_locations:
        raise InputError("lm-eval", "none", INSTALL)
    return Path(found.submodule_search_locations[0]) / "tasks"


@functools.cache
def task(path: str) -> dict[str, Any]:
    """One of lm-eval's task files, such as `gsm8k/gsm8k-cot.yaml`, with what it includes."""
    file = tasks_folder() / path
    if not file.is_file():
        raise InputError("lm-eval 0.4.13 or a later one that still has this task", "none", str(file))
    return read_task(file)


def shots(path: str) -> list[dict[str, Any]]:
    """The few-shot examples of a task file, as it has them."""
    samples: list[dict[str, Any]] = task(path)["fewshot_config"]["samples"]
    return samples


def listed(path: str, function: str) -> list[dict[str, Any]]:
    """The examples that a function of one of lm-eval's Python files returns, if it returns a list of literals."""
    tree = ast.parse((tasks_folder() / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    found: list[dict[str, Any]] = ast.literal_eval(inner.value)
                    return found
    raise InputError(f"a function {function}", "none", path)


def rendered(path: str, **fields: object) -> str:
    """A task file's `doc_to_text` filled in."""
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(keep_trailing_newline=True)
    return environment.from_string(str(task(path)["doc_to_text"])).render(**fields)
