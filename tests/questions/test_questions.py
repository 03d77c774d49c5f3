"""Answers are the ones a person finds by tracing; prompts give nothing away; the same stream asks the same question."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest

from tracepile_hf import questions
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.families.registry import families
from tracepile_hf.predicates import Scene, evaluate
from tracepile_hf.questions.input_prediction import reproduces
from tracepile_hf.questions.invariant import mutants
from tracepile_hf.questions.prompt.frames import BARE, WITH_TASK
from tracepile_hf.questions.visible import copied_by_rule
from tracepile_hf.records import REGISTERS, Case, Program, Question, Trace

SORT = """\
def smaller(a, b):
    return a < b

def sort(items):
    swaps = 0
    for i in range(1, len(items)):
        j = i
        while j > 0 and smaller(items[j], items[j - 1]):
            items[j], items[j - 1] = items[j - 1], items[j]
            swaps += 1
            j -= 1
    return swaps
"""
FACTORIAL = """\
def factorial(n):
    if n <= 1:
        return 1
    below = factorial(n - 1)
    return n * below
"""
DEPTH = """\
def depth(tree):
    if not isinstance(tree, list):
        return 0
    below = [depth(part) for part in tree if isinstance(part, list)]
    return 1 + max(below, default=0)
"""
SPREAD = "def spread(items):\n    return max(items) - min(items)\n"
SCRIPT = """\
total = 0
for word in input().split():
    total += int(word)
    print('so far', total)
