"""The data of a recipe, looked at before anything is trained: is it there and whole, with the split and the columns.

Folders here and what `tracepile build` built last are opened; sets on the Hub are not asked for, but for what is known
of them by name. `pin` says which rows they were: path, config, split, number, digest, version.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError, usable
from tracepile_hf.sources.loading import rows_of_file
from tracepile_hf.training.recipe import Recipe

RECORD: Final = "run.json"
OURS: Final = "tracepile"
# What the recipes' own sets on the Hub consist of: known without asking for them.
_KNOWN: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "allenai/tulu-3-sft-mixture": (("train",), ("id", "messages", "source")),
}
PROVED: Final = (
    "id",
    "code",
    "entry_point",
    "input",
    "question_kind",
    "seed",
    "messages",
)  # what a proof needs of a row
_FIRST: Final = 32  # rows that are looked at


@dataclass(frozen=True, slots=True)
class Source:
    """One data set of a recipe: path or name, config, the split to train on, and where the recipe names it."""

    path: str
    config: str | None
    split: str
    where: str
    columns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """PATH:CONFIG."""
        return f"{self.path}:{self.config}" if self.config else self.path


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a source. `splits`: rows of each, None where not counted; None: nothing is known here."""

    source: Source
    splits: dict[str, int | None] | None
    columns: tuple[str, ...] | None
    files: tuple[Path, ...] = ()  # of the training split, where they lie here
    note: str = ""  # why less is known than might be


Built = Callable[[str], "tuple[dict[str, int], tuple[Path, ...]] | None"]


def sources(recipe: Recipe) -> list[Source]:
    """The data sets that the recipe names."""
    listed = recipe.settings.get("datasets")
    if isinstance(listed, list) and listed:
        return [
            Source(
                str(one["path"]),
                str(one["name"]) if one.get("name") is not None else None,
                str(one.get("split") or "train"),
                f"{recipe.path}: datasets {number}",
                tuple(str(column) for column in _listed(one.get("columns"))),
            )
            for number, one in enumerate(listed, 1)
            if isinstance(one, dict)
        ]
    split = recipe.text("dataset_train_split", "train")
    where = f"{recipe.path}: dataset_name"
    return [Source(recipe.text("dataset_name"), recipe.text("dataset_config") or None, split, where)]


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def look(source: Source, built: Built, columns: Sequence[str]) -> Found:
    """What a source is. `built` finds a config of "tracepile" that was built here; `columns` are those of a corpus.

    Errors: InputError when it is here and cannot be used, or cannot be anywhere.
    """
    if source.path == OURS and not Path(OURS).is_dir():
        return _built(source, built, columns)
    if Path(source.path).is_dir():
        return _folder(source)
    if source.path in _KNOWN:
        splits, known = _KNOWN[source.path]
        return Found(source, dict.fromkeys(splits), known, note="on the Hub, not looked at")
    _demand_a_name(source)
    return Found(source, None, None, note="on the Hub, not looked at")


def _demand_a_name(source: Source) -> None:
    owner, slash, rest = source.path.partition("/")
    path = Path(source.path)
    elsewhere = not slash or not rest or "/" in rest or owner in (".", "..", "~", "") or path.parent.is_dir()
    if path.is_file():
        raise InputError("a folder, or a set on the Hub as OWNER/NAME", "a file", f"{source.where}: {source.path}")
    if elsewhere:
        raise InputError(
            "a folder, or a set on the Hub as OWNER/NAME", "no such folder", f"{source.where}: {source.path}"
        )


def _built(source: Source, built: Built, columns: Sequence[str]) -> Found:
    from tracepile_hf.corpus.configs import CONFIGS

    if source.config not in CONFIGS:
        close = difflib.get_close_matches(str(source.config), CONFIGS, 1)
        nearest = f" (did you mean {close[0]}?)" if close else ""
        expected = f"a config of the corpus{nearest} among {', '.join(CONFIGS)}"
        raise InputError(expected, str(source.config or "none"), source.where.replace("dataset_name", "dataset_config"))
    found = built(source.config)
    if found is None:
        splits: dict[str, int | None] = dict.fromkeys(("train", "validation", "test"))
        note = f"not built yet: tracepile build --config {source.config} --samples 10000"
        return Found(source, splits, tuple(columns), note=note)
    return Found(source, dict(found[0]), tuple(columns), found[1])


