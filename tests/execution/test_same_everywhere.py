"""A run made ready before its process is forked records what a run in a shared child records, byte for byte."""

import pytest

from tracepile_hf.execution.jail.outside.sandbox import Sandbox

PROGRAM = """
import decimal, random, sys, threading

def f(n):
    found = []
    worker = threading.Thread(target=lambda: found.append(random.randint(0, 10**9)))
    worker.start()
    print(found, decimal.Decimal(1) / 7, sys.getrecursionlimit(), __name__, sys.modules["__main__"].f is f)
    print(sys.stdin.read().split(), sys.stdin.mode, sys.stdout.mode)
    random.seed()
    decimal.getcontext().prec = 3
    sys.setrecursionlimit(2000)
    return sorted({n, n * n}), found
"""
CASES = [{"arguments": [str(number)], "stdin": f"in {number}"} for number in range(3)]


def replies(policy):
    with Sandbox(policy) as sandbox:
        return sandbox.run({"code": PROGRAM, "entry_point": "f", "cases": CASES})


@pytest.mark.parametrize("policy", ["default", "public"])
def test_a_child_for_each_run_says_what_a_shared_one_says(policy):
    shared, alone = replies("trusted"), replies(policy)
    assert [reply.outcome for reply in shared] == ["finished"] * 6
    assert [(reply.payload, reply.stdout) for reply in alone] == [(reply.payload, reply.stdout) for reply in shared]
    assert b"1000 program True" in alone[0].stdout


def test_every_run_finds_what_the_first_one_found():
    first, *others = [reply.stdout.splitlines()[0] for reply in replies("default")]
    assert others == [first] * 5
