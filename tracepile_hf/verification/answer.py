"""The answer at the end of a text: where it begins, what it says, and whether that is what was expected."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.records import Question, Trace
from tracepile_hf.verification.state import is_same

_OPENING: Final = re.compile(r"(?<!\w)(?:(?:[Tt]he )?(?:[Ff]inal )?[Aa]nswer(?: is:?|:))(?!\w)[*_]*")
_BOXED: Final = re.compile(r"(?:\$|\\\()?\s*\\boxed\{(.*)\}\s*(?:\$|\\\))?\.?", re.DOTALL)
_FENCED: Final = re.compile(r"(?<!\w)(?:[Tt]he answer is|[Aa]nswer):[*_]*[ \t]*\n+(?P<fence>`{3,})[^\n`]*\n")


class Answer(NamedTuple):
    """A possible reading of the text's end. `fenced`: the words stand in a block of their own, verbatim."""

    start: int
    said: str
    fenced: bool


def split_answer(text: str) -> list[Answer]:
    """Every way to read an answer at the very end of `text`, from the longest to the shortest. None: no answer."""
    end = len(text.rstrip())
    last_line = text.rfind("\n", 0, end) + 1
    if text[last_line:end].strip("`") == "" and text[last_line:end].startswith("```"):
        return _fenced(text, end, text[last_line:end])
    answers = []
    for found in _OPENING.finditer(text, last_line, end):
        said = text[found.end() : end].strip()
        if said:
            answers.append(Answer(found.start(), said, fenced=False))
    return answers


def _fenced(text: str, end: int, fence: str) -> list[Answer]:
    closing = end - len(fence)
    return [
        Answer(found.start(), text[found.end() : closing], fenced=True)
        for found in _FENCED.finditer(text, 0, closing)
        if found["fence"] == fence and found.end() <= closing
    ]


def expected_answer(trace: Trace, question: Question | None) -> str:
    """The answer a text must end with: the question's, else the run's outcome (a literal, or stdout as it is)."""
    if question is not None:
        return question.answer
    if trace.outcome == "raised":
        return trace.exception or ""
    if trace.case.program.entry_point is None:
        return trace.stdout
    return trace.result or ""


def is_right(answer: Answer, expected: str, trace: Trace, question: Question | None) -> bool:
    """Whether `answer` says `expected`: the same text, or the same value where both are literals."""
    if answer.fenced:
        said = answer.said
        return said in (expected, expected + "\n") or said.removesuffix("\n") == expected
    wordings = _wordings(answer.said)
    if any(said in (expected, expected.removesuffix("\n")) for said in wordings):
        return True
    if question is None and trace.outcome == "finished" and trace.case.program.entry_point is None:
        return any(_says_text(said, expected) for said in wordings)
    if question is None and trace.outcome == "raised":
        return any(said == expected.partition("(")[0] or _same_value(said, expected) for said in wordings)
    return any(_same_value(said, expected) for said in wordings)


def _says_text(said: str, text: str) -> bool:
    """Whether a string literal of a printed text is said: text has no value that could be written otherwise."""
    return said[:1] in ("'", '"') and any(_same_value(said, repr(form)) for form in (text, text.removesuffix("\n")))


def _wordings(said: str) -> list[str]:
    """What is said with and without its full stop, bold marks and backticks."""
    found = []
    for text in (said, said.removesuffix("."), said.removesuffix("**"), said.removesuffix("**").removesuffix(".")):
        text = text.strip()
        boxed = _BOXED.fullmatch(text)
        text = boxed[1].strip() if boxed is not None else text.removeprefix("**").strip()
        if len(text) > 2 and text[0] == text[-1] == "$":
            text = text[1:-1].strip()
        if text not in found:
            found.append(text)
        if len(text) > 2 and text[0] == text[-1] == "`":
            found.append(text[1:-1].strip())
    return found


def _same_value(said: str, expected: str) -> bool:
    try:
        return is_same(literals.parse(said), literals.parse(expected))
    except LiteralError:
        return False


def without_listing(body: str, code: str) -> str:
    """The text with the program's listing at its beginning, letter for letter, blanked out: it claims nothing."""
    if not body.startswith("With line numbers"):
        return body
    lines = code.rstrip("\n").split("\n")
    width = len(str(len(lines)))
    shown = "\n".join(f"{number:>{width}} | {line}".rstrip() for number, line in enumerate(lines, 1))
    listing = f"With line numbers, the code is:\n```\n{shown}\n```\n"
    return " " * len(listing) + body[len(listing) :] if body.startswith(listing) else body
