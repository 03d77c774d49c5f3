"""What the page can do, without the page: run, ask, grade, check, rewrite, export. Programs run only in the jail.

`Explorer` holds the jail and the limits for one visitor's run. Nothing a visitor sends is kept after the reply.
"""

from __future__ import annotations

import ast
import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from random import Random
from typing import Any, Final

import showing

from tracepile_hf import diversify, literals, narration, questions, verification
from tracepile_hf.errors import InputError, TracepileError
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.records import Case, Program, Question, Trace

LIMITS: Final = Limits(seconds=2.0, steps=6000, memory_mb=256, output_bytes=65536)
LONGEST_CODE: Final = 20_000  # characters
BUDGETS: Final = {"full": None, "condensed": 1500, "outline": 500}  # tokens


@dataclass(frozen=True, slots=True)
class Told:
    """One run with its telling."""

    trace: Trace
    text: str
    payload: dict[str, Any]


class Explorer:
    """The jail with the policy of a public page; without its required layers only bundled examples run."""

    def __init__(self) -> None:
        self.open_to_visitors = True
        self.why_closed = ""
        try:
            self.tracer = Tracer(policy="public")
        except TracepileError as error:
            self.open_to_visitors, self.why_closed = False, str(error)
            self.tracer = Tracer(policy="trusted")

    def run(self, code: str, call: str, stdin: str, detail: str, *, bundled: bool = False) -> Told:
        """Trace, narrate and prove one program. Errors: InputError in words for the visitor."""
        if not self.open_to_visitors and not bundled:
            raise InputError(
                "one of the bundled examples", "other code, which cannot be run safely here", self.why_closed
            )
        trace = self.traces(case_from(code, call, stdin))[0]
        return self.told(trace, detail)

    def traces(self, case: Case) -> Sequence[Trace]:
        """The trace of one case under the page's limits."""
        return self.tracer.run(case.program, [case], limits=LIMITS)

    def told(self, trace: Trace, detail: str) -> Told:
        """A trace with its rationale and what the checker says of it."""
        if not trace.steps or trace.outcome not in ("finished", "raised"):
            empty = verification.verify("", trace)
            return Told(trace, "", showing.payload(trace, "", replace(empty, claims=())))
        text = narration.narrate(trace, detail=detail, budget_tokens=BUDGETS[detail])
        verdict = verification.verify(text, trace, detail=detail)
        if not verdict.accepted:  # fail closed: a telling that is not proved is not shown as one
            text = ""
            verdict = replace(verdict, claims=())
        return Told(trace, text, showing.payload(trace, text, verdict))

    def ask(self, trace: Trace, seed: int) -> list[Question]:
        """Variable-tracing questions on a run, one of each kind that fits."""

        def again(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
            return self.tracer.run(program, list(cases), limits=LIMITS)

        return questions.generate(trace, Random(seed), run=again)

    def rewritten(self, trace: Trace, seed: int) -> tuple[Program, Trace] | None:
        """A variant of the program that gave the same result on this input, or None if none was found."""
        for number, variant in enumerate(diversify.variants(trace.case.program, Random(seed))):
            if number == 12:
                return None
            other = self.traces(replace(trace.case, program=variant))[0]
            if (other.outcome, other.result, other.stdout) == (trace.outcome, trace.result, trace.stdout):
                return variant, other
        return None


def case_from(code: str, call: str, stdin: str) -> Case:
    """A visitor's program as a case. Errors: InputError naming what is wrong and where."""
    if not code.strip():
        raise InputError("some code", "none", "the code box")
    if len(code) > LONGEST_CODE:
        raise InputError(f"at most {LONGEST_CODE} characters of code", str(len(code)), "the code box")
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        raise InputError("Python code", str(getattr(error, "msg", error)), f"line {line}") from None
    program = Program(id="visitor", domain="user", family="visitor", code=code.rstrip() + "\n")
    if not call.strip():
        return Case("visitor", program, stdin=stdin)
    try:
        node = ast.parse(call.strip(), mode="eval").body
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            raise InputError("a call such as f([3, 1, 2])", call.strip()[:60], "the call box")
        arguments = tuple(_literal(part) for part in node.args)
        keywords = tuple((str(part.arg), _literal(part.value)) for part in node.keywords)
    except SyntaxError:
        raise InputError("a call such as f([3, 1, 2])", call.strip()[:60], "the call box") from None
    return Case("visitor", replace(program, entry_point=node.func.id), arguments, keywords, stdin)


def _literal(node: ast.expr) -> str:
    text = ast.unparse(node)
    if not literals.is_value(text):
        raise InputError("literal arguments", text[:60], "the call box")
    return literals.render(literals.parse(text))


def grade(question: Question, answer: str) -> bool:
    """Whether a visitor's answer is the question's: equal as a value, or the same text."""
    given = answer.strip()
    if given == question.answer.strip():
        return True
    try:
        return literals.same(literals.parse(given), literals.parse(question.answer))
    except TracepileError:
        return False


def as_markdown(told: Told) -> str:
    """The run as a page of Markdown."""
    case = told.trace.case
    given = questions.prompt.input_text(case)
    return f"# Chain of Execution\n\n```python\n{case.program.code.rstrip()}\n```\n\n{given}\n\n{told.text}\n"


def as_json(told: Told) -> str:
    """The run's steps and text as JSON."""
    case = told.trace.case
    record = {
        "code": case.program.code,
        "entry_point": case.program.entry_point,
        "arguments": list(case.arguments),
        "stdin": case.stdin,
        "outcome": told.trace.outcome,
        "result": told.trace.result,
        "stdout": told.trace.stdout,
        "digest": told.trace.digest,
        "steps": [asdict(step) for step in told.trace.steps],
        "rationale": told.text,
    }
    return json.dumps(record, indent=1)


def as_row(told: Told) -> str:
    """The run as a row with `messages`, as the corpus has them."""
    question = questions.final_question(told.trace, Random(0))
    if question is None:
        raise InputError("a run that returned or printed something", told.trace.outcome, "export as a row")
    messages = [{"role": "user", "content": question.prompt}, {"role": "assistant", "content": told.text}]
    return json.dumps({"messages": messages, "answer": question.answer, "digest": told.trace.digest})


def to_link(code: str, call: str, stdin: str) -> str:
    """The page's state as text for a link."""
    packed = zlib.compress(json.dumps([code, call, stdin]).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode()


def from_link(text: str) -> tuple[str, str, str]:
    """The state in a link. Errors: InputError for a damaged or oversized one."""
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(base64.urlsafe_b64decode(text), 4 * LONGEST_CODE)
        code, call, stdin = json.loads(raw)
    except (ValueError, binascii.Error, zlib.error):
        raise InputError("a link made by this page", "a damaged one", "the address") from None
    return str(code), str(call), str(stdin)
