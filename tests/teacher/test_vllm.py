"""The whole path on the real vLLM, with a small real model on a CPU: `make test-vllm`.

TRACEPILE_SMALL_MODEL names the folder of SmolLM2-135M-Instruct (safetensors and tokenizer). It is too weak to be a good
teacher: what is shown is the path, and that what it writes is not believed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.proof import verify_folder

MODEL = os.environ.get("TRACEPILE_SMALL_MODEL", "")
ITEMS = int(os.environ.get("TRACEPILE_VLLM_ITEMS", "40"))
CONFIG = "algorithm-base"
# Seeds on a CPU: a prompt that is read in several parts would need generators that can be set back, which CPUs lack
ENGINE = {
    "dtype": "bfloat16", "enforce_eager": "true", "max_model_len": "4096", "max_num_seqs": "32",
    "enable_chunked_prefill": "false", "max_num_batched_tokens": "4096",
}  # fmt: skip
ASKED = ["--config", CONFIG, "--paths", "5", "--shots", "1", "--blind", "--max-tokens", "48", "--repair", "0"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("vllm") is None, reason="vllm is not installed: make test-vllm"),
    pytest.mark.skipif(not Path(MODEL, "config.json").is_file(), reason="TRACEPILE_SMALL_MODEL names no model"),
]


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    known = {
        "VLLM_ENABLE_V1_MULTIPROCESSING": "0", "VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_NO_USAGE_STATS": "1",
        "HF_HUB_OFFLINE": "1",
    }  # fmt: skip
    return {**os.environ, **known}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told") / "corpus"
    build(CONFIG, ITEMS, out=folder)
    return folder


def teach(told: Path, out: Path, environment: dict[str, str], *options: str) -> str:
    command = [sys.executable, "-m", "tracepile_hf.cli", "teach", "--corpus", str(told), "--out", str(out), *ASKED]
    done = subprocess.run([*command, *options], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    print(done.stdout)
    return done.stdout


def twice(told: Path, folder: Path, environment: dict[str, str], *options: str) -> None:
    """Asked once and answered from the cache the second time, byte for byte; nothing unproved is kept."""
    cache = ("--cache", str(folder / "answers"))
    first = teach(told, folder / "one", environment, *options, *cache)
    second = teach(told, folder / "two", environment, *options, *cache)
    assert f"asked now: {5 * ITEMS} answers" in first
    assert "asked now: 0 answers" in second
    files = [
        {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        for out in (folder / "one", folder / "two")
    ]
    assert files[0] == files[1]
    taught = read_ledger(folder / "one" / CONFIG / "ledger.json").taught
    assert taught is not None
    assert (taught.items, taught.replies, taught.faults) == (ITEMS, 5 * ITEMS, 0)
    assert taught.tokens_out > 0
    assert taught.proved + sum(taught.reasons.values()) == 5 * ITEMS
    assert verify_folder(folder / "one").failures == []


def test_offline(told: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    options = [part for name, value in ENGINE.items() for part in ("--engine-arg", f"{name}={value}")]
    twice(told, tmp_path, environment, "--engine", "vllm", "--model", MODEL, *options)


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """vLLM's own OpenAI server, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "vllm.entrypoints.openai.api_server", "--model", MODEL, "--port", str(port)]
    command += ["--served-model-name", "smollm2", "--dtype", "bfloat16", "--enforce-eager", "--max-model-len", "4096"]
    command += ["--max-num-seqs", "32", "--no-enable-chunked-prefill", "--max-num-batched-tokens", "4096"]
    with (tmp_path / "server.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            given_up = time.monotonic() + 900
            while not _answers(f"http://127.0.0.1:{port}/health"):
                assert process.poll() is None, (tmp_path / "server.log").read_text()[-3000:]
                assert time.monotonic() < given_up
                time.sleep(1)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(60)
            process.kill()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def test_served(told: Path, tmp_path: Path, environment: dict[str, str], server: str) -> None:
    options = ("--engine", "openai", "--model", "smollm2", "--revision", "135m-instruct", "--base-url", server)
    twice(told, tmp_path, environment, *options, "--concurrency", "32")
