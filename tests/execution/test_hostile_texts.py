"""Sources, journals and replies made to exhaust whoever reads them: refused, and the reader is unharmed."""

import json
import tracemalloc

import pytest
from waiting import LIMIT

from tracepile_hf.execution import Limits, Tracer, jailed
from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.execution.jail.outside.endings import MalformedEnding, read_end
from tracepile_hf.execution.replay.wire import MalformedSteps, pack, unpack
from tracepile_hf.records import Case, Program

SOURCES = {
    "an open bracket": "print(",
    "a null byte": "x = 1\0",
    "half a surrogate": "x = '\ud800'",
    "an unknown encoding": "# -*- coding: klingon -*-\nx = 1",
    "nested brackets": "x = " + "(" * 90_000 + ")" * 90_000,
    "nested lists": "x = " + "[" * 150 + "]" * 150,
    "signs": "x = " + "-" * 190_000 + "1",
    "a chain of attributes": "x" + ".a" * 90_000,
    "a chain of calls": "f" + "()" * 90_000,
    "a sum of many": "x = 1" + "+1" * 90_000,
    "nested lambdas": "x = " + "lambda:" * 25_000 + "0",
    "nested conditions": "x = " + "1 if 1 else " * 15_000 + "1",
    "nested blocks": "".join(" " * depth + "if 1:\n" for depth in range(99)) + " " * 99 + "pass",
    "nested f-strings": 'x = f"{1:{1:{1:{1}}}}"',
    "a number of many digits": "x = " + "9" * 190_000,
    "a power that is folded": "x = " + "((9 ** 99) ** 99) ** 99",
    "a text that is folded": "x = 'ab' * 4000\ny = ('a' * 4000) * 4000",
    "many names": "\n".join(f"v{number} = {number}" for number in range(3_000)),
    "too long a source": "#" * 200_001,
}


@pytest.fixture(scope="module", params=["default", "trusted"])
def tracer(request):
    with Tracer(request.param) as tracer:
        yield tracer


def trace(tracer, code, stdin="", **limits):
    program = Program("p", "user", "p", code)
    return tracer.run(
        program, [Case("c", program, (), (), stdin)], Limits(**{"seconds": LIMIT, "steps": 2000, **limits})
    )


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_made_to_break_the_compiler_breaks_nothing(tracer, name):
    (found,) = trace(tracer, SOURCES[name])
    assert found.outcome in ("refused", "finished", "raised", "crashed", "too_long", "out_of_memory"), found
    assert (found.outcome, found.reason) != ("refused", "reaches_out")
    (after,) = trace(tracer, "print(6 * 7)")
    assert (after.outcome, after.stdout) == ("finished", "42\n")


def test_what_is_wrong_with_a_source_is_said_in_the_compiler_s_words(tracer):
    (found,) = trace(tracer, "x = 1\nprint(")
    said = "'(' was never closed, line 2: print("
    assert (found.outcome, found.reason, found.exception) == ("refused", "syntax_error", said)


def test_more_input_than_a_message_holds_is_refused(tracer):
    (found,) = trace(tracer, "print(1)", stdin="x" * (65 << 20))
    assert (found.outcome, found.reason) == ("refused", "input_too_long")


def test_journals_that_do_not_fit_into_one_job_are_replayed_in_several(monkeypatch):
    monkeypatch.setattr(jailed, "TOGETHER", 5_000)
    code = "def f(n):\n    for _ in range(n):\n        s = 'x' * 150\n    return n"
    program = Program("p", "user", "p", code, "f")
    cases = [Case(f"c{n}", program, (str(n),)) for n in (20, 5, 30, 1, 2, 3)]
    with Tracer("default") as tracer:
        found = tracer.run(program, cases)
    assert [(one.outcome, one.result) for one in found] == [("finished", case.arguments[0]) for case in cases]


# The end of a run

ENDED = '{"outcome":"finished","reason":"","result":"[1]","exception":null,"stdout":null'


def test_the_end_is_read_and_the_journal_left_alone():
    plain = read_end((ENDED + "}").encode(), b"out")
    assert tuple(plain) == ("finished", "", "[1]", None, "out")
    assert read_end((ENDED + ',"journal":[1,"2",[[[]]]}').encode(), b"out") == plain
    bomb = (ENDED + ',"journal":[' + "[]," * 4_000_000 + "0]}").encode()
    tracemalloc.start()
    try:
        assert read_end(bomb, b"out") == plain
        assert tracemalloc.get_traced_memory()[1] < 16 << 20  # decoded it would be 250 MiB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{}",
        b"null",
        b"\xff",
        "{\u00e9}".encode(),
        ENDED.encode(),
        (ENDED + "} ").encode(),
        (ENDED + ',"journal":[}').encode(),
        (ENDED + ',"more":1}').encode(),
        (ENDED.replace("finished", "perfect") + "}").encode(),
        (ENDED.replace('"reason":""', '"reason":null') + "}").encode(),
        (ENDED.replace('"[1]"', "[1]") + "}").encode(),
        (ENDED.replace('"[1]"', '"' + "\\") + "}").encode(),
        (ENDED.replace('"[1]"', '"\n"') + "}").encode(),
        (ENDED.replace('"[1]"', '"' + "x" * (7 << 20) + '"') + "}").encode(),
        json.dumps(json.loads(ENDED + "}")).encode(),  # the same object, in another hand
    ],
)
def test_an_end_in_any_other_form_is_malformed(payload):
    with pytest.raises(MalformedEnding):
        read_end(payload)


# The steps of a replay


def replayed():
    program = Program("p", "user", "p", "x = [1]\nfor i in x:\n    print(i, '[,\"')\n")
    trace = trace_in_process(program, Case("c", program))
    from tracepile_hf.execution.replay.replay import Replayed

    return Replayed(trace.steps, trace.outcome, trace.reason, trace.result, trace.exception)


def test_packed_steps_come_back():
    before = replayed()
    assert unpack(pack(before), 3, 100) == before


def test_more_steps_than_there_may_be_are_malformed():
    with pytest.raises(MalformedSteps, match="at most 2 steps"):
        unpack(pack(replayed()), 3, 2)


@pytest.mark.parametrize(
    "rest",
    [
        b"[]," * 4_000_000 + b"0]",
        b'"ab",' * 4_000_000 + b"0]",
        b'"\\\\",' * 4_000_000 + b"0]",
        b'"\\"' * 4_000_000,
        b"999," * 4_000_000 + b"0]",
        b"{}," * 4_000_000 + b"0]",
        b"1e9]",
        b"NaN]",
        b"[" * 100_000,
        b"1" * 5_000 + b"]",
        b"\n" * 4_000_000,
        b"]]",
        b"]",
    ],
)
def test_a_reply_that_would_grow_when_it_is_decoded_is_malformed(rest):
    payload = b'["finished","",null,null]\n[' + rest
    tracemalloc.start()
    try:
        with pytest.raises(MalformedSteps):
            unpack(payload, 3, 100)
        assert tracemalloc.get_traced_memory()[1] < 4 * len(payload) + (64 << 20)
    finally:
        tracemalloc.stop()
