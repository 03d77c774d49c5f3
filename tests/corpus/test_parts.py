"""A build in parts leaves the bytes of a build in one, whoever made which lot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.parts import Part, part_folders, part_of
from tracepile_hf.engine.shards import Busy, locked
from tracepile_hf.errors import InputError

SCRIPT = Path(__file__).parents[2] / "dataset_scripts" / "slurm_build.sh"


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(st.integers(1, 9), st.data())
def test_every_lot_belongs_to_one_part(of: int, data: st.DataObject) -> None:
    cuts = sorted({*data.draw(st.lists(st.integers(1, of), max_size=of)), of})
    parts = [Part(first + 1, last, of) for first, last in zip([0, *cuts], cuts, strict=False)]
    for lot in range(3 * of):
        assert sum(part.holds(lot) for part in parts) == 1
    assert [part_of(str(part)) for part in parts] == parts


@pytest.mark.parametrize("text", ["", "0/4", "5/4", "3-2/4", "1/0", "a/4", "1-2", "1/4/8", "-1/4"])
def test_what_is_no_part_is_said(text: str) -> None:
    with pytest.raises(InputError, match="parts as 2/4 or 2-3/4"):
        part_of(text)


def test_an_array_of_jobs_leaves_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    for part in ("3-4/4", "1/4"):  # the second part is nobody's: the last build makes it
        ledger = build("algorithm-base", 36, seed=3, out=tmp_path, part=part_of(part))
        assert ledger.considered == 0
    assert not (tmp_path / "algorithm-base").exists()
    assert len(part_folders(tmp_path, "algorithm-base")) == 2
    build("algorithm-base", 36, seed=3, out=tmp_path)
    assert content_of(tmp_path) == content_of(corpus)


def test_parts_of_another_build_are_not_joined(tmp_path: Path) -> None:
    build("algorithm-base", 8, seed=1, out=tmp_path, part=Part(1, 1, 2))
    with pytest.raises(InputError, match="expected seed 1, to go on with what is unfinished, got 2"):
        build("algorithm-base", 8, seed=2, out=tmp_path)
    with (
        locked(part_folders(tmp_path, "algorithm-base")[0] / "lock"),
        pytest.raises(Busy, match="nobody else at work there"),
    ):
        build("algorithm-base", 8, seed=1, out=tmp_path)
    build("algorithm-base", 8, seed=2, out=tmp_path, restart=True)
    assert part_folders(tmp_path, "algorithm-base") == []


@pytest.mark.parametrize(("variables", "part"), [({}, []), ({"ID": "7", "MIN": "5", "MAX": "8"}, ["--shards", "3/4"])])
def test_the_slurm_script_asks_for_its_part(tmp_path: Path, variables: dict[str, str], part: list[str]) -> None:
    told = tmp_path / "tracepile"
    told.write_text(f'#!{sys.executable}\nimport sys\nprint(*sys.argv[1:], sep="\\n")\n')
    told.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SLURM_CPUS_PER_TASK": "3"}
    environment |= {f"SLURM_ARRAY_TASK_{name}": value for name, value in variables.items()}
    done = subprocess.run(
        ["bash", str(SCRIPT), "--config", "all"], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["build", "--config", "all", "--workers", "3", "--no-cache", *part]
