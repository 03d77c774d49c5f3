"""Answers on disk: one SQLite file, an answer a row, written as it comes: a process that is killed loses none."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.teacher.asking import Identity, Reply, Request, Sampling, key_of

FILE: Final = "answers.sqlite"
_WAIT: Final = 60.0  # seconds for another process that is writing
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, model TEXT, request TEXT, text TEXT, finish TEXT, "
    "tokens_in INTEGER, tokens_out INTEGER) WITHOUT ROWID"
)
_EXPECTED: Final = "a folder for the answers of teachers that can be written"


def default_folder() -> Path:
    """Where answers are kept if nothing is said: the user's own cache."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "tracepile" / "teacher"


class Cache:
    """The answers of one folder. Use it as a context; several processes may have one open at once."""

    def __init__(self, folder: Path) -> None:
        """InputError if the folder cannot be used, or holds something else under the name of our file."""
        self.path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise InputError(_EXPECTED, str(error), str(folder)) from error
        try:
            self._base.execute("PRAGMA journal_mode=WAL")  # where the file system has none, the default stays
            self._base.execute("PRAGMA synchronous=NORMAL")
            self._base.execute(_TABLE)
            self._base.execute("SELECT key, text, finish, tokens_in, tokens_out FROM answers LIMIT 1").fetchall()
        except sqlite3.Error as error:
            self._base.close()
            raise InputError("a file of teachers' answers", str(error), str(self.path)) from error

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def find(self, identity: Identity, request: Request, sampling: Sampling) -> Reply | None:
        """The answer to exactly this request, if it was given before."""
        asked = "SELECT text, finish, tokens_in, tokens_out FROM answers WHERE key = ?"
        with closing(self._base.execute(asked, (key_of(identity, request, sampling),))) as cursor:
            found = cursor.fetchone()
        return None if found is None else Reply(*found)

    def keep(self, identity: Identity, request: Request, sampling: Sampling, reply: Reply) -> None:
        """Write an answer down. One that is there already stays. InputError: it cannot be written."""
        row = (key_of(identity, request, sampling), identity.title, json.dumps(request.messages), *_columns(reply))
        try:
            self._base.execute("INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise InputError(_EXPECTED, str(error), str(self.path)) from error

    def __len__(self) -> int:
        (count,) = self._base.execute("SELECT count(*) FROM answers").fetchone()
        return int(count)


def _columns(reply: Reply) -> tuple[str, str, int, int]:
    """As UTF-8 takes it: a lone surrogate, which no model means, becomes a question mark."""
    text = reply.text.encode("utf-8", "replace").decode("utf-8")
    return text, reply.finish, reply.tokens_in, reply.tokens_out
