"""Writes docs/gallery.md: eighteen rows of the corpus, made and proved anew.

    python docs/write_gallery.py

The rows are those that `tracepile build` with seed 0 makes of these items; tests/test_gallery.py says when the page is
out of date.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tracepile_hf.corpus.build import BUDGET_TOKENS, LIMITS
from tracepile_hf.corpus.configs import config_of
from tracepile_hf.corpus.lots import Lot
from tracepile_hf.corpus.making import Dropped, make_lot
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.proof import check_rows
from tracepile_hf.corpus.rows import Row
from tracepile_hf.corpus.running import running
from tracepile_hf.quality.splits import split_of

PAGE: Final = Path(__file__).resolve().parent / "gallery.md"
SEED: Final = 0
# (config, family, which of its items): two of each register that tell all of a run and two that stop at the answer,
# and some that leave out what is beside the question.
ITEMS: Final = (
    # prose
    ("math", "math/points_in_circle", 0),
    ("math", "math/percentile_rank", 0),
    ("competition", "competition/middle_runner", 0),
    ("algorithm", "algorithm/articulation_points", 0),
    ("math", "math/income_tax", 0),
    # bullets
    ("math", "math/synthetic_division", 0),
    ("competition", "competition/coin_pouch", 0),
    ("algorithm", "algorithm/jaccard_similarity", 0),
    ("competition", "competition/snack_machine", 0),
    ("algorithm", "algorithm/knapsack", 0),
    # numbered steps
    ("math", "math/burning_candles", 0),
    ("math", "math/egg_basket", 0),
    ("math", "math/decimal_digit", 2),
    ("math", "math/bacteria_culture", 1),
    # notes
    ("algorithm", "algorithm/bounded_stack", 1),
    ("algorithm", "algorithm/lowest_common_ancestor", 0),
    ("math", "math/wheel_of_fortune", 2),
    ("competition", "competition/noisy_sum", 0),
)
HEAD: Final = """# Gallery

Eighteen rows of the corpus: prose, bullets, numbered steps and notes, some of the whole run, some up to the step that
settles the answer, some without what is beside the question. This page is written by
[write_gallery.py](write_gallery.py): the programs were run, the texts written and proved while it was made, and
[tests/test_gallery.py](../tests/test_gallery.py) does all of it again. The rows are what `tracepile build`
makes of these items with seed 0; nothing was edited.

Each row is one exchange. The question, with the program and its input, is the user's message; the text below it, the
chain of execution, is the assistant's. Every statement of the text was proved against the recorded run.
"""


def rows() -> list[Row]:
    """The rows of ITEMS, each proved two times: when it is made, and again from the row alone."""
    with running("trusted", LIMITS) as run:
        made = []
        for config, family, number in ITEMS:
            order = Order(config_of(config), SEED, BUDGET_TOKENS)
            kept, dropped = make_lot(Lot(0, family, 1, 0, 0, number + 2), order, run)
            found = [one.row for one in kept if one.number == number]
            if not found:
                raise SystemExit(f"{family}, item {number}: {_why(dropped, number)}")
            made += found
        for row in made:
            _, _, claims, failures = check_rows(split_of(row["family"]), [row], run)
            if failures or claims != row["claims"]:
                raise SystemExit(f"{row['id']}: {failures}")
    return made


def _why(dropped: list[Dropped], number: int) -> str:
    return "".join(f"{one.reason} {one.detail}: {one.message}" for one in dropped if one.number == number)


def page(made: list[Row]) -> str:
    """The page's text."""
    return "\n".join([HEAD, *(_section(number, row) for number, row in enumerate(made, 1))])


def _section(number: int, row: Row) -> str:
    question, text = (message["content"] for message in row["messages"])
    rewrites = ", ".join(f"`{name}`" for name in row["rewrites"]) or "none: the program as it was written"
    facts = (
        f"Row `{row['id']}`, question kind `{row['question_kind']}`, register {row['register']}, view {row['view']}, "
        f"level {row['level']}, rewrites: {rewrites}. "
        f"{row['claims']} statements proved, about {row['tokens']} tokens."
    )
    title = row["family"].replace("_", " ")
    return (
        f"## {number}. {title[0].upper()}{title[1:]}\n\n{facts}\n\n"
        f"**Question**\n\n{_quoted(question)}\n\n**Chain of execution**\n\n{_quoted(text)}\n"
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


if __name__ == "__main__":
    PAGE.write_text(page(rows()), encoding="utf-8")
    print(f"{len(ITEMS)} rows in {PAGE}")
