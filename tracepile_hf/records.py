"""The records every stage passes on: frozen, text and numbers only.

A `Program` becomes `Case`s; running a case gives a `Trace` of `Step`s; a `Question` about a trace is answered by a
`Rationale`; checking the rationale's text gives a `Verdict` over its `Claim`s; what is accepted becomes a `Sample`.
Nested records are embedded, not referred to by id, so one record can be read, stored or checked on its own.

This module does not run, render or check anything. Values appear only as literals, the text that
`tracepile_hf.literals.render` writes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

Event = Literal["call", "line", "return", "yield", "raise", "print"]
Outcome = Literal["finished", "raised", "timed_out", "out_of_memory", "too_long", "crashed", "refused"]
Standing = Literal["proved", "refuted", "unplaced", "unread"]

DOMAINS: Final = ("algorithm", "competition", "math", "math-words", "graph-words", "logic-words", "extra", "user")
TOLD_DOMAINS: Final = ("math-words", "graph-words", "logic-words")  # of programs that stay hidden behind a problem
EVENTS: Final = ("call", "line", "return", "yield", "raise", "print")
OUTCOMES: Final = ("finished", "raised", "timed_out", "out_of_memory", "too_long", "crashed", "refused")
DETAILS: Final = ("full", "condensed", "outline")
# How a text is written.
REGISTERS: Final = ("prose", "bullets", "steps", "notes", "table", "comments", "plain", "first_person")
VIEWS: Final = (
    "whole",
    "until",
    "slice",
)  # what a text tells of a run: all of it, to the answer, what the answer needs
TOLD_KINDS: Final = (  # of questions whose prompt is a problem in words, its program hidden
    "word_problem",
    "graph_problem",
    "graph_decision",
    "puzzle",
    "puzzle_decision",
)
REJECTIONS: Final = (
    "no_claims",
    "answer_missing",
    "answer_wrong",
    "incomplete",
    "beyond_answer",
    "refuted",
    "unread",
    "unplaced",
    "out_of_order",
    "not_traced",
)

Pairs = tuple[tuple[str, str], ...]
Moment = Literal["after", "end", "result", "output"]
MOMENTS: Final = ("after", "end", "result", "output")


class Invariant(NamedTuple):
    """What an author says always holds at a place of a program: a predicate in Python over its names, and its English.

    `line` is the source text of the line, without its indentation. `moment`: "after" each run of the line (of a loop's
    header: when an iteration begins; of a `def`: when the call begins), "end" of the loop it heads, or "result", the
    end of the entry point's call (no line; over its parameters as they were given, and `result`); "output": the same,
    told where an input is looked for: what the output fixes, with `result` as the only name in `said`. There, `{x}` is
    the value of an expression, `{x + y|calc}` the calculation with its outcome, `{xs|sum}` the sum of a list,
    `{xs|list}` its items, `{n|# coin}` a number with its noun (`# child/children`), `{n|is/are}` the word that fits it.
    """

    predicate: str
    said: str
    line: str = ""
    moment: Moment = "after"


@dataclass(frozen=True, slots=True)
class Saying:
    """How a step is said: what a visit of `line` comes to, in each of the wordings, where `when` holds.

    Wordings hold slots, `{litres}`, `{was litres}`, `{cost / 100|$}`: an expression over what names hold after the step
    (or before it), and how its value is written. An empty wording: the step goes without saying.
    """

    line: int
    wordings: tuple[str, ...]
    when: str = ""  # an expression; empty: always


@dataclass(frozen=True, slots=True)
class Glossary:
    """How the runs of one program are told as the solution of a problem (docs/guides/own_programs.md)."""

    sayings: tuple[Saying, ...]
    units: Pairs = ()  # name -> the unit of what it holds: ("hours", "hour~hours"), ("price", "$")
    opening: tuple[str, ...] = ()  # sentences of which one begins the text
    answer: str = ""  # how the result is written: "" as it is, or a wording with {} for it, {0}, {1} for its parts
    register: str = "math"
    kind: str = "word_problem"  # of the question: one of TOLD_KINDS
    size: int = 0  # of the case, where a bundled family drew it


@dataclass(frozen=True, slots=True)
class Program:
    """Source code with what is known about where it came from."""

    id: str
    domain: str
    family: str
    code: str
    entry_point: str | None = None  # None: a script that reads stdin
    source: str = ""
    url: str = ""
    statement: str = ""
    license: str = ""
    variant_of: str = ""  # id of the program this one was rewritten from
    rewrites: tuple[str, ...] = ()  # names of the rewrites, in the order they were applied
    glossary: Glossary | None = field(default=None, repr=False)  # not part of the run, nor of a trace's digest
    idea: str = ""  # why it works, in the author's words: one or two sentences, told as they are
    invariants: tuple[Invariant, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One input of a program. Arguments are literals; `expected` is a literal (function) or stdout text (script)."""

    id: str
    program: Program
    arguments: tuple[str, ...] = ()
    keyword_arguments: Pairs = ()
    stdin: str = ""
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. docs/trace.md says exactly when each event is written and what its fields hold."""

    index: int
    event: Event
    function: str  # qualified name; "<module>" at the top level
    frame: int  # identity of the activation: 0 is the module, every call gets the next number
    enclosing: int  # frame that lexically encloses this one (closures); 0 for module-level functions, -1 for the module
    depth: int  # 0 is the module
    line: int
    visit: int  # 1-based count of the times this line ran in this frame
    iterations: tuple[tuple[int, int], ...] = ()  # enclosing loops, outermost first: (header line, 1-based iteration)
    tests: tuple[tuple[str, bool], ...] = ()  # (source text of the condition, outcome)
    operands: Pairs = ()  # (source text of a sub-expression, literal), in order of evaluation
    arguments: Pairs = ()  # call: (parameter, literal)
    changed: Pairs = ()  # (place, literal) after this step
    owners: tuple[int, ...] = ()  # parallel to `changed`: the frame that owns the root name of each place
    value: str | None = None  # return, yield: literal; raise: the exception as a literal
    stdout: str = ""  # print: exactly the text written


@dataclass(frozen=True, slots=True)
class Trace:
    """A recorded run, or the reason why there is none."""

    case: Case
    outcome: Outcome
    reason: str = ""  # closed list in execution; empty when the run finished or raised
    steps: tuple[Step, ...] = ()
    result: str | None = None  # literal of the entry point's value; None for scripts
    exception: str | None = None  # literal of the uncaught exception, as in a raise step
    stdout: str = ""
    python: str = ""  # "3.11"
    digest: str = ""  # sha256 over everything above, hexadecimal


class Backwards(NamedTuple):
    """How the author of a program gets from an output to arguments that give it: from the output alone.

    `way` says it in a sentence, `reads` is what is looked at in the output (an expression over `result`, its literal),
    `tried` are the arguments to try, in order, as literals.
    """

    way: str
    reads: Pairs
    tried: tuple[tuple[str, ...], ...]


Run: TypeAlias = Callable[[Program, Sequence[Case]], Sequence[Trace]]
"""Runs a program on cases, in a jail or not: one trace a case, in order. Handed to the rooms that need runs."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer was read from the traces it carries (two for what-if and input prediction)."""

    id: str
    traces: tuple[Trace, ...]
    kind: str
    wording: str  # which of the kind's wordings, such as "line_count/3"
    prompt: str
    answer: str  # a literal; for the output of a script the text itself
    moment: int = -1  # index of the step of the last trace by which the answer is settled; -1: only at the end
    asked: Pairs = ()  # what is asked, by name: ("line", "5"), ("nth", "3rd"), ("name", "x") ...
    wishes: Pairs = ()  # what is asked of the text: ("register", "bullets"), ("detail", "condensed")
    sentence: str = ""  # what is asked, without code, input and frame
    numbered: bool = True  # whether the prompt has the code with line numbers; else the text brings them
    way: str = ""  # input prediction: how the program's author gets from the output to arguments, in one sentence
    reads: Pairs = ()  # and what is looked at in the output: (expression over `result`, literal)