try:
    print(total // (total - 60))
except ZeroDivisionError as error:
    print('no', error)
"""


def traced(code: str, entry_point: str | None = None, *arguments: str, stdin: str = "") -> Trace:
    program = Program("p", "user", "test", code, entry_point)
    return trace_in_process(program, Case("c", program, arguments, stdin=stdin), Limits())


def run(program: Program, cases: Sequence[Case]) -> list[Trace]:
    return [trace_in_process(program, case, Limits()) for case in cases]


def asked(kind: str, trace: Trace, tries: int = 60) -> list[Question]:
    found = [questions.ask(kind, trace, Random(seed), run) for seed in range(tries)]
    kept = [question for question in found if question is not None]
    assert kept, kind
    return kept


def last_words(question: Question) -> str:
    """What is said of the code, without it: the question stands before it or after it."""
    return re.sub(r"```.*?```", "", question.prompt, flags=re.DOTALL)


SORTED = traced(SORT, "sort", "[5, 2, 9, 1, 7]")
FIVE = traced(FACTORIAL, "factorial", "5")
PRINTED = traced(SCRIPT, stdin="10 20 30\n")


def test_line_counts_are_those_of_a_counter_beside_the_line() -> None:
    truth = {"line 2": "7", "line 7": "4", "line 9": "5", "line 10": "5", "line 11": "5"}
    truth |= {"the body of the loop on line 6": "4", "the body of the loop on line 8": "5"}
    seen = set()
    for question in asked("line_count", SORTED):
        words = last_words(question)
        what = max((name for name in truth if name in words), key=len)
        assert question.answer == truth[what]
        seen.add(what)
    assert len(seen) >= 3


def test_calls_are_counted_as_they_begin() -> None:
    arguments = {"2nd": "(9, 5)", "number 2": "(9, 5)", "3rd": "(1, 9)", "number 3": "(1, 9)"}
    for question in asked("call_arguments", SORTED):
        for when, answer in arguments.items():
            if f" {when} " in last_words(question):
                assert question.answer == answer
    for question in asked("call_result", FIVE):
        number = next(
            n
            for n in range(2, 6)
            if any(w in last_words(question) for w in (f"number {n}", f"{n}nd", f"{n}rd", f"{n}th"))
        )
        assert question.answer == {2: "24", 3: "6", 4: "2", 5: "1"}[number]


def test_recursion_depth_counts_the_outermost_call() -> None:
    nested = traced(DEPTH, "depth", "[[7], [8, [9, []]]]")
    assert {question.answer for question in asked("recursion_depth", nested)} == {"4"}


def test_values_and_branches_agree_with_a_run_by_hand() -> None:
    assert {q.answer for q in asked("all_values", SORTED) if "`swaps`" in last_words(q)} == {"[0, 1, 2, 3, 4, 5]"}
    branches = asked("branch", SORTED)
    assert {q.answer for q in branches} == {"True", "False"}
    for question in branches:
        assert "`j > 0 and smaller(items[j], items[j - 1])`" in question.prompt
    for question in asked("next_line", SORTED):
        assert question.answer in {"6", "7", "8", "9", "12"}


def test_printed_lines_and_exceptions() -> None:
    answers = {question.answer for question in asked("printed_line", PRINTED)}
    assert answers <= {"'so far 10'", "'so far 30'", "'so far 60'", "'no integer division or modulo by zero'"}
    assert len(answers) > 1
    assert {q.answer for q in asked("exception", PRINTED)} == {"('ZeroDivisionError', 6)"}


def test_what_if_is_answered_by_the_changed_run() -> None:
    for question in asked("what_if", SORTED, tries=10):
        assert len(question.traces) == 2
        assert question.answer == question.traces[1].result != question.traces[0].result
        assert question.traces[1].case.arguments[0] in last_words(question)


def test_any_input_that_reproduces_the_output_counts() -> None:
    question = asked("input_prediction", traced(SPREAD, "spread", "[4, 9, 6]"))[0]
    assert "[4, 9, 6]" not in question.prompt
    assert question.answer == "([0, 5],)"
    assert reproduces(question, question.answer, run)
    assert reproduces(question, "([1, 5, 2.5],)", run) is False
    assert reproduces(question, "([7, 2],)", run)
    assert not reproduces(question, "not a tuple", run)
    assert not reproduces(question, "[5, 2]", run)


def test_no_input_is_asked_for_that_the_search_does_not_reach() -> None:
    code = "def mix(n):\n    for i in range(3):\n        n = n * 7919 % 100003\n    return n\n"
    trace = traced(code, "mix", "54321")
    assert all(questions.ask("input_prediction", trace, Random(seed), run) is None for seed in range(20))


def test_invariants_are_asked_both_ways_and_hold_as_answered() -> None:
    trace = trace_in_process_of("binary_search")
    both = Counter(question.answer for question in asked("invariant", trace, tries=200))
    assert set(both) == {"True", "False"}


def test_a_false_invariant_is_a_mutant_of_the_authors_and_the_run_says_so() -> None:
    trace = trace_in_process_of("extended_euclid")
    own = {ast.unparse(ast.parse(one.predicate)) for one in trace.case.program.invariants}
    trace = trace_in_process_of("bubble_sort")
    own |= {ast.unparse(ast.parse(one.predicate)) for one in trace.case.program.invariants}
    for question in asked("invariant", trace, tries=60):
        condition = dict(question.asked)["condition"]
        assert (condition in own) or any(condition in set(mutants(one)) for one in own)
        if question.answer == "False":
            scene = Scene(trace.steps)
            assert not evaluate(condition, scene.at(question.moment))


def trace_in_process_of(family: str, seed: int = 1) -> Trace:
    chosen = families("algorithm")[family]
    case = chosen.make(Random(seed), chosen.default_size)
    return trace_in_process(case.program, case, Limits())


@pytest.mark.parametrize("family", ["binary_search", "dijkstra", "insertion_sort", "kmp_match", "depth_first_search"])
def test_every_question_on_real_families_is_well_formed(family: str) -> None:
    for seed in range(3):
        for question in questions.generate(trace_in_process_of(family, seed), Random(f"q/{seed}"), run=run):
            lines = [line.rpartition(" | ")[2] for line in question.prompt.splitlines()]
            assert question.traces[0].case.program.code.splitlines()[0] in lines
            assert not re.search(r"\{[a-z_]*\}", last_words(question)), "a blank was left"
            assert question.answer
            assert -1 <= question.moment < len(question.traces[-1].steps)
            if question.kind not in questions.YES_NO and question.kind != "input_prediction":
                assert not copied_by_rule(question.prompt, question.answer)


def test_the_same_stream_asks_the_same_and_another_asks_otherwise() -> None:
    one, two, other = (questions.generate(SORTED, Random(seed), run=run) for seed in (3, 3, 4))
    assert one == two
    assert [question.prompt for question in one] != [question.prompt for question in other]


def test_every_kind_has_eight_wordings_with_the_same_blanks_to_fill() -> None:
    assert len(questions.KINDS) >= 17
    for kind, wordings in questions.WORDINGS.items():
        assert len(set(wordings)) >= 8, kind


def test_a_refused_trace_is_asked_nothing() -> None:
    trace = traced("import asyncio\nasync def f():\n    pass\n")
    assert not trace.steps
    assert questions.generate(trace, Random(1), run=run) == []


def test_the_rules_that_copy() -> None:
    prompt = "```python\n1 | x = 3\n```\n\nIt is called as `f([4, 8], 15)`.\n\nWhat?"
    for given_away in ("15", "[4, 8]", "1", "([4, 8], 15)"):
        assert copied_by_rule(prompt, given_away)
    assert not copied_by_rule(prompt, "8")
    assert not copied_by_rule(prompt, "16")
    assert ast.literal_eval("[4,8]") == [4, 8]
    assert copied_by_rule(prompt, "[4,8]")


COUNTED = """\
def total(items):
    count = 0
    best = 0
    for item in items:
        count += 1
        if item > best:
            best = item
    while count > best:
        count -= 2
    return count, best
"""


def test_what_can_be_read_off_without_tracing_is_not_asked() -> None:
    trace = traced(COUNTED, "total", "[3, 1, 2, 7, 2, 8, 4, 1, 3, 1, 2, 4, 1]")
    for kind in ("all_values", "value_after_line", "first_moment"):
        for question in asked(kind, trace, 80):
            assert "`item`" not in last_words(question), "what the loop runs over stands in the prompt"
    assert not any("`count`" in last_words(question) for question in asked("first_moment", trace, 80))
    drawn = [questions.ask("invariant", trace, Random(seed)) for seed in range(40)]
    assert drawn == [None] * 40, "nobody said what always holds: pairs of names are not drawn"


PAIRS = """\
class Point:
    pass

def pairs(items):
    place = Point()
    place.x = len(items)
    seen = []
    for one in items:
        best = 0
        for two in items:
            if two < one:
                best += two
            seen = seen + [best]
    place.x += best
    return seen
"""


def test_nobody_is_asked_about_the_runs_of_a_header_that_runs_once_more_than_its_body() -> None:
    trace = traced(PAIRS, "pairs", "[3, 1, 2, 7]")
    for kind in ("value_after_line", "container_state", "next_line"):
        lines = {
            line for question in asked(kind, trace, 150) for line in re.findall(r"line (\d+)", last_words(question))
        }
        assert lines - {"8", "10"}, kind
        assert "10" not in lines, kind
        assert "8" not in lines or kind == "next_line", "it is executed once: there is one way to count"


def test_an_object_of_which_a_part_changed_is_asked_about_as_it_is_then() -> None:
    answers = {
        question.answer
        for question in asked("value_at_return", traced(PAIRS, "pairs", "[3, 1, 2, 7]"), 80)
        if "`place`" in last_words(question)
    }
    assert answers == {"Point(x=10)"}


def test_questions_are_put_in_many_ways_and_lines_are_named_only_where_they_are_numbered() -> None:
    assert len({*WITH_TASK, *BARE}) >= 40
    seen = Counter[str]()
    for seed in range(300):
        for question in questions.generate(SORTED, Random(seed), kinds=("output", "branch", "call_result"), run=run):
            seen[question.prompt.partition("\n")[0]] += 1
            assert question.sentence in question.prompt
            if not question.numbered:
                assert " 1 | " not in question.prompt
                assert not re.search(r"\blines? \d", question.prompt)
    assert max(seen.values()) <= 0.1 * seen.total()
    assert len(seen) >= 20  # SORTED has no statement


def test_what_is_asked_of_a_text_is_a_register_or_a_detail() -> None:
    asks = {frame.asks for frame in (*WITH_TASK, *BARE) if frame.wish}
    assert asks == {("detail", "condensed"), *(("register", name) for name in REGISTERS)}
    assert not any(frame.asks[0] for frame in (*WITH_TASK, *BARE) if not frame.wish)
