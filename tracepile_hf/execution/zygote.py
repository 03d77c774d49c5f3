"""The small process every run is forked from: a script, exec'ed before anything else is known, never imported.

    service --exec--> zygote --fork--> warden (one per program: parses and compiles) --fork--> child (runs it)

The zygote holds no secret and has one file descriptor, its channel. It reads a job, forks a warden for it, has it fork
a child for each run, carries the bytes that come out, ends what is late or left, and says so. It never looks at a
program, nor into those bytes.

Started as `python -s -P -S -B zygote.py '{"channel": 3, ...}'` with an environment of a few fixed variables. Nothing of
the package's `__init__` files runs here: the package is put together from its folder alone.
"""

import sys

if not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # 3.10 has no -P: the script's own folder must not shadow the standard library

import collections
import json
import os
import types
from collections.abc import Callable, Iterable
from typing import NoReturn


def _package(folder: str) -> None:
    """Make `tracepile_hf` and its execution room importable without running their `__init__`."""
    for name, path in (("tracepile_hf", folder), ("tracepile_hf.execution", os.path.join(folder, "execution"))):
        module = types.ModuleType(name)
        module.__path__ = [path]
        sys.modules[name] = module


def main() -> Iterable[None]:
    """Serve until the channel closes. Returns only in a child: the iterator that runs the program."""
    config = json.loads(sys.argv[1])
    sys.argv[:] = sys.orig_argv[:] = [""]
    _package(config["package"])
    # What modules register for forked children would slow every run down, and is not needed: there is one thread, and
    # the random generator's state is best the same in every run. Put back once they are imported.
    os.register_at_fork = lambda **_: None
    from tracepile_hf.execution.jail_zygote import serve

    task = serve(config)
    return () if task is None else task.begin()


def bottom(
    steps: Iterable[None],
    consume: Callable[[Iterable[None], int], object],
    leave: Callable[[int], NoReturn],
) -> None:
    """The one frame of ours below a program, besides the recorder's."""
    try:
        consume(steps, 0)
        leave(0)
    except MemoryError:
        leave(86)
    finally:
        leave(70)


if __name__ == "__main__":
    bottom(main(), collections.deque, os._exit)
