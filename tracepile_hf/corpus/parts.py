"""Builds in parts: a job of an array makes some of the lots, in a hidden folder of its own; a last one joins them.

Which lots there are hangs on the build alone, so jobs need not know of one another: job `2/4` makes every fourth lot.
Their folders lie beside one another in `--out`, on a disk that they share or brought together afterwards. The same
command without `--shards` takes what lies there, makes what is missing (also in place of rows that were dropped), and
leaves the bytes that one build on one machine leaves.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.target import WORK
from tracepile_hf.engine.shards import INPUTS, locked, refuse
from tracepile_hf.errors import InputError

_FORM: Final = re.compile(r"(\d+)(?:-(\d+))?/(\d+)")
_PART: Final = ".part-"


@dataclass(frozen=True, slots=True)
class Part:
    """Parts `first` to `last` of `of`, counted from 1."""

    first: int
    last: int
    of: int

    def holds(self, lot: int) -> bool:
        """Whether the lot of this number is one of its own."""
        return self.first <= lot % self.of + 1 <= self.last

    def __str__(self) -> str:
        return f"{self.first}/{self.of}" if self.first == self.last else f"{self.first}-{self.last}/{self.of}"


def part_of(text: str) -> Part:
    """`2/4` or `2-3/4` as a part. Errors: InputError for anything else."""
    found = _FORM.fullmatch(text.strip())
    if found is not None:
        first, last, of = int(found[1]), int(found[2] or found[1]), int(found[3])
        if 1 <= first <= last <= of:
            return Part(first, last, of)
    raise InputError("parts as 2/4 or 2-3/4, counted from 1", repr(text), "--shards")


def working_folder(out: Path, config: str, part: Part | None) -> Path:
    """The hidden folder of a build, or of a part of one."""
    name = f"{WORK}{config}"
    return out / (name if part is None else f"{name}{_PART}{part.first}-{part.last}-of-{part.of}")


def part_folders(out: Path, config: str) -> list[Path]:
    """The folders of all parts of a config that lie in `out`."""
    return sorted(path for path in out.glob(f"{WORK}{config}{_PART}*") if path.is_dir() and path.suffix != ".done")


def alike(folders: list[Path], inputs: Mapping[str, str]) -> list[Path]:
    """Those of the folders that hold lots; InputError if one of them was made from other inputs."""
    found: list[Path] = []
    for folder in folders:
        try:
            before = json.loads((folder / INPUTS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if before != inputs:
            refuse(before, inputs, f"{folder}; --restart discards what is finished there")
        found.append(folder)
    return found


@contextmanager
def held(folders: list[Path]) -> Iterator[None]:
    """Hold the locks of the parts, so that nobody goes on in them. Raises Busy if somebody is at work in one."""
    with ExitStack() as stack:
        for folder in folders:
            stack.enter_context(locked(folder / "lock"))
        yield


def discard(folders: list[Path]) -> None:
    """Remove the folders of parts."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
