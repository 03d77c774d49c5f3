"""The `datasets` builder: the corpus as something that `load_dataset` can prepare, stream, split and cache.

Two ways lead here. After `import tracepile_hf`, `load_dataset("tracepile", config)` builds on the spot (see
tracepile_hf/hub/door.py). And `tracepile build` puts what it built into the datasets cache through this class, so that
afterwards a stock `datasets`, in a process that never saw this package, serves it from there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import datasets
import pyarrow as pa
import pyarrow.parquet as pq

from tracepile_hf.corpus.build import SAMPLES, build
from tracepile_hf.corpus.configs import CONFIGS
from tracepile_hf.corpus.fingerprint import code_hash
from tracepile_hf.corpus.parquet import split_files
from tracepile_hf.corpus.rows import schema
from tracepile_hf.engine.shards import Busy

NAME: Final = "tracepile"


@dataclass
class TracepileConfig(datasets.BuilderConfig):  # type: ignore[misc]  # datasets ships no annotations
    """A config with what a build depends on; `load_dataset("tracepile", "algorithm", samples=5000, seed=7)` sets it."""

    samples: int = SAMPLES
    seed: int = 0
    workers: int = 1

    def create_config_id(self, config_kwargs: dict[str, Any], custom_features: Any = None) -> str:
        """As the base class, without `workers`: they do not change the rows."""
        kwargs = {name: value for name, value in config_kwargs.items() if name != "workers"}
        return str(super().create_config_id(kwargs, custom_features))


class Tracepile(datasets.ArrowBasedBuilder):  # type: ignore[misc]  # likewise
    """Builds a config of the corpus, or takes a folder that is already built."""

    BUILDER_CONFIG_CLASS = TracepileConfig
    BUILDER_CONFIGS = [TracepileConfig(name=name) for name in CONFIGS]  # noqa: RUF012  (the base class's own form)
    built: Path | None = None  # folder of a built config, to be taken as it is

    def _info(self) -> datasets.DatasetInfo:
        return datasets.DatasetInfo(
            description="Chains of execution, every statement proved against the recorded run.",
            features=datasets.Features.from_arrow_schema(schema()),
            homepage="https://arxiv.org/abs/2510.23629",
            license="apache-2.0",
        )

    def _split_generators(self, dl_manager: Any) -> list[datasets.SplitGenerator]:
        folder: Path = self.built or self._made()
        return [
            datasets.SplitGenerator(name=split, gen_kwargs={"files": [str(path) for path in files]})
            for split, files in split_files(folder).items()
        ]

    def _made(self) -> Path:
        """Build into the cache's download folder, once for a config id and code hash; wait for who is at it already."""
        folder: Path = Path(self._cache_downloaded_dir) / NAME / str(self.hash or code_hash()) / str(self.config_id)
        while not (folder / self.config.name / "ledger.json").exists():
            folder.mkdir(parents=True, exist_ok=True)
            with datasets.utils.tqdm(desc=f"Building {self.config.name}", unit=" items") as bar:

                def progress(done: int, planned: int) -> None:
                    bar.total = planned
                    bar.update(done - bar.n)

                try:
                    build(
                        self.config.name,
                        self.config.samples,
                        self.config.seed,
                        folder,
                        self.config.workers,
                        progress=progress,
                    )
                except Busy:
                    time.sleep(1.0)
        return folder / str(self.config.name)

    def _generate_tables(self, files: list[str]) -> Iterator[tuple[Any, pa.Table]]:
        for number, path in enumerate(files):
            with pq.ParquetFile(path) as file:
                for batch_number, batch in enumerate(file.iter_batches(1000, use_threads=False)):
                    yield datasets.builder.Key(number, batch_number), pa.Table.from_batches([batch])


def put_into_cache(folder: Path, config: str, cache_dir: str | os.PathLike[str] | None = None) -> Path:
    """Put the built `folder/config` into the datasets cache as what `load_dataset("tracepile", config)` gives.

    Returns the cache folder. What was there for the config and this version of the code is replaced.
    """
    builder = Tracepile(
        cache_dir=None if cache_dir is None else str(cache_dir),
        dataset_name=NAME,
        config_name=config,
        hash=code_hash(),
    )
    builder.built = folder.resolve() / config
    with _quiet():
        builder.download_and_prepare(download_mode="force_redownload", verification_mode="no_checks")
    return Path(builder.cache_dir)


class _quiet:
    """No progress bars of `datasets` while a folder is copied into its cache."""

    def __enter__(self) -> None:
        self.shown = datasets.are_progress_bars_disabled()
        datasets.disable_progress_bars()

    def __exit__(self, *_: object) -> None:
        if not self.shown:
            datasets.enable_progress_bars()
