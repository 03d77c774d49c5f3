"""The card says what is in the folder, in a form that the Hub takes."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

from huggingface_hub import DatasetCard

from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.pictures import PICTURES, bars


def test_the_hub_reads_the_card_and_finds_the_tag(corpus: Path) -> None:
    card = DatasetCard.load(corpus / "README.md")
    assert "execution-traces" in card.data.tags
    assert card.data.license == "apache-2.0"
    assert [each["config_name"] for each in card.data["configs"]] == ["algorithm-base"]
    assert DatasetCard(str(card)).data.to_dict() == card.data.to_dict()


def test_the_card_tells_what_the_ledger_counts(corpus: Path) -> None:
    ledger = read_ledger(corpus / "algorithm-base" / "ledger.json")
    card = (corpus / "README.md").read_text(encoding="utf-8")
    tokens = f"{ledger.tokens:,}"
    assert f"| `algorithm-base` | algorithm | 36 | {tokens} | {ledger.tokens // 36:,} |" in card
    assert f"| **all** | | 36 | {tokens} |" in card
    assert "tracepile build --config algorithm-base --samples 36 --seed 3 --budget 4096 --max-tokens 8192\n" in card
    assert "| tracepile: Apache-2.0 | 36 |" in card
    assert "Not held against any benchmark" in card
    assert card.count("<details>") == card.count("</details>") == 5
    for name in PICTURES:
        assert f"![{name}](algorithm-base/{name}.svg)" in card


def test_counts_add_up_and_pictures_show_them(corpus: Path) -> None:
    ledger = read_ledger(corpus / "algorithm-base" / "ledger.json")
    for counts in (ledger.domains, ledger.sources, ledger.lengths, ledger.statements):
        assert counts.total() == 36
    assert ledger.domain_tokens.total() == ledger.tokens
    for name in PICTURES:
        root = ElementTree.parse(corpus / "algorithm-base" / f"{name}.svg").getroot()
        assert root.tag.endswith("svg")
        assert sum(1 for each in root if each.tag.endswith("rect")) >= 1


def test_labels_are_text_and_many_bars_are_one() -> None:
    drawn = bars("a < b", [(f"<{n}>", n) for n in range(40)])
    labels = [each.text for each in ElementTree.fromstring(drawn)]
    assert labels[:2] == ["a < b", "<0>"]
    assert "all others" in labels
    assert bars("nothing", []).count("<rect") == 0
