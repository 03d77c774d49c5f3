"""Programs of one's own through trace, narration and proof: one program, or a file of them.

Nothing here builds a corpus: rows of `tracepile trace --programs` have one form whether a program could be traced or
not, and a program that fails in any way leaves the others unharmed.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tracepile_hf.corpus.asking import ask_again
from tracepile_hf.corpus.fingerprint import made_by
from tracepile_hf.corpus.making import BAD_PROGRAM, never_entered
from tracepile_hf.corpus.rows import case_of, item_of
from tracepile_hf.corpus.running import crew
from tracepile_hf.engine import Done, Piece, in_order
from tracepile_hf.errors import CorpusError, InputError, ProgramError, SandboxError
from tracepile_hf.execution import Limits, Tracer, Witness
from tracepile_hf.literals import is_argument
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Pairs, Program, Run, Trace, Verdict
from tracepile_hf.sources.jsonl import Entry
from tracepile_hf.verification import verify

LIMITS: Final = Limits(seconds=10.0, steps=100_000)
TOLD: Final = ("finished", "raised")
_AHEAD: Final = 1024  # programs that may be traced beyond the oldest that is not
# Starts nothing yet. A caller that finds all of its zygotes busy gets another, up to one a core.
_SHARED: Final = Tracer(policy="default", workers=min(4, os.cpu_count() or 1))
_WEAK: Final = Tracer(policy="default", workers=_SHARED.workers, allow_weak_jail=True)
log = logging.getLogger(__name__)


def trace_one(
    code: str,
    entry_point: str | None = None,
    arguments: tuple[str, ...] = (),
    keyword_arguments: Pairs = (),
    stdin: str = "",
    limits: Limits | None = None,
    allow_weak_jail: bool = False,
    witness: Witness | None = None,
) -> Trace:
    """Trace one run with the process's shared tracer; usable from threads and after a fork."""
    for where, text in [*enumerate(arguments), *keyword_arguments]:
        if not isinstance(text, str) or not is_argument(text):
            raise InputError("a Python literal as text", repr(text)[:80], f"argument {where}")
    program = Program("program", "user", "program", code, entry_point, source="user")
    case = Case("program", program, arguments, keyword_arguments, stdin)
    tracer = _WEAK if allow_weak_jail else _SHARED
    trace = tracer.run(program, [case], limits=limits or LIMITS, witness=witness)[0]
    if trace.reason in BAD_PROGRAM:
        expected = "code that parses" if trace.reason == "syntax_error" else f"code that defines {entry_point}"
        raise ProgramError(expected, _why(trace), "program")
    if never_entered(trace):
        raise ProgramError(f"arguments that fit {entry_point}", str(trace.exception), "program")
    return trace


def read_call(text: str) -> tuple[str, tuple[str, ...], Pairs]:
    """`f([3, 1], key=2)` as entry point, arguments and keyword arguments; InputError if it is no such call."""
    expected = "a call of a function with literals, such as f([3, 1, 2])"
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError(expected, repr(text), "--call") from None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node.func.value = _class_of(node.func.value)  # `Solution().f(1)` is what `Solution.f(1)` calls
    if not isinstance(node, ast.Call) or any(word.arg is None for word in node.keywords):
        raise InputError(expected, repr(text), "--call")
    arguments = tuple(ast.unparse(argument) for argument in node.args)
    keywords = tuple((str(word.arg), ast.unparse(word.value)) for word in node.keywords)
    for literal in (*arguments, *(literal for _, literal in keywords)):
        if not is_argument(literal):
            raise InputError("arguments that are literals", literal, "--call")
    return ast.unparse(node.func), arguments, keywords


def _class_of(node: ast.expr) -> ast.expr:
    """`Class` of `Class()`; anything else as it is."""
    made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.args and not node.keywords
    return node.func if made and isinstance(node, ast.Call) else node


