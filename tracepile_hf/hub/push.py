"""Pushing to the Hub: a trained model's folder, a built corpus, a Space. A plan first; private unless asked otherwise.

What a plan lists is what goes, file by file; of a model, what a list of names allows. A large corpus goes in several
commits, the card in the last, so that a reader finds no rows that are not there; what is there already, to the byte, is
not sent again, so that a push that was broken off goes on when it is asked for again. Rows, weights or modules that an
earlier push left in the same place, and that would be read beside or instead of what goes now, are deleted in the last
commit; nothing else there is touched. Not covered: making a card (cards.py, corpus/card.py), what a Space consists of
(space.py).
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, DatasetCard, HfApi, ModelCard, RepoCard
from huggingface_hub.errors import HFValidationError
from huggingface_hub.utils import validate_repo_id as validated  # type: ignore[attr-defined]  # public, not declared so

from tracepile_hf.errors import InputError, usable

# What goes to no Space
NEVER: Final = ("*.pt", "*.pth", "optimizer*", "scheduler*", "rng_state*", "checkpoint-*", "*.log", ".*")
# Of a model or an adapter nothing goes but this: a training's folder also holds optimizer states, arguments with paths
# and addresses, event files, and the recipe that it was run with.
OF_A_MODEL: Final = (
    "README.md", "LICENSE*", "NOTICE*", "config.json", "generation_config.json", "model*.safetensors",
    "model.safetensors.index.json", "adapter_config.json", "adapter_model*.safetensors", "tokenizer.json",
    "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json",
    "merges.txt", "chat_template.jinja",
)  # fmt: skip
ADAPTER: Final = "adapter_config.json"
# Of a model: what is loaded by its name, whatever else is there (a single file before shards, an adapter before both).
LOADED: Final = ("model*.safetensors", "model.safetensors.index.json", "adapter_model*", "adapter_config.json")
# Of a corpus: rows, their account and the card. What was rejected is unproved text, and stays.
OF_A_CORPUS: Final = (
    "README.md", "mixture.json", "*/*.parquet", "*/ledger.json", "*/duplicates.json",
    "*/decontamination.json", "*/lengths.svg", "*/kinds.svg", "*/statements.svg",
)  # fmt: skip
BYTES_A_COMMIT: Final = 2**30
FILES_A_COMMIT: Final = 50
log = logging.getLogger(__name__)


class Hub(Protocol):
    """What of `huggingface_hub.HfApi` a push uses."""

    def create_repo(self, repo_id: str, *, private: bool, repo_type: str, exist_ok: bool, space_sdk: str | None) -> Any:
        """Make a repository unless it is there; a Space's needs its SDK."""

    def repo_info(self, repo_id: str, *, repo_type: str, files_metadata: bool) -> Any:
        """Facts about it: `private`, and its files as `siblings`, with sizes and digests."""

    def create_commit(self, repo_id: str, operations: list[Any], *, commit_message: str, repo_type: str) -> Any:
        """Send files as one commit; its address is `commit_url`."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that would go, with their sizes in bytes, and where to."""

    repo: str
    kind: str  # model, dataset or space
    files: tuple[tuple[str, int], ...]
    paths: tuple[Path, ...]  # where each of them lies here

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(size for _, size in self.files)


def plan(folder: Path, repo: str) -> Upload:
    """What a push of a model or an adapter would send. Errors: InputError when it is neither, or has no card."""
    adapter = (folder / ADAPTER).is_file() and not (folder / "config.json").is_file()
    missing = [name for name in (ADAPTER if adapter else "config.json", "README.md") if not (folder / name).is_file()]
    if missing:
        expected = "a model folder with config.json (or an adapter's, with adapter_config.json) and README.md"
        raise InputError(expected, f"no {', '.join(missing)}", str(folder))
    if not [*folder.glob("adapter_model*.safetensors" if adapter else "model*.safetensors")]:
        raise InputError("weights as .safetensors", "none", str(folder))
    if adapter:
        _demand_a_base(folder)
    read_card(folder, ModelCard)
    return _upload("model", folder, repo, [path for pattern in OF_A_MODEL for path in folder.glob(pattern)])


