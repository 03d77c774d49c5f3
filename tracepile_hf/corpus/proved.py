"""What `verify` had proved before it was ended, so that the same command goes on there.

The notes lie in the user's own cache, never in the folder that is verified: whoever made that could have put them
there. They are of batches without a failure, each by the digest of all that its rows hold, and count only for the same
code, Python and libraries. When a folder is through they go.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.fingerprint import made_by
from tracepile_hf.corpus.rows import Row

PLACE: Final = "XDG_CACHE_HOME"  # the variable that names the user's folder of caches; without it ~/.cache
log = logging.getLogger(__name__)


class Proved:
    """Digest of a batch -> claims proved in it; `note` adds one, on disk at once."""

    def __init__(self, path: Path | None) -> None:
        """`path`: the file of notes, None to keep none."""
        self.path = path
        self.before = {} if path is None else _read(path)

    def note(self, batch: str, claims: int) -> None:
        """A batch is proved. A cache that cannot be written costs only what it would have saved."""
        if self.path is None or batch in self.before:
            return
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([batch, claims]) + "\n")
        except OSError:
            self.path = None


@contextlib.contextmanager
def proved_before(folder: Path, weak: bool) -> Iterator[Proved]:
    """The notes on a folder, removed when the work in this context comes to its end."""
    path = _file_of(folder, weak)
    notes = Proved(path)
    if notes.before:
        log.info("going on: %d batches of rows were proved", len(notes.before))
    yield notes
    if path is not None:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def digest_of_batch(split: str, rows: Sequence[Row]) -> str:
    """Of everything that the rows hold, and where they stand."""
    return sha256(json.dumps([split, rows], sort_keys=True, default=repr).encode()).hexdigest()


def _file_of(folder: Path, weak: bool) -> Path | None:
    """Where the notes are. Those of other code on the same folder go: nothing will ask for them again."""
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: nobody knows the user's home
        notes = Path(os.environ.get(PLACE) or Path.home() / ".cache") / "tracepile" / "verify"
        notes.mkdir(parents=True, exist_ok=True)
        place = sha256(str(folder.resolve()).encode()).hexdigest()[:24]
        path = notes / f"{place}-{sha256(json.dumps([made_by(), weak]).encode()).hexdigest()[:24]}.jsonl"
        for other in notes.glob(f"{place}-*.jsonl"):
            if other != path:
                other.unlink(missing_ok=True)
        return path
    return None


def _read(path: Path) -> dict[str, int]:
    """Batches that are noted; a last line that was being written when all ended is none."""
    found: dict[str, int] = {}
    with contextlib.suppress(OSError), path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            with contextlib.suppress(ValueError, TypeError):
                batch, claims = json.loads(line)
                found[str(batch)] = int(claims)
    return found
