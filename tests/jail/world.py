"""The world an attack runs in: files with canaries, listening sockets, and a memory of how everything was.

A `World` is a folder the service lives in. `snapshot` takes in every file's content, mode, owner, times and
attributes; `Ears` are the sockets that nothing in the jail may reach.
"""

from __future__ import annotations

import hashlib
import os
import select
import socket
from pathlib import Path

FILE_CANARY = "CANARY-FILE-91bc"
CACHE_CANARY = "CANARY-HFCACHE-55de"
TOKEN_CANARY = "hf_CANARY-ENV-7f3a"
LEFTOVER_FOLDERS = ("/tmp", "/dev/shm", "/var/tmp")


class World:
    """The service's own files, made afresh under `root`."""

    def __init__(self, root: Path, uid: int) -> None:
        self.root = root
        files = {
            "app/app.py": "# the service's own code\n",
            "app/secret.txt": f"{FILE_CANARY}\n",
            "app/data/precious.txt": "precious\n",
            "home/.bashrc": "# shell\n",
            "home/.config/settings.json": "{}\n",
            "home/.cache/huggingface/token": f"{CACHE_CANARY}\n",
        }
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for name in ("sock", "tmp"):
            (root / name).mkdir(exist_ok=True)
        for path in (root, *root.rglob("*")):
            os.chown(path, uid, uid)
        self.before = self.snapshot()

    def snapshot(self) -> dict[str, tuple[object, ...]]:
        """Every path below the root with all that can be changed about it."""
        found = {}
        for path in sorted(self.root.rglob("*")):
            status = path.lstat()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""
            attributes = tuple(os.listxattr(path, follow_symlinks=False))
            mtime = status.st_mtime_ns if path.is_file() else 0
            found[str(path.relative_to(self.root))] = (
                content,
                status.st_mode,
                status.st_uid,
                status.st_gid,
                status.st_nlink if path.is_file() else 0,
                mtime,
                attributes,
            )
        return found

    def damage(self) -> list[str]:
        """What is no longer as it was."""
        now = self.snapshot()
        gone = [f"missing {name}" for name in self.before.keys() - now.keys()]
        new = [f"new {name}" for name in now.keys() - self.before.keys()]
        changed = [f"changed {name}" for name in now.keys() & self.before.keys() if now[name] != self.before[name]]
        return gone + new + changed


def temporary_files(but: Path) -> set[str]:
    """Everything in the folders anybody may write to, except below `but`."""
    found = set()
    for folder in LEFTOVER_FOLDERS:
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if Path(path) != but and but not in Path(path).parents and Path(path) not in but.parents:
                found.add(path)
    return found


def system_v_objects() -> set[str]:
    """Shared memory segments, semaphores and message queues of System V."""
    found = set()
    for kind in ("shm", "sem", "msg"):
        try:
            with open(f"/proc/sysvipc/{kind}") as table:
                found |= {f"{kind} {line.split()[0]} {line.split()[1]}" for line in table.readlines()[1:]}
        except OSError:
            continue
    return found


class Ears:
    """Sockets that listen for whatever comes out of the jail."""

    def __init__(self, world: World, uid: int) -> None:
        path = world.root / "sock" / "srv.sock"
        self.sockets = {
            "tcp 127.0.0.1:47001": _bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 47001)),
            "tcp [::1]:47001": _bound(socket.AF_INET6, socket.SOCK_STREAM, ("::1", 47001)),
            "udp 127.0.0.1:47002": _bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 47002)),
            "abstract stream": _bound(socket.AF_UNIX, socket.SOCK_STREAM, "\0tp-canary"),
            "abstract datagram": _bound(socket.AF_UNIX, socket.SOCK_DGRAM, "\0tp-canary-d"),
            "unix path": _bound(socket.AF_UNIX, socket.SOCK_STREAM, str(path)),
        }
        os.chown(path, uid, uid)
        world.before = world.snapshot()

    def heard(self) -> list[str]:
        """Who was called since the last time."""
        calls = []
        for name, ear in self.sockets.items():
            while ear is not None and select.select([ear], [], [], 0)[0]:
                calls.append(f"network: {name}")
                if ear.type == socket.SOCK_DGRAM:
                    ear.recv(65536)
                else:
                    ear.accept()[0].close()
        return calls

    def close(self) -> None:
        for ear in self.sockets.values():
            if ear is not None:
                ear.close()


def _bound(family: int, kind: int, address: object) -> socket.socket | None:
    """A listening socket; None where the machine has no such family (no IPv6 in many containers)."""
    try:
        ear = socket.socket(family, kind)
    except OSError:
        return None
    try:
        if family in (socket.AF_INET, socket.AF_INET6):
            ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        ear.bind(address)
    except OSError:
        ear.close()
        if family == socket.AF_INET6:
            return None
        raise
    if kind == socket.SOCK_STREAM:
        ear.listen(64)
    return ear
