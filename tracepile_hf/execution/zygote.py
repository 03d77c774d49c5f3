"""The small process every run is forked from: a script, exec'ed before anything else is known, never imported.

    service --exec--> zygote --fork--> warden (one per program: parses and compiles) --fork--> child (runs it)

The zygote holds no secret and has one file descriptor, its channel. It reads a job, forks a warden for it, waits until
the warden is done or late, ends what is left, and says so. It never looks at a program.

Started as `python -s -P -S -B zygote.py '{"channel": 3, ...}'` with an environment of a few fixed variables. Nothing of
the package's `__init__` files runs here: the package is put together from its folder alone.
"""

import sys

if sys.path and sys.path[0] not in sys.path[1:] and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # 3.10 has no -P: the script's own folder must not shadow the standard library

import json
import os
import types
from typing import Any

GRACE = 2.0  # seconds a warden has beyond the sum of its runs' own limits


def _package(folder: str) -> None:
    """Make `tracepile_hf` and its execution room importable without running their `__init__`."""
    for name, path in (("tracepile_hf", folder), ("tracepile_hf.execution", os.path.join(folder, "execution"))):
        module = types.ModuleType(name)
        module.__path__ = [path]
        sys.modules[name] = module


def main() -> Any:
    """Serve until the channel closes. Returns only in a child: the callable that runs the program."""
    config = json.loads(sys.argv[1])
    _package(config["package"])
    from tracepile_hf.execution import jail_zygote

    return jail_zygote.serve(config)


if __name__ == "__main__":
    run = main()
    if run is not None:
        run()
