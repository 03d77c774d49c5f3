"""One sandbox, many users: threads, forked and spawned processes, a zygote that dies, a sandbox that is closed."""

import contextlib
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from waiting import LIMIT, until

from tracepile_hf.errors import InputError, SandboxError
from tracepile_hf.execution.jail.outside.sandbox import Sandbox, doctor, read_json

RUNNER = Path(__file__).parents[1] / "jail" / "runner.py"
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def double(sandbox, number, seconds=LIMIT):
    case = {"arguments": [str(number)]}
    code = "def f(x): return x * 2"
    job = {"code": code, "entry_point": "f", "cases": [case], "modes": ["plain"], "limits": {"seconds": seconds}}
    (reply,) = sandbox.run(job)
    return json.loads(reply.payload)["result"]


def children_of(pid):
    """Of all its threads: the kernel lists children by the thread that made them."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that has ended since has none
            found += (task / "children").read_text().split()
    return found


def test_twenty_callers_each_get_their_own_answer():
    answers = {}
    with Sandbox(workers=2, runner=RUNNER) as sandbox:

        def ask(number):
            answers[number] = [double(sandbox, number * 10 + turn) for turn in range(5)]

        callers = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join(LIMIT)
            assert not caller.is_alive()
    assert answers == {number: [str(2 * (number * 10 + turn)) for turn in range(5)] for number in range(20)}


def _in_a_fork(sandbox, number, answers):
    answers.put((number, double(sandbox, number)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_processes_forked_while_threads_use_the_sandbox_get_zygotes_of_their_own():
    context = multiprocessing.get_context("fork")
    stop = threading.Event()
    with Sandbox(workers=2, runner=RUNNER) as sandbox:

        def keep_busy():
            while not stop.is_set():
                assert double(sandbox, 4) == "8"

        busy = [threading.Thread(target=keep_busy) for _ in range(3)]
        for thread in busy:
            thread.start()
        answers = context.Queue()
        forks = [context.Process(target=_in_a_fork, args=(sandbox, number, answers)) for number in range(4)]
        for fork in forks:
            fork.start()
        found = dict(answers.get(timeout=LIMIT) for _ in forks)
        for fork in forks:
            fork.join(LIMIT)
        stop.set()
        for thread in busy:
            thread.join(LIMIT)
        assert found == {number: str(2 * number) for number in range(4)}
        assert [fork.exitcode for fork in forks] == [0] * 4
        assert double(sandbox, 21) == "42"


def _in_a_spawned_process(number):
    with Sandbox(runner=RUNNER) as sandbox:
        return double(sandbox, number)


def test_pool_workers_may_each_have_a_sandbox():
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_in_a_spawned_process, range(4)) == ["0", "2", "4", "6"]


@linux_only
def test_a_zygote_that_was_killed_is_replaced_and_the_job_done():
    before = set(children_of(os.getpid()))
    with Sandbox(runner=RUNNER) as sandbox:
        assert double(sandbox, 1) == "2"
        (zygote,) = set(children_of(os.getpid())) - before
        os.kill(int(zygote), signal.SIGKILL)
        os.waitid(os.P_PID, int(zygote), os.WEXITED | os.WNOWAIT)  # dead now, and still the sandbox's to reap
        assert double(sandbox, 2) == "4"
        (second,) = set(children_of(os.getpid())) - before
        assert second != zygote


@linux_only
def test_nothing_is_left_when_a_sandbox_closes_even_in_the_middle_of_a_run():
    before = set(os.listdir("/proc/self/fd")), set(children_of(os.getpid()))
    sandbox = Sandbox(workers=2, runner=RUNNER)
    failed = []

    def endless():
        job = {"code": "while True: pass", "cases": [{}], "modes": ["plain"], "limits": {"seconds": LIMIT}}
        try:
            sandbox.run(job)
        except SandboxError as error:
            failed.append(error)

    caller = threading.Thread(target=endless)
    caller.start()
    double(sandbox, 3)
    time.sleep(0.2)  # so that it is mostly in the middle; what follows holds wherever it is
    sandbox.close()
    caller.join(LIMIT)
    assert len(failed) == 1
    # Less may be there than before: what earlier tests left to the collector goes when it comes round.
    assert set(os.listdir("/proc/self/fd")) <= before[0]
    assert set(children_of(os.getpid())) <= before[1]
    with pytest.raises(SandboxError, match="closed"):
        double(sandbox, 1)


@linux_only
def test_a_sandbox_closed_while_a_zygote_starts_does_not_run_the_job():
    before = set(children_of(os.getpid()))
    sandbox = Sandbox(runner=RUNNER)
    failed = []

    def endless():
        job = {"code": "while True: pass", "cases": [{}], "modes": ["plain"], "limits": {"seconds": LIMIT}}
        try:
            sandbox.run(job)
        except SandboxError as error:
            failed.append(str(error))

    caller = threading.Thread(target=endless)
    caller.start()
    until(lambda: set(children_of(os.getpid())) - before, "a zygote that starts")
    sandbox.close()  # the zygote is there and has not greeted yet
    caller.join(LIMIT)
    assert ["closed" in error for error in failed] == [True]
    assert set(children_of(os.getpid())) <= before


@linux_only
def test_a_thousand_runs_leave_no_descriptor_and_no_process_behind():
    cases = [{"arguments": [str(number)]} for number in range(25)]
    job = {"code": "def f(x): return x", "entry_point": "f", "cases": cases, "modes": ["plain"]}
    before = set(children_of(os.getpid()))
    with Sandbox(runner=RUNNER) as sandbox:
        sandbox.run(job)
        (zygote,) = set(children_of(os.getpid())) - before
        descriptors = len(os.listdir("/proc/self/fd"))
        for _ in range(8):
            assert {reply.outcome for reply in sandbox.run(job)} == {"finished"}
        assert len(os.listdir("/proc/self/fd")) == descriptors
        assert set(children_of(os.getpid())) - before == {zygote}
        assert len(children_of(zygote)) <= 1  # the first process of the pid namespace, where there is one


@pytest.mark.parametrize(
    ("policy", "without", "missing"),
    [
        ("default", ("seccomp", "namespaces"), "seccomp or namespaces"),
        ("public", ("seccomp",), "seccomp"),
        ("public", ("landlock", "namespaces"), "Landlock or namespaces"),
    ],
)
def test_a_policy_fails_closed_where_its_layers_are_missing(policy, without, missing):
    with (
        Sandbox(policy, runner=RUNNER, without=without) as sandbox,
        pytest.raises(SandboxError, match=f"expected {missing}"),
    ):
        double(sandbox, 1)


@linux_only
def test_a_weak_jail_is_used_only_when_asked_for_and_says_so():
    without = ("seccomp", "namespaces")
    with Sandbox("default", runner=RUNNER, without=without, allow_weak_jail=True) as sandbox:
        assert double(sandbox, 2) == "4"
        assert sandbox.weak()
    with (
        Sandbox("public", runner=RUNNER, without=("seccomp",), allow_weak_jail=True) as sandbox,
        pytest.raises(SandboxError),
    ):
        double(sandbox, 1)


def test_doctor_names_every_layer_and_policy():
    rows = {name: available for name, available, _ in doctor()}
    assert {"seccomp", "landlock", "namespaces", "uid"} <= set(rows)
    assert {f"policy {name}" for name in ("trusted", "default", "public")} <= set(rows)
    assert rows["policy trusted"]


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"[" * 300 + b"]" * 300, "300 deep"),
        (b"NaN", "NaN"),
        (b'{"a": Infinity}', "Infinity"),
        (b"\xff", "JSON"),
        (b"{", "JSON"),
        (b"1" * 10_000, "JSON"),
    ],
)
def test_what_a_run_sends_is_read_without_trust(payload, said):
    with pytest.raises(InputError, match=said):
        read_json(payload)


def test_brackets_in_text_are_no_nesting():
    assert read_json(b'{"a": "[[[[\\"[[[", "b": [1, [2]]}', depth=3) == {"a": '[[[["[[[', "b": [1, [2]]}
