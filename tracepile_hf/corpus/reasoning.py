"""Whether texts reason, measured on the rows alone: answers derived, runs counted, both sides told, prompts that vary.

`tracepile stats` prints these figures and `--check` fails beyond their aims; `--legible` names the rows whose answer a
reader of the text alone does not find. Nothing is run: what only a run can tell (that a text stops in time) is the
checker's to prove (`verification/settled.py`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from tracepile_hf.corpus.evaluations import evaluations
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.rows import Row
from tracepile_hf.records import TOLD_KINDS

_ANSWER: Final = re.compile(r"\n\n(?:The answer is|Answer:)(?![\s\S]*\n\n(?:The answer is|Answer:))")
_NTH_RUN: Final = re.compile(r"\(run \d+\)|[Tt]his is run \d+ of |runs? \d+ to \d+ of (?:the (?:\w+ )?)?line")
_ACTIVE: Final = re.compile(r"[Nn]ow (\d+) calls? of `")
_ALIKE: Final = re.compile(r"work alike|run likewise|go on in this way|are alike")
_OPAQUE: Final = re.compile(r"`(?:\[[^`]* for [^`]* in [^`]*\]|(?:sum|sorted|min|max|any|all)\([^`]*\bfor\b[^`]*\))` =")
_SELF: Final = re.compile(r"`[^`\n]*[-+*/%] ?(\w+)\([^`\n]*\)` = ([^=\n]{1,40}?)(?:, |; |\.| so )")
_NUMBERED: Final = re.compile(r"\b[Ll]ines? \d+(?! of the output|\d)")
_DIGITS: Final = re.compile(r"\d+")
_SPAN: Final = re.compile(r"`[^`\n]*`|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_VALUE: Final = re.compile(
    r"(?:= |-> |is now |becomes |returns |prints |goes from [^ ]+ to |stays |gives? )"
    r"(-?\d[\d.]*|'(?:[^'\\\n]|\\.)*'|\[[^\]\n]*\]+|\{[^}\n]*\}|\([^)\n]*\)|True|False|None)"
)
_TOKEN: Final = re.compile(r"\d{1,3}|[^\W\d]+|[^\w\s]")
_SENTENCE: Final = re.compile(r"(?<=[.;:]) |\n+|, (?=(?:and |then )+line )")
_SHOWN: Final = re.compile(r"(?m)^ *1 \| ")
_LINE_SAID: Final = re.compile(r"[Ll]ine (\d+)|[Ll]oop on line (\d+)")
_REASONS: Final = re.compile(r"\b(?:idea|goal|plan|invariant|suppose|overall|in total)\b", re.IGNORECASE)
LEAST: Final = 4  # sentences about one line of which a row's wording is measured
_LINES_ASKED: Final = frozenset({"value_after_line", "container_state", "branch", "next_line"})
OPENING: Final = 6  # words of a prompt that make its opening
_IDEA: Final = re.compile(r"The idea(?: behind it)?: ")
_TOLD_INVARIANT: Final = re.compile(
    r"The invariant holds: |Check: |With the loop at its end, |So at the end of the loop, |Check of the result: |"
    r"The result can be checked: "
)
_WORDS: Final = re.compile(r"[a-z]+")
_WHY: Final = frozenset(("idea", "invariant", "plan", "goal", "suppose", "overall", "so", "therefore", "check"))
MANY: Final = 200  # rows from which variety can be asked for
_LAST: Final = 2  # paragraphs before the answer that are to derive it


class Aim(NamedTuple):
    """One figure: how many of how many, and the share that is aimed at (at least or at most)."""

    name: str
    found: int
    of: int
    share: float
    at_least: bool

    @property
    def is_met(self) -> bool:
        """Whether the share is within the aim; of nothing, it is."""
        if not self.of:
            return True
        return self.found >= self.share * self.of if self.at_least else self.found <= self.share * self.of


@dataclass
class Reasoning:
    """What was counted over rows."""

    rows: int = 0
    legible: int = 0
    illegible: list[str] = field(default_factory=list)  # ids of rows
    derived: Counter[str] = field(default_factory=Counter)  # kind -> rows whose last paragraphs hold the answer
    kinds: Counter[str] = field(default_factory=Counter)
    numbered: int = 0
    asked_nth: int = 0
    depths: int = 0
    depth_rows: int = 0
    backwards: int = 0
    compared: int = 0
    alike: int = 0
    evaluations: int = 0
    one_step: int = 0
    opaque: Counter[str] = field(default_factory=Counter)
    uncombined: int = 0  # rows where a recursion's parts are not combined
    words: int = 0  # rows with a word of plans and aims
    tokens: int = 0
    carrying: int = 0  # tokens of values just worked out
    bits: float = 0.0
    worded: int = 0  # sentences whose wording was measured
    unseen: int = 0  # rows that name lines by numbers that the prompt does not show
    levels: Counter[int] = field(default_factory=Counter)
    ideas: int = 0
    with_invariants: int = 0
    told_invariants: int = 0  # rows whose text states one with its values
    said: int = 0  # words in all
    why: Counter[str] = field(default_factory=Counter)  # words that say why
    openings: Counter[str] = field(default_factory=Counter)
    with_numbers: int = 0
    registers: Counter[str] = field(default_factory=Counter)
    views: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row) -> None:
        """Count a row."""
        prompt, text = (message["content"] for message in row["messages"])
        kind, answer = row["question_kind"], row["answer"].strip()
        self.rows += 1
        self.kinds[kind] += 1
        if is_legible(text, answer):
            self.legible += 1
            self.derived[kind] += 1
        else:
            self.illegible.append(row["id"])
        if kind in _LINES_ASKED:
            self.asked_nth += 1
            self.numbered += bool(_NTH_RUN.search(text))
        if kind == "recursion_depth":
            self.depth_rows += 1
            self.depths += max(map(int, _ACTIVE.findall(text)), default=0) == int(answer)
        self.backwards += kind == "input_prediction" and "We look for a call of" in text.partition("We trace")[0]
        self.compared += kind == "what_if" and "original run" in text
        self.alike += len(_ALIKE.findall(text))
        if kind not in TOLD_KINDS:  # solutions in words have none of the forms that are counted here
            self._add_values(row, text)
            self._add_wording(text)
        self.words += bool(_REASONS.search(text))
        self.unseen += _SHOWN.search(prompt) is None and bool(_NUMBERED.search(_SPAN.sub("", text)))
        self.levels[row.get("level", 0)] += 1
        self._add_reasons(row, text)
        self.openings[" ".join(prompt.split()[:OPENING])] += 1
        self.with_numbers += bool(_SHOWN.search(prompt))
        self.registers[row.get("register", "prose")] += 1
        self.views[row.get("view", "whole")] += 1

    def _add_values(self, row: Row, text: str) -> None:
        if row.get("detail", "full") == "full":
            told = evaluations(text, row.get("code", ""))
            self.evaluations += told.told
            self.one_step += told.one_step
            self.opaque.update(told.opaque)
        self.uncombined += any(f"def {found[1]}(" in row.get("code", "") for found in _SELF.finditer(text))
        self.tokens += len(_TOKEN.findall(text))
        self.carrying += sum(len(_TOKEN.findall(found[1])) for found in _VALUE.finditer(text))

    def _add_wording(self, text: str) -> None:
        """How many bits the choice of words takes a sentence, among sentences about one line of one text."""
        heads: dict[str, Counter[str]] = {}
        for sentence in _SENTENCE.split(text):
            found = _LINE_SAID.search(sentence)
            if found is not None:
                head = _DIGITS.sub("#", _SPAN.sub("#", sentence[: found.end()])).lstrip(".-# |")
                heads.setdefault(found[0].lower(), Counter())[head] += 1
        for counts in heads.values():
            if (total := counts.total()) >= LEAST:
                self.worded += total
                self.bits -= sum(count * math.log2(count / total) for count in counts.values())

    def _add_reasons(self, row: Row, text: str) -> None:
        self.ideas += bool(_IDEA.search(text))
        self.with_invariants += (row.get("invariants") or "[]") != "[]"
        self.told_invariants += bool(_TOLD_INVARIANT.search(text))
        words = _WORDS.findall(text.lower())
        self.said += len(words)
        self.why.update(word for word in words if word in _WHY)

    def aims(self) -> list[Aim]:
        """The figures with what is aimed at."""
        commonest = max(self.openings.values(), default=0)
        many = self.rows >= MANY  # of a few rows, how many are alike is chance
        return [
            Aim("answers that the text alone gives", self.legible, self.rows, 1.0, True),
            Aim("n-th runs of a line: texts that number them", self.numbered, self.asked_nth, 1.0, True),
            Aim("depths of recursion that agree with the answer", self.depths, self.depth_rows, 1.0, True),
            Aim("inputs looked for from the output", self.backwards, self.kinds["input_prediction"], 1.0, True),
            Aim("changed runs told beside their original", self.compared, self.kinds["what_if"], 1.0, True),
            Aim("folds that claim to be alike", self.alike, self.rows, 0.0, False),
            Aim("rows of one opening of the prompt", commonest, self.rows, 0.05 if many else 1.0, False),
            Aim("texts in prose", self.registers["prose"], self.rows, 0.6 if many else 1.0, False),
            Aim(
                "evaluations one step away from what is told",
                self.one_step,
                self.evaluations,
                0.95 if many else 0.0,
                True,
            ),
            Aim("texts of recursion that do not combine its parts", self.uncombined, self.rows, 0.0, False),
            Aim("tokens that carry a value just worked out", self.carrying, self.tokens, 0.12 if many else 0.0, True),
            Aim("bits of wording, of as many sentences", round(self.bits), self.worded, 1.0 if many else 9.0, False),
            Aim("texts that number lines where the prompt does not", self.unseen, self.rows, 0.0, False),
            Aim("texts with a word of aims or plans", self.words, self.rows, 0.0, True),
        ]

    def as_markdown(self) -> str:
        """The figures as a table, and how the texts are written."""
        head = "| what | found | of | aim |\n|---|---|---|---|\n"
        told = [
            f"| {aim.name} | {aim.found} | {aim.of} | {'at least' if aim.at_least else 'at most'} {aim.share:.0%} |"
            for aim in self.aims()
        ]
        ways = ", ".join(f"{name} {count}" for name, count in self.registers.most_common())
        views = ", ".join(f"{name} {count}" for name, count in self.views.most_common())
        levels = ", ".join(f"{level} {count}" for level, count in sorted(self.levels.items()))
        numbers = f"{self.with_numbers} of {self.rows} prompts number the code's lines"
        mixed = f"Registers: {ways}. Views: {views}. Levels: {levels}. {numbers}."
        return f"{head}{chr(10).join(told)}\n\n{mixed}\n\n{self._reasons()}"

    def _reasons(self) -> str:
        """How often it is said why."""
        words = ", ".join(f"{word} {count}" for word, count in self.why.most_common())
        return (
            f"Texts with the author's idea: {self.ideas} of {self.rows}; programs with invariants: "
            f"{self.with_invariants}, texts that state one with its values: {self.told_invariants}. "
            f"Of {self.said:,} words: {words or 'none of those that say why'}."
        )

    def faults(self) -> list[str]:
        """What is beyond its aim, a line each."""
        return [
            f"{aim.name}: {aim.found} of {aim.of}, aimed at {'at least' if aim.at_least else 'at most'} {aim.share:.0%}"
            for aim in self.aims()
            if not aim.is_met
        ]


def is_legible(text: str, answer: str) -> bool:
    """Whether somebody who reads the text up to its answer finds that answer there, told of the run."""
    found = _ANSWER.search(text)
    body = text[: found.start()] if found else text
    if "\n" not in answer:
        last = "\n\n".join(body.split("\n\n")[-_LAST:])
        return _stands(answer, last) or _stands(repr(answer), last)
    return all(_stands(repr(line), body) or _stands(line, body) for line in answer.splitlines() if line)


def _stands(literal: str, text: str) -> bool:
    """Whether a literal stands in a text, not as a part of a longer number or word."""
    before = r"(?<![\w.])" if literal[:1].isalnum() else ""
    after = r"(?![\w])" if literal[-1:].isalnum() else ""
    return re.search(before + re.escape(literal) + after, text) is not None


def reasoning_in(folder: Path) -> Reasoning:
    """The figures of the config in a folder. Errors: CorpusError for a file that is none."""
    return reasoning_of(row for paths in split_files(folder).values() for path in paths for row in read_rows(path))


def reasoning_of(rows: Iterable[Row]) -> Reasoning:
    """The figures of rows."""
    found = Reasoning()
    for row in rows:
        found.add(row)
    return found
