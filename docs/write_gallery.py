"""Writes docs/gallery.md: two rows of the corpus for each register and view, made and proved anew.

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
# (config, family, which of its items): of each register two that tell all of a run, two that stop at the answer and two
# that leave out what is beside the question.
ITEMS: Final = (
    # prose
    ("math", "math/age_puzzle", 2),
    ("math", "math/spread_of_data", 2),
    ("math", "math/frequency_table", 2),
    ("competition", "competition/drone_round", 1),
    ("math", "math/divisor_report", 0),
    ("competition", "competition/bumper_cars", 2),
    # bullets
    ("math", "math/polynomial_product", 3),
    ("algorithm", "algorithm/connectivity", 3),
    ("math", "math/matchstick_pattern", 1),
    ("math", "math/repeating_block", 2),
    ("algorithm", "algorithm/shortest_path", 0),
    ("competition", "competition/poster_rectangle", 1),
    # steps
    ("math", "math/theatre_seats", 3),
    ("algorithm", "algorithm/chinese_remainder", 3),
    ("math", "math/complex_power", 1),
    ("math", "math/digit_sum_multiples", 0),
    ("algorithm", "algorithm/vending_machine", 0),
    ("competition", "competition/course_order", 0),
    # notes
    ("competition", "competition/closest_wells", 3),
    ("competition", "competition/exact_collection", 1),
    ("algorithm", "algorithm/strongly_connected_components", 2),
    ("math", "math/currency_chain", 1),
    ("algorithm", "algorithm/stable_matching", 2),
    ("algorithm", "algorithm/pisano_period", 3),
    # table
    ("algorithm", "algorithm/k_core", 0),
    ("algorithm", "algorithm/lattice_paths", 3),
    ("math", "math/climbing_snail", 3),
    ("math", "math/ticket_sales", 3),
    ("math", "math/trend_line", 1),
    ("competition", "competition/slide_down", 0),
    # comments
    ("algorithm", "algorithm/longest_palindromic_subsequence", 3),
    ("algorithm", "algorithm/polygon_area", 1),
    ("algorithm", "algorithm/duration_parser", 2),
    ("algorithm", "algorithm/depth_first_search", 2),
    ("algorithm", "algorithm/stable_matching", 0),
    ("math", "math/last_digits", 1),
    # plain
    ("math", "math/percentile_rank", 2),
    ("competition", "competition/crew_skills", 3),
    ("competition", "competition/torch_relay", 3),
    ("algorithm", "algorithm/degree_ranking", 0),
    ("competition", "competition/tower_views", 2),
    ("math", "math/divisor_report", 3),
    # first_person
    ("competition", "competition/candle_pack", 0),
    ("competition", "competition/ribbon_stock", 0),
    ("math", "math/shared_birthdays", 1),
    ("competition", "competition/folder_walk", 1),
    ("competition", "competition/necklace_factors", 1),
    ("algorithm", "algorithm/grundy_numbers", 1),
)
HEAD: Final = """# Gallery

Two rows of the corpus for each way to write (prose, bullets, numbered steps, notes, a table, the code with comments,
plain words, first person) and each view: the whole run, up to the step that settles the answer, without what is
beside the question. This page is written by
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
