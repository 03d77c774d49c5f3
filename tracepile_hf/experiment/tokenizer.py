"""A tokenizer whose digits stand alone: pieces that the rows use often, and below them single characters.

A value's place and its equals sign are one piece ("`total` = "), words are pieces, every digit is one, and a word that
training did not have (an unseen family's name) is spelled in letters: nothing of printable ASCII is ever unknown.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError, usable

PIECE: Final = r"(?:, )?`\w+` = | ?[A-Za-z_]+|\d| ?`\w+`|\s|."
SPLIT: Final = re.compile(PIECE, re.DOTALL)
PAD: Final = "<pad>"
END: Final = "<end>"
UNKNOWN: Final = "<unk>"
_LETTERS: Final = (*map(chr, range(32, 127)), "\n")
LARGEST: Final = 4096


@dataclass(frozen=True)
class Tokenizer:
    """Text to ids and back. `pieces`: the vocabulary in the order of ids; padding, the end, the unknown come first."""

    pieces: tuple[str, ...]

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {piece: number for number, piece in enumerate(self.pieces)}

    @property
    def pad(self) -> int:
        """The id of padding."""
        return 0

    @property
    def end(self) -> int:
        """The id after which nothing comes."""
        return 1

    def __len__(self) -> int:
        return len(self.pieces)

    def encode(self, text: str) -> list[int]:
        """Ids; a piece without one goes letter by letter, and a letter beyond ASCII is unknown."""
        ids, known = [], self._ids
        for piece in SPLIT.findall(text):
            number = known.get(piece)
            if number is not None:
                ids.append(number)
            else:
                ids.extend(known.get(letter, 2) for letter in piece)
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """Text, up to the end if it comes; padding is nothing, an unknown letter the replacement character."""
        text = []
        for number in ids:
            if number == self.end:
                break
            if number != self.pad:
                text.append("\ufffd" if number == 2 else self.pieces[number])
        return "".join(text)

    def save(self, path: Path) -> None:
        """One JSON file."""
        path.write_text(json.dumps(list(self.pieces), indent=0) + "\n", encoding="utf-8")

    def as_hub_file(self) -> dict[str, Any]:
        """The same as a tokenizer.json of `tokenizers`: words split by the same rule, then whole or by letters.

        Its model is BPE whose merges build every piece from the left, so that what is no piece stays in letters.
        """
        merges, known = [], dict(self._ids)
        for piece in self.pieces[3:]:
            for stop in range(2, len(piece) + 1):
                left, right, whole = piece[: stop - 1], piece[stop - 1], piece[:stop]
                if whole not in known:
                    known[whole] = len(known)
                if (left, right) not in merges:
                    merges.append((left, right))
        special = [
            {"id": number, "content": name, "special": True, "single_word": False, "lstrip": False, "rstrip": False}
            | {"normalized": False}
            for number, name in enumerate((PAD, END, UNKNOWN))
        ]
        return {
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": special, "normalizer": None,
            "pre_tokenizer": {"type": "Split", "pattern": {"Regex": PIECE}, "behavior": "Isolated", "invert": False},
            "post_processor": None, "decoder": {"type": "Fuse"},
            "model": {"type": "BPE", "vocab": known, "merges": [list(pair) for pair in merges], "unk_token": UNKNOWN},
        }  # fmt: skip


def learn(texts: Iterable[str], largest: int = LARGEST) -> Tokenizer:
    """The vocabulary of these texts: special ones, letters, then pieces by how often they stand there."""
    counts = Counter(piece for text in texts for piece in SPLIT.findall(text))
    often = [piece for piece, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if len(piece) > 1]
    first = (PAD, END, UNKNOWN, *_LETTERS)
    return Tokenizer((*first, *often[: max(0, largest - len(first))]))


def load(path: Path) -> Tokenizer:
    """What `save` wrote. InputError for anything else."""
    with usable("a tokenizer that `run` has made", path):
        text = path.read_text(encoding="utf-8")
    try:
        pieces = json.loads(text)
    except ValueError:
        pieces = None
    if not isinstance(pieces, list) or pieces[:3] != [PAD, END, UNKNOWN]:
        raise InputError("a tokenizer that `run` has made", "another file", str(path))
    return Tokenizer(tuple(pieces))
