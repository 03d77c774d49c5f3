"""Reasons: the author's idea, read word for word, and invariants, each evaluated where the text states it.

What may be said comes from the record that the program carries (records.Invariant); whether it is true does not. A
sentence with an author's words is taken out of the text before the grammar reads it and comes back as a claim of one
kind, with its number; everything about it is worked out here from trace and record: the places, the truth of the
predicate there, and the words with the values filled in.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from tracepile_hf.errors import LiteralError
from tracepile_hf.literals import parse, render
from tracepile_hf.records import Invariant, Program, Step
from tracepile_hf.verification.anchors import whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.predicate import Lookup, seen_from, with_values, worth
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.states import text_of
from tracepile_hf.verification.walk import Refutation, Said, Walk

LEADS: Final = {
    "idea": ("The idea: ", "The idea behind it: "),
    "after": ("The invariant holds: ", "Check: ", "Still, ", "Again, "),
    "end": ("With the loop at its end, ", "So at the end of the loop, "),
    "output": ("The output fixes this much: ",),
    "result": ("Check of the result: ", "The result can be checked: "),
}
LONGEST: Final = 260
MOST_PARTS: Final = 12
_SLOT: Final = re.compile(r"\{([^{}|]+)(?:\|(calc|sum|list|# [a-z ]+(?:/[a-z ]+)?|[a-z]+/[a-z]+))?\}")
_WAYS: Final = ("calc", "sum", "list")
_SHORTEST: Final = 14  # characters of a sentence that is taken out


def taken_out(body: str, program: Program) -> tuple[str, dict[str, Said]]:
    """The text with sentences of the author's words replaced, place by place, and what they say by their number."""
    found: dict[str, Said] = {}
    if not (program.idea or program.invariants) or "eason `_" in body:
        return body, found

    def out(match: re.Match[str]) -> str:
        if len(match[0]) < _SHORTEST:
            return match[0]
        moment = next(name for name in LEADS if match[name] is not None)
        key = f"_{len(found)}_"
        found[key.ljust(len(match[0]) - 9, "_")] = Said(moment, match[f"words_{moment}"])
        return f"Reason `{key}".ljust(len(match[0]) - 1, "_") + "`"

    return _pattern(program).sub(out, body), found


@lru_cache(maxsize=256)
def _pattern(program: Program) -> re.Pattern[str]:
    ways = []
    for moment, leads in LEADS.items():
        words = [_template(one.said) for one in program.invariants if one.moment == moment]
        if moment == "idea" and program.idea:
            words = [re.escape(program.idea.removesuffix("."))]
        if words:
            said = f"(?P<words_{moment}>{'|'.join(words)})"
            ways.append(f"(?P<{moment}>{'|'.join(map(re.escape, leads))}){said}")
        else:
            ways.append(f"(?P<{moment}>(?!))(?P<words_{moment}>)")
    return re.compile(rf"(?<!\S)(?:{'|'.join(ways)})(?=\.(?:\s|$)| \| |\n|$)")


def _template(said: str) -> str:
    """What an author's English may look like with its values: the checker fills them in again and compares."""
    parts, at = [], 0
    for slot in _SLOT.finditer(said):
        parts.append(re.escape(said[at : slot.start()]) + r"(?:(?!\. )[^\n]){1,200}?")
        at = slot.end()
    return "".join([*parts, re.escape(said[at:])])


def check_reason(walk: Walk, statement: Statement) -> None:
    """The author's words: the idea as it stands in the record, or an invariant with the values that it has here."""
    said = walk.reasons.get(text_of(statement.slots[0]))
    program = walk.trace.case.program
    if said is None:
        raise Refutation("expected words of the program's author, got none")
    if said.moment == "idea":
        return
    faults: list[str] = []
    for invariant in program.invariants:
        if invariant.moment != said.moment:
            continue
        try:
            lookup = _here(walk, invariant)
            told = in_words(invariant.said, lookup)
            if told == said.words:
                if worth(invariant.predicate, lookup) is True:
                    return
                faults.append(f"`{invariant.predicate}` is false here")
            else:
                faults.append(f"expected {told!r}")
        except (Refutation, Unknown) as error:
            faults.append(str(error))
    raise Refutation(f"got {said.words!r}, at {walk.here}: {faults[0] if faults else 'no such invariant'}")


def _here(walk: Walk, invariant: Invariant) -> Lookup:
    """The names that an invariant speaks of, at the place of it where we stand. Raises `Refutation` if it is none."""
    if invariant.moment in ("result", "output"):
        return of_result(walk)
    line, node = _line(walk.source, invariant.line)
    latest = [index for index in places_of(walk, line, node, invariant.moment) if index <= walk.position]
    if not latest:
        raise Refutation(f"expected a place where it is to hold, got {walk.here}")
    between = walk.steps[latest[-1] + 1 : walk.position + 1]
    frame = walk.steps[latest[-1]].frame
    if any(step.event not in ("print", "yield", "return") or step.frame != frame for step in between):
        raise Refutation(f"expected it right after step {latest[-1]}, got {walk.here}")
    return seen_from(walk, frame, latest[-1])


