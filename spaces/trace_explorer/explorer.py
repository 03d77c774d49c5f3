"""What the page can do, without the page: run, ask, grade, check, rewrite, export. Programs run only in the jail.

An `Explorer` lives in a process of its own (worker.py) and keeps nothing between two calls: a run goes back to the page
packed, and comes again with the next wish about it.
"""

from __future__ import annotations

import ast
import json
import pickle
import time
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

import card
import exports
import grading
import judging
import showing
from replies import Asked, Shown, Variant
from watching.pictures import Pictures

from tracepile_hf import diversify, literals, narration, questions, verification
from tracepile_hf.errors import InputError, SandboxError
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.execution.jail.outside import sandbox
from tracepile_hf.execution.jail.outside.sandbox import Policy, Sandbox
from tracepile_hf.questions.prompt import compose
from tracepile_hf.records import REGISTERS, Case, Program, Question, Trace, Verdict

LIMITS: Final = Limits(seconds=2.0, steps=6000, memory_mb=256, output_bytes=showing.OUTPUT)
LONGEST: Final = {"code": 20_000, "call": 2_000, "stdin": 20_000, "telling": 30_000, "answer": 2_000}  # characters
BUDGETS: Final = {"full": None, "condensed": 1500, "outline": 500}  # tokens
WORDINGS: Final = 3  # tried before a run is shown without its telling
TOLD: Final = ("finished", "raised")
VIEWS: Final = ("whole", "slice")  # the whole run, or what its answer hangs on
TOLD_AS: Final[dict[str, Sequence[str]]] = {"detail": tuple(BUDGETS), "register": REGISTERS, "view": VIEWS}
QUESTIONS: Final = 8
ASKING: Final = 3.0  # seconds after which no further question is looked for
# The visitor sees the input, so it is no riddle; these three read a value again and again, and take long on long runs.
NOT_ASKED: Final = ("input_prediction",)
SLOW: Final = ("container_state", "iteration_change", "invariant")
SLOW_UP_TO: Final = 1000  # steps
PICTURED: Final = 2500  # steps
TRIES: Final = 12  # rewrites looked at for one that runs the same
POINTED: Final = 100  # characters of a line that Python cannot read
PROBE: Final = Path(sandbox.__file__).with_name("probe.py")  # runs nothing: only the layers are asked for
FIRST: Final = Program("first", "user", "first", "x = 1\nprint(x)\n")


