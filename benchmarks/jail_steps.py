"""A runner that runs nothing and reports what each step of closing its jail took: nanoseconds of processor time.

Loaded by benchmarks/jail.py in the recorder's place. It replaces the method that takes the steps by one that looks at
the clock after each.
"""

import json
import time
from collections import defaultdict
from functools import partial

from tracepile_hf.execution.jail.inside import child, syscalls

taken = defaultdict(int)


def prepare(code, entry_point):
    child.Task.begin = _begin


def _begin(self):
    clock, last = time.thread_time_ns, time.thread_time_ns()
    taken["forked, up to here"] = last
    for step in self.steps:
        if step() == -1:
            raise OSError(step)
        now = clock()
        taken[_layer(step)] += now - last
        last = clock()
    return self.run


def _layer(step):
    if not isinstance(step, partial):
        return "session" if getattr(step, "__name__", "") == "setsid" else "audit"
    name = getattr(step.func, "__name__", "")
    if name in ("dup2", "fcntl", "closerange", "close"):
        return "descriptors"
    if name in ("setrlimit", "arm"):
        return {"setrlimit": "limits", "arm": "audit"}[name]
    if name == "write":
        return "first record"
    numbers = {number: name for name, number in syscalls.numbers("x86_64").items()}
    called = numbers.get(step.args[0].value, "")
    return {"landlock_restrict_self": "landlock", "seccomp": "seccomp"}.get(called, "death signal")


def run_plain(prepared, case, limits):
    return json.dumps(taken).encode()


run_traced = run_plain
