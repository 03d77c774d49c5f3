"""Tasks through lm-eval itself: every one with gold answers, a server that ends answers, and a small real model.

Without lm-eval (the extra `eval`) these are skipped, and the end of the run says so; `make test-eval` installs it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tracepile_hf.cli.program import app
from tracepile_hf.evaluation.benchmarks import BENCHMARKS
from tracepile_hf.evaluation.harness import EvaluationPlan, evaluate, tasks_of
from tracepile_hf.evaluation.loading import load
from tracepile_hf.evaluation.results import TaskResult, read_all

needs_lm_eval = pytest.mark.skipif(
    importlib.util.find_spec("lm_eval") is None, reason="lm-eval is not installed (make test-eval installs it)"
)
LIMIT = 8
STYLES = tuple(name for name in BENCHMARKS if name.endswith("_style"))
AT_HAND = tuple(name for name in BENCHMARKS if not name.startswith(("lcb_", "zebra")) and name not in STYLES)


def lacks(name: str, why: str) -> None:
    raise AssertionError(f"{name}: {why}")


def ignore(result: TaskResult, kept: bool) -> None:
    """Nothing to tell."""


def echo(targets: dict[str, str]) -> Any:
    """An lm-eval model that answers each prompt by the gold answer of the item whose question it ends with."""
    from lm_eval.api.model import LM

    class Echo(LM):
        def generate_until(self, requests: Any, disable_tqdm: bool = False) -> list[str]:
            return [self._answer(request.args[0]) for request in requests]

        def _answer(self, prompt: str) -> str:
            asked = max(
                targets, key=lambda question: prompt.rfind(question) + len(question) if question in prompt else -1
            )
            return targets[asked]

        def loglikelihood(self, requests: Any) -> Any:
            raise NotImplementedError

        def loglikelihood_rolling(self, requests: Any) -> Any:
            raise NotImplementedError

        def tok_encode(self, text: str, **_: Any) -> list[str]:
            return text.split()

    return Echo()


@needs_lm_eval
def test_every_task_runs_offline_and_gold_answers_are_right(
    benchmark_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    targets = {}
    for name in AT_HAND:
        for item in load(name, benchmark_files).items[:LIMIT]:
            question = item.prompt if name != "mmlu_redux" else item.prompt.rpartition("\n(A) ")[0]
            targets[question] = item.target
    order = EvaluationPlan("echo", AT_HAND, tmp_path, data_dir=benchmark_files, limit=LIMIT)
    results = evaluate(order, ignore, lacks, echo(targets))
    for result in results:
        figures = result.figures()
        assert (result.task, figures["n"], figures["accuracy"]) == (result.task, LIMIT, 1.0)
        assert result.items_of_benchmark == BENCHMARKS[result.task].items or BENCHMARKS[result.task].items is None
        assert figures["cut"] == 0 or result.task == "mmlu_redux"
    again: list[bool] = []
    evaluate(order, lambda result, kept: again.append(kept), lacks, echo({}))
    assert all(again)
    assert len(again) == len(AT_HAND)


@needs_lm_eval
def test_missing_data_stops_one_task_and_not_the_others(benchmark_files: Path, tmp_path: Path) -> None:
    missing = []
    order = EvaluationPlan("echo", ("lcb_output", "svamp"), tmp_path, data_dir=benchmark_files, limit=2)
    results = evaluate(order, ignore, lambda name, why: missing.append((name, why)), echo({"": "The answer is 5."}))
    assert [result.task for result in results] == ["svamp"]
    assert missing[0][0] == "lcb_output"
    assert "test_generation.jsonl" in missing[0][1]


class Server(BaseHTTPRequestHandler):
    """OpenAI's completions: the first answer is whole, the others are ended by the limit."""

    asked = 0

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompts = body["prompt"] if isinstance(body["prompt"], list) else [body["prompt"]]
        choices = []
        for index, _ in enumerate(prompts):
            Server.asked += 1
            whole = Server.asked == 1
            text = " The answer is 145." if whole else " Let us see, 987654"
            choices.append({"index": index, "text": text, "finish_reason": "stop" if whole else "length"})
        answer = json.dumps({"choices": choices}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    running = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/v1"
    running.shutdown()


@needs_lm_eval
def test_a_server_says_which_answers_its_limit_ended(benchmark_files: Path, tmp_path: Path, server: str) -> None:
    order = EvaluationPlan("served", ("svamp",), tmp_path, "openai", data_dir=benchmark_files, limit=3, base_url=server)
    figures = evaluate(order, ignore, lacks)[0].figures()
    assert figures["n"] == 3
    assert figures["right"] == 1
    assert figures["cut"] == 2


@pytest.mark.slow
@needs_lm_eval
def test_every_task_on_a_small_real_model(
    benchmark_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One table: task, n, accuracy with interval, chance, no answer, cut, faults, seconds."""
    model = os.environ.get("TRACEPILE_SMALL_MODEL")
    if not model:
        pytest.skip("TRACEPILE_SMALL_MODEL is not set")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    words = [
        "eval",
        model,
        "--suite",
        "paper",
        "--limit",
        str(LIMIT),
        "--max-tokens",
        "64",
        "--data-dir",
        str(benchmark_files),
    ]
    words += [word for name in AT_HAND for word in ("--task", name)]
    words += ["--model-args", "dtype=bfloat16", "--out", str(tmp_path)]
    ran = CliRunner().invoke(app, words)
    print(ran.output)
    assert ran.exit_code == 0, ran.exception
    results = read_all(tmp_path)
    assert {result.task for result in results} == set(AT_HAND) == set(tasks_of("paper", AT_HAND))
    assert all(result.figures()["n"] + result.figures()["fault"] == LIMIT for result in results)
    assert sum(result.figures()["fault"] for result in results) == 0
