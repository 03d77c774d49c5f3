"""What runs share, and what one of them may do to it: the uid's processes, an idle worker, the output's pipe."""

import contextlib
import os
import signal
import sys
from pathlib import Path

import pytest
from enclosure import enclosed
from run_attacks import in_seat_belt, run_attacks
from waiting import LIMIT, until

from tracepile_hf.execution.jail.outside import sandbox as outside
from tracepile_hf.execution.jail.outside.sandbox import Sandbox

RUNNER = Path(__file__).with_name("runner.py")
ATTACKS = Path(__file__).with_name("attacks")
SEAT_BELT = os.environ.get("TRACEPILE_SEAT_BELT", "yes") != "no" and enclosed()
LINUX = sys.platform.startswith("linux")
PACKETS = """
import fcntl, os
try:
    fcntl.fcntl(1, fcntl.F_SETFL, os.O_DIRECT)
except OSError:
    pass
for number in range(40):
    os.write(1, f"packet {number}\\n".encode())
"""


def job(code, **more):
    return {"code": code, "cases": [{"arguments": [], "stdin": ""}], "modes": ["plain"], **more}


@pytest.mark.skipif(not SEAT_BELT, reason="attacks run only in the seat belt: root, with namespaces")
def test_threads_are_few_where_the_uid_is_not_ours_alone():
    chosen = [ATTACKS / "process_threads_small_stacks.py"]
    (verdict,) = run_attacks("ordinary", "default", chosen, without=["namespaces"])
    assert verdict["complaints"] == []


@pytest.mark.skipif(not SEAT_BELT, reason="attacks run only in the seat belt: root, with namespaces")
def test_a_flood_of_threads_harms_nobody_beside_it():
    verdicts, _, errors = in_seat_belt({"call": "crowd:crowd", "seconds": 4.0, "attacks": []}, LIMIT)
    assert verdicts == [{"right": 100, "flood": "timed_out", "said": "full\n"}], errors[-2000:]


@pytest.mark.skipif(not LINUX, reason="only Linux limits the address space")
@pytest.mark.parametrize("mode", ["plain", "traced"])
def test_compiling_ends_with_the_run_s_own_time_or_memory(mode):
    code = (ATTACKS / "time_compiling_doubles.py").read_text()
    with Sandbox("default") as sandbox:
        (reply,) = sandbox.run({**job(code), "modes": [mode], "limits": {"seconds": 1.0, "memory_mb": 256}})
    assert reply.outcome in ("timed_out", "out_of_memory")
    assert reply.stdout == b""


@pytest.mark.skipif(not LINUX, reason="packets in a pipe are Linux's")
@pytest.mark.parametrize("without", [(), ("seccomp",)])
def test_packets_of_one_run_are_not_read_as_the_next_one_s(without):
    expected = "".join(f"packet {number}\n" for number in range(40)).encode()
    with Sandbox("default", without=without) as sandbox:
        for _ in range(3):
            replies = sandbox.run({**job(PACKETS), "cases": [{"arguments": [], "stdin": ""}] * 2})
            assert [reply.stdout for reply in replies] == [expected] * 2


def zygotes(sandbox):
    return [zygote._process.pid for zygote in sandbox._all]


@pytest.mark.parametrize("workers", [1, 3])
def test_idle_workers_that_died_are_replaced_before_a_visitor_meets_them(workers):
    with Sandbox("trusted", workers=workers, runner=RUNNER) as sandbox:
        held = [sandbox._take() for _ in range(workers)]
        for zygote in held:
            sandbox._give(zygote)
        for zygote in held:
            os.killpg(zygote._process.pid, signal.SIGKILL)
            until(lambda z=zygote: z._process.poll() is not None, "the worker is gone")
        (reply,) = sandbox.run(job("print(1)"))
        assert reply.outcome == "finished"
        assert not {zygote._process.pid for zygote in held[-1:]} & set(zygotes(sandbox))


@pytest.mark.skipif(not LINUX, reason="looks at /proc")
def test_a_stopped_worker_is_seen_and_replaced():
    with Sandbox("trusted", runner=RUNNER, without=["namespaces"]) as sandbox:
        assert sandbox.run(job("print(1)"))[0].outcome == "finished"
        (stopped,) = zygotes(sandbox)
        os.kill(stopped, signal.SIGSTOP)
        assert sandbox.run(job("print(2)"))[0].outcome == "finished"
        assert zygotes(sandbox) != [stopped]
        with contextlib.suppress(ProcessLookupError):
            os.kill(stopped, signal.SIGCONT)


@pytest.mark.parametrize(
    ("layers", "missing"),
    [
        (
            {"namespaces": "on: uts, ipc, net, pid (no empty root: mount)", "seccomp": "off: x", "landlock": "off: x"},
            True,
        ),
        ({"namespaces": "on: mount, uts, ipc, net, pid", "seccomp": "off: x", "landlock": "off: x"}, False),
        ({"namespaces": "off: unshare", "seccomp": "on", "landlock": "off: x"}, False),
    ],
)
def test_namespaces_without_an_empty_root_are_no_protection(layers, missing):
    assert bool(outside._missing("default", layers)) is missing


def test_the_doctor_believes_a_policy_only_when_a_program_ran_under_it(monkeypatch):
    assert outside._tried("trusted") == ""
    everything = ("seccomp", "landlock", "namespaces", "uid", "limits", "imports", "audit")

    class Open(Sandbox):
        def __init__(self, policy):
            super().__init__(policy, without=everything, allow_weak_jail=True)

    monkeypatch.setattr(outside, "Sandbox", Open)
    assert "read a file" in outside._tried("default")
