"""Data sets that commands are given by name or folder: whatever keeps one from loading is said in one line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tracepile_hf.errors import InputError


def rows_of(dataset: str, config: str | None, split: str = "train") -> Sequence[Mapping[str, Any]]:
    """A split's rows. Errors: InputError when there is no such set, config or split, or it cannot be read."""
    from datasets import load_dataset

    with _loading(dataset, config, split):
        rows: Sequence[Mapping[str, Any]] = load_dataset(dataset, config, split=split)
    return rows


def built_here(config: str) -> tuple[dict[str, int], tuple[Path, ...]] | None:
    """What `tracepile build` has built last of a config: rows of each split, and the files of the training split."""
    import datasets

    from tracepile_hf.hub.cached import last_built

    cache = Path(datasets.config.HF_DATASETS_CACHE).expanduser()
    found = last_built(cache, Path(datasets.config.DOWNLOADED_DATASETS_PATH).expanduser(), config)
    if found is None or found.small:
        return None
    splits = json.loads((found.folder / "dataset_info.json").read_text(encoding="utf-8"))["splits"]
    rows = {split: int(each["num_examples"]) for split, each in splits.items()}
    return rows, tuple(Path(file) for file in found.files().get("train", ()))


@contextmanager
def _loading(dataset: str, config: str | None, split: str) -> Iterator[None]:
    import pyarrow as pa
    from datasets.exceptions import DatasetsError

    try:
        yield
    except (DatasetsError, pa.ArrowException, OSError, ValueError, RuntimeError) as error:
        said = str(error.__cause__ or error).strip().partition("\n")[0]
        where = f"{dataset}:{config}" if config else dataset
        raise InputError(f"a data set with a {split} split", said or type(error).__name__, where) from error
