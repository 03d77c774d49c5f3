"""Where the kernel offers too little: what refuses, what it says, and what is noted when it is told to go on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import LIMIT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs seccomp to take it away")
PROGRAM = {"id": "p", "code": "def f(x):\n    y = x + 1\n    return y\n", "entry_point": "f", "arguments": ["1"]}


def tracepile(*arguments):
    command = [
        sys.executable,
        str(Path(__file__).with_name("weak_machine.py")),
        sys.executable,
        "-m",
        "tracepile_hf.cli",
    ]
    return subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True, timeout=LIMIT)


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    path = tmp_path_factory.mktemp("weak") / "in.jsonl"
    path.write_text(json.dumps(PROGRAM) + "\n")
    return path


def test_the_doctor_says_what_is_missing_and_fails():
    found = tracepile("doctor")
    assert found.returncode == 1
    said = {line.split()[0] + " " + line.split()[1]: line for line in found.stdout.splitlines()}
    assert "seccomp no" in said
    assert "namespaces no" in said
    assert "needs seccomp or namespaces" in found.stdout
    assert "needs seccomp\n" in found.stdout
    assert "only the bundled programs can be run here" in found.stderr


def test_programs_from_elsewhere_are_refused(tmp_path, programs):
    found = tracepile("build", "--config", "extra", "--programs", programs, "--out", tmp_path / "c")
    assert found.returncode == 1
    assert "expected seccomp or namespaces for the policy default" in found.stderr
    assert not (tmp_path / "c" / "extra").exists()


def test_bundled_programs_run(tmp_path):
    found = tracepile("build", "--config", "algorithm-base", "--samples", "2", "--out", tmp_path, "--no-cache")
    assert found.returncode == 0, found.stderr
    ledger = json.loads((tmp_path / "algorithm-base" / "ledger.json").read_text())
    assert (ledger["policy"], ledger["weak_jail"]) == ("trusted", False)


def test_told_to_go_on_it_does_and_ledger_and_card_say_so(tmp_path, programs):
    arguments = ("build", "--config", "extra-base", "--programs", programs, "--out", tmp_path, "--no-cache")
    found = tracepile(*arguments, "--allow-weak-jail")
    assert found.returncode == 0, found.stderr
    assert "in a weak jail" in found.stderr
    ledger = json.loads((tmp_path / "extra-base" / "ledger.json").read_text())
    assert (ledger["policy"], ledger["weak_jail"], ledger["kept"]) == ("default", True, 1)
    assert "in a weak jail" in (tmp_path / "README.md").read_text()
    assert tracepile("verify", tmp_path).returncode == 1
    assert tracepile("verify", tmp_path, "--allow-weak-jail").returncode == 0


def test_a_single_program_is_traced_only_when_told_to(tmp_path):
    file = tmp_path / "p.py"
    file.write_text(PROGRAM["code"])
    assert tracepile("trace", file, "--call", "f(1)").returncode == 1
    found = tracepile("trace", file, "--call", "f(1)", "--allow-weak-jail")
    assert found.returncode == 0, found.stderr
    assert "2" in found.stdout
