"""Paths, repairs, the cache, costs, prompts and the condensed run, without a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tracepile_hf as tp
from tracepile_hf.errors import InputError
from tracepile_hf.teacher.asking import Fault, Identity, Outcome, Reply, Request, Sampling, key_of, seed_of
from tracepile_hf.teacher.cache import FILE, Cache
from tracepile_hf.teacher.condensed import condensed
from tracepile_hf.teacher.cost import Account, Prices, estimate
from tracepile_hf.teacher.engines import revision_of
from tracepile_hf.teacher.prompts import DOMAINS, REGISTERS, conversation, read_set
from tracepile_hf.teacher.rounds import Asking, Judged, Posed, first_requests, teach

IDENTITY = Identity("test", "some/model", "1")


class Scripted:
    """A teacher that says what a function of the request says."""

    identity = IDENTITY

    def __init__(self, *said: str) -> None:
        self.said, self.asked = list(said), 0

    def answers(self, requests: Sequence[Request], sampling: Sampling) -> Iterator[tuple[int, Outcome]]:
        for place, request in reversed(list(enumerate(requests))):
            self.asked += 1
            turn = sum(role == "assistant" for role, _ in request.messages)
            text = self.said[turn]
            yield place, (Fault("refused", "no") if text == "fault" else Reply(text, "stop", 1, 1))


def judge(texts: Sequence[tuple[int, str]]) -> list[Judged]:
    return [Judged(text == "good", "" if text == "hopeless" else f"{text} is bad") for _, text in texts]


ITEMS = [Posed("a", (("user", "A?"),)), Posed("b", (("user", "B?"),))]


def taught(folder: Path, repairs: int, *said: str) -> list[tuple[int, int, int, str]]:
    teacher = Scripted(*said)
    with Cache(folder) as cache:
        asking = Asking(teacher, cache, Sampling(), Account())
        found = teach(asking, ITEMS, 2, repairs, judge, "wrong: {hint}")
        again = teach(Asking(Scripted(), cache, Sampling(), Account()), ITEMS, 2, repairs, judge, "wrong: {hint}")
        assert again == found or "fault" in said
    return [
        (one.place, one.path, one.round, one.outcome.text if isinstance(one.outcome, Reply) else "fault")
        for one in found
    ]


def test_what_is_not_accepted_is_told_why_and_tried_again(tmp_path: Path) -> None:
    found = taught(tmp_path, 2, "bad", "good")
    assert found == [(p, path, r, text) for p in (0, 1) for path in (1, 2) for r, text in ((0, "bad"), (1, "good"))]


def test_there_are_no_more_rounds_than_were_asked_for(tmp_path: Path) -> None:
    assert len(taught(tmp_path, 1, "bad", "bad", "good")) == 8
    assert len(taught(tmp_path, 0, "bad", "bad", "good")) == 4


@pytest.mark.parametrize("first", ["good", "hopeless"])
def test_what_is_good_or_hopeless_is_left_alone(tmp_path: Path, first: str) -> None:
    assert len(taught(tmp_path, 2, first)) == 4


def test_a_fault_is_never_judged(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        found = teach(Asking(Scripted("fault"), cache, Sampling(), Account()), ITEMS, 1, 1, judge, "{hint}")
    assert [one.judged for one in found] == [None, None]


def test_every_path_and_round_draws_anew() -> None:
    seeds = [one.seed for one in first_requests(ITEMS, 5, 0)]
    assert len(set(seeds)) == 10
    assert seeds != [one.seed for one in first_requests(ITEMS, 5, 1)]
    assert all(0 <= seed < 2**31 for seed in seeds)


requests_drawn = st.builds(
    Request, st.text(max_size=3), st.lists(st.tuples(st.text(), st.text()), max_size=3).map(tuple), st.integers(0, 9)
)


@given(requests_drawn, requests_drawn)
def test_two_requests_share_an_answer_only_if_they_are_the_same(one: Request, other: Request) -> None:
    same = (one.messages, one.seed) == (other.messages, other.seed)
    assert (key_of(IDENTITY, one, Sampling()) == key_of(IDENTITY, other, Sampling())) == same


def test_an_answer_hangs_on_model_revision_settings_and_sampling() -> None:
    request = Request("a", (("user", "x"),))
    others = [
        replace(IDENTITY, engine="other"),
        replace(IDENTITY, model="other"),
        replace(IDENTITY, revision="other"),
        replace(IDENTITY, settings={"dtype": "'float16'"}),
    ]
    drawn = [Sampling(temperature=0.1), Sampling(top_p=0.1), Sampling(max_tokens=1), Sampling(stop=("x",))]
    keys = {key_of(one, request, Sampling()) for one in [IDENTITY, *others]}
    keys |= {key_of(IDENTITY, request, one) for one in drawn}
    assert len(keys) == 9
    assert key_of(IDENTITY, replace(request, id="b"), Sampling()) in keys


@given(st.text(), st.text())
def test_any_text_comes_back_from_the_cache(tmp_path_factory: pytest.TempPathFactory, question: str, text: str) -> None:
    request, reply = Request("a", (("user", question),)), Reply(text, "stop", 3, 4)
    with Cache(tmp_path_factory.mktemp("cache")) as cache:
        assert cache.find(IDENTITY, request, Sampling()) is None
        cache.keep(IDENTITY, request, Sampling(), reply)
        cache.keep(IDENTITY, request, Sampling(), replace(reply, text="another"))
        found = cache.find(IDENTITY, request, Sampling())
    assert found == replace(reply, text=text.encode("utf-8", "replace").decode())


def test_a_file_that_is_no_cache_is_an_error_in_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("hello, this is not a database\n" * 99)
    with pytest.raises(InputError, match="a file of teachers' answers"):
        Cache(tmp_path)
    (tmp_path / "taken").write_text("x")
    with pytest.raises(InputError, match="can be written"):
        Cache(tmp_path / "taken")


def test_an_estimate_counts_what_the_cache_has_not() -> None:
    asked = [Request("a", (("user", "x" * 360),)), Request("b", (("user", "x" * 720),))]
    found = estimate(asked, [False, True], [500, 500], Sampling(max_tokens=100))
    assert (found.requests, found.cached, found.tokens_in, found.likely, found.most) == (1, 1, 108, 100, 100)
    assert found.lines(Prices(10_000.0, 10_000.0))[2] == "cost: about $2.08, at most $2.08"


def test_a_seed_hangs_on_all_of_its_parts() -> None:
    assert seed_of(0, "a", 1, 0) == seed_of(0, "a", 1, 0)
    assert len({seed_of(0, "a", 11, 0), seed_of(0, "a", 1, 10), seed_of(0, "a1", 1, 0)}) == 3


def test_the_revision_of_a_folder_is_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    before = revision_of(str(tmp_path), "")
    (tmp_path / "config.json").write_text("{ }")
    assert before
    assert revision_of(str(tmp_path), "") != before
    assert revision_of(str(tmp_path), "named") == "named"
    assert revision_of("some/model", "") == ""


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("domain", DOMAINS)
def test_a_set_has_forms_examples_and_a_word_for_repair(domain: str, register: str) -> None:
    found = read_set(domain, register)
    assert found.name == f"v1/{domain}.{register}"
    assert "The answer is V." in found.system
    assert "{hint}" in found.repair
    assert len(found.shots) == 3
    assert all(shot.answer.count("nswer") == 1 for shot in found.shots)


def test_a_blind_teacher_sees_no_run_and_a_grounded_one_does() -> None:
    prompts = read_set("algorithm", "prose")
    blind, grounded = conversation(prompts, "Q?", None), conversation(prompts, "Q?", "line 1: runs")
    assert [role for role, _ in blind] == ["system", *["user", "assistant"] * 3, "user"]
    assert blind[-1] == ("user", "Q?")
    assert "line 1: runs" in grounded[-1][1]
    assert prompts.shots[0].trace in grounded[1][1]
    assert prompts.shots[0].trace not in blind[1][1]
    assert len(conversation(prompts, "Q?", None, shots=1)) == 4


def test_unknown_registers_and_versions_are_said() -> None:
    with pytest.raises(InputError, match="a register among prose, steps"):
        read_set("algorithm", "song")
    with pytest.raises(InputError, match="a version of the prompts among 1"):
        read_set("algorithm", "prose", 99)
    assert read_set("nothing known", "prose").name == "v1/user.prose"


def test_a_condensed_run_has_a_line_a_step_and_is_cut_in_the_middle() -> None:
    code = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"
    short = condensed(tp.trace(code, entry_point="f", arguments=["2"])).splitlines()
    assert short[1:4] == [
        "line 1: call f(n=2)",
        "line 2: total = 0",
        "line 3 [iteration 1 of line 3]: for i in range(n) is True; i = 0",
    ]
    assert short[-1] == "line 5: f returns 1"
    long = condensed(tp.trace(code, entry_point="f", arguments=["200"]), lines=10).splitlines()
    assert len(long) == 11
    assert long[5].endswith("steps)")
    assert long[-1] == "line 5: f returns 19900"
