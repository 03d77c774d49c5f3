"""Near copies of programs are found, the lowest of each cluster stays, and other programs are left alone."""

from __future__ import annotations

from random import Random

import pytest

from tracepile_hf.families.registry import families
from tracepile_hf.quality.identity import exact, shape, shingles
from tracepile_hf.quality.minhash import LIKENESS, RUN, clusters, document
from tracepile_hf.records import Case, Program

pytest.importorskip("rensa", reason="rensa is not installed")


def case(code: str, *arguments: str) -> Case:
    return Case("c", Program("p", "user", "p", code, "f", source="user"), arguments)


def found_in(*documents: set[str]) -> list[tuple[int, tuple[int, ...]]]:
    return [(each.first, each.others) for each in clusters(len(documents), documents.__getitem__)]


def a_program(names: str, extra: str = "") -> str:
    one, two, three = names.split()
    lines = [f"def f({one}):", f"    {two} = []", f"    {three} = 0", f"    for {three} in range(len({one})):"]
    lines += [
        f"        if {one}[{three}] % {number} == 0:\n            {two}.append({three} + {number})"
        for number in range(3, 12)
    ]
    return "\n".join([*lines, *([extra] if extra else []), f"    return {two}"]) + "\n"


def test_a_renamed_program_with_a_line_more_is_a_near_copy() -> None:
    original = document([case(a_program("values found place"), "[1]")])
    copy = document([case(a_program("xs out i", "    print(out)"), "[9, 9]")])
    other = document(
        [case("def f(x):\n" + "".join(f"    x = x ** {n} - (x >> {n})\n" for n in range(12)) + "    return x\n")]
    )
    assert found_in(original, other, copy) == [(0, (2,))]
    assert found_in(other, original, other) == [(0, (2,))]


def test_short_programs_are_told_apart_by_their_inputs() -> None:
    short = "def f(xs):\n    return sum(xs)\n"
    one, other = (document([case(short, repr(list(range(start, start + 40))))]) for start in (0, 500))
    assert found_in(one, other) == []
    assert found_in(one, document([case("def f(v):\n    return sum(v)\n", repr(list(range(40))))])) == [(0, (1,))]


def test_copies_of_copies_are_one_cluster_and_the_lowest_stays() -> None:
    runs = [{f"run {n}" for n in range(start, start + 200)} for start in (0, 12, 24, 36, 5000)]
    (cluster,) = clusters(5, runs.__getitem__)
    assert (cluster.first, cluster.others) == (0, (1, 2, 3))
    assert all(LIKENESS <= alike <= 1 for alike in cluster.likeness)


def test_likeness_is_that_of_the_sets() -> None:
    random = Random(4)
    for _ in range(30):
        shared, own = random.randint(0, 300), random.randint(1, 150)
        one = {f"s{n}" for n in range(shared)} | {f"a{n}" for n in range(own)}
        other = {f"s{n}" for n in range(shared)} | {f"b{n}" for n in range(own)}
        alike = len(one & other) / len(one | other)
        if alike > 0.93:
            assert found_in(one, other)
        if alike < 0.6:
            assert not found_in(one, other)


def test_no_bundled_algorithm_is_a_near_copy_of_another() -> None:
    """What families are is fixed, so they are held apart here; builds look for near copies among given programs."""
    found = families("algorithm").items()
    codes = {name: family.make(Random(1), family.default_size).program.code for name, family in found}
    documents = {name: shingles(shape(code), RUN) for name, code in codes.items()}
    names = sorted(documents)
    alike = clusters(len(names), lambda place: documents[names[place]])
    assert [(names[each.first], [names[place] for place in each.others]) for each in alike] == []
    assert len({exact(code) for code in codes.values()}) == len(codes)
