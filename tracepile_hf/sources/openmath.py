"""Programs from nvidia/OpenMathInstruct-1: solutions whose code blocks, joined, print the expected answer.

A row's solution is prose with `<llm-code>` blocks that ran in one notebook. Joined, each block shows the value of its
last expression, as the notebook did, by a `print`. A solution is kept only if that program, run by the injected `run`,
ends with the expected answer in the sense of the injected `equal`. Every other row is counted under one reason of
DROPPED. Solutions of one question share a family, so that a question never stands on both sides of a split.

`reference`, off by default, is the paper's difficulty filter: a model that is asked a question `times` times; what it
answers right every time is dropped.

This module does not fetch rows, and no code of theirs runs here.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from tracepile_hf.errors import InputError
from tracepile_hf.records import Case, Program, Run
from tracepile_hf.sources.judged import digest
from tracepile_hf.sources.rows import REASONS, Reader, Row, RowReading, Take, demand_columns, text

SOURCE: Final = "nvidia/OpenMathInstruct-1"
LICENSE: Final = "NVIDIA License"
LONGEST: Final = 4000  # characters of code
MODULES: Final = frozenset(
    {"cmath", "collections", "datetime", "decimal", "fractions", "functools", "itertools", "math", "numpy", "operator"}
    | {"statistics", "string", "sympy", "typing"}
)
DROPPED: Final[dict[str, str]] = {
    name: REASONS[name]
    for name in (
        *("not_correct", "no_code", "does_not_parse", "too_long", "module", "reads_input", "duplicate"),
        *("run_failed", "timed_out", "no_output", "other_answer", "too_easy"),
    )
}

Equal: TypeAlias = Callable[[str, str], bool]  # expected, printed
Reference: TypeAlias = Callable[[str, int], Sequence[str]]  # question, how many answers

_BLOCK: Final = re.compile(r"<llm-code>(.*?)</llm-code>", re.DOTALL)
_READING: Final = frozenset({"input", "open", "exec", "eval", "compile", "__import__"})


def reader(run: Run, equal: Equal, reference: Reference | None = None, times: int = 4) -> Reader:
    """What reads the rows of one harvest (hub.py), in order: a program is run at once, and the same one only once.

    Errors: InputError for a row without the columns of this set, or a reference model that gives too few answers.
    """
    seen: set[str] = set()

    def read(row: Row, take: Take) -> RowReading:
        program, reason = program_of(row)
        if program is None or program.id in seen:
            return RowReading(dropped=(reason or "duplicate",))
        seen.add(program.id)
        expected = _text(row, "expected_answer")
        case, reason = _answered(program, expected, run, equal)
        if case is not None and reference is not None and _easy(program.statement, expected, equal, reference, times):
            case, reason = None, "too_easy"
        return RowReading(dropped=(reason,)) if case is None else RowReading(((case,),))

    return read


def program_of(row: Row) -> tuple[Program | None, str]:
    """The program in a row, not yet run; or None and the reason why there is none."""
    question, solution = _text(row, "question"), _text(row, "generated_solution")
    if row.get("is_correct") is False:
        return None, "not_correct"
    blocks = [block.strip("\n") for block in _BLOCK.findall(solution) if block.strip()]
    if not blocks:
        return None, "no_code"
    code = joined(blocks)
    reason = _unwanted(code)
    if code is None or reason:
        return None, reason
    group = digest(question.strip())
    program = Program(
        id=f"math/openmath/{digest(question + code)}",
        domain="math",
        family=f"openmath/{group}",
        code=code,
        source=SOURCE,
        url=f"https://huggingface.co/datasets/{SOURCE}",
        statement=question.strip(),
        license=LICENSE,
    )
    return program, ""


def joined(blocks: Sequence[str]) -> str | None:
    """Cells of a notebook as one program that prints what each cell showed; None if a cell does not parse."""
    shown: list[str] = []
    returning: set[str] = set()
    for block in blocks:
        tree = _parsed(block)
        if tree is None:
            return None
        returning |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and _returns(node)}
        shown.append(_with_print(block, tree, returning))
    return "\n\n".join(shown) + "\n"


def _parsed(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a plain string and the like
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last three: null bytes, nesting too deep
        return None


def _with_print(block: str, tree: ast.Module, returning: set[str]) -> str:
    """The cell with its last expression inside a `print`, unless that shows nothing."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or not _has_value(last.value, returning):
        return block
    lines = block.encode("utf-8").splitlines()  # the tree counts columns in bytes
    end = (last.end_lineno or last.lineno) - 1
    start, tail = last.lineno - 1, last.end_col_offset or 0
    before = [*lines[:start], lines[start][: last.col_offset]]
    inside = lines[start : end + 1]
    inside[-1] = inside[-1][:tail]
    inside[0] = inside[0][last.col_offset :]
    kept = b"\n".join(before) + b"print(" + b"\n".join(inside) + b")"
    return kept.decode("utf-8")


def _has_value(value: ast.expr, returning: set[str]) -> bool:
    """Whether a notebook would show something for this expression statement."""
    if isinstance(value, ast.Constant):
        return not isinstance(value.value, str) and value.value is not None  # no comment in the shape of a string
    if not isinstance(value, ast.Call):
        return True
    called = value.func
    if isinstance(called, ast.Name):
        return called.id != "print" and (called.id in returning or not called.id.startswith(("print", "display")))
    return not (isinstance(called, ast.Attribute) and called.attr in ("append", "extend", "sort", "update", "add"))


def _returns(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(function))


def _unwanted(code: str | None) -> str:
    """A reason of DROPPED, or nothing."""
    tree = None if code is None else _parsed(code)
    if code is None or tree is None:
        return "does_not_parse"
    if len(code) > LONGEST:
        return "too_long"
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Name) and node.id in _READING:
            return "reads_input"
    return "" if modules <= MODULES else "module"


def _answered(program: Program, expected: str, run: Run, equal: Equal) -> tuple[Case | None, str]:
    """The case of a program whose last printed line is the expected answer; or None and the reason."""
    bare = Case(f"{program.id}:0", program)
    trace = run(program, [bare])[0]
    if trace.outcome == "timed_out":  # once more: on a busy machine a run may take long
        trace = run(program, [bare])[0]
    if trace.outcome != "finished":
        return None, "timed_out" if trace.outcome == "timed_out" else "run_failed"
    lines = trace.stdout.strip().splitlines()
    if not lines:
        return None, "no_output"
    if not equal(expected, lines[-1]):
        return None, "other_answer"
    return Case(bare.id, program, expected=trace.stdout), ""


def _easy(question: str, expected: str, equal: Equal, reference: Reference, times: int) -> bool:
    answers = reference(question, times)
    if len(answers) != times:
        raise InputError(f"{times} answers", str(len(answers)), "the reference model")
    return all(equal(expected, answer) for answer in answers)


def _text(row: Row, column: str) -> str:
    demand_columns(row, [column])
    return text(row, column)
