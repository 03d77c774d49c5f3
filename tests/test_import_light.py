"""`import tracepile_hf` costs little: nothing heavy comes with it, and nothing is started."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "torch",
    "transformers",
    "trl",
    "datasets",
    "gradio",
    "vllm",
    "pyarrow",
    "pandas",
    "numpy",
    "sympy",
    "openai",
    "typer",
)


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_nothing_heavy_is_imported() -> None:
    found = run(f"import sys, tracepile_hf; print([name for name in {HEAVY!r} if name in sys.modules])")
    assert found.strip() == "[]"


def test_no_thread_or_process_is_started() -> None:
    code = "import tracepile_hf, threading, os; print(threading.active_count(), len(os.listdir('/proc/self/task')))"
    assert run(code).split() == ["1", "1"]


def test_the_command_line_starts_without_the_heavy_libraries_too() -> None:
    found = run(f"import sys, tracepile_hf.cli; print([name for name in {HEAVY[:-1]!r} if name in sys.modules])")
    assert found.strip() == "[]"
