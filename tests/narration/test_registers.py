"""How a text is written: every register tells every program, is proved, and keeps to its form."""

from __future__ import annotations

import re
from random import Random

import pytest
from programs import PROGRAMS, run

from tracepile_hf import questions
from tracepile_hf.errors import InputError
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.narration import tell
from tracepile_hf.records import REGISTERS, Case, Program, Question, Trace
from tracepile_hf.verification import verify


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_every_register_is_proved(name: str, register: str) -> None:
    trace = run(name)
    for detail in ("full", "condensed", "outline"):
        told = tell(trace, register=register, detail=detail)
        verdict = verify(told.text, trace, detail=told.detail)
        assert verdict.accepted, f"{verdict.detail}\n{told.text}"


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_every_register_does_without_line_numbers(name: str, register: str) -> None:
    trace = run(name)
    asked = Question("q", (trace,), "output", "output/0", "", ending_answer(trace), numbered=False)
    told = tell(trace, register=register, question=asked)
    verdict = verify(told.text, trace, detail=told.detail, question=asked)
    assert verdict.accepted, f"{verdict.detail}\n{told.text}"
    prose = re.sub(r"`[^`\n]*`|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", "", told.text)
    assert not re.search(r"\b[Ll]ines? \d", prose), told.text


def ending_answer(trace: Trace) -> str:
    if trace.outcome == "raised":
        return trace.exception or ""
    return trace.result if trace.result is not None else trace.stdout


def body_of(register: str, name: str = "insertion_sort") -> list[str]:
    return tell(run(name), register=register).text.rpartition("\n\n")[0].splitlines()


def test_bullets_stand_in_as_far_as_their_loop() -> None:
    lines = body_of("bullets")
    assert all(re.match(r" *- [A-Z]", line) for line in lines)
    assert {len(line) - len(line.lstrip()) for line in lines} == {0, 2, 4}


