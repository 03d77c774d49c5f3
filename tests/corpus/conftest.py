"""One small corpus, built once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracepile_hf.corpus.build import build

SAMPLES = 36


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the config algorithm-base; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("built") / "corpus"
    build("algorithm-base", SAMPLES, seed=3, out=folder)
    return folder


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of caches of the test's own, where `verify` notes what it has proved."""
    folder = tmp_path.parent / f"{tmp_path.name}-caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder
