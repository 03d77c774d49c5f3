"""A corpus of many files goes in several commits, and a push that was broken off goes on where it stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from stand_in import StandIn

from tracepile_hf.corpus.build import build
from tracepile_hf.hub import push

COMMAND = (
    "import sys; from tracepile_hf.hub import push; push.FILES_A_COMMIT = 3; "
    "from tracepile_hf.cli import main; sys.argv[0] = 'tracepile'; main()"
)


@pytest.fixture
def hub() -> Iterator[StandIn]:
    made = StandIn()
    yield made
    made.shutdown()
    made.server_close()


def pushed(hub: StandIn, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HF_ENDPOINT": hub.address, "HF_TOKEN": "hf_none", "HF_HUB_DISABLE_XET": "1"}
    environment |= {"HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    environment.pop("HF_HUB_OFFLINE", None)
    command = [sys.executable, "-c", COMMAND, "push", str(folder), "me/data", *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_push_that_was_broken_off_goes_on_where_it_stopped(
    tmp_path: Path, hub: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracepile_hf.corpus.parquet.ROWS_PER_FILE", 3)
    build("algorithm-base", 30, seed=1, out=tmp_path)
    rows = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.glob("*/*.parquet")}
    assert len(rows) > 8

    done = pushed(hub, tmp_path)
    assert "Nothing was sent" in done.stdout
    assert hub.repositories == {}

    hub.breaks_after = 5
    done = pushed(hub, tmp_path, "--send")
    assert (done.returncode, done.stderr.count("\n")) == (1, 2), done.stderr
    assert "me/data: 1 of " in done.stderr
    assert "expected the Hub to take it" in done.stderr
    repository = hub.repositories["me/data"]
    assert len(repository.files) == 3  # of the first commit
    assert repository.private

    hub.breaks_after = None
    done = pushed(hub, tmp_path, "--send")
    assert done.returncode == 0, done.stderr
    assert hub.uploads == len(rows)  # nothing was sent twice
    assert {name: content for name, content in repository.files.items() if name in rows} == rows
    assert repository.files["README.md"] == (tmp_path / "README.md").read_bytes()
    assert not [name for name in repository.files if "rejects" in name]

    commits = len(repository.commits)
    assert pushed(hub, tmp_path, "--send").returncode == 0
    assert hub.uploads == len(rows)
    assert len(repository.commits) == commits + 1  # card and account again


def test_batches_hold_so_many_files_and_bytes_and_the_card_is_in_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "FILES_A_COMMIT", 2)
    monkeypatch.setattr(push, "BYTES_A_COMMIT", 100)
    files = {f"all/train-{n}.parquet": size for n, size in enumerate((10, 20, 30, 90, 20, 150, 1))} | {"README.md": 500}
    paths = {}
    for name, size in files.items():
        paths[name] = tmp_path / name
        paths[name].parent.mkdir(exist_ok=True)
        paths[name].write_bytes(b"x" * size)
    upload = push.upload_of("dataset", "me/data", paths)
    sizes = [[files[name] for name, _ in part] for part in push.batches(upload, {})]
    assert sizes == [[10, 20], [30], [90], [20], [150], [1, 500]]
    other = {"all/train-0.parquet": SimpleNamespace(lfs=SimpleNamespace(size=10, sha256="0"))}
    assert len(push.batches(upload, other)) == len(sizes)
