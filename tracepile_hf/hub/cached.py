"""What was built last of a config, found in the cache of `datasets`, whatever version of this package built it.

The cache holds a folder `tracepile/<config>/<version>/<hash>` for each code that built the config. Beside the rows lies
the ledger of their build; corpora of earlier versions have none.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.errors import CorpusError

INFO = "dataset_info.json"
LEDGER = "ledger.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cached:
    """A corpus in the cache: its folder, and what is said of it. `small` if `load_dataset` made it for want of one."""

    folder: Path
    rows: int
    seed: int | None
    version: str
    small: bool

    @property
    def hash(self) -> str:
        """The code that built it, as the cache names it."""
        return self.folder.name

    def files(self) -> dict[str, list[str]]:
        """The Arrow files of each split, in order."""
        splits = json.loads((self.folder / INFO).read_text(encoding="utf-8"))["splits"]
        return {split: [str(path) for path in _files(self.folder, split)] for split in splits}


def last_built(cache: Path, downloads: Path, config: str) -> Cached | None:
    """The config's corpus that was built last; one that `load_dataset` made for want of any, only if there is no other.

    `downloads` is where `load_dataset` builds: tracepile/<hash>/<config> there says that it did.
    """
    found: list[tuple[bool, int, Cached]] = []
    for info in cache.glob(f"tracepile/{config}/*/*/{INFO}"):
        made_here = (downloads / "tracepile" / info.parent.name / config).is_dir()
        try:
            cached = _cached(info, made_here)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, CorpusError, pa.ArrowException) as error:
            log.warning("left out, for it cannot be read (%s): %s", " ".join(str(error).split()), info.parent)
            continue
        found.append((not made_here, info.stat().st_mtime_ns, cached))
    return max(found, key=lambda each: each[:2])[2] if found else None


def _cached(info: Path, small: bool) -> Cached:
    folder = info.parent
    content = json.loads(info.read_text(encoding="utf-8"))
    sizes = {split: int(each["num_examples"]) for split, each in content["splits"].items()}
    files = {split: _files(folder, split) for split in sizes}
    if lacking := [split for split, paths in files.items() if not paths]:
        raise CorpusError(f"no rows of {', '.join(lacking)}")
    rows = sum(sizes.values())
    if (folder / LEDGER).exists():
        ledger = read_ledger(folder / LEDGER)
        return Cached(folder, rows, ledger.seed, f"tracepile_hf {ledger.version}", small)
    seed = next((_seed(paths[0]) for paths in files.values()), None)
    return Cached(folder, rows, seed, "an earlier version of tracepile_hf", small)


def _files(folder: Path, split: str) -> list[Path]:
    return sorted([*folder.glob(f"tracepile-{split}.arrow"), *folder.glob(f"tracepile-{split}-*-of-*.arrow")])


def _seed(path: Path) -> int | None:
    """The seed of a file's first row."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_stream(source) as stream:
        for batch in stream:
            if batch.num_rows:
                return int(batch.column("seed")[0].as_py())
    return None
