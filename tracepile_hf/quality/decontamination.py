"""What of a row stands in a benchmark: its prose by runs of words, its code by what the program is.

Prose (the statement, text that the program holds as literals, docstrings or comments, and what it is given) is
contaminated by an item if it shares a run of 13 words with it, or most of the item's runs of 8 words; an item of fewer
than 8 words must stand there whole, as a sentence. Runs that are mostly numbers do not count: matrices and lists share
them by chance. Code is contaminated if it, or a function of it, is a function of the benchmark, names, formatting and
comments apart (a small one must have the same names): runs of words find nothing but idioms in code.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import re
import tokenize
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tracepile_hf.quality.identity import exact
from tracepile_hf.records import Case

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.unsignedinteger[Any]]

LONG: Final = 13  # words that two texts share by origin only
SHORT: Final = 8  # words, of which runs are shared by chance now and then:
SHARE: Final = 0.7  # so many of an item's must be
_LEAST: Final = 3  # words of an item that is matched whole
_LETTERS: Final = 0.5  # of the words of a run that must hold letters
_SMALL: Final = 22  # parts of a program below which renaming makes it anybody's: then its names must be the same
_TINY: Final = 10  # and below which it is nobody's
_FACTOR: Final = 0x9E3779B97F4A7C15  # odd, and far from a power of two
_TOLD: Final = "index.json"  # the last of its files
_ARRAYS: Final = ("long_keys", "long_places", "short_keys", "short_places", "runs")
_REMEMBERED: Final = 256  # texts
_EXAMPLES: Final = 5  # a benchmark in the report
_WORD: Final = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_FENCED: Final = re.compile(r"^(`{3,}).*?^\1`*$", re.DOTALL | re.MULTILINE)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Reference:
    """One item of a benchmark, as texts: what it asks in prose, and its code if it has some."""

    benchmark: str
    id: str
    prose: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """What stands in a row: an item of a benchmark, and how it was found."""

    benchmark: str
    item: str
    how: str  # 13 words, 8 words, whole, program, function


class Index:
    """The texts of benchmarks, ready to be looked up: 12 bytes a run of words.

    Once it is saved, processes share them.
    """

    def __init__(self, told: Mapping[str, Any], arrays: Mapping[str, Numbers]) -> None:
        """See `index_of` and `Index.load`."""
        self._told, self._arrays = told, arrays
        self._seen: dict[str, Hit | None] = {}
        self.benchmarks: dict[str, int] = told["benchmarks"]

    @property
    def digest(self) -> str:
        """16 hexadecimal digits over all that is looked up."""
        return str(self._told["digest"])

    def save(self, folder: Path) -> None:
        """Leave it in a folder, which is made; one that is there is left as it is."""
        import numpy as np

        if (folder / _TOLD).exists():
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", self._arrays[name])
        draft = folder / f".{_TOLD}"
        draft.write_text(json.dumps(self._told), encoding="utf-8")
        os.replace(draft, folder / _TOLD)

    @staticmethod
    def load(folder: Path) -> Index:
        """What was saved, its numbers mapped from their files."""
        import numpy as np

        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
        return Index(json.loads((folder / _TOLD).read_text(encoding="utf-8")), arrays)

    def hit(self, case: Case) -> Hit | None:
        """The first item that stands in a program or in what it is given; None if there is none."""
        return self._of_code(case.program.code) or self._of_prose(prose_of(case))

    def hit_by(self, prompt: str) -> Hit | None:
        """The first item that stands in what is asked, code in fences apart."""
        return self._of_prose([_FENCED.sub("\n", prompt)])

    def _of_code(self, code: str) -> Hit | None:
        return self._once(f"code\0{code}", lambda: self._code_hit(code))

    def _code_hit(self, code: str) -> Hit | None:
        for digest, how in code_digests(code):
            place = self._told["code"].get(digest)
            if place is not None:
                return self._hit(place, how)
        return None

    def _of_prose(self, texts: Iterable[str]) -> Hit | None:
        for text in texts:
            found = self._once(text, lambda text=text: self._prose_hit(text))  # type: ignore[misc]  # bound at once
            if found is not None:
                return found
        return None

    def _once(self, key: str, look: Callable[[], Hit | None]) -> Hit | None:
        """What was found for a text before: neighbouring rows share program and statement."""
        if key not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[key] = look()
        return self._seen[key]

    def _prose_hit(self, text: str) -> Hit | None:
        import numpy as np

        words = _words(text)
        places = self._places("long", _runs(words, LONG))
        if len(places):
            return self._hit(int(places.min()), f"{LONG} words")
        if len(words) >= _LEAST and self._told["whole"]:
            for sentence in (text, *_SENTENCE.split(text)):
                place = self._told["whole"].get(" ".join(_words(sentence)))
                if place is not None:
                    return self._hit(place, "whole")
        runs = self._arrays["runs"]
        shared = Counter(self._places("short", np.unique(_runs(words, SHORT))).tolist())
        most = [place for place, count in shared.items() if count >= SHARE * runs[place]]
        return self._hit(min(most), f"{SHORT} words") if most else None

    def _places(self, name: str, hashes: Numbers) -> Numbers:
        """The items that have these runs, one place for each run that one has."""
        import numpy as np

        keys = self._arrays[f"{name}_keys"]
        low, high = np.searchsorted(keys, hashes, "left"), np.searchsorted(keys, hashes, "right")
        found = [self._arrays[f"{name}_places"][a:b] for a, b in zip(low, high, strict=True) if b > a]
        return np.concatenate(found) if found else np.empty(0, dtype=np.uint32)

    def _hit(self, place: int, how: str) -> Hit:
        benchmark, item = self._told["items"][place]
        return Hit(benchmark, item, how)


def index_of(references: Iterable[Reference]) -> Index:
    """The index of these items, in the order of their benchmarks and ids."""
    import numpy as np

    ordered = sorted(references, key=lambda item: (item.benchmark, item.id, item.prose, item.code))
    whole: dict[str, int] = {}
    code: dict[str, int] = {}
    runs: dict[str, list[Numbers]] = {"long": [], "short": []}
    for place, item in enumerate(ordered):
        words = _words(item.prose)
        runs["long"].append(np.unique(_runs(words, LONG)))
        runs["short"].append(np.unique(_runs(words, SHORT)))
        if _LEAST <= len(words) < SHORT and any(word.isalpha() for word in words):
            whole.setdefault(" ".join(words), place)
        for digest, _ in code_digests(item.code):
            code.setdefault(digest, place)
    arrays: dict[str, Numbers] = {"runs": np.array([max(len(each), 1) for each in runs["short"]], dtype=np.uint32)}
    for name, found in runs.items():
        keys = np.concatenate([np.empty(0, dtype=np.uint64), *found])
        places = np.repeat(np.arange(len(found), dtype=np.uint32), [len(each) for each in found])
        order = np.argsort(keys, kind="stable")
        arrays[f"{name}_keys"], arrays[f"{name}_places"] = keys[order], places[order]
    told: dict[str, Any] = {
        "benchmarks": dict(Counter(item.benchmark for item in ordered)),
        "items": [(item.benchmark, item.id) for item in ordered],
        "whole": whole,
        "code": code,
    }
    total = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    for name in _ARRAYS:
        total.update(arrays[name].tobytes())
    return Index(told | {"digest": total.hexdigest()[:16]}, arrays)


@cache
def loaded(folder: str) -> Index:
    """The index in a folder, loaded once a process."""
    return Index.load(Path(folder))


@dataclass
class Report:
    """What was found, benchmark by benchmark."""

    items: dict[str, int]  # of each benchmark
    hits: dict[str, set[str]] = field(default_factory=dict)  # items that stand in some row
    rows: Counter[str] = field(default_factory=Counter)  # dropped
    how: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def add(self, row: str, hit: Hit) -> None:
        """A row was dropped for this."""
        self.items.setdefault(hit.benchmark, 0)
        self.hits.setdefault(hit.benchmark, set()).add(hit.item)
        self.rows[hit.benchmark] += 1
        self.how[hit.how] += 1
        examples = self.examples.setdefault(hit.benchmark, [])
        if len(examples) < _EXAMPLES:
            examples.append({"row": row, "item": hit.item, "how": hit.how})

    def as_json(self) -> dict[str, object]:
        """By benchmark: items, hits, rows dropped, examples."""
        return {
            name: {
                "items": count,
                "hits": len(self.hits.get(name, ())),
                "rows_dropped": self.rows[name],
                "examples": self.examples.get(name, []),
            }
            for name, count in sorted(self.items.items())
        }


def code_digests(code: str) -> list[tuple[str, str]]:
    """(digest, "program" or "function") of a program and of its functions; of small ones with their names."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if node is tree or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            size = _size(node)
            if size >= _TINY:
                text = ast.unparse(node)
                found.setdefault(_digest(exact(text) if size >= _SMALL else text), "function" if found else "program")
    return list(found.items())


