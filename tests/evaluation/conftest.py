"""What the evaluation tests share: benchmark files where they are at hand, results made by hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tracepile_hf.evaluation.results import Answered, TaskResult

MakeResult = Callable[..., TaskResult]


@pytest.fixture(scope="session")
def benchmark_files() -> Path:
    """The folder of published benchmark files, where TRACEPILE_TEST_DATA has one."""
    folder = Path(os.environ.get("TRACEPILE_TEST_DATA", "")) / "benchmarks"
    if not os.environ.get("TRACEPILE_TEST_DATA") or not folder.is_dir():
        pytest.skip("TRACEPILE_TEST_DATA with benchmarks/ is not set")
    return folder


@pytest.fixture
def make_result() -> MakeResult:
    """A task's result from a list of outcomes."""

    def make(
        task: str, outcomes: Sequence[str], model: str = "org/model", clusters: Sequence[str] = (), chance: float = 0.0
    ) -> TaskResult:
        items = tuple(
            Answered(str(place), "", clusters[place] if clusters else "", outcome, outcome == "none", chance, "text")
            for place, outcome in enumerate(outcomes)
        )
        return TaskResult(
            task, task.upper(), model, "", {}, "hf", "lm-eval 0.4.13", "1.0", "", "abc", {"max_gen_toks": 8}, 0, False,
            None, len(items), 1.5, items,
        )  # fmt: skip

    return make
