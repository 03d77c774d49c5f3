"""Texts in ordinary words over small programs: of true ones none is refuted, of false ones none is accepted."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

FOLDER = Path(__file__).parent / "texts"


class Text(NamedTuple):
    """One text over a program; `style` is how it is written, or what is false in it."""

    program: str
    true: bool
    style: str
    said: str


class Subject(NamedTuple):
    """A program with its call."""

    name: str
    call: str
    code: str


def twins(text: str) -> list[tuple[bool, str]]:
    """The true text and the false one of which "<<a||b>>" holds the difference."""
    return [(True, re.sub(r"<<(.*?)\|\|(.*?)>>", r"\1", text)), (False, re.sub(r"<<(.*?)\|\|(.*?)>>", r"\2", text))]


def read_texts() -> tuple[dict[str, Subject], list[Text]]:
    """All programs and texts of the folder."""
    subjects: dict[str, Subject] = {}
    texts: list[Text] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            head, _, rest = block.partition("\n")
            name, _, call = head.partition(": ")
            code, _, said = rest.partition("\n---\n")
            subjects[name] = Subject(name, call, code + "\n")
            for line in said.splitlines():
                if line[:2] in ("+ ", "- ", "~ "):
                    style, _, text = line[2:].partition(": ")
                    for true, one in [(line[0] == "+", text)] if line[0] != "~" else twins(text):
                        one = re.sub(r"(?<!\\)\\n", "\n", one).replace("\\\\n", "\\n")
                        texts.append(Text(name, true, style, one))
    return subjects, texts


SUBJECTS, TEXTS = read_texts()


@cache
def traced(name: str) -> Trace:
    """The run of a program."""
    subject = SUBJECTS[name]
    if not subject.call.endswith(")"):
        program = Program(name, "user", "", subject.code)
        return trace_in_process(program, Case(name, program, stdin=ast.literal_eval(subject.call or "''")))
    entry, _, _ = subject.call.partition("(")
    call = ast.parse(subject.call, mode="eval").body
    assert isinstance(call, ast.Call)
    program = Program(name, "user", "", subject.code, entry)
    return trace_in_process(program, Case(name, program, tuple(map(ast.unparse, call.args))))


def answer(trace: Trace) -> str:
    """How a text about a run has to end."""
    if trace.outcome == "raised":
        return f"\n\nThe answer is {trace.exception}."
    if trace.result is None:
        return f"\n\nThe answer is {trace.stdout.strip()!r}."
    return f"\n\nThe answer is {trace.result}."


def judged(text: Text, placing: str):  # type: ignore[no-untyped-def]  # a Verdict
    """The verdict on a text, told after the call and before the answer."""
    trace = traced(text.program)
    call = SUBJECTS[text.program].call
    opening = f"We trace `{call}`. " if call.endswith(")") else ""
    opening = opening.rstrip() + "\n\n" if "\n" in text.said and opening else opening
    return verify(f"{opening}{text.said}{answer(trace)}", trace, placing=placing)


@pytest.mark.parametrize("text", [text for text in TEXTS if not text.true], ids=lambda text: text.said[:60])
def test_a_false_text_is_refused(text: Text) -> None:
    assert not judged(text, "strict").accepted
    assert text.style == "strict" or not judged(text, "lenient").accepted


@pytest.mark.parametrize("text", [text for text in TEXTS if text.true], ids=lambda text: text.said[:60])
def test_a_true_text_is_not_refuted(text: Text) -> None:
    assert judged(text, "lenient").reason not in ("refuted", "answer_wrong")


def test_how_many_true_texts_are_accepted() -> None:
    """Floors that may only rise: how many of the true texts are read and proved, whole."""
    true = [text for text in TEXTS if text.true]
    assert len({text.program for text in true}) >= 40
    assert len(true) >= 500
    for placing, floor in (("strict", 320), ("lenient", 498)):
        accepted = sum(judged(text, placing).accepted for text in true)
        assert accepted >= floor, (placing, accepted, len(true))


def test_what_is_not_proved_is_explained() -> None:
    """Of every statement that is not proved: where it stands, what was expected, and a form that is read."""
    for text in TEXTS[::7]:
        for placing in ("strict", "lenient"):
            for finding in judged(text, placing).claims:
                if finding.standing == "proved" or finding.claim.kind == "answer":
                    continue
                start, end = finding.claim.span
                assert 0 <= start < end
                assert finding.detail.startswith(("expected", "the", "no", "`")) or " " in finding.detail
                assert "\n" not in finding.detail.split("got ")[0]
                if finding.standing == "unread":
                    assert "nearest form" in finding.detail
