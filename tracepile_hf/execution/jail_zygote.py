"""What the zygote does: set the jail up once, then a warden per job, watched from outside.

Runs inside the zygote's process only; see zygote.py for how it starts and SECURITY.md for what it relies on.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

from tracepile_hf.execution import jail_warden
from tracepile_hf.execution.jail_frames import Channel
from tracepile_hf.execution.jail_watch import Exit, end_group, wait_until

PREPARE_SECONDS: Final = 20.0


def serve(config: dict[str, Any]) -> Callable[[], None] | None:
    """Answer jobs until the channel closes; returns a callable only in a process that is to run a program."""
    channel = Channel(config["channel"])
    try:
        runner = _load_runner(config["runner"])
        _warm(config["modules"], config["paths"])
    except BaseException:
        # The boundary: whatever went wrong must reach the service, which has no other way to learn of it.
        channel.send({"kind": "failed", "error": traceback.format_exc()[-4000:]})
        return None
    base = _address_space()
    gc.collect()
    gc.freeze()  # forks must not copy pages only because the collector visits them
    channel.send({"kind": "ready", "pid": os.getpid(), "layers": {}})
    while (message := channel.receive()) is not None:
        job = json.loads(message[1])
        job["limits"]["base_bytes"] = base
        warden = os.fork()
        if warden == 0:
            return jail_warden.work(job, runner, channel)
        fate = _supervise(warden, job)
        channel.send({"kind": "done", "fate": fate.text, "late": fate.late})
    return None


def _supervise(warden: int, job: dict[str, Any]) -> Exit:
    runs = len(job["cases"]) * len(job["modes"])
    allowed = PREPARE_SECONDS + runs * (job["limits"]["seconds"] + 1.0)
    fate = wait_until(warden, time.monotonic() + allowed)
    end_group(warden)
    _reap_strays()
    return fate


def _reap_strays() -> None:
    """End and reap whatever was handed up to us, the subreaper, by a warden that died."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return


def _address_space() -> int:
    """Bytes of address space this process has; a run's memory limit counts from there."""
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 256 << 20


def _load_runner(path: str) -> ModuleType:
    """The module with prepare, run_traced and run_plain: the recorder, or a stand-in of the same shape."""
    name = "tracepile_hf.execution.recorder"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no runner at {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _warm(modules: list[str], paths: list[str]) -> None:
    """Import what programs will want, so that each fork has it for nothing."""
    sys.path.extend(path for path in paths if path not in sys.path)
    for name in modules:
        __import__(name)


signal.signal(signal.SIGPIPE, signal.SIG_IGN)
