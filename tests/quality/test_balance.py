"""What upsets the balance goes, the last rows first, and no more than that."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tracepile_hf.quality.balance import (
    ANSWER_SHARE,
    COPY_SHARE,
    FAMILY_SHARE,
    MANY_ROWS,
    YES_NO_SHARE,
    AskedRow,
    by_kind,
    chosen,
    most,
    unbalanced,
)

YES_NO = frozenset({"branch"})


def rows(count: int, seed: int, answers: int = 6, families: int = 60) -> list[AskedRow]:
    """Rows with skewed answers, of which some could be copied."""
    random = Random(seed)
    return [
        AskedRow(
            number,
            f"family{min(random.randrange(families), random.randrange(families))}",
            kind := random.choice(("count", "value", "branch")),
            random.choice(("True", "True", "False")) if kind == "branch" else str(int(random.random() ** 2 * answers)),
            ("first number",) if kind != "branch" and random.random() < 0.3 else (),
        )
        for number in range(count)
    ]


def faults(staying: list[AskedRow]) -> list[str]:
    """What is beyond a limit, counted independently."""
    found = []
    for kind, members in by_kind(staying).items():
        spare = 0 if len(members) >= 20 else 1  # a row beyond the share, where that is no whole number
        common = Counter(row.answer for row in members).most_common(1)[0][1]
        copied = Counter(rule for row in members for rule in row.copied).most_common(1)
        share = YES_NO_SHARE if kind in YES_NO else ANSWER_SHARE
        if 1 < common > share * len(members) + spare:
            found.append(kind)
        if copied and 1 < copied[0][1] > COPY_SHARE * len(members) + spare:
            found.append(f"{kind} copied")
    if len(staying) >= MANY_ROWS and _largest(staying) > FAMILY_SHARE * len(staying):
        found.append("family")
    return found


def _largest(staying: list[AskedRow]) -> int:
    return max(Counter(row.family for row in staying).values())


@given(st.integers(400, 1500), st.integers(0, 50))
@settings(max_examples=30)
def test_what_stays_keeps_the_limits(count: int, seed: int) -> None:
    given_rows = rows(count, seed, answers=12)
    gone = unbalanced(given_rows, YES_NO)
    staying = [row for row in given_rows if row.number not in gone]
    assert faults(given_rows)
    assert faults(staying) == []
    assert set(gone.values()) <= {"common_answer", "copied_answer", "large_family"}
    assert len(staying) > count // 4


def test_a_balanced_set_loses_nothing() -> None:
    even = [AskedRow(number, f"f{number % 50}", "value", str(number % 7)) for number in range(350)]
    assert unbalanced(even) == {}


def test_the_last_rows_go_first_whatever_order_they_come_in() -> None:
    many = [AskedRow(number, f"f{number % 50}", "value", "0" if number < 90 else str(number)) for number in range(200)]
    gone = unbalanced(many)
    assert gone == unbalanced(many[::-1])
    kept_zeros = [row.number for row in many if row.answer == "0" and row.number not in gone]
    assert kept_zeros == list(range(len(kept_zeros)))


def test_kinds_with_few_rows_are_judged_in_whole_rows() -> None:
    few = [AskedRow(number, f"f{number}", "depth", "2") for number in range(3)]
    assert set(unbalanced(few)) == {1, 2}
    assert unbalanced(few[:1]) == {}
    assert unbalanced([*few[:1], AskedRow(7, "f7", "depth", "3")]) == {}
    both = [AskedRow(number, f"f{number}", "branch", "True") for number in range(2)]
    assert set(unbalanced(both, YES_NO)) == {1}


@given(st.integers(1, 60), st.floats(0.05, 0.6))
def test_at_most_one_row_more_than_the_share_and_never_all_of_several(count: int, share: float) -> None:
    limit = most(share, count)
    assert limit >= 1
    assert limit == 1 or limit < share * count + 1
    assert limit < count or count == 1
    if count >= 20 and share * count >= 1:
        assert limit <= share * count


@given(st.integers(20, 300), st.integers(0, 20))
@settings(max_examples=15)
def test_as_many_as_wanted_stay_and_every_other_row_has_a_reason(wanted: int, seed: int) -> None:
    given_rows = rows(900, seed, answers=12)
    staying, reasons = chosen(given_rows, wanted, YES_NO)
    assert len(staying) == wanted
    assert staying == sorted(staying)
    assert set(staying) | set(reasons) == set(range(900))
    assert not set(staying) & set(reasons)
    by_number = {row.number: row for row in given_rows}
    assert faults([by_number[number] for number in staying]) == []


def test_fewer_than_wanted_stay_if_there_are_no_more() -> None:
    staying, reasons = chosen(rows(50, 1, families=50), 500)
    assert len(staying) + len(reasons) == 50
    assert "surplus" not in reasons.values()
