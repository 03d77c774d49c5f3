"""A corpus as prompts for reinforcement learning: each row's question, with the columns that the rewards judge by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from tracepile_hf.corpus.rows import COLUMNS, schema
from tracepile_hf.errors import InputError, usable

FILE: Final = "train.parquet"
_GROUP: Final = 1000


def write_prompts(rows: Iterable[Mapping[str, Any]], out: Path, first: int | None = None) -> int:
    """Write `out/train.parquet` with a column `prompt` beside the corpus' own; how many rows.

    Several tellings of one item give one prompt. Errors: InputError for other rows, or a folder that is in use.
    """
    if (out / FILE).exists():
        raise InputError(f"a folder without {FILE}", "one that has it", str(out))
    message = pa.struct([("role", pa.string()), ("content", pa.string())])
    full = pa.schema([pa.field("prompt", pa.list_(message)), *schema()])
    count = 0
    with usable("a folder that can be written", out):
        out.mkdir(parents=True, exist_ok=True)
        draft = out / f".{FILE}"
        with pq.ParquetWriter(draft, full, compression="zstd") as writer:
            asked = islice(_once(rows), first)
            while group := list(islice(asked, _GROUP)):
                writer.write_table(pa.Table.from_pylist(group, schema=full))
                count += len(group)
        draft.rename(out / FILE)
    return count


def _once(rows: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    seen: set[str] = set()
    for row in rows:
        if missing := [name for name in COLUMNS if name not in row]:
            raise InputError("rows that `tracepile build` wrote", f"some without {missing[0]}", "tracepile prompts")
        prompt = row["messages"][:1]
        if prompt[0]["content"] not in seen:
            seen.add(prompt[0]["content"])
            yield {"prompt": prompt, **row}