def _folder(source: Source) -> Found:
    """A folder that `load_dataset` reads: its files are opened, Parquet's rows counted."""
    import pyarrow as pa
    from datasets import get_dataset_config_names, load_dataset, load_dataset_builder
    from datasets.exceptions import DatasetsError

    try:
        configs = get_dataset_config_names(source.path)
        if source.config is not None and source.config not in configs:
            place = source.where.replace("dataset_name", "dataset_config")
            raise InputError(f"a config among {', '.join(configs)}", source.config, f"{place} of {source.path}")
        if source.config is None and len(configs) > 1:
            raise InputError(f"a config among {', '.join(configs)}", "none", f"{source.where}: {source.path}")
        builder = load_dataset_builder(source.path, source.config)
        files = {
            str(split): [Path(str(file)) for file in found]
            for split, found in (builder.config.data_files or {}).items()
        }
        counts = {split: _rows(found) for split, found in files.items()}
        _demand_split(source, counts)
        _demand_as_said(source, counts, builder.info.splits)
        features = builder.info.features
        if features is None:
            features = load_dataset(source.path, source.config, split=source.split, streaming=True).features
    except (DatasetsError, pa.ArrowException, OSError, ValueError, RuntimeError) as error:
        said = str(error.__cause__ or error).strip().partition("\n")[0]
        raise InputError("a data set that can be read", said or type(error).__name__, source.name) from error
    return Found(source, counts, tuple(features or ()) or None, tuple(files.get(source.split, ())))


def _demand_split(source: Source, splits: dict[str, int | None]) -> None:
    if source.split not in splits:
        place = source.where.replace("dataset_name", "dataset_train_split")
        raise InputError(f"a split among {', '.join(splits)}", source.split, f"{place} of {source.name}")
    if splits[source.split] == 0:
        raise InputError("rows to train on", "none", f"{source.name}: {source.split}")


def _demand_as_said(source: Source, counts: dict[str, int | None], said: Any) -> None:
    """`load_dataset` refuses a folder whose card says another number of rows."""
    for split, info in (said or {}).items():
        found = counts.get(split)
        if found is not None and info.num_examples is not None and found != info.num_examples:
            expected = f"{info.num_examples} rows of {split}, as the card says"
            raise InputError(expected, str(found), source.name)


def _rows(files: Sequence[Path]) -> int | None:
    """Rows in Parquet files, by their footers; None for other kinds. Errors: InputError for one that is cut."""
    if not files or any(file.suffix != ".parquet" for file in files):
        return None
    return sum(parquet_rows(file) for file in files)


def parquet_rows(file: Path) -> int:
    """Rows of a Parquet file, by its footer. Errors: InputError if it is no whole one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as opened:
            return int(opened.metadata.num_rows)
    except (pa.ArrowException, OSError) as error:
        said = " ".join(str(error).split())[:160]
        raise InputError("a whole Parquet file", said, str(file)) from error


def problems(recipe: Recipe, found: Sequence[Found]) -> Iterator[InputError]:
    """What the data lack for the recipe: columns, splits."""
    for one in found:
        if one.columns is not None:
            yield from _columns(recipe, one)
        if one.splits is not None and one.source.split not in one.splits:
            place = one.source.where.replace("dataset_name", "dataset_train_split")
            yield InputError(
                f"a split among {', '.join(one.splits)}", one.source.split, f"{place} of {one.source.name}"
            )
    yield from _evaluated(recipe, found)


def _columns(recipe: Recipe, one: Found) -> Iterator[InputError]:
    columns = set(one.columns or ())
    missing = sorted(set(one.source.columns) - columns)
    if missing:
        yield InputError(f"columns among {', '.join(sorted(columns))}", ", ".join(missing), one.source.where)
    columns = set(one.source.columns) & columns if one.source.columns else columns
    text = recipe.text("dataset_text_field", "text")
    got = ", ".join(sorted(columns))
    if not {"messages", "prompt", text, "input_ids", "conversations"} & columns:
        yield InputError("a training split with a column 'messages'", got, one.source.where)
    elif recipe.flag("assistant_only_loss") and not {"messages", "prompt", "conversations"} & columns:
        yield InputError("chats in a column 'messages' for assistant_only_loss", got, one.source.where)
    if recipe.settings.get("completion_only_loss") is True and "completion" not in columns:
        yield InputError("columns 'prompt' and 'completion' for completion_only_loss", got, one.source.where)


def _evaluated(recipe: Recipe, found: Sequence[Found]) -> Iterator[InputError]:
    if recipe.text("eval_strategy", "no") == "no":
        return
    split = recipe.text("dataset_test_split", "test")
    if recipe.settings.get("datasets"):
        if not recipe.number("test_split_size"):
            yield InputError("test_split_size with datasets and eval_strategy", "none", f"{recipe.path}: eval_strategy")
        return
    for one in found:
        if one.splits is not None and split not in one.splits:
            expected = f"a split among {', '.join(one.splits)}"
            yield InputError(expected, split, f"{recipe.path}: dataset_test_split of {one.source.name}")


def unproved(found: Sequence[Found]) -> Iterator[InputError]:
    """Data whose rows hold no program to run again: a model's answers to them cannot be proved while it trains."""
    for one in found:
        lacking = [column for column in PROVED if one.columns is not None and column not in one.columns]
        if lacking or one.columns is None:
            got = f"no {', '.join(lacking)}" if lacking else one.note
            expected = "a corpus, whose programs can be run again, or one named by --prove-on, with --prove-every"
            yield InputError(expected, got, one.source.name)


