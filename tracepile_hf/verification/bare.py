"""Names of the program that stand without backticks: read as code where the sentence cannot be read otherwise.

A name that is also a plain English word is taken for code only if the sentence is derived no other way.
"""

from __future__ import annotations

import ast
import builtins
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from tracepile_hf.verification.expression import parse_expression
from tracepile_hf.verification.filling import plan_of_whole
from tracepile_hf.verification.sentences import Sentence
from tracepile_hf.verification.skeleton import Skeleton, read_skeleton

_CALL: Final = r"(?:\.[A-Za-z_]\w*|\[[^\[\]\n`]*\]|\([^()\n`]*\))"
_OPERAND: Final = rf"(?:[A-Za-z_]\w*{_CALL}*|[0-9]+(?:\.[0-9]+)?)"
_PART: Final = re.compile(
    r"`[^`\n]*`|'[^'\n]*'|\"[^\"\n]*\""
    r"|(?<![\w.`])([A-Za-z_][\w.]*(?:\[[^\[\]\n`=]{1,40}\])*=(?:-?[0-9]\w*(?:\.\w+)?|'[^'\n]*'|\"[^\"\n]*\"|\[[^\[\]\n]*\]|True|False|None)(?!\w))"
    rf"|(?<![\w.`])({_OPERAND}(?: ?(?://|\*\*|[<>=!]=|[-+*/%<>]|not in|in) ?{_OPERAND}"
    r"| is(?: not)? None(?= (?:is|evaluates|holds)))*)"
)
_SINGLE: Final = re.compile(rf"[A-Za-z_]\w*{_CALL}*")
_COUNTED: Final = re.compile(r" [0-9]")
_LETTER: Final = re.compile(r"[A-Za-z_]")
ENGLISH: Final = frozenset(
    [
        "a",
        "an",
        "i",
        "is",
        "it",
        "in",
        "of",
        "to",
        "at",
        "as",
        "on",
        "for",
        "and",
        "or",
        "not",
        "the",
        "value",
        "values",
        "line",
        "list",
        "number",
        "numbers",
        "key",
        "keys",
        "item",
        "items",
        "first",
        "last",
        "next",
        "loop",
        "call",
        "result",
        "string",
        "test",
        "index",
        "count",
        "name",
        "word",
        "words",
        "step",
        "set",
        "sum",
        "total",
        "so",
        "we",
        "one",
        "two",
        "new",
        "token",
        "char",
        "element",
        "letter",
        "digit",
        "character",
    ]
)
_BUILTINS: Final = frozenset(dir(builtins))


class Found(NamedTuple):
    """A sentence read with its bare names as code; its skeleton is placed in the text that it comes from."""

    sentence: Sentence
    skeleton: Skeleton


def reread(whole: Skeleton, start: int, end: int, names: frozenset[str], opens_line: bool) -> Found | None:
    """The sentence at a place of a text with names in backticks, if that makes it one that is read."""
    raw = whole.source[start:end]
    if len(raw) > 600:
        return None
    tried: set[str] = set()
    for chosen in (names, names - ENGLISH, names & ENGLISH):
        said, inserted = _ticked(raw, chosen)
        if said == raw or said in tried:
            continue
        tried.add(said)
        skeleton = read_skeleton(said)
        plan = plan_of_whole(skeleton.text)
        if plan.leftovers:
            continue
        moved = Skeleton(
            skeleton.text,
            skeleton.atoms,
            [start + _before(place, inserted) for place in skeleton.starts],
            [start + _before(place, inserted) for place in skeleton.ends],
            whole.source,
            whole.place,
        )
        return Found(Sentence(plan, 0, start, opens_line), moved)
    return None


def _before(place: int, inserted: list[int]) -> int:
    """A place of the text with backticks as one of the text without."""
    return place - bisect_right(inserted, place - 1)


def _ticked(raw: str, names: frozenset[str]) -> tuple[str, list[int]]:
    """The text with its bare names in backticks, and where those were put in."""
    pieces: list[str] = []
    inserted: list[int] = []
    done = length = 0
    for start, end in _bare(raw, names):
        pieces += (raw[done:start], "`", raw[start:end], "`")
        length += start - done
        inserted.append(length)
        length += end - start + 1
        inserted.append(length)
        length += 1
        done = end
    pieces.append(raw[done:])
    return "".join(pieces), inserted


def _bare(raw: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where in a sentence code stands without backticks."""
    at = 0
    while (found := _PART.search(raw, at)) is not None:
        at = found.end()
        if found[1] is not None:
            if re.split(r"[=.\[]", found[1], maxsplit=1)[0] in names:
                yield found.span(1)
            continue
        if found[2] is None:
            continue
        start, end = found.span(2)
        if found[2] in ENGLISH and _COUNTED.match(raw, end) is not None:
            continue  # "line 4", whatever the program calls so
        if _is_code(found[2], names):
            yield start, end
            continue
        first = _SINGLE.match(raw, start)
        if first is not None:
            at = first.end()
            if _is_code(first.group(), names):
                yield start, first.end()
            elif (name := re.match(r"\w+", first.group())) is not None:
                at = start + name.end()
                if name.group() in names:
                    yield start, at
        else:
            number = re.compile(r"[0-9.]+").match(raw, start)
            at = number.end() if number is not None else end


def _is_code(text: str, names: frozenset[str]) -> bool:
    """Whether an expression speaks of names of the program only, and of one at least."""
    if _LETTER.search(text) is None:
        return False
    tree = parse_expression(text)
    if tree is None:
        return False
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    used = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    known = [node for node in used if node.id in names]
    return bool(known) and all(node.id in names or (id(node) in called and node.id in _BUILTINS) for node in used)
