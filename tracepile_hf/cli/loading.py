"""Data sets that commands are given by name or folder: whatever keeps one from loading is said in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tracepile_hf.errors import InputError


def rows_of(dataset: str, config: str | None, split: str = "train") -> Sequence[Mapping[str, Any]]:
    """A split's rows. Errors: InputError when there is no such set, config or split, or it cannot be read."""
    from datasets import load_dataset

    with _loading(dataset, config, split):
        rows: Sequence[Mapping[str, Any]] = load_dataset(dataset, config, split=split)
    return rows


def columns_of(dataset: str, config: str | None, split: str = "train") -> list[str] | None:
    """The columns of a split, without reading its rows where they are described. Errors: as `rows_of`."""
    from datasets import load_dataset, load_dataset_builder

    with _loading(dataset, config, split):
        features = load_dataset_builder(dataset, config).info.features
        if features is None:
            features = load_dataset(dataset, config, split=split, streaming=True).features
    return None if features is None else list(features)


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
