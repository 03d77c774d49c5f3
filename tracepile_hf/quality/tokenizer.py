"""Exact counts of tokens: any tokenizer that the library `tokenizers` reads, by its name on the Hub or from a folder.

What is counted is the text of a message alone: no special tokens, no chat template (tokens.TEMPLATE is kept for it).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.tokens import ESTIMATE, estimated

FILE: Final = "tokenizer.json"
Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """What counts the tokens of a build: its name, as rows have it, its file here, and a digest of that file."""

    name: str = ESTIMATE
    file: str = ""
    digest: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.digest}".rstrip()


def tokenizer(name_or_path: str | None) -> Tokenizer:
    """The tokenizer of a folder with tokenizer.json, of such a file, or of a model on the Hub; None: the estimate.

    Errors: InputError without the library `tokenizers`, for what is no tokenizer, and when the Hub does not have it.
    """
    if not name_or_path:
        return Tokenizer()
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        file, name = path / FILE, path.resolve().name
    elif path.is_file():
        file, name = path, path.resolve().parent.name if path.name == FILE else path.stem
    else:
        file, name = _downloaded(name_or_path), name_or_path
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise InputError(f"a tokenizer: a folder with {FILE}", error.strerror or "none", str(file)) from None
    found = Tokenizer(name, str(file.resolve()), digest)
    counter(found)
    return found


def _downloaded(name: str) -> Path:
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(hf_hub_download(name, FILE))
    except (HFValidationError, HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        raise InputError(f"a folder with {FILE}, or a model on the Hub that has one", said, name) from None


@cache
def counter(wanted: Tokenizer) -> Count:
    """What counts tokens; loaded once a process. Errors: see `tokenizer`."""
    if not wanted.file:
        return estimated
    try:
        import tokenizers
    except ImportError:
        raise InputError("the library tokenizers for --tokenizer", "none", "pip install '.[tokens]'") from None
    try:
        read = tokenizers.Tokenizer.from_file(wanted.file)
    except Exception as error:  # the library raises bare Exceptions for whatever it cannot read
        raise InputError("a tokenizer that the library tokenizers reads", str(error)[:200], wanted.file) from None

    def count(text: str) -> int:
        # A lone surrogate has no bytes; the row is refused later, for that reason.
        whole = text.encode("utf-8", "replace").decode("utf-8")
        return len(read.encode(whole, add_special_tokens=False).ids)

    return count
