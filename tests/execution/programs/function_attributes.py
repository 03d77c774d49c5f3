"""Attributes of functions that are wrapped or are methods, and `with` blocks whose exits do something."""

import functools
from contextlib import contextmanager


def base(n):
    return n


base.calls = 0


@functools.wraps(base)
def outer(n):
    outer.calls += 1
    return base(n)


class Machine:
    def step(self):
        Machine.step.calls += 1
        return Machine.step.calls

    step.calls = 0


class Watch:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.log.append("out")
        return kind is KeyError


@contextmanager
def box(log):
    log.append("in")
    yield len(log)
    log.append("closed")


def work():
    log = []
    with box(log) as n:
        m = n + 5
        k = m * 2
    with Watch(log), box(log) as n:
        m = n
    with Watch(log):
        raise KeyError(m)
    for i in range(2):
        with Watch(log):
            m += i
    return log, k, m


outer(5)
outer(6)
machine = Machine()
total = machine.step() + machine.step()
result = work()
print(outer.calls, base.calls, Machine.step.calls, total, result)
