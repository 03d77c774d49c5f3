"""What the zygote does: set the jail up once, then a warden per job, watched from outside.

Runs inside the zygote's process only; see start.py for how it starts and SECURITY.md for what it relies on.
"""

from __future__ import annotations

import _sitebuiltins
import builtins
import fcntl
import gc
import importlib.util
import json
import os
import posix
import random
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any, Final

from tracepile_hf.execution.jail.frames import STARTED, Channel, ChannelError
from tracepile_hf.execution.jail.inside import stdlib
from tracepile_hf.execution.jail.inside.audit import Audit
from tracepile_hf.execution.jail.inside.child import Harness, fresh_main
from tracepile_hf.execution.jail.inside.kernel import hide, release_memory
from tracepile_hf.execution.jail.inside.layers import RECORD_DESCRIPTOR, Jail
from tracepile_hf.execution.jail.inside.pipes import RESERVED, pipes
from tracepile_hf.execution.jail.inside.supervisor import Replies, Supervisor, WardenLost
from tracepile_hf.execution.jail.inside.warden import Work
from tracepile_hf.execution.jail.inside.watch import Exit, kill, reap

SECONDS_COUNTED: Final = 5.0  # how long the number of other processes under a shared uid is taken for true
_TURNS: Final = 64  # of the warm-up: Python 3.11 and later adapt code within some fifty
_WARMER: Final = """
def f(x, y):
    found = [a for a in x if a]
    for name in y:
        found.append(name)
    if len(found) > 9:
        found = sorted(found)
    return found, y.get("b", 0) + 1
"""


def serve(config: dict[str, Any]) -> Iterator[Iterable[None]]:
    """Answer jobs until the channel closes; yields only in a process that is to run a program, what runs it."""
    channel = Channel(_move_up(config["channel"]))
    jail = Jail(without=frozenset(config["without"]))
    try:
        harness = Harness()
        runner = _load(config)
        if hasattr(runner, "ready"):
            _warm_up(runner, harness)
        base_bytes = _address_space()
        _wall(config, jail)
    except BaseException:
        # The boundary: whatever went wrong must reach the service, which has no other way to learn of it.
        channel.send({"kind": "failed", "error": traceback.format_exc()[-4000:]})
        return
    channel.send({"kind": "ready", "layers": jail.report})
    counted = -SECONDS_COUNTED
    while (message := channel.receive()) is not None:
        if message[0].get("kind") == "ping":
            channel.send({"kind": "pong"})
            continue
        if time.monotonic() - counted > SECONDS_COUNTED:
            jail.count_others()
            counted = time.monotonic()
        job = json.loads(message[1])
        job["limits"]["base_bytes"] = base_bytes
        replies = Replies(channel)
        fate = Exit(0, 0)
        for runs in _parts(job, jail):
            inner, outer = pipes()
            work = Work(job, runner, jail, harness, inner, runs)
            warden = os.fork()
            if warden == 0:
                outer.close()
                channel.close()
                yield from work.begin()
            inner.close()
            fate = _see_through(warden, Supervisor(job, outer, replies), runs)
            outer.close()
            jail.end_strays()
        replies.flush()
        channel.send({"kind": "done", "fate": fate.text, "late": fate.late})


def _parts(job: dict[str, Any], jail: Jail) -> list[list[int]]:
    """The runs each warden sees to: all, where no child can leave a process behind; else one, with pipes of its own."""
    runs = list(range(len(job["cases"]) * len(job["modes"])))
    return [runs] if jail.seccomp or job["share"] else [[run] for run in runs]


def _see_through(warden: int, supervisor: Supervisor, runs: list[int]) -> Exit:
    """How the warden ended; when all is done, it is ended."""
    try:
        late = supervisor.run_all(runs)
    except WardenLost:
        return reap(warden)
    except ChannelError:  # the service is gone: so is the zygote, and first what it looked after
        kill(warden)
        raise
    kill(warden)
    return reap(warden, late=late)


def _move_up(descriptor: int) -> int:
    """The same channel on a descriptor that a child's own will not replace."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, RESERVED)
    if descriptor >= RESERVED:
        os.close(descriptor)
    return moved


def _load(config: dict[str, Any]) -> ModuleType:
    """Import what programs will want, so that each fork has it for nothing, and the runner."""
    sys.path.extend(path for path in config["paths"] if path not in sys.path)
    for name in stdlib.BEFOREHAND:
        try:
            __import__(name)
        except ImportError:
            continue  # not on this version or this system
    for name in config["modules"]:
        for wanted in (name, *stdlib.COMPANIONS.get(name, ())):
            __import__(wanted)
    os.register_at_fork = posix.register_at_fork
    random.seed(0)
    for name in ("exit", "quit"):
        setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))
    builtins.help = _sitebuiltins._Helper()
    _first_thread()
    return _runner(config["runner"])


def _warm_up(runner: ModuleType, harness: Harness) -> None:
    """Run a program of ours often enough that Python has adapted its code and filled its caches.

    It does so by writing into what it runs: left to the children, each would have to copy those pages first.
    """
    record, unread = os.dup(RECORD_DESCRIPTOR), os.open(os.devnull, os.O_WRONLY)
    os.dup2(unread, RECORD_DESCRIPTOR)
    prepared = runner.prepare(_WARMER, "f")
    case = {"arguments": ["[1, 'a', (2.5, None)]", "{'b': -1}"], "keyword_arguments": {}, "stdin": ""}
    for run in (runner.run_plain, runner.run_traced) * _TURNS:
        harness.key(bytes(32))
        harness.seal(STARTED, b"")
        harness.report(run(prepared, case, {"steps": 1000}))
    os.dup2(record, RECORD_DESCRIPTOR)
    os.close(record)
    os.close(unread)


def _first_thread() -> None:
    """glibc installs a signal handler with a process's first thread, which a child may no longer do."""
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def _wall(config: dict[str, Any], jail: Jail) -> None:
    """Everything that closes the zygote in."""
    library = stdlib.StandardLibrary()
    folders = [*stdlib.standard_folders(), *stdlib.package_folders(config["modules"])]
    library.fill(folders)
    release_memory()
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    time.tzset()
    recognise = stdlib.recogniser(library)
    jail.enclose()
    if "imports" not in jail.without:
        stdlib.close(library)
        hide(frozenset({"ctypes", "_ctypes", "tracepile_hf"}))
    fresh_main()
    if config["policy"] != "trusted" and "audit" not in jail.without:
        own = os.path.join(config["package"], "execution", "")  # the runner reads the code objects that it made
        jail.audit = Audit([os.path.join(folder, "") for folder, _ in folders] + [own], recognise)
    gc.collect()
    gc.freeze()  # forks must not copy pages only because the collector visits them


def _address_space() -> int:
    """Bytes of address space this process has; a run's memory limit counts from there."""
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 256 << 20


def _runner(path: str) -> ModuleType:
    """The module with prepare, run_traced and run_plain: the recorder, or a stand-in of the same shape."""
    name = "tracepile_hf.execution.runner"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no runner at {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
