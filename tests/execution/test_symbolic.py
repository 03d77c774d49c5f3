"""Programs that use sympy and numpy are followed exactly, or refused with a reason."""

from __future__ import annotations

import pytest
from waiting import LIMIT

import tracepile_hf as tp
from tracepile_hf.execution import Limits, Tracer, trace_in_process
from tracepile_hf.execution.replay.guards.foreign import harmless
from tracepile_hf.records import Case, Program, Trace

pytest.importorskip("sympy")
pytest.importorskip("numpy")


def traced(code: str) -> Trace:
    program = Program("p", "user", "test", code)
    return trace_in_process(program, Case("c", program), Limits())


def told(trace: Trace, line: int) -> dict[str, str]:
    """What the steps of a line changed, the last of them."""
    return {place: literal for step in trace.steps if step.line == line for place, literal in step.changed}


SOLVED = """\
from sympy import Eq, Rational, solve, symbols
x, y = symbols('x y')
found = solve([Eq(x + y, 10), Eq(x - y, 3)], [x, y])
total = found[x] * 2 + Rational(1, 3)
expression = (x + 1) ** 2
value = expression.expand().subs(x, found[y])
print(total, value)
"""


def test_values_of_sympy_are_told_and_the_rationale_is_proved() -> None:
    trace = traced(SOLVED)
    assert (trace.outcome, trace.stdout) == ("finished", "40/3 81/4\n")
    assert told(trace, 4) == {"total": "Rational(40, 3)"}
    assert told(trace, 5) == {"expression": "sympify('(x + 1)**2')"}
    text = tp.narrate(trace)
    assert "Rational(81, 4)" in text
    assert tp.verify(text, trace).accepted
    assert not tp.verify(text.replace("Rational(81, 4)", "Rational(80, 4)"), trace).accepted


VIEWS = """\
import numpy as np
table = np.zeros((2, 3), dtype=int)
row = table[1]
row[2] = 5
table[0] = row
row += 1
column = table[:, 0].copy()
column[0] = 9
flipped = table.T
flipped.sort()
"""


def test_a_write_through_a_view_is_a_write_to_all_that_share_its_memory() -> None:
    trace = traced(VIEWS)
    assert trace.outcome == "finished"
    assert told(trace, 4) == {"row": "ndarray([0, 0, 5])", "table": "ndarray([[0, 0, 0], [0, 0, 5]])"}
    assert told(trace, 5) == {"table": "ndarray([[0, 0, 5], [0, 0, 5]])"}
    assert told(trace, 6) == {"row": "ndarray([1, 1, 6])", "table": "ndarray([[0, 0, 5], [1, 1, 6]])"}
    assert told(trace, 8) == {"column": "ndarray([9, 1])"}
    assert told(trace, 10) == {}  # every row of the transpose is sorted already


def test_a_matrix_of_sympy_that_is_written_to_is_told_anew() -> None:
    trace = traced("from sympy import Matrix\na = Matrix([[1, 2], [3, 4]])\nb = a\na[0, 1] = 7\nb.row_swap(0, 1)\n")
    assert told(trace, 4) == dict.fromkeys(("a", "b"), "sympify('Matrix([[1, 7], [3, 4]])')")
    assert told(trace, 5) == dict.fromkeys(("a", "b"), "sympify('Matrix([[3, 4], [1, 7]])')")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import sympy\nf = sympy.lambdify(sympy.Symbol('x'), 1)\n", "module"),
        ("import sympy\na = sympy.sympify('__import__(\"os\")')\n", "opaque_call"),
        ("import sympy\na = sympy.sqrt('open(1)')\n", "opaque_call"),
        ("from sympy import symbols\nx = symbols('x')\ny = x._assumptions\n", "opaque"),
        ("from sympy import Symbol\nclass Own(Symbol):\n    pass\n", "class"),
        ("from sympy import solve, symbols\nx, y = symbols('x y')\nsolve({x - 1, y - 2}, [x, y])\n", "set_order"),
        ("from sympy import Matrix\na = Matrix(2, 2, lambda i, j: i)\n", "opaque_call"),
        ("import numpy as np\na = np.random.rand()\n", "module"),
        ("import numpy as np\na = np.empty(3)\n", "module"),
        ("import numpy as np\na = np.array([[1], [2, 3]], dtype=object)\n", "opaque_call"),
        ("import numpy as np\na = np.array([None])\n", "opaque"),
        ("import numpy as np\na = np.ones(2)\nb = np.add(a, a, out=a)\n", "opaque_call"),
        ("import numpy as np\na = np.ones(2)\na.shape = (2, 1)\n", "attribute"),
        ("import numpy as np\na = np.ones(2).ctypes\n", "opaque"),
        ("from sympy.printing import latex\n", "module"),
    ],
)
def test_what_cannot_be_followed_is_refused_by_reason(code: str, reason: str) -> None:
    trace = traced(code)
    assert (trace.outcome, trace.reason) == ("refused", reason)


def test_a_write_into_a_value_of_sympy_is_refused_in_the_jail_where_it_harms_no_other_run() -> None:
    spoiling = Program("p", "user", "test", "from sympy import symbols\nx = symbols('x')\nx.name = 'y'\n")
    with Tracer("trusted") as tracer:
        (refused,) = tracer.run(spoiling, [Case("c", spoiling)], Limits(seconds=LIMIT))
        sound = Program("q", "user", "test", SOLVED)
        (trace,) = tracer.run(sound, [Case("c", sound)], Limits(seconds=LIMIT))
    assert (refused.outcome, refused.reason, refused.steps) == ("refused", "attribute", ())
    assert (trace.outcome, trace.stdout) == ("finished", "40/3 81/4\n")


def test_errors_of_the_libraries_are_the_programs_own() -> None:
    trace = traced("from sympy import symbols\nx = symbols('x')\nif x > 3:\n    print(1)\n")
    assert trace.outcome == "raised"
    assert trace.exception is not None
    assert trace.exception.startswith("TypeError(")
    attempt = "try:\n    np.linalg.inv(np.zeros((2, 2)))\nexcept np.linalg.LinAlgError:\n    print('no')\n"
    trace = traced(f"import numpy as np\n{attempt}")
    assert (trace.outcome, trace.stdout) == ("finished", "no\n")


def test_text_that_sympy_would_evaluate_is_arithmetic_only() -> None:
    for text in ("x**2 - 4", "sqrt(3)*x + 1/2", "+", "2*(x + y)"):
        assert harmless(text)
    for text in ("open('x')", "x.__class__", "x.free", "(lambda: 1)()", "[i for i in x]", "a" * 501, "exec(x)"):
        assert not harmless(text)


def test_in_the_jail_they_are_replayed_in_a_child_of_their_own() -> None:
    program = Program("p", "math", "test", SOLVED)
    case = Case("c", program)
    with Tracer("trusted") as tracer:
        (trace,) = tracer.run(program, [case], Limits(seconds=LIMIT))
    assert (trace.outcome, trace.stdout) == ("finished", "40/3 81/4\n")
    assert [step.changed for step in trace.steps] == [step.changed for step in traced(SOLVED).steps]
