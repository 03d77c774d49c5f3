"""Writes the prompts of teachers: tracepile_hf/teacher/prompts/v1, from the checker's grammar and from proved runs.

    python docs/write_prompts.py [--version 1]

The forms are those of verification/reading, each with an example that tests/verification/forms.txt has as true; the
examples are runs of bundled families of the training split, told by the narrator and proved in the register they are
shown in. tests/teacher/test_prompts.py compares the files with what this writes, unless a later grammar reads more.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))
import write_claims

from tracepile_hf import questions
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.families.registry import families
from tracepile_hf.narration import narrate
from tracepile_hf.quality.splits import split_of
from tracepile_hf.records import Case, Program, Question, Trace
from tracepile_hf.teacher.condensed import condensed
from tracepile_hf.teacher.prompts import DOMAINS, REGISTERS, VERSION
from tracepile_hf.verification import verify
from tracepile_hf.verification.reading import grammar
from tracepile_hf.verification.reading.readable import readable

FOLDER = Path(__file__).parents[1] / "tracepile_hf" / "teacher" / "prompts"
# The kinds of claim that a telling needs, in the order in which they are explained.
KINDS = (
    "line", "value", "change", "element", "comparison", "condition", "membership", "emptiness", "length", "branch",
    "skip", "iteration", "loop_end", "leave", "call", "return", "print", "raise", "catch", "uncaught", "binding",
    "fold_iterations", "fold_change", "fold_values",
)  # fmt: skip
LONGEST_FORM = 150  # characters; the table of docs/claims.md has the longer ones
SHOTS = 3
SIZES = (321, 1512)  # bytes of an example's answer
SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z`])")

TASK = """\
You explain runs of small Python programs. You are given a program with numbered lines, its input and a question about
the run. Tell the run step by step, in the order in which things happen, and end with the answer.

Your text is read by a program that proves every statement against the recorded run. One false statement, or one
sentence that it cannot read, and the whole text is thrown away. So:
- Write short sentences in the forms below and nothing else: no comments, no opinions, no headings.
- Name the line a statement is about: "Line 3 sets `total` to 5." Go through the lines in the order in which they run.
- Write values as Python literals and names or expressions of the program in backticks, exactly as the program has them.
- When a loop runs, say which iteration begins; when it ends, after how many. When a test decides, say how it came out.
- Leave out what you are not sure of; never guess a value.
- The last sentence is "The answer is V." with V the value asked for as a Python literal. For a script's whole output
  write "Answer:" and the output in a fenced block.
"""
STYLES = {
    "prose": "Write plain paragraphs.",
    "steps": "Write a numbered list, a statement an item: 1., 2., 3. The answer stands on a line of its own after it.",
}
REPAIR = """\
The program that proves your text did not accept it. The first thing that is wrong with it:

{hint}

Write the whole text again with that put right. Check the statements after it, too: they may hang on the same mistake.
Write the text only, and end with the answer as before.
"""


def forms() -> str:
    """The forms by kind: what the grammar has, and an example that is true somewhere."""
    patterns: dict[str, list[str]] = {}
    for group in grammar.GROUPS.values():
        for production in group:
            shown = readable(production.pattern)
            if shown and len(shown) <= LONGEST_FORM and "again" not in shown:
                patterns.setdefault(production.kind, []).append(shown)
    lines = []
    examples = write_claims.examples()
    for kind in KINDS:
        claims = [claim for _, claim, _ in examples.get(kind, ())][:3]
        written = "; ".join(dict.fromkeys(patterns.get(kind, ())[:2]))
        example = "; ".join(f'"{claim.rstrip(".")}"' for claim in dict.fromkeys(claims))
        told = " -- for example ".join(part for part in (written, example) if part)
        lines.append(f"- {kind.replace('_', ' ')}: {told}")
    return "\n".join(lines)


def system(register: str) -> str:
    """What a teacher is told first."""
    notation = "V is a Python literal, C a literal or a calculation that ends in one, `E` an expression of the program."
    marks = "{a / b}: one of them; [a]: may be left out"
    return f"{TASK}- {STYLES[register]}\n\nThe forms ({marks}; {notation}):\n{forms()}"


def in_register(text: str, register: str) -> str:
    """The narrator's prose as it is written in a register."""
    if register == "prose":
        return text
    body, _, answer = text.rpartition("\n\n")
    if not body:
        raise ValueError("no answer of its own")
    sentences = [one for paragraph in body.split("\n\n") for one in SENTENCE.split(paragraph)]
    return "\n".join(f"{number}. {one}" for number, one in enumerate(sentences, 1)) + f"\n\n{answer}"


def shots(domain: str, register: str, tracer: Tracer) -> list[tuple[str, str, str]]:
    """Questions, runs and proved answers of the first families whose tellings have the size of an example."""
    found: list[tuple[str, str, str]] = []
    kinds = ["output", "value_after_line", "output"]
    domains = DOMAINS[:3] if domain == "user" else (domain,)
    pool = [family for one in domains for family in sorted(families(one).values(), key=lambda one: one.name)]
    Random(f"{VERSION}/{domain}/{register}").shuffle(pool)
    scripts = 0
    for family in pool:
        if len(found) == SHOTS:
            break
        if split_of(family.name) != "train":
            continue
        case = family.make(Random(f"{VERSION}/{family.name}"), 2)
        if len(case.program.code) > 700:
            continue
        is_script = case.program.entry_point is None
        if is_script and scripts and domain != "competition":  # one is enough to show how its output is written
            continue
        shot = _shot(case, kinds[len(found)], register, tracer)
        if shot is not None:
            scripts += is_script
            found.append(shot)
    return found


def _shot(case: Case, kind: str, register: str, tracer: Tracer) -> tuple[str, str, str] | None:
    def run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
        return tracer.run(program, cases, limits=Limits(seconds=20.0, steps=2000))

    trace = run(case.program, [case])[0]
    if trace.outcome != "finished":
        return None
    question: Question | None = questions.ask(kind, trace, Random(f"{VERSION}/{kind}"), run)
    if question is None:
        return None
    try:
        text = in_register(narrate(question.traces[-1], question=question), register)
    except ValueError:
        return None
    if not SIZES[0] <= len(text.encode()) <= SIZES[1]:
        return None
    verdict = verify(text, question.traces[-1], question=question, detail="full")
    return (question.prompt, condensed(question.traces[-1]), text) if verdict.accepted else None


def written(domain: str, register: str, tracer: Tracer) -> str:
    """One file."""
    parts = [f"=== system ===\n{system(register)}", f"=== repair ===\n{REPAIR.strip()}"]
    for number, (question, trace, answer) in enumerate(shots(domain, register, tracer), 1):
        parts += [f"=== question {number} ===\n{question}", f"=== run {number} ===\n{trace}"]
        parts += [f"=== answer {number} ===\n{answer}"]
    head = f"Written by docs/write_prompts.py: version {VERSION}, domain {domain}, register {register}."
    return "\n\n".join([head, *parts]) + "\n"


def main() -> None:
    """Write every set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", type=int, default=VERSION)
    folder = FOLDER / f"v{parser.parse_args().version}"
    folder.mkdir(exist_ok=True)
    with Tracer("trusted") as tracer:
        for domain in DOMAINS:
            for register in REGISTERS:
                (folder / f"{domain}.{register}.md").write_text(written(domain, register, tracer), encoding="utf-8")


if __name__ == "__main__":
    main()
