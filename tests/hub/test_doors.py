"""`load_dataset("tracepile", config)`, through each of its three doors. Each in a fresh process, as a user has it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import LIMIT

from tracepile_hf.hub.builder import put_into_cache

SHOW = "print({name: part.num_rows for name, part in data.items()}, data['train'].column_names[:3])"
COUNTS = "{'train': "
CLOSED = "del stream; gc.collect()"  # as docs/guides/scale.md says: Arrow's readers must not outlive the interpreter


def run(code: str, folder: Path, cache: Path) -> str:
    """Run code in a fresh interpreter in `folder`, offline, with a datasets cache of its own."""
    environment = {
        **os.environ,
        "HF_HOME": str(cache),
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_CACHE": str(cache / "datasets"),
    }
    root = Path(__file__).resolve().parent.parent.parent
    if "tracepile_hf" in code:
        environment["PYTHONPATH"] = str(root)
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, timeout=LIMIT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_door_1_after_importing_the_package(tmp_path: Path) -> None:
    code = f"""
import gc, sys
import tracepile_hf
assert "datasets" not in sys.modules
from datasets import load_dataset
data = load_dataset("tracepile", "algorithm-base", samples=66, seed=7)
{SHOW}
part = load_dataset("tracepile", "algorithm-base", split="train[:5]", samples=66, seed=7)
print(part.num_rows, set(part["seed"]))
stream = load_dataset("tracepile", "algorithm-base", split="train", streaming=True, samples=66, seed=7)
print(list(stream) == list(data["train"]))
{CLOSED}
"""
    first, second, third = run(code, tmp_path / "work", tmp_path / "cache").splitlines()
    assert first.startswith(COUNTS)
    assert first.endswith("['messages', 'id', 'domain']")
    assert second == "5 {7}"
    assert third == "True"


def test_door_1_opens_for_a_datasets_that_was_imported_before(tmp_path: Path) -> None:
    code = """
import datasets, datasets.inspect
import tracepile_hf
print(datasets.get_dataset_config_names("tracepile")[:2])
try:
    datasets.load_dataset("no-such-data-set")
except Exception as error:
    print(type(error).__name__)
"""
    names, error = run(code, tmp_path / "work", tmp_path / "cache").splitlines()
    assert names == "['algorithm', 'algorithm-base']"
    assert error == "ConnectionError"


def test_door_1_rows_do_not_depend_on_num_proc(tmp_path: Path) -> None:
    code = """
import tracepile_hf
from datasets import load_dataset
if __name__ == "__main__":
    one = load_dataset("tracepile", "algorithm-base", samples=66, cache_dir="one")
    two = load_dataset("tracepile", "algorithm-base", samples=66, cache_dir="two", num_proc=2)
    print({name: one[name]["digest"] == two[name]["digest"] for name in one})
"""
    assert "False" not in run(code, tmp_path / "work", tmp_path / "cache")


def test_door_2_from_the_cache_without_ever_importing_the_package(corpus: Path, tmp_path: Path) -> None:
    put_into_cache(corpus, "algorithm-base", tmp_path / "cache" / "datasets")
    code = f"""
import sys
sys.modules["tracepile_" + "hf"] = None
from datasets import load_dataset
data = load_dataset("tracepile", "algorithm-base")
{SHOW}
"""
    assert run(code, tmp_path / "work", tmp_path / "cache").startswith(COUNTS)


def test_door_2_what_was_built_last_takes_the_place_of_what_was_there(corpus: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "datasets"
    first = put_into_cache(corpus, "algorithm-base", cache)
    stamp = (first / "dataset_info.json").stat().st_mtime_ns
    second = put_into_cache(corpus, "algorithm-base", cache)
    assert first == second
    assert (second / "dataset_info.json").stat().st_mtime_ns > stamp


def test_door_3_the_folder_by_path_and_by_its_name(corpus: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    os.symlink(corpus, work / "tracepile")
    code = f"""
import gc, os, sys
from datasets import load_dataset
for name in ("tracepile", "./tracepile", {str(corpus)!r}):
    data = load_dataset(name, "algorithm-base")
    {SHOW}
    stream = load_dataset(name, "algorithm-base", split="train", streaming=True, columns=["messages"])
    assert [list(row) for row in stream] == [["messages"]] * data["train"].num_rows
    {CLOSED}
sys.stdout.flush()
os._exit(0)  # whether Arrow's threads let an interpreter end is not asked here: scale.md says when they do not
"""
    lines = run(code, work, tmp_path / "cache").splitlines()
    assert len(lines) == 3
    assert len(set(lines)) == 1
    assert lines[0].startswith(COUNTS)


@pytest.mark.parametrize("door", ["import tracepile_hf\n", ""])
def test_an_unknown_config_is_named(corpus: Path, tmp_path: Path, door: str) -> None:
    work = tmp_path / "work"
    work.mkdir()
    if not door:
        os.symlink(corpus, work / "tracepile")
    code = f"""{door}
from datasets import load_dataset
try:
    load_dataset("tracepile", "nonsense")
except ValueError as error:
    print("algorithm-base" in str(error))
"""
    assert run(code, work, tmp_path / "cache").split() == ["True"]
