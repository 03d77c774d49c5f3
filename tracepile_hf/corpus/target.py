"""Where a build writes: only into folders that it made or that are empty, and what it made gets there whole.

A config's folder is ours if it has our ledger, whatever version wrote it; a README is ours if it is our card. What else
lies there is somebody's, and is neither replaced nor removed. A config's folder may be a link, to a larger disk.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.card import is_card
from tracepile_hf.corpus.parquet import built_configs
from tracepile_hf.errors import InputError

WORK: Final = ".tracepile-"  # how the hidden folder of an unfinished build begins; the config follows
_MADE: Final = (  # in the order in which they come
    "train-*-of-*.parquet",
    "validation-*-of-*.parquet",
    "test-*-of-*.parquet",
    "traces-*-of-*.parquet",
    "rejects.jsonl",
    "figures.md",
    "lengths.svg",
    "kinds.svg",
    "statements.svg",
    "duplicates.json",
    "decontamination.json",
    "ledger.json",
)
_PLACING: Final = "placing"  # beside what is being placed: the files without a ledger in the config's folder are ours
_ON_ITS_WAY: Final = ".tracepile-arriving."


def demand_free(out: Path, config: str) -> None:
    """Raise InputError if a build of `config` into `out` would have to write where something of somebody's is."""
    if out.exists() and not out.is_dir():
        raise InputError("a folder to build in", "a file", str(out))
    if not (out / f"{WORK}{config}" / _PLACING).exists():
        _demand_config(out / config)
    if not out.is_dir():
        return
    card = out / "README.md"
    if os.path.lexists(card) and not is_card(card):
        raise InputError("no README.md but the card that `tracepile build` writes", "another", str(card))
    if card.exists() or built_configs(out) or any(out.glob(f"{WORK}*")):
        return
    foreign = sorted(path.name for path in out.iterdir() if not path.is_dir() and not path.name.startswith("."))
    if foreign:
        raise InputError("a folder that `tracepile build` made, or an empty one", f"{foreign[0]} in it", str(out))


def _demand_config(folder: Path) -> None:
    if folder.is_symlink() and not folder.exists():
        raise InputError("a folder, or a link to one", "a link to nothing", str(folder))
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError("a folder that `tracepile build` made", "a file", str(folder))
    foreign = sorted(path.name for path in folder.iterdir() if not path.name.startswith(_ON_ITS_WAY))
    if foreign and not _is_ledger(folder / "ledger.json"):
        raise InputError("a folder that `tracepile build` made, or an empty one", f"{foreign[0]} in it", str(folder))


def _is_ledger(path: Path) -> bool:
    """Whether a version of this package wrote it: no more than what all of them have is looked for."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and {"config", "seed", "considered", "kept", "dropped"} <= content.keys()


def place(built: Path, folder: Path) -> None:
    """Put what stands in `built` into a config's folder, in place of what an earlier build put there.

    One step where the folder is nobody else's; else file by file, the ledger taken away first and put there last, so
    that until then nobody takes the folder for a built config. A build that is ended here is placed when it goes on.
    """
    if not folder.is_symlink() and all(_is_made(path.name) for path in _inside(folder)):
        replaced = built.with_name("replaced")
        shutil.rmtree(replaced, ignore_errors=True)
        with contextlib.suppress(OSError):  # a disk of its own is mounted there: it cannot be renamed
            if folder.exists():
                folder.rename(replaced)
            built.rename(folder)
            return
    built.with_name(_PLACING).touch()
    _place_files(built, folder)


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []


def _is_made(name: str) -> bool:
    return name.startswith(_ON_ITS_WAY) or any(Path(name).match(pattern) for pattern in _MADE)


def _place_files(built: Path, folder: Path) -> None:
    for path in folder.glob(f"{_ON_ITS_WAY}*"):
        path.unlink()
    try:
        for path in built.iterdir():
            shutil.copyfile(path, folder / f"{_ON_ITS_WAY}{path.name}")
    except OSError:
        for path in folder.glob(f"{_ON_ITS_WAY}*"):
            path.unlink()
        raise
    for pattern in reversed(_MADE):
        for path in folder.glob(pattern):
            path.unlink()
    for pattern in _MADE:
        for path in built.glob(pattern):
            os.replace(folder / f"{_ON_ITS_WAY}{path.name}", folder / path.name)