def of_result(walk: Walk) -> Lookup:
    """The parameters of the entry point as they were given, and what it gave. Raises `Refutation`."""
    trace = walk.trace
    calls = [step for step in trace.steps if step.event == "call" and step.function == trace.case.program.entry_point]
    if not calls or trace.result is None or (walk.last >= 0 and walk.last + 1 < len(trace.steps)):
        raise Refutation("expected a run that is told to its result")
    known = {**dict(calls[0].arguments), "result": trace.result}

    def lookup(name: str) -> object:
        try:
            return parse(known[name])
        except (KeyError, LiteralError):
            raise Unknown(f"`{name}` is no parameter with a value") from None

    return lookup


def _line(source: Source, text: str) -> tuple[int, ast.stmt]:
    """The line of a program whose text is given, and its only statement. Raises `Refutation`."""
    wanted = _bare(text)
    found = [
        (line, nodes[0])
        for line, nodes in source.statements.items()
        if len(nodes) == 1 and wanted and _first(nodes[0]) == wanted
    ]
    if len(found) != 1:
        raise Refutation(f"expected one line that reads {text!r}, found {len(found)}")
    return found[0]


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    text = text.strip().removeprefix("el") if text.strip().startswith("elif ") else text.strip()
    try:
        return _first(ast.parse(text + " pass" if text.endswith(":") else text).body[0])
    except (SyntaxError, ValueError, IndexError):
        return ""


def _first(node: ast.stmt) -> str:
    lines = [line for line in ast.unparse(node).splitlines() if line[:1] != "@"]
    return lines[0]


def places_of(walk: Walk, line: int, node: ast.stmt | None, moment: str) -> list[int]:
    """The steps after which what is said of a line is to hold: its runs, or the beginnings or ends of its loop."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [index for index in walk.timeline.events["call"] if walk.steps[index].line == line]
    loop = isinstance(node, (ast.For, ast.While))
    ends: dict[tuple[int, int], int] = {}
    for (frame, number), row in walk.timeline.lines.items():
        for index in row if number == line else ():
            step = walk.steps[index]
            if _belongs(walk, step, loop, moment):
                ends[frame, step.visit] = max(index, ends.get((frame, step.visit), 0))
    return sorted(index for index in ends.values() if not _was_left(walk, index))


def _belongs(walk: Walk, step: Step, loop: bool, moment: str) -> bool:
    if not loop:
        return moment == "after"
    outcome = walk.outcome(step)
    return outcome is not None and outcome is (moment == "after")


def _was_left(walk: Walk, index: int) -> bool:
    if index + 1 >= len(walk.steps):
        return False
    after = walk.steps[index + 1]
    return after.event == "raise" and after.frame == walk.steps[index].frame


def in_words(said: str, lookup: Lookup) -> str:
    """An author's English with its values. Raises `Unknown`, `Refutation`."""
    text = _SLOT.sub(lambda slot: _value(slot[1].strip(), slot[2], lookup), said)
    if len(text) > LONGEST:
        raise Refutation("the sentence is too long")
    return text


def _value(text: str, way: str | None, lookup: Lookup) -> str:
    value = worth(text, lookup)
    if way is None:
        return render(value)
    if way not in _WAYS:  # a noun with its number, or a word that agrees with it
        words = way.lstrip("# ").split("/")
        word = words[0] if value == 1 else words[1] if len(words) > 1 else words[0] + "s"
        return f"{value} {word}" if way.startswith("#") else word
    if way == "calc":
        return f"{with_values(text, lookup)} = {render(value)}"
    if not isinstance(value, (list, tuple, range)) or not 0 < len(value) <= MOST_PARTS:
        raise Refutation(f"expected a short row, got {render(value)}")
    parts = [render(part) for part in value]
    if way == "list":
        return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return " + ".join(parts) + f" = {render(sum(value))}" if len(parts) > 1 else parts[0]


def check_promise(walk: Walk, statement: Statement) -> None:
    """The invariant is that after each run of line 5, `a < b`: true after all of the whole run, at least one."""
    number, text = text_of(statement.slots[0]), text_of(statement.slots[1])
    _require_true(walk, whole(number), text, statement.mode, len(walk.steps))


def check_kept(walk: Walk, statement: Statement) -> None:
    """So `a < b` was true after all 6 runs of line 5: of those up to here, and these are six."""
    text, count, number = map(text_of, statement.slots)
    found = _require_true(walk, whole(number), text, statement.mode, walk.position + 1)
    if found != whole(count):
        raise Refutation(f"expected {found} times, got {count}", str(found))


def _require_true(walk: Walk, line: int, text: str, mode: str, stop: int) -> int:
    """How often a predicate held up to a step. Raises `Refutation` if it failed once, or was never to hold."""
    nodes = walk.source.statements.get(line, ())
    if len(nodes) != 1 or isinstance(nodes[0], (ast.For, ast.While)) != (mode == "loop"):
        raise Refutation(f"expected a {'loop' if mode == 'loop' else 'plain statement'} alone on line {line}")
    places = [index for index in places_of(walk, line, nodes[0], "after") if index < stop]
    if not places:
        raise Refutation(f"expected a run of line {line}, found none")
    for index in places:
        if worth(text, seen_from(walk, walk.steps[index].frame, index)) is not True:
            raise Refutation(f"`{text}` is false after step {index}", "False")
    return len(places)


REASONS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "reason": check_reason,
    "promise": check_promise,
    "kept": check_kept,
}
