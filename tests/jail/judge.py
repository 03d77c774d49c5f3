"""Runs attacks against the service and judges from outside: files, processes, sockets, canaries, answers.

`judge(settings, results)` writes one JSON line for each attack: name, held, outcome, complaints. A service that died,
lost files or was heard on the network is replaced, and its world made anew, before the next attack.
"""

from __future__ import annotations

import base64
import json
import os
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

from world import TOKEN_CANARY, Ears, World, system_v_objects, temporary_files

HERE = Path(__file__).resolve().parent
CANARY = re.compile(rb"CANARY-(?:FILE|HFCACHE|ENV|MEM)-[0-9a-f]{4}")
ORDINARY_UID = 40123
# Seconds beyond its limit after which an answer is late, and those in which a killed process has to be gone. With every
# layer on, neither may depend on how busy the machine is; with one left off, harm is expected and not waited for.
LATE, SETTLE = 600.0, 600.0
LATE_WITHOUT, SETTLE_WITHOUT = 15.0, 5.0
BENIGN = """\
import json, sys, os, decimal, random
print(sum(range(10)), len('abc'), json.dumps([1]), os.environ.get('CROSS'), decimal.getcontext().prec, sys.stdin.read())
print(random.random(), hasattr(__builtins__, 'CROSS'), isinstance([], list), sorted([2, 1]))
"""
SERVED = {"do": "run", "code": BENIGN, "seconds": 300, "stdin": "in"}  # a next program, which is to be served as ever


class Service:
    """The process under attack and what we know of it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.late, self.settle = (LATE_WITHOUT, SETTLE_WITHOUT) if settings["without"] else (LATE, SETTLE)
        self.uid = 0 if settings["user"] == "root" else ORDINARY_UID
        self.root = Path(tempfile.mkdtemp(prefix="world"))
        self.world = World(self.root, self.uid)
        self.ears = Ears(self.world, self.uid)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115
        self.inherited = [os.open(self.root / "app" / "secret.txt", os.O_RDONLY), os.open("/dev/null", os.O_RDWR)]
        told = {name: settings[name] for name in ("policy", "runner", "without", "weak", "trace")}
        account = {} if self.uid == os.geteuid() else {"user": self.uid, "group": self.uid, "extra_groups": []}
        self.process = subprocess.Popen(
            [sys.executable, "-B", str(HERE / "service.py"), json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            cwd=self.root / "app",
            pass_fds=self.inherited,
            preexec_fn=_seat_belt,
            env={
                "HF_TOKEN": TOKEN_CANARY,
                "HOME": str(self.root / "home"),
                "TMPDIR": str(self.root / "tmp"),
                "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
                "PYTHONPATH": os.pathsep.join(settings["import_from"]),
            },
            **account,
        )
        if settings["trace"]:
            self.ask({"do": "trace", "code": "x = 1\n", "seconds": 10}, LATE)
        self.state = self.ask({"do": "state"}, LATE)
        self.benign = self.ask(SERVED, LATE)
        self.processes = _processes(self.uid)
        self.temporary, self.objects = temporary_files(self.root), system_v_objects()

    def ask(self, command: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """The service's answer; None when it died, was late, or answered with something else."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(json.dumps(command).encode() + b"\n")
            stdin.flush()
        except OSError:
            return None
        deadline, line = time.monotonic() + seconds, b""
        while not line.endswith(b"\n"):
            if not select.select([stdout], [], [], max(0.0, deadline - time.monotonic()))[0]:
                return None
            piece = os.read(stdout.fileno(), 1 << 20)
            if not piece:
                return None
            line += piece
        try:
            answer = json.loads(line)
        except ValueError:
            return None
        return answer if isinstance(answer, dict) else None

    def words(self) -> str:
        """The end of what it wrote to standard error."""
        self.errors.seek(0)
        return self.errors.read()[-2000:].decode("utf-8", "replace")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        _end_all_but(set(), self.uid)
        for descriptor in self.inherited:
            os.close(descriptor)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.errors.close()
        self.ears.close()
        shutil.rmtree(self.root, ignore_errors=True)
        for path in temporary_files(self.root) - self.temporary:
            _remove(path)


def judge(settings: dict[str, Any], results: IO[str]) -> int:
    """Every attack in turn; see the module."""
    service: Service | None = None
    for name in settings["attacks"]:
        path = Path(name)
        if service is None:
            service = Service(settings)
            if service.state is None or "error" in service.state or service.benign is None:
                failure = {"name": "service", "held": False, "outcome": "", "complaints": [service.words()]}
                said = (service.state or {}).get("error", "")
                results.write(json.dumps({**failure, "refused": said}) + "\n")
                results.flush()
                service.close()
                return 1
        verdict = _attack(service, path)
        results.write(json.dumps({"name": path.stem, **verdict}) + "\n")
        results.flush()
        if not verdict["held"]:
            service.close()
            service = None
    if service is not None:
        service.close()
    return 0


