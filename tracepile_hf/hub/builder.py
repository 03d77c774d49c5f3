"""The `datasets` builder: the corpus as something that `load_dataset` can prepare, stream, split and cache.

Two ways lead here. After `import tracepile_hf`, `load_dataset("tracepile", config)` comes through the door (door.py):
it gives what was built last, whatever version built it, and says so; for want of any it builds a small corpus, with a
warning. And `tracepile build` puts what it built into the datasets cache through this class, so that afterwards a
stock `datasets`, in a process that never saw this package, serves it from there.
"""

from __future__ import annotations

import logging
import os
import posixpath
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import datasets
import pyarrow as pa
import pyarrow.parquet as pq

from tracepile_hf import __version__
from tracepile_hf.corpus.build import SAMPLES, build
from tracepile_hf.corpus.configs import CONFIGS
from tracepile_hf.corpus.fingerprint import code_hash
from tracepile_hf.corpus.parquet import split_files
from tracepile_hf.corpus.rows import schema
from tracepile_hf.engine.shards import locked
from tracepile_hf.errors import CorpusError
from tracepile_hf.hub.apart import build_apart
from tracepile_hf.hub.cached import LEDGER, Cached, last_built

NAME: Final = "tracepile"
_ASKED: Final = {"samples", "seed"}  # with one of these it is not what was built last that is wanted
log = logging.getLogger(__name__)


@dataclass
class TracepileConfig(datasets.BuilderConfig):  # type: ignore[misc]  # datasets ships no annotations
    """A config with what a build depends on; `load_dataset("tracepile", "algorithm", samples=5000, seed=7)` sets it.

    `load_dataset(..., num_proc=4)` gives a build as many workers; `workers=4` does the same for a stream.
    """

    samples: int | None = None  # SAMPLES
    seed: int = 0
    workers: int = 1

    def create_config_id(self, config_kwargs: dict[str, Any], custom_features: Any = None) -> str:
        """As the base class, without `workers`: they do not change the rows."""
        kwargs = {name: value for name, value in config_kwargs.items() if name != "workers"}
        return str(super().create_config_id(kwargs, custom_features))


class Tracepile(datasets.ArrowBasedBuilder):  # type: ignore[misc]  # likewise
    """Gives what was built last of a config, or builds what is asked for, or takes a folder that is already built."""

    BUILDER_CONFIG_CLASS = TracepileConfig
    BUILDER_CONFIGS = [TracepileConfig(name=name) for name in CONFIGS]  # noqa: RUF012  (the base class's own form)

    def __init__(
        self,
        cache_dir: str | os.PathLike[str] | None = None,
        *args: Any,
        hash: str | None = None,
        built: Path | None = None,
        **given: Any,
    ) -> None:
        """As the base class; `built` is the folder of a built config, to be taken as it is."""
        self._built, self._workers, self._told = built, 1, False
        self._last: Cached | None = None
        if built is None and not _ASKED & set(given) and given.get("config_name") in CONFIGS:
            self._last = last_built(*_places(cache_dir), given["config_name"])
        super().__init__(cache_dir, *args, hash=hash if self._last is None else self._last.hash, **given)

    def _info(self) -> datasets.DatasetInfo:
        return datasets.DatasetInfo(
            description="Chains of execution, every statement proved against the recorded run.",
            features=_features(),
            homepage="https://arxiv.org/abs/2510.23629",
            license="apache-2.0",
        )

    def download_and_prepare(self, *args: Any, num_proc: int | None = None, **named: Any) -> None:
        """As the base class, with `num_proc` workers for the build; copying what they made needs one process."""
        self._workers = num_proc or 1
        super().download_and_prepare(*args, **named)

    def as_dataset(self, *args: Any, **named: Any) -> Any:
        """As the base class; says what it is, and rows of an earlier version get today's types."""
        self._tell()
        data = super().as_dataset(*args, **named)
        wanted, found = _features(), self.info.features
        # The same columns in other types: `messages.content` was large_string, which joins with no other set.
        return data.cast(wanted) if found != wanted and list(found) == list(wanted) else data

    def as_streaming_dataset(self, *args: Any, **named: Any) -> Any:
        """As the base class; says what it is."""
        self._tell()
        if list(self.info.features) == list(_features()):
            self.info.features = _features()  # rows of an earlier version are cast as they are read
        return super().as_streaming_dataset(*args, **named)

    def _tell(self) -> None:
        """Say once what is served: whose rows, how many, of which seed, and whether there could be more."""
        if self._last is None or self._told:
            return
        self._told = True
        last = self._last
        what = f"{NAME}/{self.config.name}: {last.rows} rows of seed {last.seed}, built by {last.version}"
        if last.hash != code_hash():
            what += f", not by the code installed now ({__version__})"
        if last.small:
            what += f": a small corpus, for want of a built one; {_more(self.config.name)}"
        log.warning("%s (%s)", what, last.folder)

    def _split_generators(self, dl_manager: Any) -> list[datasets.SplitGenerator]:
        self._source = self._built or (self._last.folder if self._last else self._made())
        parts = self._last.files() if self._last else split_files(self._source)
        return [
            datasets.SplitGenerator(name=split, gen_kwargs={"files": [str(path) for path in files]})
            for split, files in parts.items()
        ]

    def _download_and_prepare(self, dl_manager: Any, verification_mode: Any, **how: Any) -> None:
        super()._download_and_prepare(dl_manager, verification_mode, **how)
        if (self._source / LEDGER).exists():
            self._fs.put_file(str(self._source / LEDGER), posixpath.join(self._output_dir, LEDGER))

    def _made(self) -> Path:
        """Build into the cache's download folder, once for a config id and code hash; wait for who is at it already."""
        config = self.config
        samples = config.samples or SAMPLES
        if not _ASKED & set(self.config_kwargs):
            rows = f"{samples} rows of seed {config.seed}"
            what = f"{NAME}/{config.name}: none was built yet: here is a small one, {rows}"
            log.warning("%s; %s", what, _more(config.name))
        folder = _making(Path(self._cache_downloaded_dir), str(self.hash or code_hash()), str(self.config_id))
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / ".making", wait=True):
            if not (folder / config.name / LEDGER).exists():
                self._build(samples, folder)
        return folder / str(config.name)

    def _build(self, samples: int, folder: Path) -> None:
        config = self.config
        workers = max(self._workers, config.workers)
        with datasets.utils.tqdm(desc=f"Building {config.name}", unit=" items") as bar:

            def progress(done: int, planned: int) -> None:
                bar.total = planned
                bar.update(done - bar.n)

            make = build if workers == 1 else build_apart
            make(config.name, samples, config.seed, folder, workers, progress=progress)

    def _generate_tables(self, files: list[str]) -> Iterator[tuple[Any, pa.Table]]:
        for number, path in enumerate(files):
            for batch_number, batch in enumerate(_batches(path)):
                yield datasets.builder.Key(number, batch_number), pa.Table.from_batches([batch])


