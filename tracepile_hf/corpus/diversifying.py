"""A teacher that varies what is there instead of writing it: every variation is held to the proof of what it varies.

Rewrites of a program go through the gate that our own rewrites go through. A paraphrase of a proved rationale must be
proved itself, and lose no claim. A natural description of a program's task may give nothing away. What does not pass is
told with its reason; nothing is kept on the model's word.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracepile_hf.corpus.judging import paraphrase_fault
from tracepile_hf.diversify import prove
from tracepile_hf.records import Case, Program, Question, Run
from tracepile_hf.teacher.asking import Fault, Message, Request, seed_of
from tracepile_hf.teacher.prompts import read_task
from tracepile_hf.teacher.rounds import Asking, ask_all
from tracepile_hf.verification import verify

BY_TEACHER: Final = "teacher"  # the name of the rewrite, in a row's column `rewrites`
REWRITE: Final = "rewrite"  # what teachers are asked for, as teacher/prompts calls it
NATURAL: Final = "natural"
_FENCE: Final = re.compile(r"```(?:python|py)?[ \t]*\n(.*?)```", re.DOTALL)
_WORDS: Final = (6, 120)  # of a description
_PLAIN: Final = 3  # letters of a name that is a word of English as well: those shorter give nothing away
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Varied:
    """One variation: what was kept (a program, a text), or why nothing was, and what the model had said."""

    kept: bool
    reason: str
    said: str
    program: Program | None = None
    text: str = ""


def _asked(asking: Asking, task: str, programs: Sequence[Program], each: int) -> list[list[str | None]]:
    """What the teacher says to each program, `each` times; None where there is no answer."""
    outcomes = ask_all(asking, requests_for(task, programs, each, asking.seed))
    texts = [None if isinstance(one, Fault) else one.text for one in outcomes]
    return [texts[place * each : (place + 1) * each] for place in range(len(programs))]


def requests_for(task: str, programs: Sequence[Program], each: int, seed: int) -> list[Request]:
    """What is asked about programs: `rewrite` or `natural`, `each` times of every one."""
    return _requests(task, [(one.id, f"```python\n{one.code.strip()}\n```") for one in programs], each, seed)


def _requests(task: str, given: Sequence[tuple[str, str]], each: int, seed: int) -> list[Request]:
    system = read_task(task).system
    return [
        Request(f"{name}/{task}/{number}", _messages(system, content), seed_of(seed, task, name, number))
        for name, content in given
        for number in range(each)
    ]


def _messages(system: str, content: str) -> tuple[Message, ...]:
    return (("system", system), ("user", content))


def rewrites(asking: Asking, programs: Sequence[Sequence[Case]], run: Run, each: int = 1) -> list[list[Varied]]:
    """Other programs that do the same, by the gate's word: one list for each program, given by its cases."""
    return [gated(run, draft) for draft in rewrites_said(asking, programs, each)]


@dataclass(frozen=True, slots=True)
class Draft:
    """A program, by its cases, and what a teacher said instead of it; None where there was no answer."""

    cases: tuple[Case, ...]
    said: tuple[str | None, ...]


def rewrites_said(asking: Asking, programs: Sequence[Sequence[Case]], each: int = 1) -> list[Draft]:
    """What the teacher says for each program; nothing is run."""
    said = _asked(asking, REWRITE, [cases[0].program for cases in programs], each)
    return [Draft(tuple(cases), tuple(texts)) for cases, texts in zip(programs, said, strict=True)]


def gated(run: Run, draft: Draft) -> list[Varied]:
    """What the gate says to each reply; a program that a model wrote twice is kept once."""
    found: list[Varied] = []
    for said in draft.said:
        one = _rewritten(draft.cases, said, run)
        again = one.kept and any(other.kept and other.program == one.program for other in found)
        found.append(Varied(False, "repeated", one.said) if again else one)
    return found


def _rewritten(cases: Sequence[Case], said: str | None, run: Run) -> Varied:
    if said is None:
        return Varied(False, "unanswered", "")
    found = _FENCE.search(said)
    code = (found[1] if found is not None else said).strip() + "\n"
    program = cases[0].program
    tag = hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    variant = replace(
        program,
        id=f"{program.id}~{BY_TEACHER}-{tag}",
        code=code,
        variant_of=program.variant_of or program.id,
        rewrites=(*program.rewrites, BY_TEACHER),
    )
    if not _is_text(code):
        return Varied(False, "does_not_parse", said)
    proof = prove(program, variant, cases, run)
    return Varied(proof.kept, proof.reason, said, variant if proof.kept else None)


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def paraphrases(asking: Asking, told: Sequence[tuple[Question, str, str]], each: int = 1) -> list[list[Varied]]:
    """Rationales in other words: one list for each (question, proved text, detail)."""
    requests = _requests("paraphrase", [(question.id, text) for question, text, _ in told], each, asking.seed)
    said = [None if isinstance(one, Fault) else one.text for one in ask_all(asking, requests)]
    return [
        [_paraphrased(*one, text) for text in said[place * each : (place + 1) * each]] for place, one in enumerate(told)
    ]


def _paraphrased(question: Question, text: str, detail: str, said: str | None) -> Varied:
    if said is None:
        return Varied(False, "unanswered", "")
    new = said.strip()
    row = {"messages": [{}, {"content": text}], "detail": detail, "view": None}
    verdict = verify(new, question.traces[-1], question=question, detail=detail)
    if not verdict.accepted:
        return Varied(False, verdict.reason, said)
    fault = paraphrase_fault(question, row, new, verdict)
    return Varied(False, fault[0], said) if fault else Varied(True, "", said, text=new)


def statements(asking: Asking, programs: Sequence[Program], each: int = 1) -> list[list[Varied]]:
    """Natural descriptions of what programs are for: one list for each program."""
    return [
        [_described(program, said) for said in replies]
        for program, replies in zip(programs, _asked(asking, NATURAL, programs, each), strict=True)
    ]


def _described(program: Program, said: str | None) -> Varied:
    """A description gives nothing away: no code, no name of a place in the program, no number that is not in it."""
    if said is None:
        return Varied(False, "unanswered", "")
    text = " ".join(said.split())
    words = set(re.findall(r"[^\W\d]\w*", text))
    if "`" in text or "def " in text or "{" in text:
        return Varied(False, "quotes_code", said)
    if not _WORDS[0] <= len(text.split()) <= _WORDS[1] or not _is_text(text):
        return Varied(False, "not_a_description", said)
    if {name for name in _names(program) if len(name) > _PLAIN and "_" in name} & words:
        return Varied(False, "names_a_place", said)
    if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(program.code)):
        return Varied(False, "invents_a_number", said)
    return Varied(True, "", said, replace(program, statement=text), text)


def _names(program: Program) -> set[str]:
    """Every identifier of a program."""
    try:
        tree = ast.parse(program.code)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return names | {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
