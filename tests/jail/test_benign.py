"""Programs that mean no harm pass unharmed, whatever they use of what the jail guards."""

import json
import os
import sys
from pathlib import Path

import pytest
from waiting import LIMIT

from tracepile_hf.execution.jail.outside.sandbox import Sandbox

RUNNER = Path(__file__).with_name("runner.py")

BIG_STACK = """
import sys, threading
sys.setrecursionlimit(10 ** 6)
threading.stack_size(1 << 27)
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
def main(): print(depth(50000))
thread = threading.Thread(target=main)
thread.start()
"""
CODECS = """
import codecs, encodings.aliases
missing = []
for name in sorted(set(encodings.aliases.aliases.values())):
    try:
        codecs.lookup(name)
    except LookupError:
        missing.append(name)
"""


def codecs_missing():
    """Which codecs the library names and this system has not, outside of the jail."""
    found = {}
    exec(CODECS, found)
    return found["missing"]


PROGRAMS = {
    "big stack in a thread, never joined": (BIG_STACK, "", "50000\n"),
    "deep recursion": (
        "import sys\nsys.setrecursionlimit(10 ** 5)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(20000))",
        "",
        "20000\n",
    ),
    "large output": ("print('x' * 700000)", "", "x" * 700000 + "\n"),
    "bytes from standard input": (
        "import sys\nprint(sum(map(int, sys.stdin.buffer.read().split())))",
        "1 2 3\n4\n" * 50000,
        "500000\n",
    ),
    "lines of standard input": (
        "import sys\nn = int(input())\nprint(n, [line.strip() for line in sys.stdin])",
        "2\na\nb\n",
        "2 ['a', 'b']\n",
    ),
    "os.read and os.fstat": (
        "import os\nprint(len(os.read(0, os.fstat(0).st_size)), os.isatty(0))",
        "y" * 100000,
        "100000 False\n",
    ),
    "reopened standard input": ("print(open(0).read().upper())", "abc", "ABC\n"),
    "mapped standard input": (
        "import mmap\nprint(mmap.mmap(0, 0, access=mmap.ACCESS_READ).readline())",
        "1 2\n",
        "b'1 2\\n'\n",
    ),
    "output at exit": ("import atexit\natexit.register(print, 'bye')\nprint('hello')", "", "hello\nbye\n"),
    "exit": ("print(1)\nexit()\nprint(2)", "", "1\n"),
    "a file that is not there": (
        "import os\ntry: open('input.txt')\nexcept FileNotFoundError: print('none', os.path.exists('input.txt'))",
        "",
        "none False\n",
    ),
    "threads and queues": (
        "import queue, threading\nq = queue.Queue()\n"
        "ts = [threading.Thread(target=q.put, args=(i,)) for i in range(10)]\n"
        "[t.start() for t in ts]; [t.join() for t in ts]\nprint(sorted(q.get() for _ in range(10)))",
        "",
        "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n",
    ),
    "named tuples, enums, data classes, types": (
        "import collections, dataclasses, enum, typing\n"
        "P = collections.namedtuple('P', 'x y')\nclass C(enum.Enum):\n    RED = 1\nF = enum.Flag('F', 'A B')\n"
        "@dataclasses.dataclass(order=True)\nclass D:\n    a: int = 0\nclass N(typing.NamedTuple):\n    a: int\n"
        "T = typing.TypeVar('T')\nprint(P(1, 2), C.RED, D(3) < D(4), N(5), F.A.value)",
        "",
        "P(x=1, y=2) C.RED True N(a=5) 1\n",
    ),
    "the collector": ("import gc\ngc.disable(); gc.collect(); gc.enable()\nprint(gc.isenabled())", "", "True\n"),
    "all codecs of the library": (CODECS + "print(missing)", "", f"{codecs_missing()}\n"),
    "the library at large": (
        "import base64, calendar, csv, difflib, email.message, hashlib, html, json, logging, pickle\n"
        "import secrets, shlex, statistics, string, textwrap, unicodedata, unittest, uuid, xml.dom.minidom\n"
        "print(hashlib.sha256(b'').hexdigest()[:8], pickle.loads(pickle.dumps({1: [2]})), statistics.mean([1, 2]))\n"
        "print(unicodedata.name('\\u00e9'), len(secrets.token_bytes(8)), 'x'.encode('utf-16').decode('utf-16'))",
        "",
        "e3b0c442 {1: [2]} 1.5\nLATIN SMALL LETTER E WITH ACUTE 8 x\n",
    ),
    "chance is the same every time": (
        "import random\na = random.random()\nrandom.seed(5)\nprint(random.randint(1, 10 ** 9))",
        "",
        "668835602\n",
    ),
    "decimals and fractions": (
        "from decimal import Decimal, getcontext\nfrom fractions import Fraction\ngetcontext().prec = 30\n"
        "print(Decimal(1) / 3, Fraction(1, 3) + Fraction(1, 6))",
        "",
        "0.333333333333333333333333333333 1/2\n",
    ),
    "regular expressions, dates, sorting": (
        "import datetime,re\nprint(re.findall(r'\\d+', 'a1b'), datetime.date(2024, 2, 29).isoweekday(), sorted('cab'))",
        "",
        "['1'] 4 ['a', 'b', 'c']\n",
    ),
}


