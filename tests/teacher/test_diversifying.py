"""A teacher that varies programs, rationales and prompts: what it says is kept by proof alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import tracepile_hf as tp
from tracepile_hf.corpus.diversifying import Varied, paraphrases, rewrites, statements
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.records import Case, Program, Question, Run, Trace
from tracepile_hf.teacher.asking import Fault, Identity, Outcome, Reply, Request, Sampling
from tracepile_hf.teacher.cache import Cache
from tracepile_hf.teacher.cost import Account
from tracepile_hf.teacher.rounds import Asking

CODE = "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"
PROGRAM = Program("mine", "user", "mine", CODE, "f", source="user")
CASES = [Case(f"mine/{n}", PROGRAM, (str(list(range(n))),)) for n in range(6)]
TRACE = tp.trace(CODE, entry_point="f", arguments=["[4, 2]"])
QUESTION = Question("q", (TRACE,), "output", "output/0", "What does it return?", "6")
TEXT = tp.narrate(TRACE)


class Says:
    """A teacher with one thing to say to each number of the same request."""

    identity = Identity("test", "says")

    def __init__(self, *said: str | None) -> None:
        self.said = said

    def answers(self, requests: Sequence[Request], sampling: Sampling) -> Iterator[tuple[int, Outcome]]:
        for place, (request, text) in enumerate(zip(requests, self.said, strict=True)):
            assert request.messages[0][0] == "system"
            yield place, (Fault("refused", "no") if text is None else Reply(text, "stop", 1, 1))


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Callable[..., Asking]]:
    with Cache(tmp_path) as cache:
        yield lambda *said: Asking(Says(*said), cache, Sampling(), Account())


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with Tracer("default") as tracer:

        def run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
            return tracer.run(program, cases, limits=Limits(seconds=20.0, steps=2000))

        yield run


def reasons(found: list[list[Varied]]) -> list[str]:
    assert all(one.kept == (not one.reason) for one in found[0])
    return [one.reason for one in found[0]]


def test_a_rewrite_is_kept_by_the_gate_alone(asking: Callable[..., Asking], run: Run) -> None:
    same = "def f(xs):\n    return sum(xs)"
    said = [
        f"Here it is:\n```python\n{same}\n```\nIt does the same.",
        same,
        "def f(xs):\n    return sum(xs) + (len(xs) > 4)",
        "def f(xs)\n    return",
        CODE,
        "import time\ndef f(xs):\n    return time.time()",
        "I cannot do that.",
        None,
    ]
    found = rewrites(asking(*said), [CASES], run, each=len(said))
    assert reasons(found)[:5] == ["", "repeated", "differs", "does_not_parse", "unchanged"]
    assert reasons(found)[5] in ("differs", "not_traced")
    assert reasons(found)[6:] == ["does_not_parse", "unanswered"]
    kept = found[0][0].program
    assert kept is not None
    assert (kept.code, kept.variant_of, kept.rewrites) == (f"{same}\n", "mine", ("teacher",))


def test_a_paraphrase_loses_no_claim_and_says_nothing_false(asking: Callable[..., Asking]) -> None:
    other = tp.narrate(TRACE, seed=5)
    short = "We trace `f([4, 2])`. Line 2 sets `total` to 0. The loop on line 3 runs. The answer is 6."
    said = [other, TEXT, TEXT.replace("4", "5"), f"{TEXT} Nice.", short, None]
    found = paraphrases(asking(*said), [(QUESTION, TEXT, "outline")], each=len(said))
    assert reasons(found)[1] == "unchanged"
    assert reasons(found)[0] in ("", "claim_lost")
    assert all(one for one in reasons(found)[2:])
    assert reasons(found)[5] == "unanswered"


def test_a_paraphrase_with_every_claim_is_kept(asking: Callable[..., Asking]) -> None:
    text = (
        "We trace `f([4, 2])`. Line 2 sets `total` to 0. Iteration 1 of the loop on line 3: `x` is 4. Line 4 sets "
        "`total` to 4. Iteration 2 of the loop on line 3: `x` is 2. Line 4 sets `total` to 6. Line 5 returns 6. "
        "The answer is 6."
    )
    other = text.replace("Line 2 sets `total` to 0", "On line 2, `total` becomes 0").replace("`x` is 2", "`x` = 2")
    lost = text.replace(" Line 4 sets `total` to 6.", " Line 4.")
    assert tp.verify(text, TRACE).accepted
    found = paraphrases(asking(other, lost), [(QUESTION, text, "outline")], each=2)
    assert reasons(found) == ["", "claim_lost"]
    assert found[0][0].text == other


def test_a_description_gives_nothing_away(asking: Callable[..., Asking]) -> None:
    program = Program("p", "user", "p", "def sum_of(all_prices):\n    return sum(all_prices[:3])\n", "sum_of")
    said = [
        "A shop wants to know what the first items on a bill cost together. Add them up and say the total.",
        "Add up `all_prices` and return the total of what is in there.",
        "Take the list all_prices that you are given and say what its first entries come to.",
        "Sum the first 99 prices of the list that the shop keeper hands to you today.",
        "Sum it.",
        None,
    ]
    found = statements(asking(*said), [program], each=len(said))
    expected = ["", "quotes_code", "names_a_place", "invents_a_number", "not_a_description", "unanswered"]
    assert reasons(found) == expected
    kept = found[0][0].program
    assert kept is not None
    assert kept.statement == said[0]