class Explorer:
    """The jail under the policy of a public page. Where a layer is missing, `why_closed` says which, and only bundled
    examples run. `patience` multiplies how long runs and the search for questions may take, for a slow machine."""

    def __init__(self, without: Sequence[str] = (), patience: float = 1.0) -> None:
        self.why_closed = missing(without)
        self.limits = replace(LIMITS, seconds=LIMITS.seconds * patience)
        self.asking = ASKING * patience
        policy: Policy = "trusted" if self.why_closed else "public"
        self.tracer = Tracer(policy=policy)
        self.pictures = Pictures(policy, self.limits)
        self.pictures.of(self._traces(Case("first", FIRST))[0])  # so that no visitor waits for the jails to be built

    def run(
        self, code: str, call: str, stdin: str, told: Sequence[str], bundled: bool, pictured: bool = False
    ) -> Shown:
        """Trace, tell and prove one program. `told`: detail, register, view. `pictured`: who
        holds what goes along, where the run is no longer than PICTURED. Errors: InputError in visitors' words."""
        if self.why_closed and not bundled:
            raise InputError("one of the examples, unchanged", "other code", "no jail here that is safe for it")
        for given, box in zip(told, TOLD_AS, strict=True):
            if given not in TOLD_AS[box]:
                raise InputError(f"one of {', '.join(TOLD_AS[box])}", given[:60], box)
        trace = self._traces(case_from(code, call, stdin))[0]
        heap = self.pictures.of(trace) if pictured and len(trace.steps) <= PICTURED else None
        return self._shown(trace, told, (code, call, stdin, *told), heap)

    def card(self, kept: bytes, telling: str, step: int) -> bytes:
        """The card of a run, for those who show links, as PNG."""
        return card.drawn(unpacked(kept), within(telling, "telling"), step)

    def ask(self, kept: bytes, seed: int) -> list[Asked]:
        """A few questions about a run, of different kinds, in no fixed order."""
        trace, random, found = unpacked(kept), Random(seed), []
        quick = [kind for kind in questions.KINDS if kind not in (*NOT_ASKED, *SLOW)]
        slow = list(SLOW) if len(trace.steps) <= SLOW_UP_TO else []
        started = time.monotonic()
        for kind in [*random.sample(quick, len(quick)), *slow]:
            question = questions.ask(kind, trace, random, lambda _, cases: self._traces(*cases))
            if question is not None:
                found.append(
                    _asked(question.sentence, question.kind, question.answer, question.traces, question.moment)
                )
            if len(found) == QUESTIONS or time.monotonic() - started > self.asking:
                break
        return found

    def grade(self, given: str, answer: str) -> bool:
        """Whether a visitor's answer is right: what it means counts."""
        return grading.is_right(within(given, "answer"), answer)

    def check(self, kept: bytes, text: str) -> str:
        """A telling from anywhere, judged, as JSON for the player."""
        text, trace = within(text, "telling"), unpacked(kept)
        if not text.strip():
            raise InputError("a telling of this run", "none", "the box above")
        return judging.as_json(judging.judged(text, verification.verify(text, trace, placing="lenient"), trace))

    def rewrite(self, kept: bytes, seed: int, more: Sequence[Case]) -> Variant | None:
        """A variant of the program that gives the same on this input and on `more`, or None if none was found."""
        trace = unpacked(kept)
        cases = [trace.case, *more]
        for number, variant in enumerate(diversify.variants(trace.case.program, Random(seed))):
            if number == TRIES:
                return None
            other = self._same(trace, variant, cases)
            if other is not None:
                return Variant(
                    variant.rewrites, len(cases), self._shown(other, ("condensed", "prose", "whole"), ()).payload
                )
        return None

    def prompt(self, kept: bytes) -> str:
        """The code, its input and the question what comes out, as one would ask a model."""
        trace = unpacked(kept)
        question = questions.final_question(trace, Random(0))
        return question.prompt if question else compose(trace.case, "How does this run go, and how does it end?")

    def export(self, kept: bytes, text: str, kind: str) -> tuple[str, str]:
        """(file name, content) of a run as JSON, Markdown or a row of a dataset."""
        return exports.export(unpacked(kept), text, kind)

    def _same(self, trace: Trace, variant: Program, cases: Sequence[Case]) -> Trace | None:
        """The variant's trace if it ran the same: by the corpus' own gate where there are inputs enough for it."""
        if len(cases) >= diversify.MINIMUM_CASES:
            proof = diversify.prove(trace.case.program, variant, cases, lambda _, cases: self._traces(*cases))
            return proof.traces[0] if proof.kept else None
        other = self._traces(replace(trace.case, program=variant))[0]
        return other if _end(other) == _end(trace) else None

    def _traces(self, *cases: Case) -> Sequence[Trace]:
        return self.tracer.run(cases[0].program, list(cases), limits=self.limits)

    def _shown(self, trace: Trace, told: Sequence[str], boxes: Sequence[str], heap: Any = None) -> Shown:
        text, message = "", ""
        nothing = verification.verify("", trace)
        verdict = replace(nothing, claims=())
        if trace.outcome not in TOLD:
            message = showing.outcome(trace)
        elif trace.steps:
            text, verdict = _told(trace, *told)
            if not verdict.accepted:  # a telling that is not proved is not shown
                text, verdict = "", replace(nothing, claims=())
                message = "What was written about this run could not be proved in full, so it is not shown."
        payload = {**showing.payload(trace, text, verdict), "run": time.time_ns(), "boxes": list(boxes), "heap": heap}
        return Shown(json.dumps(payload, separators=(",", ":")), text, message, packed(trace), showing.outcome(trace))


