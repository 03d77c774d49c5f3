"""A jail whose service was killed ends, with the run it is in the middle of."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

SERVICE = """
from tracepile_hf.execution.jail.outside.sandbox import Sandbox
with Sandbox("default") as sandbox:
    sandbox.run({"code": "x = 1", "cases": [{}], "modes": ["plain"]})
    print("ready", flush=True)
    limits = {"seconds": 3600.0, "cpu_seconds": 3600}
    sandbox.run({"code": "while True: pass", "cases": [{}], "modes": ["plain"], "limits": limits})
"""

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc")


def descendants(pid: int) -> list[int]:
    try:
        found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return found + [deeper for one in found for deeper in descendants(one)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_run_that_nobody_waits_for_is_ended_long_before_its_time(tmp_path: Path) -> None:
    service = subprocess.Popen([sys.executable, "-c", SERVICE], stdout=subprocess.PIPE, text=True)
    assert service.stdout is not None
    assert service.stdout.readline() == "ready\n"
    idle = set(descendants(service.pid))
    while len(set(below := descendants(service.pid)) - idle) < 2:  # a warden and its child
        assert service.poll() is None
        time.sleep(0.01)
    service.kill()
    service.communicate()
    for pid in below:
        while alive(pid):  # they end: else this test would not, for an hour
            time.sleep(0.02)
