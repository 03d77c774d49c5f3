"""What is finished, on disk: whole or absent, told by a manifest, and kept until all the work is done.

A hidden folder holds what one piece of work has finished, beside a file that says what it is made from. One process at
a time works in it (a lock that the system takes back when its process ends, however that happens); the same work goes
on where it stopped, other work is refused. Files are written under another name and renamed, so nothing half-written
has the name of something finished; a manifest comes last and holds the digest of what it vouches for.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError

INPUTS: Final = "inputs.json"
_NO_LOCKS: Final = (  # file systems that have none, or none on folders
    errno.ENOLCK,
    errno.ENOSYS,
    errno.EOPNOTSUPP,
    errno.ENOTSUP,
    errno.EBADF,
)


class Busy(InputError):
    """Another process is at work there."""


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to: what was written has the name `path` afterwards, or has gone if that was interrupted."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield draft
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def locked(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock on a file or folder. Raises Busy if another process does, unless it is to be waited for."""
    descriptor = _locked(path, wait)
    try:
        yield
    finally:
        os.close(descriptor)


def _locked(path: Path, wait: bool) -> int:
    try:
        import fcntl
    except ImportError:  # Windows, where no program can be run either
        return os.open(path, os.O_RDONLY)
    while True:
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                os.close(descriptor)
                if error.errno in (errno.EAGAIN, errno.EACCES):
                    raise Busy("nobody else at work there", "another process that is", str(path.parent)) from None
                raise
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), os.stat(path)):
                return descriptor
        os.close(descriptor)  # it was removed while we waited for it, by who held it: the one that is there now counts


class Unfinished:
    """The hidden folder of work that is not finished. Use it as a context."""

    def __init__(self, folder: Path, inputs: Mapping[str, str], *, restart: bool = False) -> None:
        """`inputs`: name -> value of everything that results depend on. `restart` discards what was done before.

        Entering raises Busy if another process is at work, and InputError if something finished there was made from
        other inputs.
        """
        self.folder, self.inputs, self.restart = folder, dict(inputs), restart
        self.digest = sha256(json.dumps(self.inputs, sort_keys=True).encode()).hexdigest()
        self._lock = contextlib.ExitStack()

    def __enter__(self) -> Unfinished:
        shutil.rmtree(self._gone, ignore_errors=True)
        while True:
            self.folder.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):  # whoever held it has finished, and removed it
                self._lock.enter_context(locked(self.folder / "lock"))
                break
        try:
            self._begin()
        except BaseException:
            self._lock.close()
            raise
        return self

    def _begin(self) -> None:
        before = None if self.restart else self._before()
        if before != self.inputs:
            if before is not None and self.done():
                refuse(before, self.inputs, f"{self.folder}; --restart discards what is finished there")
            self._clear()
            with whole(self.folder / INPUTS) as draft:
                draft.write_text(json.dumps(self.inputs, indent=1) + "\n", encoding="utf-8")
        for draft in self.folder.glob(".*"):  # of processes that were ended while they wrote, or are just being ended
            draft.unlink(missing_ok=True)

    def __exit__(self, *_: object) -> None:
        if self.folder.exists() and not self.done():
            self.remove()
        self._lock.close()

    def _before(self) -> dict[str, str] | None:
        try:
            found: dict[str, str] = json.loads((self.folder / INPUTS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def _clear(self) -> None:
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink(missing_ok=True)

    @property
    def _gone(self) -> Path:
        return self.folder.with_name(self.folder.name + ".done")

    def done(self) -> int:
        """How many parts have a manifest."""
        return sum(1 for path in self.folder.glob("*.json") if path.name != INPUTS)

    def remove(self) -> None:
        """All is finished: the folder goes, in one step for whoever looks."""
        shutil.rmtree(self._gone, ignore_errors=True)
        self.folder.rename(self._gone)
        shutil.rmtree(self._gone, ignore_errors=True)


def refuse(before: Mapping[str, str], now: Mapping[str, str], where: str) -> None:
    """Raise InputError that says what differs, the first thing in the order of the inputs."""
    name = next(name for name in {**now, **before} if before.get(name) != now.get(name))
    raise InputError(f"{name} {before.get(name)}, to go on with what is unfinished", str(now.get(name)), where)


def write_manifest(path: Path, files: Sequence[Path], made_from: str, facts: Mapping[str, Any]) -> None:
    """Vouch for files that are finished. `made_from` tells whether they are those that are wanted."""
    content = {**facts, "digest": _digest(files), "made_from": made_from}
    with whole(path) as draft:
        draft.write_text(json.dumps(content) + "\n", encoding="utf-8")


def is_whole(path: Path, files: Sequence[Path], made_from: str) -> bool:
    """Whether a manifest vouches for these files as they are, made from what they are wanted from."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return bool(content["made_from"] == made_from and content["digest"] == _digest(files))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _digest(files: Sequence[Path]) -> str:
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()
