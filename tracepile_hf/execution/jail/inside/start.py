"""The small process every run is forked from: a script, exec'ed before anything else is known, never imported.

    service --exec--> zygote --fork--> warden (one per program: parses and compiles) --fork--> child (runs it)

The zygote holds no secret and has one file descriptor, its channel. It reads a job, forks a warden for it, has it fork
a child for each run, carries the bytes that come out, ends what is late or left, and says so. It never looks at a
program, nor into those bytes.

Started as `python -s -P -S -B start.py '{"channel": 3, ...}'` with an environment of a few fixed variables. Nothing of
the package's own `__init__` nor of its room's runs here: both are put together from their folders alone.
"""

import sys

if not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # 3.10 has no -P: the script's own folder must not shadow the standard library

import collections
import itertools
import json
import os
import types
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn


def _package(folder: str) -> None:
    """Make `tracepile_hf` and its execution room importable without running their `__init__`."""
    for name, path in (("tracepile_hf", folder), ("tracepile_hf.execution", os.path.join(folder, "execution"))):
        module = types.ModuleType(name)
        module.__path__ = [path]
        sys.modules[name] = module


def main() -> Iterator[Iterable[None]]:
    """Serve until the channel closes. Yields in a child only, once: the iterator that runs the program.

    Everything from here to there is generators: when a child yields, their frames are left as they are. Returning from
    them would free what they hold, and each page of it had to be copied for the child first.
    """
    config = json.loads(sys.argv[1])
    sys.argv[:] = sys.orig_argv[:] = [""]
    os.environ.pop("LD_BIND_NOW", None)  # it has had its effect
    _package(config["package"])
    # What modules register for forked children would slow every run down, and is not needed: there is one thread, and
    # the random generator's state is best the same in every run. Put back once they are imported.
    os.register_at_fork = lambda **_: None
    from tracepile_hf.execution.jail.inside.zygote import serve

    yield from serve(config)


def bottom(
    begin: Callable[[], Iterator[Iterable[None]]],
    chained: Callable[[Iterator[Iterable[None]]], Iterable[None]],
    consume: Callable[[Iterable[None], int], object],
    leave: Callable[[int], NoReturn],
) -> None:
    """The one frame of ours below a program, besides the recorder's. Nothing of the jail can be reached from it."""
    try:
        consume(chained(begin()), 0)
        leave(0)
    except MemoryError:
        leave(86)
    finally:
        leave(70)


if __name__ == "__main__":
    bottom(main, itertools.chain.from_iterable, collections.deque, os._exit)
