"""Subsets to compare: parts with the same number of tokens, or one part in growing sizes, counted by the tokenizer.

`write` makes parts comparable in compute, not in rows. Rows are taken in an order drawn from the seed and their id,
and a row that would not fit any more is passed over, so a part ends within one short row of its budget, never above
it. `write_sizes` takes the first rows of the same order, so a smaller size is always inside a larger one.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError, usable

Message = dict[str, str]
CountTokens = Callable[[list[Message]], int]
_FILE: Final = "train-00000-of-00001.parquet"
_NAME: Final = re.compile(r"\w[\w.+-]{0,99}")  # of a folder and a config: no separators, no dot in front
ROUNDED: Final = 0.1  # or than this, if there are more rows and each is longer than what is left of the budget
SLACK: Final = 0.01  # a part that ends further below its budget than this does not hold enough rows


@dataclass(frozen=True, slots=True)
class ChatSource:
    """Rows (a list, or a `datasets.Dataset`, which is read row by row) and how each becomes a chat."""

    rows: Sequence[Mapping[str, Any]]
    messages: Callable[[Mapping[str, Any]], list[Message]]


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a mixture: the rows of its sources, shuffled together."""

    name: str
    sources: tuple[ChatSource, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What a part came to."""

    name: str
    rows: int
    tokens: int
    passed_over: int


def write(parts: Sequence[Part], tokens: int, count: CountTokens, seed: int, out: Path) -> list[Share]:
    """Write each part as one config of a Parquet data set under `out`, and `mixture.json` with what it came to.

    Errors: InputError if a part holds less than the budget; nothing of any part is written then.
    """
    demand_names([part.name for part in parts])
    with _new_folder(out) as work:
        taken = [(part, *_take(part, tokens, count, seed)) for part in parts]
        shares = []
        for part, rows, passed in taken:
            total = sum(row["tokens"] for row in rows)
            _demand_enough(part.name, tokens, total, passed)
            shares.append(Share(part.name, len(rows), total, passed))
        for part, rows, _ in taken:
            _store(rows, work / part.name)
        _describe(shares, f"Budget: {tokens} tokens a part", seed, work)
    return shares


def _demand_enough(name: str, tokens: int, total: int, passed: int) -> None:
    """InputError if a part ended too far below its budget: it has no more rows, or rows too long for so small a one."""
    if total >= tokens * (1 - SLACK) or (passed and total >= tokens * (1 - ROUNDED)):
        return
    if passed:
        expected = f"a budget of part {name!r} that is large beside its rows: those left are longer than what is left"
        raise InputError(expected, f"{total} of {tokens} tokens", "tracepile mix --tokens")
    raise InputError(f"at least {tokens} tokens in part {name!r}", str(total), "tracepile mix --tokens")


def write_sizes(part: Part, first: int, count: CountTokens, seed: int, out: Path) -> list[Share]:
    """Write a part in growing sizes (`doublings`), each one a config named `rows_N`: the scaling curve's data sets."""
    with _new_folder(out) as work:
        order, shares = _order(part, seed), []
        rows: list[dict[str, Any]] = []
        for size in doublings(len(order), first):
            for name, source, at in order[len(rows) : size]:
                messages = source.messages(source.rows[at])
                rows.append(_row(name, messages, count(messages)))
            _store(rows, work / f"rows_{size}")
            shares.append(Share(f"rows_{size}", size, sum(row["tokens"] for row in rows), 0))
        _describe(shares, "Each size holds the smaller ones", seed, work)
    return shares


def doublings(total: int, first: int = 50_000) -> list[int]:
    """Sizes for the scaling curve (the paper's Figure 3): `first` rows and its doublings up to the whole of `total`."""
    sizes = []
    size = first
    while size < total:
        sizes.append(size)
        size *= 2
    return [*sizes, total]


def demand_names(names: Sequence[str]) -> None:
    """A part is a folder of its name inside of the mixture's: InputError for one elsewhere, or two of a name."""
    seen: set[str] = set()
    for name in names:
        if not _NAME.fullmatch(name) or name in ("README.md", "mixture.json"):
            expected = "a part's name of letters, digits, _ - + and dots, as its folder is called"
            raise InputError(expected, repr(name), "tracepile mix")
        if name.casefold() in seen:  # some file systems do not tell them apart
            raise InputError("a name for each part", f"{name!r} twice", "tracepile mix")
        seen.add(name.casefold())


def demand_new(out: Path) -> None:
    """InputError if `out` is there and is no empty folder."""
    with usable("a new or empty folder that can be written", out):
        if out.exists() and any(out.iterdir()):
            raise InputError("a new or empty folder", "one with files in it", str(out))


@contextmanager
def _new_folder(out: Path) -> Iterator[Path]:
    """A folder to write in: what is in it goes into `out` at the end, all of it, or nothing. `out` is tried first."""
    demand_new(out)
    with usable("a new or empty folder that can be written", out):
        made = not out.exists()
        out.mkdir(parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(prefix=".mix-", dir=out) as work:
                yield Path(work)
                for path in sorted(Path(work).iterdir()):
                    path.rename(out / path.name)
        except BaseException:
            if made and not any(out.iterdir()):
                out.rmdir()
            raise


def _order(part: Part, seed: int) -> list[tuple[str, ChatSource, int]]:
    """(name, source, number in it) of every row of a part, in the order drawn from the seed and the names."""
    found = [(name, source, at) for source in part.sources for at, name in enumerate(_names(source.rows))]

    def drawn(row: tuple[str, ChatSource, int]) -> str:
        return hashlib.sha256(f"{seed}\0mix\0{row[0]}".encode()).hexdigest()

    return sorted(found, key=drawn)


def _names(rows: Any) -> list[str]:
    columns = getattr(rows, "column_names", None)
    if columns is None:
        return [str(row.get("id", at)) for at, row in enumerate(rows)]
    return [str(name) for name in rows["id"]] if "id" in columns else [str(at) for at in range(len(rows))]


def _row(name: str, messages: list[Message], tokens: int) -> dict[str, Any]:
    return {"messages": messages, "id": name, "tokens": tokens}


def _take(part: Part, tokens: int, count: CountTokens, seed: int) -> tuple[list[dict[str, Any]], int]:
    chosen, left, passed = [], tokens, 0
    for name, source, at in _order(part, seed):
        messages = source.messages(source.rows[at])
        size = count(messages)
        if size > left:
            passed += 1
            if left < tokens * SLACK / 10:
                break
            continue
        chosen.append(_row(name, messages, size))
        left -= size
    return chosen, passed


def _store(rows: list[dict[str, Any]], folder: Path) -> None:
    from datasets import Dataset

    folder.mkdir(parents=True, exist_ok=True)
    Dataset.from_list(rows).to_parquet(str(folder / _FILE))


def _describe(shares: Sequence[Share], rule: str, seed: int, out: Path) -> None:
    from huggingface_hub import DatasetCard, DatasetCardData

    configs = [{"config_name": s.name, "data_files": [{"split": "train", "path": f"{s.name}/{_FILE}"}]} for s in shares]
    table = "\n".join(f"| {s.name} | {s.rows} | {s.tokens} |" for s in shares)
    head = f"# Parts to compare\n\n{rule}, seed {seed}."
    text = f"{head}\n\n| part | rows | tokens |\n|---|---|---|\n{table}\n"
    data = DatasetCardData(configs=configs)
    DatasetCard(f"---\n{data.to_yaml()}\n---\n\n{text}").save(out / "README.md")
    record = {"rule": rule, "seed": seed, "parts": [vars_of(share) for share in shares]}
    (out / "mixture.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def vars_of(share: Share) -> dict[str, str | int]:
    """A share as a JSON object."""
    return {"name": share.name, "rows": share.rows, "tokens": share.tokens, "passed_over": share.passed_over}


def tokenizer_count(name: str, template: Path | None = None) -> CountTokens:
    """Exact counts with a tokenizer (folder or Hub id) and its chat template, or one from a file.

    Errors: InputError if transformers is missing or the tokenizer cannot be loaded or has no template.
    """
    try:
        from transformers import AutoTokenizer
    except ImportError as error:
        raise InputError("transformers (pip install 'tracepile-hf[train]')", str(error), "--tokenizer") from None
    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
    except (OSError, ValueError) as error:
        raise InputError("a tokenizer folder or Hub id", str(error).splitlines()[0], f"--tokenizer {name}") from None
    if template is not None:
        with usable("a readable chat template", template):
            tokenizer.chat_template = template.read_text(encoding="utf-8")
    if not tokenizer.chat_template:
        raise InputError("a tokenizer with a chat template, or --template", "none", f"--tokenizer {name}")

    from jinja2 import TemplateError

    def count(messages: list[Message]) -> int:
        try:
            return len(tokenizer.apply_chat_template(messages, tokenize=True, return_dict=True)["input_ids"])
        except TemplateError as error:
            where = f"--template {template}" if template else f"--tokenizer {name}"
            raise InputError("a chat template that takes the rows", " ".join(str(error).split()), where) from None

    return count
