"""Problems in words: every family runs, is told and proved, and changed texts are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from random import Random

import pytest

from tracepile_hf.corpus import problems
from tracepile_hf.corpus.making import _as_expected
from tracepile_hf.corpus.reasoning import is_legible
from tracepile_hf.corpus.rows import case_of
from tracepile_hf.errors import CorpusError
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.families.registry import families
from tracepile_hf.narration import solve
from tracepile_hf.questions import told
from tracepile_hf.records import TOLD_DOMAINS, Question, Trace
from tracepile_hf.verification import verify

NAMES = [f"{domain}/{name}" for domain in TOLD_DOMAINS for name in families(domain)]
every_family = pytest.mark.parametrize("name", NAMES)
ROWS = 3  # of each family


@pytest.fixture(scope="module")
def tracer() -> Iterator[Tracer]:
    with Tracer(policy="trusted", witness="none") as one:
        yield one


def solved(name: str, number: int, tracer: Tracer) -> tuple[Trace, Question, str]:
    domain, _, family = name.partition("/")
    item = f"{name}/{number:06d}"
    case = problems.drawn(domain, family, 5, item, families(domain)[family].default_size)
    trace = tracer.run(case.program, [case], limits=Limits(seconds=20, steps=20_000))[0]
    assert trace.outcome == "finished", (trace.reason, trace.exception, case.program.code)
    assert _as_expected(trace), (trace.result or trace.stdout, case.expected)
    question = told.ask(trace, Random(number))
    assert question is not None
    return trace, question, solve(trace, question, number)


def mutants(text: str, random: Random) -> Iterator[tuple[str, str]]:
    """(what was done, the text with it): changes after which a text must be refused."""
    body, ending = text.rsplit("\n\nThe answer is", 1)
    numbers = [found for found in re.finditer(r"(?<![\w.])\d+", text) if text[found.end() : found.end() + 2] != ". "]
    for found in random.sample(numbers, min(4, len(numbers))):
        yield "number", f"{text[: found.start()]}{int(found[0]) + random.choice((1, 2, 10))}{text[found.end() :]}"
    lines = re.split(r"(?<=[.:]) (?=[A-Z])|\n+", re.sub(r"(?m)^(?:\d+\. |- )", "", body))
    if len(lines) > 1:
        place = random.randrange(len(lines))
        tail = f"\n\nThe answer is{ending}"
        yield "missing", "\n".join(lines[:place] + lines[place + 1 :]) + tail
        yield "twice", "\n".join([*lines[: place + 1], *lines[place:]]) + tail
        other = random.choice([at for at in range(len(lines)) if lines[at] != lines[place]] or [place])
        if other != place:
            swapped = list(lines)
            swapped[place], swapped[other] = swapped[other], swapped[place]
            yield "order", "\n".join(swapped) + tail
        yield "added", "\n".join([*lines[:place], "This is easy.", *lines[place:]]) + tail
    words = list(re.finditer(r"\b[a-z]{3,}\b", body))
    if words:
        found = random.choice(words)
        yield "word", text[: found.start()] + random.choice(("never", "half", "twice")) + text[found.end() :]
    for sign, other_sign in (("+", "-"), ("*", "+"), (" - ", " + ")):
        if sign in body:
            yield "sign", body.replace(sign, other_sign, 1) + "\n\nThe answer is" + ending
    yield "answer", f"{body}\n\nThe answer is not{ending}"
    yield "no answer", body


@every_family
def test_a_family_is_told_and_proved_and_its_mutants_are_refused(name: str, tracer: Tracer) -> None:
    for number in range(ROWS):
        trace, question, text = solved(name, number, tracer)
        verdict = verify(text, trace, question=question)
        assert verdict.accepted, f"{verdict.reason}: {verdict.detail}\n{text}"
        assert all(finding.standing == "proved" for finding in verdict.claims)
        assert is_legible(text, question.answer), text
        assert "```" not in question.prompt
        for what, changed in mutants(text, Random(number)):
            if changed == text:
                continue
            refused = verify(changed, trace, question=question)
            assert not refused.accepted, f"{what}: {changed}"
            assert refused.reason


@every_family
def test_a_problem_is_the_same_when_it_is_drawn_again(name: str) -> None:
    domain, _, family = name.partition("/")
    size = families(domain)[family].default_size
    first, again = (problems.drawn(domain, family, 5, f"{name}/000001", size) for _ in range(2))
    assert first == again
    assert len({problems.drawn(domain, family, 5, f"{name}/{n:06d}", size).program.statement for n in range(12)}) >= 9


def row_of(name: str) -> dict[str, object]:
    domain, _, family = name.partition("/")
    case = problems.drawn(domain, family, 5, f"{name}/000000", 4)
    program = case.program
    return {
        "id": f"{name}/000000", "domain": domain, "family": family, "seed": 5, "code": program.code, "source": "",
        "license": "", "statement": program.statement, "entry_point": program.entry_point or "", "rewrites": [],
        "input": json.dumps({"arguments": [], "keyword_arguments": {}, "stdin": ""}),
        "told": problems.told_by(program.glossary),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("statement", ("buckets", "gallons")),
        ("statement", ("1", "2")),
        ("code", ("litres -=", "litres +=")),
        ("told", ('"size": 4', '"size": 5')),
        ("told", ('"size"', '"sizes"')),
        ("family", ("leaking_tank", "no_such_family")),
    ],
)
def test_a_row_whose_problem_is_not_its_programs_is_refused(column: str, change: Sequence[str]) -> None:
    row = row_of("math-words/leaking_tank")
    assert case_of(row).program.glossary is not None
    assert change[0] in str(row[column])
    row[column] = str(row[column]).replace(*change)
    with pytest.raises(CorpusError):
        case_of(row)
