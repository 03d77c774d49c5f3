"""The gallery is what the package makes of its items now, and every text in it is proved.

Set TRACEPILE_REWRITE=1 to write it anew.
"""

from __future__ import annotations

import importlib.util
import os
from collections import Counter
from itertools import product
from pathlib import Path

from tracepile_hf.records import REGISTERS, VIEWS

ROOT = Path(__file__).resolve().parent.parent


def test_the_gallery_is_current_and_every_text_in_it_is_proved() -> None:
    spec = importlib.util.spec_from_file_location("write_gallery", ROOT / "docs" / "write_gallery.py")
    assert spec is not None
    assert spec.loader is not None
    gallery = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gallery)
    rows = gallery.rows()  # makes them, and proves each again from the row alone
    assert len({row["question_kind"] for row in rows}) >= 9
    ways = Counter((row["register"], row["view"]) for row in rows)
    assert {way for way, count in ways.items() if count >= 2} == set(product(REGISTERS, VIEWS))
    assert sorted({row["domain"] for row in rows}) == ["algorithm", "competition", "math"]
    text = gallery.page(rows)
    if os.environ.get("TRACEPILE_REWRITE"):
        gallery.PAGE.write_text(text, encoding="utf-8")
    assert gallery.PAGE.read_text(encoding="utf-8") == text
