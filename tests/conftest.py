"""Settings for all tests."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

# No deadline: a busy machine is no failure. The same examples every time: a failure can be repeated by running again.
settings.register_profile(
    "tracepile",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("tracepile")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was left out is said last and loudly: here, as with -n no room's own conftest is read by who tells."""
    left_out(terminalreporter)
    coverage(terminalreporter)


def coverage(terminalreporter: Any) -> None:
    """One line where `make test` measures it; SlipCover ends with status 2 below the floor that pyproject.toml sets."""
    found = Path(os.environ.get("SLIPCOVER_COVERAGE_DIR", "none"), "merged.json")
    if found.is_file():
        summary = json.loads(found.read_text(encoding="utf-8"))["summary"]
        lines = summary["covered_lines"] + summary["missing_lines"]
        terminalreporter.line(f"coverage: {summary['percent_covered']:.1f} % of {lines:,} lines of tracepile_hf")


def left_out(terminalreporter: Any) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    lacking = [name for name in ("gradio", "playwright") if importlib.util.find_spec(name) is None]
    lacking += [] if browser else ["chromium"]
    if lacking:
        terminalreporter.section("the trace explorer was NOT driven in a browser", sep="!", red=True)
        how = "make test, which installs the Python packages, and as root: apt-get install chromium"
        terminalreporter.line(f"missing: {', '.join(lacking)}; to have these tests: {how}")
    for module, title in (("math_verify", "answers of math solutions"), ("reasoning_gym", "config extra")):
        if importlib.util.find_spec(module) is None:
            terminalreporter.section(f"{title} NOT tested: {module} is not installed", sep="!", yellow=True)
            terminalreporter.line("to have these tests: pip install -e '.[math,extra]'")
    if importlib.util.find_spec("trl") is None:
        terminalreporter.section("nothing was trained: TRL is not installed", sep="!", yellow=True)
        terminalreporter.line("to have these tests: make test-train (2.6 GB)")
    if importlib.util.find_spec("torch") is None:
        terminalreporter.section(
            "the experiment's models were NOT trained: torch is not installed", sep="!", yellow=True
        )
        terminalreporter.line("to have these tests: make test-experiment")
    if importlib.util.find_spec("lm_eval") is None:
        terminalreporter.section("no benchmark was run through lm-eval, which is not installed", sep="!", yellow=True)
        terminalreporter.line("to have these tests: make test-eval (2 GB)")
