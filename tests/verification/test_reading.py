"""The fast readers read what the careful ones read: atoms by one split, sentences by their pieces."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.verification.atoms import MAX_LOOKED, read_atoms
from tracepile_hf.verification.claims import read_sentences
from tracepile_hf.verification.reading.engine import compile_pattern, may_begin
from tracepile_hf.verification.reading.grammar import GRAMMAR
from tracepile_hf.verification.reading.production import END, START, Production
from tracepile_hf.verification.sentences import _cut_sentences, _whole_sentences
from tracepile_hf.verification.skeleton import Skeleton, read_skeleton

FORMS = Path(__file__).with_name("forms.txt").read_text(encoding="utf-8")
PIECES = [
    *("`x`", "`xs[0] + 1`", "5", "-3", "2.5e-7", "inf", "-nan", "7j", "'a b'", '"it\'s"', "b'x'", "'", '"', "`", "``"),
    *("[1, [2, 'c']]", "(1, 2)", "(5 + 3)", "(1,)", "()", "(1-2j)", "{'a': 1}", "Node(3, left=None)", "deque([1])"),
    *(
        "[1, 2)",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "f(",
        "<function f>",
        "<",
        "Color.RED",
        "Kind.Slow",
        "(Kind.Slow, 1)",
        "(Kind.s",
        "a.b",
        "ValueError",
        "ValueError('no')",
    ),
    *(
        "True",
        "None",
        "Trueish",
        "x5",
        "5x",
        "3.4.5",
        "a-5",
        "--5",
        "Iteration",
        "Exception",
        "doesn't",
        "é(1)",
        "a.B(",
    ),
    *(" ", ", ", "; ", ": ", ". ", "! ", ".\n", "\n\n", "\n", "\t", "  ", " = ", " is ", " and ", "**", "__", "\x01"),
    *("Line 4", "line 5", "then", "and", "which", "so", "(depth 2)", "the loop on line 3 ends after 2 iterations"),
    *(
        "on line 5",
        "Then, ",
        "After 2 iterations, the loop on line 3 ends",
        "In total, ",
        "Iterations 1 to 2 of the loop",
    ),
    *("1. ", "- ", "asks about ", "stops here", "nothing catches it", "ends the run", "finishes", "now", "is now"),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map("".join)


def careful(text: str) -> Skeleton:
    skeleton, atoms = read_atoms(text)
    return Skeleton(skeleton, [a.text for a in atoms], [a.start for a in atoms], [a.end for a in atoms])


@given(TEXTS)
def test_one_split_reads_what_the_careful_reader_reads(text: str) -> None:
    fast, slow = read_skeleton(text), careful(text)
    assert fast.text == slow.text
    assert list(fast.atoms) == slow.atoms
    count = len(slow.atoms)  # the split knows one place more, the end of the text
    assert list(fast.starts)[:count] == slow.starts
    assert list(fast.ends) == slow.ends


@pytest.mark.parametrize("text", [line[2:] for line in FORMS.splitlines() if line[:1] in "+-<"])
def test_true_and_false_forms_alike(text: str) -> None:
    assert read_skeleton(text)[:2] == (careful(text).text, careful(text).atoms)


@given(TEXTS)
def test_pieces_say_what_their_sentence_says(text: str) -> None:
    if re.search(r"\*\*|__|  |\t| \n|\n |[^\S\n ]|^ | $", read_skeleton(text).text):
        return  # such texts are read by whole sentences
    skeleton = read_skeleton(text)
    parts = [[], []]
    for found, sentences in zip(parts, (_cut_sentences(skeleton), _whole_sentences(skeleton)), strict=True):
        for sentence in sentences:
            plan = sentence.plan
            pool = plan.pool(skeleton.atoms[sentence.first : sentence.first + plan.atoms])
            claims = [(form.kind, form.mode, form.fetch(pool), form.start, form.end) for form in plan.forms]
            found.append((claims, plan.leftovers, sentence.first, sentence.offset, sentence.opens_line, plan.marker))
    assert parts[0] == parts[1]


@given(st.sampled_from(GRAMMAR.productions), TEXTS)
def test_a_production_is_tried_wherever_it_may_begin(production: Production, text: str) -> None:
    """The signs that a pattern may begin with are read off it: none that it does begin with is left out."""
    pattern = compile_pattern(production.pattern)
    for place in range(len(text) + 1):
        if pattern.match(text, place) is not None:
            assert may_begin(pattern.pattern, text[place : place + 1])


def test_every_sentence_of_the_idle_list_is_without_slots() -> None:
    """What claims nothing is said in whole sentences that hold no value, no name and no number."""
    for production in GRAMMAR.productions:
        if production.leads == END and not production.kind:
            assert "{" not in production.pattern
            assert production.after == START


def test_an_endless_search_for_ends_is_given_up() -> None:
    """Brackets of the prose are looked through once each: beyond a number of characters, the rest is unread."""
    text = "((1)" * 4000
    skeleton = read_skeleton(text)
    assert len(skeleton.text) > len(text) - 3 * MAX_LOOKED / len(text)
    assert any(read.remainders for read in read_sentences(text))