def test_steps_are_numbered_without_a_gap() -> None:
    lines = body_of("steps")
    assert [line.split(". ")[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]


def test_notes_have_a_line_for_everything_and_few_words() -> None:
    lines = [line for line in body_of("notes") if line]
    assert "Line 7: `j - 1` = 0 - 1 = -1, `j` 0 -> -1" in lines
    assert "Iteration 1 of the loop on line 2: `i` = 1" in lines
    assert len("\n".join(lines)) < 0.8 * len("\n".join(body_of("prose")))


def test_notes_with_another_value_are_refused() -> None:
    trace = run("insertion_sort")
    text = tell(trace, register="notes").text
    for true, false in (("`j` 0 -> -1", "`j` 1 -> -1"), ("`j` 0 -> -1", "`j` 0 -> -2"), ("is True", "is False")):
        assert verify(text.replace(true, false, 1), trace).reason == "refuted"


def test_another_register_is_an_error() -> None:
    with pytest.raises(
        InputError, match="a register of prose, bullets, steps, notes, table, comments, plain, first_person"
    ):
        tell(run("gcd"), register="verse")


def test_a_text_keeps_to_two_wordings() -> None:
    text = tell(run("bubble_sort", ("[5, 4, 3, 2, 1, 0]",))).text
    heads = re.findall(r"(?:^|[.] |\n\n)([A-Z][a-z ,]*?(?:line|iteration|loop))\b", text)
    assert len(heads) > 15
    assert len(set(heads)) <= 12


RECURSIVE = "def fact(n):\n    if n <= 1:\n        return 1\n    return n * fact(n - 1)\n"


def test_recursion_combines_its_parts() -> None:
    program = Program("p", "user", "p", RECURSIVE, "fact")
    trace = trace_in_process(program, Case("c", program, ("4",)), Limits())
    text = tell(trace).text
    for chain in ("= 2 * 1 = 2", "= 3 * 2 = 6", "= 4 * 6 = 24"):
        assert chain in text
    assert verify(text, trace, detail="full").accepted


ASIDE = """\
def f(xs):
    total = 0
    count = 0
    seen = []
    for x in xs:
        total += x
        count += 1
        seen.append(x)
    return total, count, seen
"""


def asked(kind: str, line: str) -> tuple[Trace, Question]:
    program = Program("p", "user", "p", ASIDE, "f")
    trace = trace_in_process(program, Case("c", program, ("[4, 2, 5]",)), Limits())
    found = (questions.ask(kind, trace, Random(seed)) for seed in range(60))
    return trace, next(question for question in found if question and ("line", line) in question.asked)


def test_what_is_beside_the_question_is_left_out_and_that_is_proved() -> None:
    trace, question = asked("value_after_line", "6")
    told = tell(trace, question=question, slicing=True)
    first = "Lines 3, 4, 7 and 8 are beside the question: nothing on the way to the answer reads what they set."
    assert told.view == "slice"
    assert told.text.startswith(first)
    assert "count" not in told.text
    assert verify(told.text, trace, question=question, detail="full", view="slice").accepted
    for false in ("Lines 2, 3, 4 and 7", "Lines 4, 5 and 8", "Lines 3, 4, 6 and 7", "Lines 3, 4, 7 and 9"):
        changed = told.text.replace("Lines 3, 4, 7 and 8", false)
        assert verify(changed, trace, question=question, view="slice").reason == "refuted", false
    unsaid = told.text.removeprefix(first).lstrip()
    assert verify(unsaid, trace, question=question, detail="full", view="slice").reason == "incomplete"


def test_what_the_end_reads_is_beside_no_question_about_the_end() -> None:
    program = Program("p", "user", "p", ASIDE, "f")
    trace = trace_in_process(program, Case("c", program, ("[4, 2, 5]",)), Limits())
    question = questions.final_question(trace, Random(1))
    told = tell(trace, question=question, slicing=True)
    assert told.view == "whole"
    false = f"Line 7 is beside the question: nothing on the way to the answer reads what it sets. {told.text}"
    assert verify(false, trace, question=question).reason == "refuted"
    assert verify(false, trace).reason == "refuted"


CHANGES = (  # a part of a text and another, which is false there
    ("0 -> -1", "0 -> -2"),
    ("[2, 5, 4, 1]", "[2, 4, 5, 1]"),
    ("= 0 - 1 = -1", "= 0 - 1 = 1"),
    ("teration 2 of", "teration 3 of"),
    ("| 5 | 1 |", "| 6 | 1 |"),
    ("`key` = 4", "`key` = 5"),
    ("the line `key = xs[i]`", "the line `j = i - 1`"),
    ("line 3 I", "line 4 I"),
    ("    xs[j + 1] = xs[j]  #", "    xs[j + 1] = key  #"),
)


@pytest.mark.parametrize("register", REGISTERS)
def test_what_is_false_in_a_register_is_refused(register: str) -> None:
    trace = run("insertion_sort")
    text = tell(trace, register=register).text
    tried = 0
    for true, false in CHANGES:
        for place in [found.start() for found in re.finditer(re.escape(true), text)]:
            changed = text[:place] + false + text[place + len(true) :]
            assert not verify(changed, trace).accepted, changed
            tried += 1
    assert tried >= 2


def test_a_table_has_a_column_for_what_changes_most() -> None:
    lines = body_of("table")
    assert lines[0] == "| line | what happens | `j` | `i` | `key` |" or lines[0].startswith(
        "| line | what happens | `j` |"
    )
    assert all(line.count("|") == lines[0].count("|") for line in lines)


def test_comments_stand_beside_the_code_that_ran() -> None:
    lines = body_of("comments")
    assert (lines[0], lines[-1]) == ("```python", "```")
    assert "        key = xs[i]  # `xs[i]` = 2, `key` = 2" in lines or any("key = xs[i]  # " in line for line in lines)


def test_the_first_person_does_it() -> None:
    text = tell(run("insertion_sort"), register="first_person").text
    assert " I " in text
    assert "the program" not in text.lower()


def test_a_value_with_a_bar_has_its_cell() -> None:
    program = Program("p", "user", "p", "def f(x):\n    y = x + '|'\n    return y\n", "f")
    for argument in ("'a'", "'a|b'", "'\\\\|'"):
        trace = trace_in_process(program, Case("c", program, (argument,)), Limits())
        told = tell(trace, register="table")
        assert verify(told.text, trace, detail="full").accepted, told.text
    assert told.register == "notes"  # a bar after a backslash has no form in a table


def test_lines_that_cannot_be_quoted_keep_their_numbers() -> None:
    program = Program("p", "user", "p", "def f(x):\n    y = x + '`'\n    return y\n", "f")
    told = tell(trace_in_process(program, Case("c", program, ("'a'",)), Limits()), register="plain")
    assert told.register == "prose"
    assert "line 3" in told.text.lower()


def test_a_line_that_stands_twice_is_counted() -> None:
    code = "def f(x):\n    x += 1\n    y = x * 2\n    x += 1\n    return x + y\n"
    program = Program("p", "user", "p", code, "f")
    trace = trace_in_process(program, Case("c", program, ("3",)), Limits())
    text = tell(trace, register="plain").text
    assert "1st line `x += 1`" in text
    assert "2nd line `x += 1`" in text
    assert verify(text, trace, detail="full").accepted
    swapped = text.replace("1st", "3rd")
    assert not verify(swapped, trace).accepted
