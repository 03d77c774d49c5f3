"""What an answer is worth: whether it is exactly right, and how many of its statements the checker proves."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.experiment.answers import Answer
from tracepile_hf.experiment.rows import Row
from tracepile_hf.experiment.scratchpad import answer_in
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify


@dataclass(frozen=True, slots=True)
class Score:
    """Of one answer. `claims` and `proved` count what is said of the run; the answer itself is in `right` alone."""

    id: str
    right: bool
    cut: bool
    claims: int
    proved: int


def is_right(said: str, answer: str) -> bool:
    """Whether a text ends with this very answer."""
    return answer_in(said) == answer


def score(answer: Answer, row: Row) -> Score:
    """Judge one answer against its question, whose run is recorded again. A text with a line or less claims nothing."""
    right = is_right(answer.text, row.answer)
    if "\n" not in answer.text.strip():
        return Score(row.id, right, answer.cut, 0, 0)
    found = verify(answer.text, _run(row.family, row.code, row.call), placing="lenient").claims
    told = [finding for finding in found if finding.claim.kind != "answer"]
    return Score(row.id, right, answer.cut, len(told), sum(finding.standing == "proved" for finding in told))


@lru_cache(maxsize=4096)
def _run(name: str, code: str, call: str) -> Trace:
    entry = call.partition("(")[0]
    program = Program(f"experiment/{name}", "experiment", name, code, entry, source="tracepile")
    arguments = tuple(_arguments(call))
    return trace_in_process(program, Case(call, program, arguments))


def _arguments(call: str) -> list[str]:
    """The literals of a call as text."""
    node = ast.parse(call, mode="eval").body
    return [ast.unparse(argument) for argument in node.args] if isinstance(node, ast.Call) else []
