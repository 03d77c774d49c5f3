"""The service under attack: one sandbox, commands on standard input, answers on standard output, secrets all around.

It has a token in its environment, a secret in its memory, descriptors it did not close, and runs each program it is
sent in the sandbox it was told to make. Started by judge.py only.
"""

from __future__ import annotations

import base64
import json
import os
import resource
import sys
import threading
from typing import Any

SECRET_IN_MEMORY = "CANARY-MEM-" + os.urandom(2).hex()


def main() -> int:
    settings = json.loads(sys.argv[1])
    from tracepile_hf.errors import TracepileError
    from tracepile_hf.execution.jail.outside.sandbox import Sandbox

    sandbox = Sandbox(
        settings["policy"],
        runner=settings["runner"],
        without=settings["without"],
        allow_weak_jail=settings["weak"],
    )
    tracing = _tracer(settings) if settings["trace"] else None
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = _answer(sandbox, tracing, command)
        except TracepileError as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
    sandbox.close()
    return 0


def _answer(sandbox: Any, tracing: Any, command: dict[str, Any]) -> dict[str, Any]:
    if command["do"] == "state":
        return _state(sandbox)
    if command["do"] == "trace":
        return tracing(command["code"], command["seconds"])
    job = {
        "code": command["code"],
        "entry_point": None,
        "cases": [{"stdin": command.get("stdin", "")}],
        "modes": ["plain"],
        "limits": {"seconds": command["seconds"], "cpu_seconds": 30, **command.get("limits", {})},
    }
    (reply,) = sandbox.run(job)
    text = {name: base64.b64encode(getattr(reply, name) or b"").decode() for name in ("payload", "stdout", "stderr")}
    return {"outcome": reply.outcome, "detail": reply.detail, "finished": reply.payload is not None, **text}


def _state(sandbox: Any) -> dict[str, Any]:
    """What an attack may have done to this very process."""
    layers = sandbox.layers()  # starts the zygote, if it has to be
    limits = {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")}
    with open("/proc/self/oom_score_adj") as file:
        oom = file.read().strip()
    with open("/proc/self/statm") as file:
        pages = int(file.read().split()[1])
    return {
        "limits": limits,
        "descriptors": len(os.listdir("/proc/self/fd")),
        "threads": threading.active_count(),
        "oom": oom,
        "resident": pages * os.sysconf("SC_PAGESIZE"),
        "token": os.environ.get("HF_TOKEN"),
        "layers": layers,
    }


def _tracer(settings: dict[str, Any]) -> Any:
    """A function that traces a program with the real recorder and tells what would be believed about it."""
    from tracepile_hf.execution import Limits, Tracer
    from tracepile_hf.records import Case, Program

    tracer = Tracer(settings["policy"], allow_weak_jail=settings["weak"], without=settings["without"])

    def trace(code: str, seconds: float) -> dict[str, Any]:
        program = Program(id="attack", domain="user", family="attack", code=code)
        (trace,) = tracer.run(program, [Case(id="attack", program=program)], limits=Limits(seconds=seconds))
        return {"outcome": trace.outcome, "reason": trace.reason, "trace": repr(trace.steps), "stdout": trace.stdout}

    return trace


if __name__ == "__main__":
    raise SystemExit(main())
