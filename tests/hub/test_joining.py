"""The corpus beside ordinary chat sets: joined, mixed, and read whatever version wrote it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from datasets import Dataset, concatenate_datasets, interleave_datasets, load_dataset

from tracepile_hf.corpus.card import write_card
from tracepile_hf.corpus.proof import verify_folder

TURNS = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]
REVERSED = [dict(reversed(turn.items())) for turn in TURNS]  # sets differ in which key comes first


def train(folder: Path, tmp_path: Path, **how: Any) -> Any:
    return load_dataset(str(folder), "algorithm-base", split="train", cache_dir=str(tmp_path / "cache"), **how)


@pytest.mark.parametrize("turns", [TURNS, REVERSED])
@pytest.mark.parametrize("join", [concatenate_datasets, interleave_datasets])
def test_messages_join_with_an_ordinary_chat_set_either_way_round(
    corpus: Path, tmp_path: Path, join: Callable[..., Any], turns: list[dict[str, str]]
) -> None:
    ours = train(corpus, tmp_path).select_columns("messages")
    chat = Dataset.from_list([{"messages": turns}] * 3)
    for pair in ([ours, chat], [chat, ours]):
        joined = join(pair)
        found = [[(each["role"], each["content"]) for each in row["messages"]] for row in joined]
        assert [("user", "hi"), ("assistant", "hello")] in found
        assert joined.num_rows == (ours.num_rows + 3 if join is concatenate_datasets else 6)


def test_streams_join_too(corpus: Path, tmp_path: Path) -> None:
    ours = train(corpus, tmp_path, streaming=True).select_columns("messages")
    chat = Dataset.from_list([{"messages": TURNS}]).to_iterable_dataset()
    joined = concatenate_datasets([chat, ours])
    rows = list(joined)
    del ours, joined  # consumed, deleted, collected: pyarrow's reader threads must not outlive the process
    gc.collect()
    assert rows[0]["messages"] == TURNS
    assert len(rows) > 1


def as_before(folder: Path) -> None:
    """Write a folder's rows as earlier versions did, `messages.content` as large_string, with the card of then."""
    for path in sorted(folder.glob("*/*.parquet")):
        table = pq.read_table(path)
        message = pa.struct([("role", pa.string()), ("content", pa.large_string())])
        place = table.schema.get_field_index("messages")
        older = table.schema.set(place, pa.field("messages", pa.list_(message))).remove_metadata()
        pq.write_table(pa.Table.from_pylist(table.to_pylist(), schema=older), path)
    card = folder / "README.md"
    content = "    - name: content\n      dtype: {}string\n"
    assert content.format("") in card.read_text(encoding="utf-8")
    card.write_text(card.read_text(encoding="utf-8").replace(content.format(""), content.format("large_")))


def test_a_folder_of_an_earlier_version_loads_is_proved_and_joins_once_its_card_is_written_again(
    corpus: Path, tmp_path: Path
) -> None:
    older = shutil.copytree(corpus, tmp_path / "older")
    as_before(older)
    before, now = train(older, tmp_path), train(corpus, tmp_path)
    assert before["digest"][:] == now["digest"][:]
    assert before.features["messages"].feature["content"].dtype == "large_string"
    assert verify_folder(older).failures == []
    write_card(older)  # as the next build into the folder does
    joined = concatenate_datasets([train(older, tmp_path), now])
    assert joined.features == now.features
    assert joined["messages"][:] == now["messages"][:] * 2
