"""What a caller of the jail sees: one reply for each case and mode, whatever the program did."""

import json
import threading
from pathlib import Path

import pytest
from waiting import LIMIT

from tracepile_hf.errors import InputError
from tracepile_hf.execution.jail.outside.sandbox import Sandbox

RUNNER = Path(__file__).parents[1] / "jail" / "runner.py"


@pytest.fixture(scope="module", params=["trusted", "default"])
def sandbox(request):
    with Sandbox(request.param, runner=RUNNER) as sandbox:
        yield sandbox


def run(sandbox, code, *, cases=({},), entry_point=None, modes=("plain",), **limits):
    job = {"code": code, "entry_point": entry_point, "cases": list(cases), "modes": list(modes)}
    return sandbox.run({**job, "limits": {"seconds": LIMIT, **limits}})


def outcomes(replies):
    return [reply.outcome for reply in replies]


def test_one_reply_for_each_case_and_mode_in_order(sandbox):
    cases = [{"arguments": [str(number)]} for number in range(4)]
    replies = run(sandbox, "def f(x): return x * 2", entry_point="f", cases=cases, modes=("plain", "traced"))
    assert [(reply.case, reply.mode) for reply in replies] == [(n, m) for n in range(4) for m in ("plain", "traced")]
    assert [json.loads(reply.payload)["result"] for reply in replies[::2]] == ["0", "2", "4", "6"]


def test_standard_input_is_that_of_the_case_and_stray_output_is_kept_apart(sandbox):
    code = "import os, sys\nprint(sys.stdin.read())\nos.write(1, b'one')\nos.write(2, b'two')"
    replies = run(sandbox, code, cases=[{"stdin": "first"}, {"stdin": "second"}])
    assert [json.loads(reply.payload)["stdout"] for reply in replies] == ["first\n", "second\n"]
    assert [(reply.stdout, reply.stderr) for reply in replies] == [(b"one", b"two")] * 2


def test_os_read_sees_all_of_a_large_input(sandbox):
    code = "import os\nn = os.fstat(0).st_size\nprint(n, len(os.read(0, n)))"
    (reply,) = run(sandbox, code, cases=[{"stdin": "x" * 3_000_000}])
    assert json.loads(reply.payload)["stdout"] == "3000000 3000000\n"


@pytest.mark.parametrize(
    ("code", "limits", "expected"),
    [
        ("while True: pass", {"seconds": 0.3}, "timed_out"),
        ("import time; time.sleep(60)", {"seconds": 0.3}, "timed_out"),
        ("import os\nwhile True: os.write(1, b'x' * 65536)", {}, "flooded"),
        ("import os\nwhile True: os.write(2, b'x' * 65536)", {}, "flooded"),
        ("import os; os._exit(0)", {}, "partial"),
        ("import os\nos.write(3, b'{}' * 40); os._exit(0)", {}, "tampered"),
        ("print('x' * 2000)", {"payload_bytes": 1000}, "flooded"),
        ("print(", {}, "unreadable"),
        ("x = " + "(" * 5000 + ")" * 5000, {}, "unreadable"),
    ],
)
def test_the_outcome_says_how_the_run_ended_and_the_next_one_is_unharmed(sandbox, code, limits, expected):
    assert outcomes(run(sandbox, code, **limits)) == [expected]
    assert outcomes(run(sandbox, "print(1)")) == ["finished"]


def test_a_run_that_dies_does_not_take_the_other_cases_with_it(sandbox):
    code = "import os\ndef f(x):\n    if x == 1: os._exit(3)\n    return x"
    replies = run(sandbox, code, entry_point="f", cases=[{"arguments": [str(number)]} for number in range(4)])
    assert outcomes(replies) == ["finished", "partial", "finished", "finished"]


def test_memory_is_limited(sandbox):
    (reply,) = run(sandbox, "x = bytearray(400 << 20)", memory_mb=128)
    assert json.loads(reply.payload)["exception"] == "MemoryError"


def test_one_input_cannot_poison_the_next_by_default():
    code = "import math\ndef f(x):\n    math.tau, y = x, math.tau\n    return y"
    with Sandbox("default", runner=RUNNER) as sandbox:
        replies = run(sandbox, code, entry_point="f", cases=[{"arguments": ["1"]}, {"arguments": ["2"]}])
    assert len({reply.payload for reply in replies}) == 1


def test_the_environment_is_bare():
    code = "import os\nprint(sorted(os.environ))"
    with Sandbox(runner=RUNNER) as sandbox:
        (reply,) = run(sandbox, code)
    assert set(eval(json.loads(reply.payload)["stdout"])) <= {
        "LC_ALL",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "PYTHONHASHSEED",
        "PYTHONUTF8",
        "TZ",
    }


def test_twenty_threads_share_two_workers():
    answers = {}
    with Sandbox(workers=2, runner=RUNNER) as sandbox:

        def ask(number):
            (reply,) = run(sandbox, "def f(x): return x", entry_point="f", cases=[{"arguments": [str(number)]}])
            answers[number] = json.loads(reply.payload)["result"]

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LIMIT)
    assert answers == {number: str(number) for number in range(20)}


def test_systems_without_waitid_run_programs_all_the_same(tmp_path):
    runner = tmp_path / "runner.py"
    runner.write_text(RUNNER.read_text() + "\nimport os\ndel os.waitid\n")
    with Sandbox("trusted", runner=runner) as sandbox:
        cases = [{"arguments": [str(number)]} for number in range(3)]
        replies = run(sandbox, "import os\ndef f(x): return os._exit(3) if x == 1 else x", entry_point="f", cases=cases)
        assert outcomes(replies) == ["finished", "partial", "finished"]
        assert outcomes(run(sandbox, "while True: pass", seconds=0.3)) == ["timed_out"]


def test_an_unknown_policy_is_named():
    with pytest.raises(InputError, match="'lax'"):
        Sandbox("lax")