def outcome(sandbox, code, stdin="", **limits):
    case = {"stdin": stdin}
    limits = {"seconds": LIMIT, "cpu_seconds": LIMIT, **limits}
    (reply,) = sandbox.run({"code": code, "cases": [case], "modes": ["plain"], "limits": limits})
    return reply.outcome, reply.detail, reply.payload and json.loads(reply.payload)


@pytest.fixture(scope="module", params=["trusted", "default", "public"])
def sandbox(request):
    with Sandbox(request.param, runner=RUNNER) as sandbox:
        yield sandbox


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="default and public are Linux's")
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_benign_program_passes_unharmed(sandbox, name):
    code, stdin, expected = PROGRAMS[name]
    found, detail, answer = outcome(sandbox, code, stdin)
    assert (found, detail) == ("finished", "")
    assert answer == {"outcome": "finished", "result": None, "exception": None, "stdout": expected}


@pytest.mark.parametrize("policy", ["trusted", "default"])
def test_numpy_and_sympy_work_in_a_zygote_of_their_own(policy):
    pytest.importorskip("numpy")
    pytest.importorskip("sympy")
    code = (
        "import numpy as np, sympy as sp\nx = sp.symbols('x')\n"
        "print(sp.integrate(sp.sin(x) ** 2, x), sp.factor(x ** 3 - 1), sp.solve(x ** 2 - 4, x))\n"
        "print(np.linalg.det(np.array([[2.0, 0], [0, 3]])), np.arange(6).reshape(2, 3).sum(axis=0), np.fft.fft([1]))\n"
        "print(np.random.default_rng(1).integers(0, 10, 3), sp.isprime(2 ** 61 - 1), sp.Matrix([[1, 2], [3, 4]]).det())"
    )
    with Sandbox(policy, runner=RUNNER, modules=["numpy", "sympy"]) as sandbox:
        found, detail, answer = outcome(sandbox, code, memory_mb=1024)
    assert (found, detail, answer and answer["exception"]) == ("finished", "", None)
    assert answer["stdout"].splitlines()[1].startswith("6.0 [3 5 7]")


def test_programs_know_nothing_of_the_service(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    code = (
        "import os, sys\nheld = []\nfor d in range(99):\n    try: os.fstat(d); held += [d]\n    except OSError: 0\n"
        "print(held, 'HF_TOKEN' in os.environ, sys.argv, len(sys.orig_argv[0]))"
    )
    with Sandbox("default", runner=RUNNER) as sandbox:
        _, _, answer = outcome(sandbox, code)
    os.close(descriptor)
    assert answer["stdout"] == "[0, 1, 2, 3] False [''] 0\n"
