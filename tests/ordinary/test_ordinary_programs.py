"""Ordinary programs, a kind a file: traced, told and proved, whatever of Python they use."""

import json
import re
from pathlib import Path

import pytest

import tracepile_hf as tp
from tracepile_hf import cli
from tracepile_hf.execution.seal import REASONS, advice
from tracepile_hf.tracing import read_call

PROGRAMS = sorted(Path(__file__).with_name("programs").glob("*.py"))


def said(code, name):
    found = re.search(rf"^# {name}: (.+)$", code, re.MULTILINE)
    return found[1] if found else None


def traced(code):
    call = said(code, "call")
    if call is None:
        return tp.trace(code)
    entry_point, arguments, keywords = read_call(call)
    return tp.trace(code, entry_point=entry_point, arguments=arguments, keyword_arguments=dict(keywords))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_program_is_traced_told_and_proved(path):
    code = path.read_text(encoding="utf-8")
    if "numpy" in code:
        pytest.importorskip("numpy")
    trace = traced(code)
    assert trace.outcome in ("finished", "raised"), f"{trace.reason}: {trace.exception}"
    verdict = tp.verify(tp.narrate(trace), trace)
    assert verdict.accepted, f"{verdict.reason}: {verdict.detail}"
    gives = said(code, "gives")
    if gives is not None:
        assert (trace.exception if trace.outcome == "raised" else trace.result) == gives


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_lines_may_end_as_python_lets_them(end):
    code = end.join(["def f(n):", "    x = n + 1", "    return x", ""])
    trace = tp.trace(code, entry_point="f", arguments=["1"])
    assert (trace.outcome, trace.result) == ("finished", "2")
    assert tp.verify(tp.narrate(trace), trace).accepted


@pytest.mark.parametrize(
    ("code", "call", "reason", "where"),
    [
        ("n = int(input())\ndef f(x):\n    return x + n\n", "f(1)", "entry_not_reached",
         "EOFError('EOF when reading a line'), line 1: n = int(input())"),
        ("import sys\ndef f(x):\n    return x\nsys.exit(0)\n", "f(1)", "entry_not_reached",
         "SystemExit(0), line 4: sys.exit(0)"),
        ("class P:\n    def __init__(self, n):\n        self.n = n\n    def f(self):\n        return 1\n", "P.f()",
         "entry_not_reached", "TypeError(\"P.__init__() missing 1 required positional argument: 'n'\")"),
        ("import argparse\ndef f(x):\n    p = argparse.ArgumentParser()\n    return p\n", "f(1)", "module",
         "argparse.ArgumentParser, line 3: p = argparse.ArgumentParser()"),
        ("import turtle\ndef f(x):\n    turtle.forward(x)\n", "f(1)", "module",
         "turtle.forward, line 3: turtle.forward(x)"),
        ("import unittest\nclass T(unittest.TestCase):\n    pass\ndef f(x):\n    return x\n", "f(1)", "module",
         "unittest.TestCase, line 2: class T(unittest.TestCase):"),
        ("from logging import getLogger\ndef f(x):\n    return getLogger\ndef g(x):\n    return f(x)('a')\n", "g(1)",
         "module", "logging.getLogger, line 5: return f(x)('a')"),
        ("import os\ndef f(x):\n    return os.getcwd()\n", "f(1)", "module", "os.getcwd, line 3: return os.getcwd()"),
        ("def f(x):\n    y = locals()\n    return y\n", "f(1)", "reads_own_frame", "locals(), line 2: y = locals()"),
        ("async def f(x):\n    return x\n", "f(1)", "async", "AsyncFunctionDef, line 1: async def f(x):"),
        ("def f(x):\n    return x.__dict__\nclass A:\n    pass\ndef g(x):\n    return f(A())\n", "g(1)", "attribute",
         "__dict__, line 2: return x.__dict__"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_and_where(code, call, reason, where):
    entry_point, arguments, _ = read_call(call)
    trace = tp.trace(code, entry_point=entry_point, arguments=arguments)
    assert (trace.outcome, trace.reason, trace.exception) == ("refused", reason, where)
    assert reason in REASONS


def test_a_generator_without_an_end_is_too_long():
    trace = tp.trace("import itertools\ndef f(n):\n    return itertools.count(n)\n", entry_point="f", arguments=["1"])
    assert (trace.outcome, trace.reason) == ("too_long", "steps")


def test_input_that_no_stream_can_hold_is_refused_and_harms_no_other():
    assert tp.trace("print(input())", stdin="\ud800\n").reason == "not_text"
    assert tp.trace("print(len(input()))", stdin="\udc80\n").stdout == "1\n"


def test_the_command_and_its_json_say_why_and_what_to_do(tmp_path, capsys, monkeypatch):
    def tracepile(*arguments):
        monkeypatch.setattr("sys.argv", ["tracepile", *arguments])
        with pytest.raises(SystemExit):
            cli.main()
        return capsys.readouterr()

    path = tmp_path / "p.py"
    path.write_text("import argparse\n\n\ndef f(n):\n    return argparse.ArgumentParser()\n")
    said = tracepile("trace", str(path), "--call", "f(1)").err
    assert "refused (module); argparse.ArgumentParser, line 5: return argparse.ArgumentParser(); " in said
    assert said.count("\n") == 1
    found = json.loads(tracepile("trace", str(path), "--call", "f(1)", "--format", "json").out)
    assert found["advice"] == advice("module")
