"""The figures say of the rows what a reader would count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracepile_hf.corpus.figures import figures_of, measure
from tracepile_hf.corpus.tables import as_markdown


def row(number: int, kind: str, answer: str, family: str = "", prompt: str = "") -> dict[str, Any]:
    messages = [
        {"role": "user", "content": prompt or f"What is {number} for `f(17, 4)`?"},
        {"role": "assistant", "content": f"Line 1 sets `x` to {answer}. The answer is {answer}."},
    ]
    return {"messages": messages, "question_kind": kind, "answer": answer, "domain": "math",
            "family": family or f"f{number}", "rewrites": ["rename"] if number % 2 else [],
            "tokens": 40, "tokenizer": "estimate"}  # fmt: skip


def test_guessing_and_copying_are_counted_by_kind() -> None:
    rows = [row(n, "value", "7" if n < 10 else str(100 + n)) for n in range(40)]
    rows += [row(n, "count", str(200 + n), prompt=f"f{n} is given {200 + n} and 7.") for n in range(100, 125)]
    found = figures_of(rows)
    assert found is not None
    assert found.kinds["value"].commonest() == ("7", 10)
    assert found.kinds["count"].best_rule() == ("first number", 25)
    assert [fault.partition(":")[0] for fault in found.faults()] == ["count", "value"]
    assert found.duplicates == 0
    assert found.rewritten == sum(n % 2 for n in [*range(40), *range(100, 125)])


def test_a_small_kind_is_judged_too() -> None:
    same = figures_of([row(n, "depth", "2") for n in range(3)])
    other = figures_of([row(n, "depth", str(2 + n)) for n in range(3)])
    yes = figures_of([row(n, "branch", "True") for n in range(2)])
    assert same is not None
    assert same.faults() == ["depth: '2' is the answer of 3 of 3 rows (100.0%), above 20%"]
    assert other is not None
    assert other.faults() == []
    assert yes is not None
    assert [fault.partition(":")[0] for fault in yes.faults()] == ["branch"]


def test_a_repeated_prompt_is_a_fault() -> None:
    found = figures_of([row(1, "value", "3"), row(1, "value", "4")])
    assert found is not None
    assert found.faults() == ["1 rows repeat the prompt of another"]


def test_no_rows_have_no_figures() -> None:
    assert figures_of([]) is None


def test_a_build_leaves_its_figures_for_the_card(corpus: Path) -> None:
    found = measure(corpus / "algorithm-base")
    assert found == measure(corpus / "algorithm-base", workers=2)
    assert found is not None
    assert found.rows == 36
    kept = (corpus / "algorithm-base" / "figures.md").read_text(encoding="utf-8")
    assert kept == as_markdown(found) + "\n"
    card = (corpus / "README.md").read_text(encoding="utf-8")
    assert kept.strip() in card
    for title in ("question kind", "| tokens |", "largest families", "Sentences open in"):
        assert title in card
