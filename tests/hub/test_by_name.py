"""The name `tracepile` means what was built last, whatever version built it; a small corpus only for want of one."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from datasets import Dataset, Features, List, Value, concatenate_datasets, load_dataset
from datasets.arrow_writer import ArrowWriter
from waiting import LIMIT

from tracepile_hf.corpus.fingerprint import code_hash
from tracepile_hf.errors import CorpusError
from tracepile_hf.hub import builder
from tracepile_hf.hub.builder import put_into_cache

CONFIG = "algorithm-base"
ANOTHER = "0" * 32  # the hash of other code
SMALL = "tracepile/algorithm-base: none was built yet: here is a small one, 40 rows of seed 0; for more: tracepile"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache; a small corpus is smaller still, and no folder here is called tracepile."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(builder, "SAMPLES", 40)
    return tmp_path / "cache"


def load(cache: Path, **how: Any) -> Any:
    return load_dataset("tracepile", CONFIG, cache_dir=str(cache), **how)


def of_other_code(folder: Path) -> Path:
    """The cached corpus as another version of the code would have left it."""
    return folder.rename(folder.parent / ANOTHER)


def as_before(folder: Path) -> None:
    """A cached corpus as the first versions left it: messages as large_string, and no ledger beside the rows."""
    info = folder / "dataset_info.json"
    described = json.loads(info.read_text())
    content = described["features"]["messages"]["feature"]["content"]
    assert content["dtype"] == "string"
    content["dtype"] = "large_string"
    for path in folder.glob("*.arrow"):
        older = Features(
            dict(Dataset.from_file(str(path)).features)
            | {"messages": List({"role": Value("string"), "content": Value("large_string")})}
        )
        rows = Dataset.from_file(str(path)).to_list()
        with ArrowWriter(features=older, path=str(path) + ".new") as writer:
            for row in rows:
                writer.write(row)
            writer.finalize()
        Path(str(path) + ".new").replace(path)
    info.write_text(json.dumps(described))
    (folder / "ledger.json").unlink()


@pytest.mark.parametrize("streaming", [False, True])
def test_what_other_code_built_is_what_the_name_gives_and_its_version_is_told(
    corpus: Path, cache: Path, caplog: pytest.LogCaptureFixture, streaming: bool
) -> None:
    made = of_other_code(put_into_cache(corpus, CONFIG, cache))
    data = load(cache, split="train", streaming=streaming)
    rows = list(data)
    del data  # consumed, deleted, collected: pyarrow's reader threads must not outlive the process
    gc.collect()
    expected = load_dataset(str(corpus), CONFIG, split="train", cache_dir=str(cache))
    assert [row["digest"] for row in rows] == expected["digest"][:]
    (said,) = [record.message for record in caplog.records]
    assert said.startswith("tracepile/algorithm-base: 36 rows of seed 4, built by tracepile_hf 0.")
    assert "not by the code installed now" in said
    assert str(made) in said


def test_of_several_the_one_built_last(corpus: Path, cache: Path) -> None:
    older = put_into_cache(corpus, CONFIG, cache)
    other = older.rename(older.parent / ANOTHER)
    (other / "dataset_info.json").touch()
    newer = put_into_cache(corpus, CONFIG, cache)
    for last, first in ((newer, other), (other, newer)):
        stamp = (first / "dataset_info.json").stat().st_mtime_ns
        os.utime(last / "dataset_info.json", ns=(stamp, stamp + 1))
        assert Path(load(cache, split="train").cache_files[0]["filename"]).parent == last


def test_for_want_of_any_a_small_one_is_built_with_a_warning_every_time(
    corpus: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = load(cache)
    assert sum(first.num_rows.values()) == 40
    assert [record.message.startswith(SMALL) for record in caplog.records] == [True]
    caplog.clear()
    assert load(cache).num_rows == first.num_rows
    (said,) = [record.message for record in caplog.records]
    assert "40 rows of seed 0" in said
    assert "a small corpus, for want of a built one; for more: tracepile build --config algorithm-base" in said
    caplog.clear()
    put_into_cache(corpus, CONFIG, cache)  # once something is built, the name means that
    assert sum(load(cache).num_rows.values()) == 36
    assert "a small corpus" not in caplog.text


def test_what_was_built_goes_before_a_small_one_of_later_code(corpus: Path, cache: Path) -> None:
    built = put_into_cache(corpus, CONFIG, cache)
    aside = built.rename(cache / "aside")
    load(cache)
    aside.rename(built.parent / ANOTHER)
    assert sum(load(cache).num_rows.values()) == 36


def test_what_is_asked_for_by_number_or_seed_is_built(
    corpus: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put_into_cache(corpus, CONFIG, cache)
    data = load(cache, samples=20, seed=9)
    assert sum(data.num_rows.values()) == 20
    assert set(data["train"]["seed"]) == {9}
    assert caplog.text == ""


def test_a_corpus_cached_by_the_first_versions_loads_says_so_and_joins(
    corpus: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = of_other_code(put_into_cache(corpus, CONFIG, cache))
    as_before(made)
    data = load(cache, split="train")
    assert "36 rows of seed 4, built by an earlier version of tracepile_hf, not by the code installed" in caplog.text
    expected = load_dataset(str(corpus), CONFIG, split="train", cache_dir=str(cache))
    assert data.features == expected.features
    assert concatenate_datasets([data, expected])["messages"][:] == expected["messages"][:] * 2
    stream = load(cache, split="train", streaming=True)
    assert stream.features == expected.features
    assert [row["messages"] for row in stream] == expected["messages"][:]
    del stream
    gc.collect()


def test_building_again_by_force_never_puts_a_small_corpus_in_the_place_of_a_built_one(
    corpus: Path, cache: Path
) -> None:
    made = put_into_cache(corpus, CONFIG, cache)
    data = load(cache, download_mode="force_redownload")
    assert sum(data.num_rows.values()) == 36
    assert (made / "ledger.json").exists()


def test_a_cached_corpus_that_cannot_be_read_is_named_and_passed_over(
    corpus: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put_into_cache(corpus, CONFIG, cache)
    for name, content in (("1" * 32, "{"), ("2" * 32, '{"splits": null}'), ("3" * 32, '{"splits": {"train": {}}}')):
        folder = cache / "tracepile" / CONFIG / "0.0.0" / name
        folder.mkdir()
        (folder / "dataset_info.json").write_text(content)
    assert sum(load(cache).num_rows.values()) == 36
    assert sum("left out, for it cannot be read" in record.message for record in caplog.records) == 3


def test_a_cache_that_takes_nothing_is_said_in_one_line(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(CorpusError, match=r"expected a datasets cache that takes .*, got .*cache") as error:
        put_into_cache(corpus, CONFIG, tmp_path / "cache")
    assert "\n" not in str(error.value)


def test_a_script_without_a_guard_builds_with_workers_and_gets_the_same_rows(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, tracepile_hf\nfrom datasets import load_dataset\n"
        "part = load_dataset('tracepile', 'algorithm-base', samples=40, seed=2, split='train', cache_dir=sys.argv[1],"
        " num_proc=int(sys.argv[2]))\nprint('loaded', *part['digest'])\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    said = []
    for workers in ("1", "2"):
        done = subprocess.run(
            [sys.executable, str(script), f"cache{workers}", workers],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": root},
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert said[0] == said[1]
    assert said[0].count("loaded") == 1
    shutil.rmtree(tmp_path / "cache2")


def test_the_hash_of_this_code_is_its_own(corpus: Path, cache: Path) -> None:
    assert put_into_cache(corpus, CONFIG, cache).name == code_hash() != ANOTHER