def _told(trace: Trace, detail: str, register: str, view: str) -> tuple[str, Verdict]:
    """The rationale in the first wording that is proved, else in the last one tried, with what the checker says."""
    question: Question | None = questions.final_question(trace, Random(0)) if view == "slice" else None
    for seed in range(WORDINGS):
        told = narration.tell(
            trace,
            question=question,
            detail=detail,
            budget_tokens=BUDGETS[detail],
            seed=seed,
            register=register,
            slicing=question is not None,
        )
        verdict = verification.verify(told.text, trace, question=question, detail=told.detail, view=told.view)
        if verdict.accepted:
            break
    return told.text, verdict


def missing(without: Sequence[str] = ()) -> str:
    """Why visitors' programs cannot run here; empty where the jail has all that the public policy asks for."""
    try:
        with Sandbox("public", without=without, runner=PROBE) as jail:
            jail.layers()
    except SandboxError as error:
        return str(error)
    return ""


def packed(trace: Trace) -> bytes:
    """A trace for the page to keep; only `unpacked`, in a process of ours, reads it again."""
    return zlib.compress(pickle.dumps(trace), 1)


def unpacked(kept: bytes) -> Trace:
    """The trace of `packed`."""
    trace = pickle.loads(zlib.decompress(kept))
    assert isinstance(trace, Trace)
    return trace


def within(text: str, box: str) -> str:
    """The text, if it is no longer than its box takes. Errors: InputError."""
    if len(text) > LONGEST[box]:
        raise InputError(f"at most {LONGEST[box]:,} characters", f"{len(text):,}", f"the {box} box")
    return text


def case_from(code: str, call: str, stdin: str) -> Case:
    """A visitor's program as a case. Errors: InputError naming what is wrong and where."""
    code, call, stdin = within(code, "code"), within(call, "call").strip(), within(stdin, "stdin")
    if not code.strip():
        raise InputError("some code", "none", "the code box")
    try:
        ast.parse(code)
    except SyntaxError as error:
        raise InputError("Python code", _pointed(error, code), f"line {error.lineno or 1}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise InputError("Python code", str(error) or "code that is nested too deeply", "code") from None
    program = Program(id="visitor", domain="user", family="visitor", code=code.rstrip() + "\n")
    if not call:
        return Case("visitor", program, stdin=stdin)
    expected = "a call such as f([3, 1, 2])"
    try:
        node = ast.parse(call, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError(expected, call[:60], "the call box") from None
    if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Name, ast.Attribute)):
        raise InputError(expected, call[:60], "the call box")
    arguments = tuple(_literal(part) for part in node.args)
    keywords = tuple((str(part.arg), _literal(part.value)) for part in node.keywords)
    return Case("visitor", replace(program, entry_point=ast.unparse(node.func)), arguments, keywords, stdin)


def _pointed(error: SyntaxError, code: str) -> str:
    """What Python says, with the line as it stands and a caret below the place."""
    lines = code.split("\n")
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    column = max(0, min(len(line), (error.offset or 1) - 1))
    start = max(0, column - POINTED // 2)
    under = "".join("\t" if sign == "\t" else " " for sign in line[start:column])
    return f"{error.msg}\n{line[start : start + POINTED]}\n{under}^"


def _literal(node: ast.expr) -> str:
    text = ast.unparse(node)
    if not literals.is_value(text):
        raise InputError("values as arguments, such as [3, 1, 2] or 'word'", text[:60], "the call box")
    return literals.render(literals.parse(text), limit=LONGEST["call"])


def _asked(prompt: str, kind: str, answer: str, traces: Sequence[Trace], moment: int) -> Asked:
    trace = traces[-1]
    proof = showing.moment(trace, moment) if moment >= 0 else "the end of the run"
    if len(traces) > 1:
        proof = f"{proof} (of the run with the change made)"
    step = -1 if len(traces) > 1 else moment if moment >= 0 else len(trace.steps) - 1
    return Asked(kind, prompt.rsplit("\n\n", 1)[-1], answer, proof, step)


def _end(trace: Trace) -> tuple[str, str | None, str, str | None]:
    return trace.outcome, trace.result, trace.stdout, trace.exception
