"""Asking a server: what is tried again and what is not, how many at once, and what a fault is."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("openai", reason="the teacher extra is not installed")

from server import DROP, HANG, Messages, Model, Status, serving

from tracepile_hf.errors import InputError, TeacherError
from tracepile_hf.teacher.asking import Fault, Outcome, Reply, Request, Sampling
from tracepile_hf.teacher.cache import Cache
from tracepile_hf.teacher.cost import Account, Prices
from tracepile_hf.teacher.engines.served import Patience, Served
from tracepile_hf.teacher.rounds import Asking, ask_all

QUICK = Patience(seconds=30.0, tries=4, first=0.001, longest=0.01)


def requests(count: int) -> list[Request]:
    return [Request(f"item {n}", (("system", "be brief"), ("user", f"question {n}")), seed=n) for n in range(count)]


def echo(messages: Messages, seed: int) -> object:
    return f"{messages[-1]['content']}, seed {seed}"


def asked(server: Model, count: int, concurrency: int = 4, patience: Patience = QUICK) -> list[Outcome]:
    teacher = Served("some/model", server.url, concurrency=concurrency, patience=patience)
    found = dict(teacher.answers(requests(count), Sampling(stop=("###",))))
    return [found[place] for place in range(count)]


def test_every_request_has_its_own_answer() -> None:
    with serving(echo) as server:
        found = asked(server, 30)
    assert found == [Reply(f"question {n}, seed {n}", "stop", 11, 7) for n in range(30)]
    body = next(one for one in server.bodies if one["seed"] == 3)
    assert body["messages"][0] == {"role": "system", "content": "be brief"}
    assert (body["model"], body["temperature"], body["top_p"], body["max_tokens"], body["stop"]) == (
        "some/model",
        0.8,
        0.95,
        2048,
        ["###"],
    )


def test_a_caller_in_whose_thread_an_event_loop_runs_is_answered() -> None:
    with serving(echo) as server, ThreadPoolExecutor(1) as notebook:  # this thread may have one that runs already

        async def cell() -> list[Outcome]:
            return asked(server, 3)

        found = notebook.submit(lambda: asyncio.run(cell())).result()
    assert found == [Reply(f"question {n}, seed {n}", "stop", 11, 7) for n in range(3)]


def test_no_more_are_under_way_at_once_than_was_said() -> None:
    together = threading.Barrier(5)

    def meeting(messages: Messages, seed: int) -> object:
        together.wait(60)  # passes only if five are there at once
        return "met"

    with serving(meeting) as server:
        found = asked(server, 20, concurrency=5)
    assert all(isinstance(one, Reply) for one in found)
    assert server.most == 5


@pytest.mark.parametrize("code", [408, 409, 429, 500, 502, 503, 529])
def test_what_may_go_better_is_tried_again(code: int) -> None:
    times: Counter[str] = Counter()

    def at_third(messages: Messages, seed: int) -> object:
        times[messages[-1]["content"]] += 1
        return "yes" if times[messages[-1]["content"]] == 3 else Status(code, headers={"Retry-After": "0"})

    with serving(at_third) as server:
        found = asked(server, 3)
    assert [one.text for one in found if isinstance(one, Reply)] == ["yes"] * 3
    assert set(server.asked.values()) == {3}


def test_a_broken_connection_is_tried_again() -> None:
    times = itertools.count()
    with serving(lambda messages, seed: DROP if next(times) < 2 else "yes") as server:
        assert asked(server, 1) == [Reply("yes", "stop", 11, 7)]


def test_a_fault_of_one_connection_is_no_dead_server_although_it_was_the_last() -> None:
    """Nobody is asked after the last requests: they are asked once more, and what they meet then counts."""
    quick = Patience(seconds=30.0, tries=1)
    asked_for: Counter[str] = Counter()

    def mind(messages: Messages, seed: int) -> object:
        text = messages[-1]["content"]
        asked_for[text] += 1
        broken = text.endswith("1") or (text.endswith("2") and asked_for[text] == 1)
        return DROP if broken else "yes"

    with serving(mind) as server:
        found = asked(server, 3, patience=quick)
    assert [one.reason if isinstance(one, Fault) else one.text for one in found] == ["yes", "unreachable", "yes"]
    with serving(lambda messages, seed: DROP) as server, pytest.raises(TeacherError, match="expected answers from"):
        asked(server, 3, patience=quick)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status(400, "bad"), "refused"),
        (Status(400, "longer than the maximum context length of 8"), "too_long"),
        (Status(422), "refused"),
        (Status(500), "server_error"),
        (Status(429), "rate_limited"),
    ],
)
def test_one_request_without_an_answer_is_a_fault_and_the_others_go_on(status: Status, reason: str) -> None:
    with serving(lambda messages, seed: status if seed == 1 else echo(messages, seed)) as server:
        found = asked(server, 3)
    fault = found[1]
    assert isinstance(fault, Fault)
    assert fault.reason == reason
    assert fault.tries == (QUICK.tries if reason in ("server_error", "rate_limited") else 1)
    assert [isinstance(one, Reply) for one in found] == [True, False, True]


def test_a_slow_answer_is_a_fault() -> None:
    patience = Patience(seconds=0.2, tries=2, first=0.001, longest=0.01)
    with serving(lambda messages, seed: HANG if seed == 1 else echo(messages, seed)) as server:
        teacher = Served("some/model", server.url, patience=patience, concurrency=1)
        found = dict(teacher.answers([requests(2)[1]], Sampling()))
    assert isinstance(found[0], Fault)
    assert (found[0].reason, found[0].tries) == ("timed_out", 2)


@pytest.mark.parametrize("content", [None, 7, ["text"]])
def test_what_holds_no_text_is_no_answer(content: object) -> None:
    choice = {"index": 0, "finish_reason": "content_filter", "message": {"role": "assistant", "content": content}}
    with serving(lambda messages, seed: {"id": "x", "choices": [choice]}) as server:
        (found,) = asked(server, 1)
    assert isinstance(found, Fault)
    assert found.reason == "no_text"


def test_an_empty_answer_is_an_answer() -> None:
    with serving(lambda messages, seed: "") as server:
        assert asked(server, 1) == [Reply("", "stop", 11, 7)]


@pytest.mark.parametrize(("code", "expected"), [(401, "a key"), (403, "a key"), (404, "has the model some/model")])
def test_what_will_never_go_well_ends_the_run_in_one_line(code: int, expected: str) -> None:
    with serving(lambda messages, seed: Status(code, "no such thing")) as server:
        with pytest.raises(InputError, match=expected):
            asked(server, 50)
        assert set(server.asked.values()) == {1}


def test_a_server_without_credit_ends_the_run() -> None:
    with (
        serving(lambda messages, seed: Status(429, "pay first", kind="insufficient_quota")) as server,
        pytest.raises(TeacherError, match="credit"),
    ):
        asked(server, 5)


def test_nobody_at_the_address_ends_the_run() -> None:
    with serving(echo) as server:
        pass
    with pytest.raises(TeacherError, match="in 4 tries"):
        asked(server, 5)


def test_an_address_that_is_none() -> None:
    with pytest.raises(InputError, match="http://localhost:8000/v1"):
        Served("some/model", "localhost:8000")


def test_a_server_that_wants_the_newer_limit_gets_it() -> None:
    with serving(echo) as server:
        plain = server.mind

        def newer(messages: Messages, seed: int) -> object:
            wants = "max_completion_tokens" not in server.bodies[-1]
            return Status(400, "use 'max_completion_tokens'") if wants else plain(messages, seed)

        server.mind = newer
        found = asked(server, 3, concurrency=1)
    assert all(isinstance(one, Reply) for one in found)


def test_a_teacher_that_dies_among_a_thousand_requests(tmp_path: Path) -> None:
    """Nothing is repeated that was answered, nothing is lost, and no fault is taken for an answer."""
    wanted = requests(1000)
    answered: Counter[str] = Counter()
    port = 0
    kept = 0
    for lives in (300, 300, None):  # it dies twice; the third stays
        with serving(echo, port, dies_after=lives) as server, Cache(tmp_path) as cache:
            port = server.server_address[1]
            account = Account()
            teacher = Served("some/model", server.url, concurrency=64, patience=QUICK)
            asking = Asking(teacher, cache, Sampling(), account)
            if lives is not None:
                with pytest.raises(TeacherError, match="expected answers from"):
                    ask_all(asking, wanted)
            else:
                found = ask_all(asking, wanted)
            answered += server.answered
            assert account.cached == kept
            kept = len(cache)
    assert [one.text for one in found if isinstance(one, Reply)] == [f"question {n}, seed {n}" for n in range(1000)]
    assert len(answered) == 1000
    assert set(answered.values()) == {1}
    assert account.bought + account.cached == 1000


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    twice = [*requests(3), *requests(3)]
    with serving(echo) as server, Cache(tmp_path) as cache:
        asking = Asking(Served("some/model", server.url, patience=QUICK), cache, Sampling(), Account())
        found = ask_all(asking, twice)
        assert found[:3] == found[3:]
        assert server.asked.total() == 3
        assert ask_all(asking, twice) == found
        assert server.asked.total() == 3
        other = Asking(Served("some/model", server.url, revision="b"), cache, Sampling(), Account())
        ask_all(other, twice)
        assert server.asked.total() == 6
        ask_all(Asking(asking.teacher, cache, Sampling(temperature=0.1), Account()), twice)
        assert server.asked.total() == 9


def test_faults_are_not_kept(tmp_path: Path) -> None:
    times = itertools.count()
    with serving(lambda messages, seed: Status(400) if next(times) == 0 else "yes") as server, Cache(tmp_path) as cache:
        account = Account()
        asking = Asking(Served("some/model", server.url, patience=QUICK), cache, Sampling(), account)
        assert isinstance(ask_all(asking, requests(1))[0], Fault)
        assert len(cache) == 0
        assert ask_all(asking, requests(1)) == [Reply("yes", "stop", 11, 7)]
    assert account.faults == Counter(refused=1)
    assert account.lines(Prices(1_000_000.0, 2_000_000.0))[0].endswith("11 tokens read, 7 written, $25.00")


def test_progress_counts_what_is_there_already(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with serving(echo) as server, Cache(tmp_path) as cache:
        teacher = Served("some/model", server.url, patience=QUICK)
        ask_all(Asking(teacher, cache, Sampling(), Account()), requests(2))
        ask_all(Asking(teacher, cache, Sampling(), Account(), progress=lambda *one: told.append(one)), requests(4))
    assert told == [(2, 4), (3, 4), (4, 4)]


def test_what_goes_into_every_body_tells_two_models_apart() -> None:
    with serving(echo) as server:
        one, other = (Served("m", server.url, extra={"top_k": n}) for n in (1, 2))
        list(one.answers(requests(1), Sampling()))
    assert one.identity != other.identity
    assert server.bodies[0]["top_k"] == 1
