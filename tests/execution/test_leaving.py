"""Every way to leave a block through every kind of block around it, against the plain run and the debugger."""

from __future__ import annotations

from itertools import product

import pytest
from oracle import Debugger, disagreements

from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.records import Case, Program

LOOPS = {
    "list": "for n in [1, 2, 3]:",
    "dict": "for n in {1: 'a', 2: 'b', 3: 'c'}:",
    "generator": "for n in numbers():",
    "while": "while n < 3:",
}
LEAVING = ("continue", "break", "return n * 10", "raise ValueError(n)", "pass")
PLACES = ("body", "handler", "else", "finally", "with", "with in handler", "nested")
PROGRAM = """
class Guard:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("in", self.name)
        return self.name

    def __exit__(self, kind, error, traceback):
        print("out", self.name, kind)
        return False


def numbers():
    try:
        yield 1
        yield 2
        yield 3
    finally:
        LOG.append("closed")


def f(trouble):
    seen = []
    n = 0
    {loop}
        {step}
        try:
            {body}
            if trouble == n:
                raise KeyError(n)
        except KeyError as error:
            seen.append("caught")
            {handler}
        else:
            seen.append("well")
            {orelse}
        finally:
            seen.append("finally")
            {final}
        seen.append(n)
    {loop_else}
    LOG.append(seen)
    return n


LOG = []
for t in (0, 1, 2):
    try:
        print(f(t), LOG)
    except ValueError as e:
        print("ValueError", e, LOG)
"""


def program(loop: str, leaving: str, place: str, with_else: bool) -> str:
    """The program for one way to leave, in one place, when `n` is 2."""
    leave = f"if n == 2: {leaving}" if leaving != "pass" else "pass"
    parts = dict.fromkeys(("body", "handler", "orelse", "final"), "pass")
    if place == "with":
        parts["body"] = f"with Guard('one') as guard:\n                {leave}"
    elif place == "with in handler":
        parts["handler"] = f"with Guard('one'), Guard('two'):\n                {leave}"
    elif place == "nested":
        parts["body"] = (
            f"try:\n                try:\n                    {leave}\n                finally:\n"
            "                    seen.append('inner')\n            finally:\n                seen.append('outer')"
        )
    else:
        parts[{"else": "orelse", "finally": "final"}.get(place, place)] = leave
    step = "n += 1" if loop == "while" else "pass"
    loop_else = "else:\n        seen.append('loop else')" if with_else else ""
    return PROGRAM.format(loop=LOOPS[loop], step=step, loop_else=loop_else, **parts)


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("place", PLACES)
def test_every_way_to_leave(loop: str, place: str) -> None:
    for leaving, with_else in product(LEAVING, (False, True)):
        code = program(loop, leaving, place, with_else)
        made = Program("leave", "user", "leave", code)
        trace = trace_in_process(made, Case("case", made), Limits(steps=20_000))
        assert (trace.outcome, trace.reason) == ("finished", ""), code
        found, compared = disagreements(trace, Debugger(code, "").run())
        assert found == [], code
        assert compared > 20
