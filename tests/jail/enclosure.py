"""The seat belt: a judge and the service it attacks, in pid, mount, ipc and network namespaces of their own.

A jail under development may fail. Inside here a `kill(-1)` ends nobody else, temporary folders are private and small,
every other file is read-only, and when the judge (process 1) ends, the kernel ends all that is left. As root only;
`enclosed()` says whether it can be had, `python enclosure.py '{...}'` runs a judge in it.

Paths that an ordinary user could not reach (an interpreter below /root, say) are made reachable, in here alone.
"""

from __future__ import annotations

import ctypes
import fcntl
import importlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

_NEW_MOUNT, _NEW_PID, _NEW_IPC, _NEW_NET = 0x00020000, 0x20000000, 0x08000000, 0x40000000
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
_MS_RDONLY, _MS_REMOUNT, _MS_BIND, _MS_MOVE, _MS_REC, _MS_PRIVATE = 1, 32, 4096, 8192, 16384, 1 << 18
PRIVATE = ("/dev/shm", "/var/tmp", "/tmp")


def enclosed() -> bool:
    """Whether this process may make namespaces: tried in a process of its own."""
    if os.name != "posix" or not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    if any(str(Path(path).resolve()).startswith(PRIVATE) for path in (__file__, sys.executable)):
        return False  # a checkout in a temporary folder would be hidden by the enclosure's own
    probe = [sys.executable, __file__, "probe"]
    return subprocess.run(probe, capture_output=True, timeout=600).returncode == 0


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    words = [word.encode() if word is not None else None for word in (source, target, kind, data)]
    _checked(_libc().mount(words[0], words[1], words[2], ctypes.c_ulong(flags), words[3]), f"mount {target}")


def _unshare() -> None:
    _checked(_libc().unshare(_NEW_MOUNT | _NEW_PID | _NEW_IPC | _NEW_NET), "unshare")
    _mount("none", "/", None, _MS_REC | _MS_PRIVATE)
    with socket.socket() as any_socket:  # the ears listen at the loopback of this namespace: bring it up
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


def _make_reachable(paths: Iterable[Path]) -> None:
    """Put each path where it was, below folders that everybody may walk through."""
    staged: list[tuple[str, Path]] = []
    blocking: dict[Path, None] = {}
    for number, path in enumerate(paths):
        closed = [parent for parent in reversed(path.parents) if not parent.stat().st_mode & 0o001]
        if closed:
            stage = f"/tmp/stage{number}"
            os.mkdir(stage)
            _mount(str(path), stage, None, _MS_BIND | _MS_REC)
            staged.append((stage, path))
            blocking[closed[0]] = None
    for folder in blocking:
        _mount("none", str(folder), "tmpfs", 0, "size=1m,mode=755")
    for stage, path in staged:
        path.mkdir(parents=True, exist_ok=True)
        _mount(stage, str(path), None, _MS_MOVE)
        os.rmdir(stage)


def _read_only(keep: Iterable[str]) -> None:
    """Every mounted file system read-only, except the private ones."""
    with open("/proc/self/mountinfo") as table:
        mounts = [line.split()[4] for line in table]
    for place in dict.fromkeys(mounts):
        if place.startswith(("/proc", "/sys", "/dev")) or place in keep:
            continue
        try:
            _mount(None, place, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY)
        except OSError:
            continue  # locked by whoever mounted it, or shadowed


def _private_folders() -> None:
    for folder in PRIVATE:
        _mount("none", folder, "tmpfs", 0, "size=512m,mode=1777")


def main() -> int:
    _unshare()
    if sys.argv[1] == "probe":
        return 0
    settings = json.loads(sys.argv[1])
    sys.path[:0] = settings["import_from"]
    _private_folders()
    _make_reachable([Path(path) for path in settings["reach"]])
    child = os.fork()
    if child:
        signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF
    _mount("proc", "/proc", "proc", 0)
    _read_only((*PRIVATE, "/proc"))
    results = os.fdopen(settings["results"], "w")
    module, _, function = settings["call"].partition(":")
    return int(getattr(importlib.import_module(module), function)(settings, results))


if __name__ == "__main__":
    raise SystemExit(main())