def first_rows(found: Found, wanted: int = _FIRST) -> list[dict[str, Any]]:
    """The first rows of a source's training split; none of a source that does not lie here."""
    from datasets import load_dataset

    if not found.files:
        return []
    if found.files[0].suffix == ".parquet":  # a stream of `datasets` that is left half read can abort the process
        with rows_of_file(found.files[0]) as rows:
            return [dict(row) for row in islice(rows, wanted)]
    kind = {".arrow": "arrow", ".jsonl": "json", ".json": "json"}.get(found.files[0].suffix)
    if kind is None:
        return []
    stream = load_dataset(kind, data_files=[str(found.files[0])], split="train", streaming=True)
    return [dict(row) for row in stream.take(wanted)]


def pin(found: Found) -> dict[str, Any]:
    """Which rows these are: path, config, split, number, the digest of their files, the version that built them."""
    digest = hashlib.sha256()
    for file in found.files:
        digest.update(file.name.encode())
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    count = (found.splits or {}).get(found.source.split)
    folder = str(found.files[0].parent.resolve()) if found.files else None
    return {
        "path": found.source.path,
        "config": found.source.config,
        "split": found.source.split,
        "rows": count,
        "files": len(found.files) or None,
        "folder": folder,
        "sha256": digest.hexdigest() if found.files else None,
        "built_by": _built_by(found),
    }


def pinned(folder: Path, found: Sequence[Found], shared: Mapping[str, Any], *, resumed: bool) -> None:
    """Write into a run's record which rows it sees. Errors: InputError if one that goes on began with others."""
    pins = [pin(one) for one in found]
    before = known(folder).get("data")
    if resumed and isinstance(before, list):
        for old, new in zip(before, pins, strict=False):
            if old.get("sha256") and old["sha256"] != new["sha256"]:
                expected = f"the rows that the run began with (sha256 {old['sha256'][:12]})"
                raise InputError(expected, f"others ({str(new['sha256'])[:12]})", f"{folder / RECORD}: {new['path']}")
    record(folder, data=pins, **shared)


def known(folder: Path) -> dict[str, Any]:
    """A run's record so far."""
    try:
        loaded = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def record(folder: Path, **more: Any) -> None:
    """Add to a run's record, run.json in its folder."""
    with usable("an output_dir that can be written", folder):
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**known(folder), **more}, indent=2) + "\n"
        (folder / RECORD).write_text(text, encoding="utf-8")


def _built_by(found: Found) -> str | None:
    """What the ledger beside the rows says: the version and the seed of the build."""
    for file in found.files[:1]:
        ledger = file.parent / "ledger.json"
        try:
            loaded = json.loads(ledger.read_text(encoding="utf-8"))
            return f"tracepile_hf {loaded['version']}, seed {loaded['seed']}"
        except (OSError, ValueError, KeyError, TypeError):
            return None
    return None