def _demand_a_base(folder: Path) -> None:
    """An adapter is nothing without its base: one that lies on this machine is not there for whoever loads it."""
    file = folder / ADAPTER
    with usable("a readable adapter_config.json", file):
        text = file.read_text(encoding="utf-8")
    try:
        base = json.loads(text).get("base_model_name_or_path")
    except (ValueError, AttributeError) as error:
        raise InputError("an object of settings", str(error), str(file)) from None
    if not isinstance(base, str) or Path(base).is_dir() or not _on_the_hub(base):
        raise InputError("a base model on the Hub, or a merged model (tracepile merge)", str(base), str(file))


def _on_the_hub(name: str) -> bool:
    try:
        validated(name)
    except HFValidationError:
        return False
    return True


def plan_corpus(folder: Path, repo: str) -> Upload:
    """What a push of a built corpus would send. Errors: InputError when it lacks what its card names."""
    if not (folder / "README.md").is_file():
        raise InputError("a built corpus with README.md", "none", str(folder))
    patterns = _patterns(read_card(folder, DatasetCard).data.get("configs") or [], folder)
    lacking = [pattern for pattern in patterns if not [*folder.glob(pattern)]]
    if lacking or not patterns:
        raise InputError("the rows that the card names", f"no {', '.join(lacking) or 'configs'}", str(folder))
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        _demand_whole(path)
    named = {pattern.partition("/")[0] for pattern in patterns}  # not unfinished builds, nor folders of somebody's
    found = [path for pattern in OF_A_CORPUS for path in folder.glob(pattern)]
    return _upload(
        "dataset", folder, repo, [path for path in found if path.parent == folder or path.parent.name in named]
    )


