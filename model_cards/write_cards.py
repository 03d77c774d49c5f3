"""Writes model_cards/cards/: one card for each base model and paradigm, from trainers/models.yaml and measured results.

    python model_cards/write_cards.py

Results are looked for in model_cards/results/<model>/<paradigm>.json; without that file the card says "not measured".
"""

from __future__ import annotations

from pathlib import Path

import yaml

from tracepile_hf.hub.cards import PARADIGMS, CardFacts, name_of, render
from tracepile_hf.hub.results import Results, read_results

HERE = Path(__file__).parent


def cards() -> dict[str, str]:
    """File name -> text of every card."""
    models = yaml.safe_load((HERE.parent / "trainers" / "models.yaml").read_text())
    found = {}
    for model, row in models.items():
        for paradigm in PARADIGMS:
            measured = HERE / "results" / model / f"{paradigm}.json"
            results = read_results(measured) if measured.exists() else Results()
            name = name_of(row["name"], paradigm)
            facts = CardFacts(name, row["name"], paradigm, results)
            found[f"{name}.md"] = str(render(facts, HERE / "template.md"))
    return found


def main() -> None:
    """Write them all."""
    folder = HERE / "cards"
    folder.mkdir(exist_ok=True)
    for name, text in cards().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
