"""The layers of the jail: put on by the zygote for all that is forked from it, completed by the warden and the child.

Each layer is tried, not guessed from a version; what did not work is reported with the kernel's own words. A layer may
be left out by name (`without`), which only measurements do: the tables in docs/jail.md show what each one buys.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import struct
import sys
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, NoReturn

from tracepile_hf.execution.jail.inside import landlock, seccomp
from tracepile_hf.execution.jail.inside.audit import Audit
from tracepile_hf.execution.jail.inside.kernel import (
    PR_SET_CHILD_SUBREAPER,
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    Kernel,
    Step,
)

LAYERS: Final = ("seccomp", "landlock", "namespaces", "uid", "limits", "imports", "audit")
RECORD_DESCRIPTOR: Final = 3
RULESET_DESCRIPTOR: Final = 9  # Landlock's; closed before a program runs
DESCRIPTORS: Final = 64
THREADS: Final = 32
MOST_PROCESSES: Final = 1 << 16  # of one uid that are counted
STACK_BYTES: Final = 120 << 20  # the kernel leaves at least 128 MiB below the stack whatever the limit was at exec

_NEW: Final = {"mount": 0x00020000, "uts": 0x04000000, "ipc": 0x08000000, "net": 0x40000000, "pid": 0x20000000}
_NEW_USER: Final = 0x10000000
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REMOUNT, _MS_REC, _MS_PRIVATE = 1, 2, 4, 8, 32, 1 << 14, 1 << 18
_MNT_DETACH: Final = 2
_CAP_KILL, _CAP_SETGID, _CAP_SETUID = 5, 6, 7
_CAP_VERSION_3: Final = 0x20080522
_UID_BASE: Final = 0x7A000000  # far from any account; one per zygote, so that limits on processes count its own alone


@dataclass
class Jail:
    """What is in force, and what is still needed to enclose a warden and a child."""

    without: frozenset[str] = frozenset()
    kernel: Kernel | None = None
    seccomp: bool = False
    landlock: int = 0  # the kernel's ABI; 0: none
    namespaces: tuple[str, ...] = ()
    uid: int | None = None  # what a warden becomes; None: it stays who it is
    children: int | None = None  # descriptor of the kernel's list of the zygote's children, where it has one
    others: int | None = (
        None  # processes and threads that ran under the uid when it was looked at last, if it is shared
    )
    own_uid: bool = False  # nobody else runs under the uid of wardens and children
    report: dict[str, str] = field(default_factory=dict)  # layer -> "on", "on: ..." or "off: why"
    audit: Audit | None = None
    _last_steps: list[Step] = field(default_factory=list)
    _filters: list[Step] = field(default_factory=list)
    _limits: list[Step] = field(default_factory=list)

    def enclose(self) -> None:
        """Put on what holds for the zygote itself. With a pid namespace, only its first process returns from here."""
        if "limits" not in self.without:
            _limit("RLIMIT_NOFILE", DESCRIPTORS)
            _limit("RLIMIT_STACK", STACK_BYTES)
            for name in ("RLIMIT_CORE", "RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE", "RLIMIT_SIGPENDING"):
                _limit(name, 0)
        if not sys.platform.startswith("linux"):
            self.report = dict.fromkeys(LAYERS[:4], f"off: only Linux has it, this is {sys.platform}")
            return
        try:
            self.kernel = Kernel()
        except (KeyError, OSError) as error:
            self.report = dict.fromkeys(LAYERS[:4], f"off: no system call table for this machine ({error})")
            return
        number = os.getpid()
        _first_to_go()
        self._unshare()
        if not self._alone():
            with contextlib.suppress(OSError):
                self.children = os.open(f"/proc/self/task/{number}/children", os.O_RDONLY)
        self._choose_uid(number)
        self._empty_root()
        self.kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
        self.kernel.prctl(PR_SET_DUMPABLE, 0)
        self.kernel.prctl(PR_SET_CHILD_SUBREAPER, 1)
        self._drop_capabilities()
        self._last_steps.append(self.kernel.step("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0))
        self._confine()
        self._filter()

    def enclose_warden(self, limits: dict[str, Any], runs: int) -> None:
        """What holds for one program: another uid, and limits as far as the warden can live with them."""
        if self.uid is not None:
            os.setgroups([])
            os.setresgid(self.uid, self.uid, self.uid)
            os.setresuid(self.uid, self.uid, self.uid)
        if self.kernel is not None:
            self.kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if "limits" in self.without:
            self._limits = []
            return
        if self.own_uid:
            _limit("RLIMIT_NPROC", THREADS + 4)
        seconds = int(limits["cpu_seconds"] * runs) + 1
        memory = limits["base_bytes"] + limits["memory_mb"] * 1024 * 1024 + limits.get("stack_bytes", 0)
        chosen = [("RLIMIT_CPU", seconds, seconds + 1), ("RLIMIT_FSIZE", 0, 0)]
        if sys.platform != "darwin":  # macOS knows the name and refuses to set it
            chosen.append(("RLIMIT_AS", memory, memory))
        if self.others is not None:  # the limit counts every process and thread of the uid, ours or not
            allowed = self.others + THREADS + 4
            chosen.append(("RLIMIT_NPROC", allowed, allowed))
            _limit("RLIMIT_AS", memory)  # compiling is part of what the program takes
        self._limits = [self._limit_step(name, *_under_ceiling(name, soft, hard)) for name, soft, hard in chosen]

    def count_others(self) -> None:
        """Look how many processes and threads run under a uid that is not ours alone: their limit starts there.

        The kernel is asked for nothing but whether one more may be, since where they are listed cannot be read here.
        """
        if self.own_uid or "limits" in self.without or os.geteuid() == 0 or not sys.platform.startswith("linux"):
            return
        kept = resource.getrlimit(resource.RLIMIT_NPROC)
        ceiling = MOST_PROCESSES if kept[0] == resource.RLIM_INFINITY else min(MOST_PROCESSES, kept[0])
        low, high = 0, self.others + 2 * THREADS if self.others is not None else 64
        try:
            while high < ceiling and not _may_fork(high, kept[1]):
                low, high = high, high * 2
            high = min(high, ceiling)
            while high - low > 4:
                middle = (low + high) // 2
                if _may_fork(middle, kept[1]):
                    high = middle
                else:
                    low = middle
        finally:
            resource.setrlimit(resource.RLIMIT_NPROC, kept)
        self.others = high

    def _limit_step(self, name: str, soft: int, hard: int) -> Step:
        """A step that sets a limit: by the system call where others are made too, which has fewer pages copied."""
        number = getattr(resource, name)
        if self.kernel is None:
            return partial(resource.setrlimit, number, (soft, hard))
        return self.kernel.step("setrlimit", number, struct.pack("QQ", soft, hard))

    def child_steps(self, closing: list[Step]) -> list[Step]:
        """The last steps before a program runs, pipes being in place: nothing after them needs a privilege.

        closing: what closes all other descriptors, Landlock's among them.
        """
        return [*self._limits, *self._last_steps, *closing, *self._filters]

    def end_strays(self) -> None:
        """End and reap every process below the zygote; all of them are handed up to it when their parents die."""
        while True:
            self._end_children()
            try:
                pid, _ = os.waitpid(-1, 0 if self._alone() else os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0 and not self._children():
                return

    def _alone(self) -> bool:
        return "pid" in self.namespaces and os.getpid() == 1

    def _end_children(self) -> None:
        if self._alone():  # nobody but ours is in this namespace
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
            return
        for pid in self._children():
            os.kill(pid, signal.SIGKILL)

    def _children(self) -> list[int]:
        if self.children is None:
            return []
        return [int(word) for word in os.pread(self.children, 1 << 16, 0).split()]

    def _off(self, layer: str, why: object) -> None:
        self.report[layer] = f"off: {why}"

    def _unshare(self) -> None:
        if "namespaces" in self.without:
            self._off("namespaces", "left out")
            return
        assert self.kernel is not None
        uid, gid = os.geteuid(), os.getegid()
        everything = sum(_NEW.values())
        try:
            if uid == 0:
                self.kernel.call("unshare", everything)
            else:
                self.kernel.call("unshare", _NEW_USER | everything)
                _map_user(uid, gid)
                self.own_uid = True
        except OSError as error:
            self._off("namespaces", f"unshare: {error.strerror}")
            return
        child = os.fork()
        if child:
            _wait_for(child)
        self.kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        self.namespaces = (*_NEW, *(("user",) if uid else ()))
        self.report["namespaces"] = "on: " + ", ".join(self.namespaces)
        self.kernel.call("sethostname", b"jail", 4)

    def _empty_root(self) -> None:
        """Put an empty, read-only folder in the place of /."""
        if "mount" not in self.namespaces:
            return
        assert self.kernel is not None
        call, here = self.kernel.call, b"/tmp" if os.path.isdir("/tmp") else b"/dev"
        flags = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
        try:
            call("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
            call("mount", b"none", here, b"tmpfs", flags, b"size=4k,nr_inodes=2,mode=555")
            os.chdir(here)
            call("pivot_root", b".", b".")
            call("umount2", b".", _MNT_DETACH)
            call("mount", b"none", b"/", None, _MS_REMOUNT | _MS_RDONLY | flags, None)
            os.chdir("/")
        except OSError as error:
            self.namespaces = tuple(name for name in self.namespaces if name != "mount")
            self.report["namespaces"] = f"on: {', '.join(self.namespaces)} (no empty root: {error})"

    def _choose_uid(self, number: int) -> None:
        if os.geteuid() != 0:
            self._off("uid", "not root, so there is no other uid to become")
        elif "uid" in self.without:
            self._off("uid", "left out")
        else:
            for uid in (_UID_BASE + (number & 0xFFFFFF), 65534):
                if _may_become(uid):
                    self.uid, self.own_uid = uid, uid != 65534
                    self.report["uid"] = f"on: {uid}"
                    return
            self._off("uid", "root may not change its uid here")

    def _drop_capabilities(self) -> None:
        """Keep what it takes to fork wardens under another uid and to end them."""
        assert self.kernel is not None
        keep = 0
        if self.uid is not None:
            keep = 1 << _CAP_KILL | 1 << _CAP_SETGID | 1 << _CAP_SETUID
        elif os.geteuid() == 0 and "user" not in self.namespaces and "uid" in self.without:
            return
        header = _CAP_VERSION_3.to_bytes(4, "little") + bytes(4)
        self.kernel.call("capset", header, keep.to_bytes(4, "little") * 2 + bytes(16))

    def _confine(self) -> None:
        assert self.kernel is not None
        if "landlock" in self.without:
            self._off("landlock", "left out")
            return
        try:
            abi = landlock.version(self.kernel.call)
            ruleset = landlock.ruleset(self.kernel.call, abi)
            os.dup2(ruleset, RULESET_DESCRIPTOR, inheritable=False)
            os.close(ruleset)
            self.kernel.call("landlock_restrict_self", RULESET_DESCRIPTOR, 0)
        except OSError as error:
            self._off("landlock", error.strerror)
            return
        self.landlock = abi
        self._last_steps.append(self.kernel.step("landlock_restrict_self", RULESET_DESCRIPTOR, 0))
        self.report["landlock"] = f"on: ABI {abi}"

    def _filter(self) -> None:
        assert self.kernel is not None
        if "seccomp" in self.without:
            self._off("seccomp", "left out")
            return
        try:
            self.kernel.take(self.kernel.filter(seccomp.supervisor_filter(self.kernel.machine)), "seccomp")
        except OSError as error:
            self._off("seccomp", error.strerror)
            return
        self.seccomp = True
        program = seccomp.child_filter(self.kernel.machine, keep=RECORD_DESCRIPTOR)
        self._filters.append(self.kernel.filter(program))
        self.report["seccomp"] = "on"


def _may_fork(limit: int, hard: int) -> bool:
    """Whether one process more may be under this limit."""
    resource.setrlimit(resource.RLIMIT_NPROC, (limit, hard))
    try:
        pid = os.fork()
    except BlockingIOError:
        return False
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


def _first_to_go() -> None:
    """When the machine runs out of memory, a run should end before the service that asked for it does."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("500")


def _map_user(uid: int, gid: int) -> None:
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _wait_for(child: int) -> NoReturn:
    """Hold no descriptor, wait for the zygote, end as it ended."""
    os.closerange(0, 1024)
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _may_become(uid: int) -> bool:
    probe = os.fork()
    if probe == 0:
        try:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(probe, 0)[1] == 0


def _under_ceiling(name: str, soft: int, hard: int) -> tuple[int, int]:
    _, ceiling = resource.getrlimit(getattr(resource, name))
    if ceiling != resource.RLIM_INFINITY:
        return min(soft, ceiling), min(hard, ceiling)
    return soft, hard


def _limit(name: str, value: int) -> None:
    """Set a limit for good, as far as it is not lower already; systems that lack it are left alone."""
    if hasattr(resource, name):
        resource.setrlimit(getattr(resource, name), _under_ceiling(name, value, value))
