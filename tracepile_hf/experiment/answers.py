"""Raw answers as files: what each model wrote to each question, word for word, and whether the limit cut it."""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracepile_hf.errors import InputError, usable


@dataclass(frozen=True, slots=True)
class Answer:
    """A model's text for the question of this id."""

    id: str
    text: str
    cut: bool


def write_answers(path: Path, given: Sequence[Answer]) -> None:
    """Compressed JSON lines, whole or not at all."""
    lines = [json.dumps([one.id, one.text, int(one.cut)], ensure_ascii=False, separators=(",", ":")) for one in given]
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(lzma.compress(("\n".join(lines) + "\n").encode(), preset=9))
    os.replace(new, path)


def read_answers(path: Path) -> list[Answer]:
    """What `write_answers` wrote. InputError for anything else."""
    with usable("answers of a run", path):
        packed = path.read_bytes()
    try:
        found = [json.loads(line) for line in lzma.decompress(packed).decode().splitlines()]
        return [Answer(str(name), str(text), bool(cut)) for name, text, cut in found]
    except (lzma.LZMAError, EOFError, ValueError, TypeError) as error:
        raise InputError("answers of a run", str(error)[:80], str(path)) from None