@dataclass(frozen=True, slots=True)
class Rationale:
    """A Chain of Execution: text that answers a question."""

    question: Question
    text: str
    narrator: str
    path: int = 0  # which of several sampled texts this is


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable statement read from text. `span` is (start, end) in characters of that text."""

    kind: str
    anchor: str
    subject: str
    literal: str
    span: tuple[int, int]


class Finding(NamedTuple):
    """What the checker found about one claim: where it was judged (step index or -1) and the truth if refuted.

    `detail`: of what is not proved one sentence: what was expected, what was said, and the nearest form that is read.
    """

    claim: Claim
    standing: Standing
    step: int = -1
    truth: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text is proved. A rejection without a reason from the closed list cannot be built."""

    accepted: bool
    reason: str = ""
    claims: Sequence[Finding] = ()
    detail: str = ""  # one sentence: what was expected, what was said, where

    def __post_init__(self) -> None:
        if self.accepted and self.reason:
            raise ValueError(f"an accepted verdict has no reason, got {self.reason!r}")
        if not self.accepted and self.reason not in REJECTIONS:
            raise ValueError(f"a rejection needs a reason from {REJECTIONS}, got {self.reason!r}")


@dataclass(frozen=True, slots=True)
class Sample:
    """A proved rationale placed in a split: one row of the corpus."""

    rationale: Rationale
    verdict: Verdict
    split: str