def prose_of(case: Case) -> Iterator[str]:
    """The prose of a case, piece by piece."""
    yield case.program.statement
    yield from _told_in(case.program.code)
    yield from case.arguments
    yield from (text for _, text in case.keyword_arguments)
    yield case.stdin


def _told_in(code: str) -> Iterator[str]:
    """Text literals of some length, docstrings among them, and all comments as one text."""
    comments: list[str] = []
    try:
        yield from (
            node.value
            for node in ast.walk(ast.parse(code))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > _LEAST
        )
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.COMMENT:
                comments.append(token.string.lstrip("#! "))
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError, MemoryError):
        pass  # what came before it was told
    yield " ".join(comments)


def _size(node: ast.AST) -> int:
    """The parts of a syntax tree, counted up to the size that matters."""
    return sum(1 for _ in islice(ast.walk(node), _SMALL))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: list[str], size: int) -> Numbers:
    """A hash of 64 bits for each run of `size` words that is not mostly numbers, in order."""
    import numpy as np

    count = len(words) - size + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    hashes = np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))
    made = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        made = made * _FACTOR + hashes[offset : offset + count]  # modulo 2**64
    letters = np.fromiter((word[0].isalpha() for word in words), dtype=np.int64, count=len(words))
    inside = np.convolve(letters, np.ones(size, dtype=np.int64), "valid")
    found: Numbers = made[inside >= _LETTERS * size]
    return found


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
