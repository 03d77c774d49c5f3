"""`tp.trace`, narration and proof under many callers: threads of a server, processes that it forked and spawned."""

import multiprocessing
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from waiting import LIMIT

import tracepile_hf as tp
from tracepile_hf.execution import Limits

CODE = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"


def told(number):
    """The result of one traced, narrated and proved run; the number of its steps shows whose run it was."""
    trace = tp.trace(CODE, entry_point="f", arguments=[str(number)], limits=Limits(seconds=LIMIT))
    verdict = tp.verify(tp.narrate(trace), trace)
    return trace.outcome, trace.result, verdict.accepted


def expected(number):
    return "finished", str(sum(range(number))), True


def test_twenty_threads_trace_at_once():
    start = threading.Barrier(20, timeout=LIMIT)

    def caller(number):
        start.wait()
        return [told(number), told(number + 20)]

    with ThreadPoolExecutor(20) as callers:
        answers = list(callers.map(caller, range(20), timeout=LIMIT))
    assert answers == [[expected(number), expected(number + 20)] for number in range(20)]


def test_one_caller_s_endless_program_does_not_keep_the_others_waiting_for_ever():
    endless = threading.Thread(
        target=tp.trace, args=("while True: pass",), kwargs={"limits": Limits(seconds=3.0, steps=10**6)}
    )
    endless.start()
    with ThreadPoolExecutor(19) as callers:
        answers = list(callers.map(told, range(19), timeout=LIMIT))
    endless.join(LIMIT)
    assert not endless.is_alive()
    assert answers == [expected(number) for number in range(19)]


def _answer(number, answers):
    answers.put((number, told(number)))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_started_while_threads_trace(method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    context = multiprocessing.get_context(method)
    stop = threading.Event()

    def keep_busy():
        while not stop.is_set():
            assert told(3) == expected(3)

    busy = [threading.Thread(target=keep_busy) for _ in range(3)]
    for thread in busy:
        thread.start()
    answers = context.Queue()
    processes = [context.Process(target=_answer, args=(number, answers)) for number in range(4)]
    try:
        for process in processes:
            process.start()
        found = dict(answers.get(timeout=LIMIT) for _ in processes)
        for process in processes:
            process.join(LIMIT)
    finally:
        stop.set()
        for thread in busy:
            thread.join(LIMIT)
    assert found == {number: expected(number) for number in range(4)}
    assert [process.exitcode for process in processes] == [0] * 4
    assert told(7) == expected(7)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="counts forks")
def test_the_caller_s_own_process_is_never_forked():
    forks = []
    os.register_at_fork(before=lambda: forks.append(1))
    with ThreadPoolExecutor(8) as callers:
        assert list(callers.map(told, range(8))) == [expected(number) for number in range(8)]
    assert not forks
