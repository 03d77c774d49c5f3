"""Starts a judge in the seat belt and collects its verdicts; used by the tests and by the matrix."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from enclosure import enclosed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def attacks() -> list[Path]:
    """All attack programs: our own, and those of the folder TRACEPILE_ATTACKS names."""
    folders = [HERE / "attacks"]
    if os.environ.get("TRACEPILE_ATTACKS"):
        folders.append(Path(os.environ["TRACEPILE_ATTACKS"]))
    return [path for folder in folders for path in sorted(folder.glob("*.py"))]


def run_attacks(
    user: str,
    policy: str,
    chosen: Sequence[Path],
    *,
    without: Sequence[str] = (),
    seconds: float = 1.0,
    trace: str = "",
    timeout: float = 1800.0,
) -> list[dict[str, Any]]:
    """One verdict for each attack, in order; fewer when the judge itself was lost, and a last one that says so.

    trace: "forgeries" puts the attacks on traces before the real recorder, "all" every attack; the others, or all, have
    a stand-in that reports what they print.
    """
    settings = {
        "call": "judge:judge",
        "user": user,
        "policy": policy,
        "without": list(without),
        "weak": True,
        "trace": trace,
        "seconds": seconds,
        "runner": str(HERE / "runner.py"),
        "attacks": [str(path.resolve()) for path in chosen],
    }
    verdicts, code, errors = in_seat_belt(settings, timeout)
    if code and (not verdicts or verdicts[-1]["name"] != "service"):
        verdicts.append({"name": "judge", "held": False, "outcome": "", "complaints": [errors[-2000:]]})
    return verdicts


def in_seat_belt(settings: dict[str, Any], timeout: float) -> tuple[list[dict[str, Any]], int, str]:
    """Run settings["call"] in the enclosure: the JSON lines it wrote, its exit status, its standard error."""
    reading, writing = os.pipe()
    prefixes = {Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), ROOT}
    prefixes |= {Path(name).parent for name in settings["attacks"]}
    settings = {
        **settings,
        "import_from": [str(ROOT), str(HERE)],
        "reach": [str(path) for path in _outermost(prefixes)],
        "results": writing,
    }
    command = [sys.executable, "-B", str(HERE / "enclosure.py"), json.dumps(settings)]
    with subprocess.Popen(command, pass_fds=[writing], start_new_session=True, stderr=subprocess.PIPE) as process:
        os.close(writing)
        with os.fdopen(reading) as results:
            try:
                lines = results.readlines()
            finally:
                process.terminate() if process.poll() is None else None
        errors = process.stderr.read() if process.stderr else b""
        code = process.wait(timeout)
    return [json.loads(line) for line in lines], code, errors.decode("utf-8", "replace")


def _outermost(paths: set[Path]) -> list[Path]:
    return sorted(path for path in paths if not any(other in path.parents for other in paths))


if __name__ == "__main__":
    if not enclosed():
        raise SystemExit("needs root and namespaces of its own: the seat belt")
    user, policy = sys.argv[1], sys.argv[2]
    picked = [path for path in attacks() if not sys.argv[3:] or path.stem in sys.argv[3:]]
    lost = 0
    for verdict in run_attacks(user, policy, picked):
        lost += not verdict["held"]
        print("held" if verdict["held"] else "LOST", verdict["name"], verdict["outcome"], *verdict["complaints"])
    print(f"{lost} lost")
    raise SystemExit(lost > 0)