def trace_programs(
    entries: Sequence[Entry],
    workers: int = 1,
    limits: Limits = LIMITS,
    budget_tokens: int | None = None,
    allow_weak_jail: bool = False,
    witness: Witness = "program",
) -> Iterator[dict[str, Any]]:
    """One output row an entry, in order, as they come: the first case of each program traced, narrated and proved.

    `witness`: of which cases a run under the interpreter's own tracing has to agree (docs/trace.md).
    A program whose worker is lost again and again has a row that says so.
    """
    items = [Piece(entry.id or f"line {entry.line}", entry) for entry in entries]
    with crew(workers, "default", limits, allow_weak_jail, witness) as engine:
        for result in in_order(
            engine.run(functools.partial(_traced, budget_tokens=budget_tokens, witness=witness), items, _AHEAD)
        ):
            if isinstance(result, Done):
                yield result.value
            else:
                yield _row(result.piece.given.id, "crashed", reason=f"lost: {result}") | {"witness": witness}


def inputs_of(
    entries: Sequence[Entry],
    limits: Limits = LIMITS,
    budget_tokens: int | None = None,
    allow_weak_jail: bool = False,
    witness: Witness = "program",
) -> dict[str, str]:
    """Everything that the rows of `trace_programs` hang on, by name."""
    return {
        "programs": hashlib.sha256(repr(entries).encode()).hexdigest(),
        "budget": str(budget_tokens),
        "limits": repr(limits),
        "witness": witness,
        "policy": "default" + (", weak jail allowed" if allow_weak_jail else ""),
        **made_by(),
    }


def _traced(run: Run, entry: Entry, budget_tokens: int | None, witness: Witness) -> dict[str, Any]:
    return row_of(entry, run, budget_tokens) | {"witness": witness}


def row_of(entry: Entry, run: Run, budget_tokens: int | None) -> dict[str, Any]:
    """The output row of one entry. Whatever is wrong with it stands in `outcome` and `reason`."""
    if entry.error is not None:
        return _row(entry.id, "refused", reason=f"bad_input: {entry.error}")
    case = entry.cases[0]
    try:
        trace = run(case.program, [case])[0]
    except SandboxError as error:
        return _row(entry.id, "refused", reason=f"sandbox: {error}")
    if trace.reason in BAD_PROGRAM:
        return _row(entry.id, "refused", trace, reason=f"bad_program: {_why(trace)}")
    if trace.outcome not in TOLD:
        return _row(entry.id, trace.outcome, trace, reason=trace.reason or trace.outcome)
    if never_entered(trace):
        return _row(entry.id, "refused", trace, reason=f"bad_program: arguments: {trace.exception}")
    try:
        text = narrate(trace, budget_tokens=budget_tokens)
        verdict = verify(text, trace)
    except Exception as error:  # the boundary between programs: a fault here costs one row, and says so in it
        log.exception("%s: telling or proving failed", entry.id)
        return _row(entry.id, trace.outcome, trace, reason=f"fault: {type(error).__name__}: {error}")
    return _row(entry.id, trace.outcome, trace, text, verdict.accepted, verdict.reason)


def _why(trace: Trace) -> str:
    return f"{trace.reason}: {trace.exception}" if trace.exception else trace.reason


def _row(
    name: str, outcome: str, trace: Trace | None = None, text: str = "", accepted: bool = False, reason: str = ""
) -> dict[str, Any]:
    return {
        "id": name,
        "outcome": outcome,
        "result": None if trace is None else trace.result,
        "stdout": "" if trace is None else trace.stdout,
        "n_steps": 0 if trace is None else len(trace.steps),
        "rationale": text,
        "accepted": accepted,
        "reason": reason,
        "detail": "" if trace is None or trace.outcome in TOLD else trace.exception or "",
    }


def prove_row(row: Mapping[str, Any], text: str) -> tuple[int, int, bool]:
    """(claims, proved, accepted) of any text that answers a corpus row's question."""
    verdict = judge_row(row, text)
    return len(verdict.claims), sum(finding.standing == "proved" for finding in verdict.claims), verdict.accepted


def judge_row(row: Mapping[str, Any], text: str) -> Verdict:
    """The verdict on any text, a model's for example, that answers a corpus row's question.

    The row's program is run and its question asked again. Raises CorpusError if that does not give the row's question.
    """

    def run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
        return _SHARED.run(program, cases, limits=LIMITS)

    case = case_of(dict(row))
    question = ask_again(row["question_kind"], run(case.program, [case])[0], row["seed"], item_of(row), run)
    if question is None or question.prompt != row["messages"][0]["content"]:
        raise CorpusError(
            f"expected the question of row {row['id']} to come out again, got {question and question.prompt}"
        )
    return verify(text, question.traces[-1], question=question)