def _demand_whole(path: Path) -> None:
    """A Parquet file that was cut has no footer, and no one could read it."""
    if path.suffix != ".parquet":
        return
    try:
        pq.read_metadata(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError("a whole Parquet file", " ".join(str(error).split())[:160], str(path)) from error


def push(upload: Upload, *, public: bool = False, hub: Hub | None = None) -> str:
    """Send exactly what was planned and return the commit's address.

    Errors: InputError when the repository is there already and public although `public` was not said, or when the Hub
    does not take it.
    """
    api: Hub = HfApi() if hub is None else hub
    try:
        return _sent(upload, public, api)
    except InputError:
        raise
    except Exception as error:  # the boundary to somebody else's service: whatever fails there is said, and ends here
        said = str(error).strip().partition("\n")[0]
        raise InputError("the Hub to take it", f"{type(error).__name__}: {said}", upload.repo) from error


def _sent(upload: Upload, public: bool, api: Hub) -> str:
    sdk = "gradio" if upload.kind == "space" else None
    api.create_repo(upload.repo, private=not public, repo_type=upload.kind, exist_ok=True, space_sdk=sdk)
    found = api.repo_info(upload.repo, repo_type=upload.kind, files_metadata=True)
    if not public and not found.private:
        raise InputError("a private repository, or --public", "a public one", upload.repo)
    there = getattr(found, "siblings", None) or ()
    gone = left_behind(upload, [file.rfilename for file in there])
    parts = batches(upload, {file.rfilename: file for file in there})
    for number, part in enumerate(parts, 1):
        last = number == len(parts)
        operations: list[CommitOperationAdd | CommitOperationDelete] = [
            *(CommitOperationAdd(name, str(path)) for name, path in part),
            *(CommitOperationDelete(name) for name in gone if last),
        ]
        message = f"Upload {upload.kind}" + (f" ({number} of {len(parts)})" if len(parts) > 1 else "")
        done = api.create_commit(upload.repo, operations, commit_message=message, repo_type=upload.kind)
        if not last:
            log.info("%s: %d of %d commits are there", upload.repo, number, len(parts))
    if gone:
        log.warning("%s: deleted what an earlier push had left there: %s", upload.repo, ", ".join(gone))
    return str(done.commit_url)


def batches(upload: Upload, there: Mapping[str, Any]) -> list[list[tuple[str, Path]]]:
    """The files that are to be sent, a list a commit; `there`: the repository's files by name.

    A Parquet file that is there as it is is left out; all else, the card with it, goes in the last commit.
    """
    made: list[list[tuple[str, Path]]] = [[]]
    last: list[tuple[str, Path]] = []
    held = 0
    for (name, size), path in zip(upload.files, upload.paths, strict=True):
        if not name.endswith(".parquet"):
            last.append((name, path))
        elif not _is_there(path, size, there.get(name)):
            if made[-1] and (held + size > BYTES_A_COMMIT or len(made[-1]) >= FILES_A_COMMIT):
                made.append([])
                held = 0
            made[-1].append((name, path))
            held += size
    return [*made[:-1], [*made[-1], *last]]


def _is_there(path: Path, size: int, found: Any) -> bool:
    """Whether a file of the repository has the bytes of one here: the Hub knows the sha256 of its large files."""
    known = getattr(found, "lfs", None)
    if known is None or known.size != size:
        return False
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest() == str(known.sha256)


def left_behind(upload: Upload, there: Iterable[str]) -> list[str]:
    """Files of a repository that an earlier push left and that would be read with what this one sends."""
    sent = {name for name, _ in upload.files}
    if upload.kind == "model":
        stale = [name for name in there if "/" not in name and any(Path(name).match(pattern) for pattern in LOADED)]
    elif upload.kind == "space":
        packages = {name.partition("/")[0] for name in sent if name.endswith("/__init__.py")}
        stale = [name for name in there if name.endswith(".py") and name.partition("/")[0] in packages]
    else:
        configs = {PurePosixPath(name).parent for name in sent if name.endswith(".parquet")}
        paths = [PurePosixPath(name) for name in there]
        stale = [str(path) for path in paths if path.suffix == ".parquet" and path.parent in configs]
    return sorted(set(stale) - sent)


def _upload(kind: str, folder: Path, repo: str, paths: list[Path]) -> Upload:
    return upload_of(kind, repo, {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()})


def upload_of(kind: str, repo: str, files: Mapping[str, Path]) -> Upload:
    """The plan that sends these files under these names. Errors: InputError when `repo` is no name of a repository."""
    try:
        validated(repo)
    except HFValidationError as error:
        raise InputError("a repository as OWNER/NAME", repo, str(error).split(".")[0]) from None
    found = sorted(files.items())
    sizes = tuple((name, path.stat().st_size) for name, path in found)
    return Upload(repo, kind, sizes, tuple(path for _, path in found))


def _patterns(configs: Any, folder: Path) -> list[str]:
    """The files that a card's configs name, as `tracepile build` and `tracepile mix` write them."""
    card = str(folder / "README.md")
    try:
        patterns = [part["path"] for config in configs for part in config["data_files"]]
    except (TypeError, KeyError):
        raise InputError("configs with data_files of split and path", str(configs)[:80], card) from None
    for pattern in patterns:
        if not isinstance(pattern, str) or not pattern or pattern.startswith("/") or ".." in pattern.split("/"):
            raise InputError("paths inside of the folder", repr(pattern), card)
    return patterns


def read_card(folder: Path, kind: type[RepoCard]) -> RepoCard:
    """The card of a folder. Errors: InputError when the Hub's library cannot read it."""
    file = folder / "README.md"
    with usable("a readable card", file):
        text = file.read_text(encoding="utf-8")
    try:
        return kind(text)
    except (ValueError, yaml.YAMLError) as error:
        raise InputError("a card that the Hub can read", str(error).splitlines()[0], str(file)) from None
