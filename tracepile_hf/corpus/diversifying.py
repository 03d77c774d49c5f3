"""A teacher that varies what is there instead of writing it: every variation is held to the proof of what it varies.

Rewrites of a program go through the gate that our own rewrites go through. A paraphrase of a proved rationale must be
proved itself, and lose no claim. A natural description of a program's task may give nothing away. What does not pass is
told with its reason; nothing is kept on the model's word.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracepile_hf.diversify import prove
from tracepile_hf.records import Case, Claim, Program, Question, Run, Verdict
from tracepile_hf.teacher.asking import Fault, Message, Request, seed_of
from tracepile_hf.teacher.prompts import read_task
from tracepile_hf.teacher.rounds import Asking, ask_all
from tracepile_hf.verification import verify

BY_TEACHER: Final = "teacher"  # the name of the rewrite, in a row's column `rewrites`
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


def _asked(asking: Asking, task: str, given: Sequence[tuple[str, str]], each: int) -> list[list[str | None]]:
    """What the teacher says to each (id, content), `each` times; None where there is no answer."""
    system = read_task(task).system
    requests = [
        Request(f"{name}/{task}/{number}", _messages(system, content), seed_of(asking.seed, task, name, number))
        for name, content in given
        for number in range(each)
    ]
    outcomes = ask_all(asking, requests)
    texts = [None if isinstance(one, Fault) else one.text for one in outcomes]
    return [texts[place * each : (place + 1) * each] for place in range(len(given))]


def _messages(system: str, content: str) -> tuple[Message, ...]:
    return (("system", system), ("user", content))


def rewrites(asking: Asking, programs: Sequence[Sequence[Case]], run: Run, each: int = 1) -> list[list[Varied]]:
    """Other programs that do the same, by the gate's word: one list for each program, given by its cases."""
    given = [(cases[0].program.id, f"```python\n{cases[0].program.code.strip()}\n```") for cases in programs]
    return [
        [_rewritten(cases, said, run) for said in replies]
        for cases, replies in zip(programs, _asked(asking, "rewrite", given, each), strict=True)
    ]


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
    given = [(question.id, text) for question, text, _ in told]
    return [
        [_paraphrased(*one, said) for said in replies]
        for one, replies in zip(told, _asked(asking, "paraphrase", given, each), strict=True)
    ]


def _paraphrased(question: Question, text: str, detail: str, said: str | None) -> Varied:
    if said is None:
        return Varied(False, "unanswered", "")
    new = said.strip()
    if " ".join(new.split()) == " ".join(text.split()):
        return Varied(False, "unchanged", said)
    trace = question.traces[-1]
    verdict = verify(new, trace, question=question, detail=detail)
    if not verdict.accepted:
        return Varied(False, verdict.reason, said)
    missing = claims_of(verify(text, trace, question=question, detail=detail)) - claims_of(verdict)
    if missing:
        return Varied(False, "claim_lost", said)
    return Varied(True, "", said, text=new)


def claims_of(verdict: Verdict) -> Counter[tuple[str, str, int]]:
    """What a proved text says, whatever its words: of which place, which value, at which step of the run."""
    return Counter({_meaning(one.claim, one.step): 1 for one in verdict.claims if one.claim.literal})


def _meaning(claim: Claim, step: int) -> tuple[str, str, int]:
    return claim.subject, claim.literal, step


def statements(asking: Asking, programs: Sequence[Program], each: int = 1) -> list[list[Varied]]:
    """Natural descriptions of what programs are for: one list for each program."""
    given = [(program.id, f"```python\n{program.code.strip()}\n```") for program in programs]
    return [
        [_described(program, said) for said in replies]
        for program, replies in zip(programs, _asked(asking, "natural", given, each), strict=True)
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