def _attack(service: Service, path: Path) -> dict[str, Any]:
    settings = service.settings
    code = path.read_text().replace("@WORLD@", str(service.root))
    traced = bool(settings["trace"]) and _about_traces(code)
    command = {
        "do": "trace" if traced else "run",
        "code": code,
        "seconds": settings["seconds"],
        "limits": {"memory_mb": 256},
    }
    started = time.monotonic()
    answer = service.ask(command, settings["seconds"] * 3 + service.late)
    took = time.monotonic() - started
    complaints = []
    if answer is None:
        complaints.append(f"no answer, or none in time: {service.words()}")
    else:
        complaints += _said(answer, code, traced)
        if traced and path.stem.startswith("forge_") and not path.stem.startswith("forge_journal"):
            complaints += _reached(service, command)
        if settings["trace"] == "all" and not traced:
            complaints += _also_traced(service, command)
    complaints += service.world.damage() + service.ears.heard()
    complaints += [f"left {path}" for path in temporary_files(service.root) - service.temporary]
    complaints += [f"left {found}" for found in system_v_objects() - service.objects]
    complaints += _left_over(service)
    if answer is not None:
        complaints += _harm(service)
    held = not complaints
    outcome = "" if answer is None else answer.get("outcome", answer.get("error", ""))
    return {"held": held, "outcome": outcome, "complaints": complaints, "took": round(took, 2)}


def _reached(service: Service, command: dict[str, Any]) -> list[str]:
    """Whether the same program, run without a recorder that would refuse it, gets to what it boasts of."""
    answer = service.ask({**command, "do": "run"}, command["seconds"] + service.late)
    if answer is None:
        return [f"no answer, or none in time: {service.words()}"]
    said = base64.b64decode(answer.get("payload", ""))
    return ["reached what leads to the recorder"] if answer.get("finished") and b"FORGED" in said else []


def _also_traced(service: Service, command: dict[str, Any]) -> list[str]:
    """What the same program does under the recorder and in its replay."""
    answer = service.ask({**command, "do": "trace"}, command["seconds"] * 4 + service.late)
    if answer is None:
        return [f"no trace, or none in time: {service.words()}"]
    return [f"traced: {complaint}" for complaint in _said(answer, command["code"], True)]


def _about_traces(code: str) -> bool:
    return code.partition("|")[0].strip().endswith(("trace", "monkeypatch", "forgery"))


def _said(answer: dict[str, Any], code: str, traced: bool) -> list[str]:
    """What must not be in an answer, whatever the program did."""
    if "error" in answer:
        return [f"the jail failed: {answer['error']}"]
    if traced:
        text = json.dumps(answer).encode()
        believed = answer["outcome"] in ("finished", "raised")
        forged = [f"forged trace accepted: {answer['outcome']}"] if believed and b"FORGED" in text else []
        if believed and "def hidden_work" in code and "'hidden_work'" not in answer["trace"]:
            forged.append("hidden work, and the trace accepted")
    else:
        parts = [base64.b64decode(answer[name]) for name in ("payload", "stdout", "stderr")]
        text = b"\n".join([*parts, answer["detail"].encode()])
        forged = ["forged result accepted"] if answer["finished"] and b"FORGED_RESULT" in parts[0] else []
    leaks = [f"leaked {canary.decode()}" for canary in sorted(set(CANARY.findall(text)))]
    pwned = [f"boasts: {line[:120].decode('utf-8', 'replace')}" for line in re.findall(rb"PWNED[^\n\"\\]*", text)]
    return leaks + pwned + forged


def _harm(service: Service) -> list[str]:
    """What the attack did to the service itself, and whether the next program is served right."""
    benign = service.ask(SERVED, service.late)
    state = service.ask({"do": "state"}, service.late)
    if benign is None or state is None:
        return [f"dead after the attack: {service.words()}"]
    first = service.benign
    assert first is not None
    wrong = [f"wrong answer afterwards: {benign}"] if benign != first else []
    before = service.state
    assert before is not None
    for name in ("limits", "descriptors", "threads", "oom", "token"):
        if state[name] != before[name]:
            wrong.append(f"{name} of the service: {before[name]} became {state[name]}")
    return wrong


def _left_over(service: Service) -> list[str]:
    deadline = time.monotonic() + service.settle
    while len(now := _processes(service.uid)) > len(service.processes) and time.monotonic() < deadline:
        time.sleep(0.02)
    if len(now) <= len(service.processes):
        return []
    return [f"process left: {_command(pid)}" for pid in sorted(now - service.processes)]


def _processes(uid: int) -> set[int]:
    """Processes there are: all in a pid namespace of our own, else those of the service's uid. Reaps our orphans."""
    alone = os.getpid() == 1
    if alone:
        _reap_orphans()
    found = set()
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            try:
                owner = os.stat(f"/proc/{name}").st_uid
                with open(f"/proc/{name}/stat") as stat:
                    zombie = stat.read().rpartition(")")[2].split()[0] == "Z"
            except OSError:
                continue
            if not zombie and (alone or owner == uid):
                found.add(int(name))
    return found


def _reap_orphans() -> None:
    """As process 1, reap what was left to us, except the service, which subprocess waits for."""
    ours = _direct_children()
    for pid in ours:
        try:
            if b"service.py" not in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.waitpid(pid, os.WNOHANG)
        except (OSError, ChildProcessError):
            continue


def _direct_children() -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")[:200]
    except OSError:
        return str(pid)


def _end_all_but(keep: set[int], uid: int) -> None:
    """End every process of the service's: only in a pid namespace of our own, or a uid nobody else has."""
    if os.getpid() != 1 and uid in (0, os.getuid()):
        return
    for _ in range(50):
        left = _processes(uid) - keep
        if not left:
            return
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.05)


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        try:
            os.unlink(path)
        except OSError:
            return


def _seat_belt() -> None:
    """Limits on the service, wide enough for its work."""
    resource.setrlimit(resource.RLIMIT_NPROC, (400, 400))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (400 << 20, 400 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512))