def _features() -> datasets.Features:
    return datasets.Features.from_arrow_schema(schema())


def _batches(path: str) -> Iterator[pa.RecordBatch]:
    if path.endswith(".arrow"):  # of a corpus that is in the cache already
        with pa.memory_map(path) as source, pa.ipc.open_stream(source) as stream:
            yield from stream
        return
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(1000, use_threads=False)


def _more(config: str) -> str:
    return f"for more: tracepile build --config {config} --samples 10000"


def _places(cache_dir: str | os.PathLike[str] | None) -> tuple[Path, Path]:
    """Where the datasets cache is, and its folder of downloads."""
    if cache_dir is None:
        return Path(datasets.config.HF_DATASETS_CACHE).expanduser(), Path(datasets.config.DOWNLOADED_DATASETS_PATH)
    cache = Path(cache_dir).expanduser()
    return cache, cache / str(datasets.config.DOWNLOADED_DATASETS_DIR)


def _making(downloads: Path, hash: str, config_id: str) -> Path:
    """Where a corpus is built that `load_dataset` asks for."""
    return downloads.expanduser() / NAME / hash / config_id


def put_into_cache(folder: Path, config: str, cache_dir: str | os.PathLike[str] | None = None) -> Path:
    """Put the built `folder/config` into the datasets cache as what `load_dataset("tracepile", config)` gives.

    Returns the cache folder. What was there for the config and this version of the code is replaced. Raises CorpusError
    if the cache cannot take it.
    """
    where = _places(cache_dir)
    try:
        builder = Tracepile(
            None if cache_dir is None else str(cache_dir),
            dataset_name=NAME,
            config_name=config,
            hash=code_hash(),
            built=folder.resolve() / config,
        )
        with _quiet():
            builder.download_and_prepare(download_mode="force_redownload", verification_mode="no_checks")
        # What load_dataset may have made before, for want of this, would mark it as made there.
        shutil.rmtree(_making(where[1], code_hash(), config), ignore_errors=True)
    except (OSError, datasets.exceptions.DatasetGenerationError) as error:
        why = " ".join(str(error.__cause__ or error).split())
        raise CorpusError(f"expected a datasets cache that takes {folder / config}, got {why} ({where[0]})") from error
    return Path(builder.cache_dir)


class _quiet:
    """No progress bars of `datasets` while a folder is copied into its cache."""

    def __enter__(self) -> None:
        self.shown = datasets.are_progress_bars_disabled()
        datasets.disable_progress_bars()

    def __exit__(self, *_: object) -> None:
        if not self.shown:
            datasets.enable_progress_bars()
