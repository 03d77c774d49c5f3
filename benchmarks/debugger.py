"""What is true of a run, by a debugger: the locals before every line, recorded under `sys.settrace`.

An oracle beside the checker: it shares nothing with it, and it does not read the recorded steps but to find out which
of the debugger's stops a step is. It runs programs as they are, so it is for the bundled families only.
"""

from __future__ import annotations

import ast
import re
import sys
import types
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "execution"))

from oracle import Debugger, Seen, _rendered, beginnings

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.records import Trace

WRITING = re.compile(
    r"\b(?:sets?|stores?|becomes?|is now|now holds|gets?|leaving|makes|puts|gives|assigns|goes|rises|falls)\b"
)
REASON = re.compile(r"\b(?:because|since|as|so|hence|therefore)\b")
_VALUE = (
    r"(-?\d+(?:\.\d+)?|'(?:[^'\\\n]|\\.)*'|\[[^\[\]\n]*\]|\([^()\n]*\)|\{[^{}\n]*\}|True|False|None"
    r"|[A-Z]\w*\([^()\n]*\))"
)
_ONWARD = re.compile(rf"`([A-Za-z_]\w*)`((?: [a-z]+){{0,4}}(?: =)?) `?{_VALUE}`?(?![\w`])")
_BACK = re.compile(rf"`?{_VALUE}`?((?: [a-z]+){{1,4}}) `([A-Za-z_]\w*)`")
_ALWAYS = re.compile(rf"`([A-Za-z_]\w*)` (?:is )?always `?{_VALUE}`?")
_AT_THE_END = re.compile(rf"`([A-Za-z_]\w*)` (?:=|is) `?{_VALUE}`? at the end")
_FROM_TO = re.compile(rf"`([A-Za-z_]\w*)` [a-z]+ from `?{_VALUE}`? to `?{_VALUE}`?")
_TAKES = re.compile(rf"`([A-Za-z_]\w*)` takes the values? ({_VALUE}(?:, {_VALUE})*)")


_RELATION = re.compile(
    rf"`([A-Za-z_]\w*)` = `?{_VALUE}`? is (not )?(less than|greater than|at most|at least|equal to|different from) "
    rf"(?:`([A-Za-z_]\w*)` = )?`?{_VALUE}`?"
)
_HOLDS = {
    "less than": lambda a, b: a < b,
    "greater than": lambda a, b: a > b,
    "at most": lambda a, b: a <= b,
    "at least": lambda a, b: a >= b,
    "equal to": lambda a, b: a == b,
    "different from": lambda a, b: a != b,
}


class Watched(Debugger):
    """A debugger that also records what the locals of an activation are as it ends."""

    def __init__(self, code: str, stdin: str) -> None:
        super().__init__(code, stdin)
        self.ends: list[tuple[int, Seen]] = []  # how many lines were seen before, and the end

    def _line(self, frame: types.FrameType, event: str, argument: Any) -> Any:
        if event == "return" and (number := self._frames[frame]):
            names = {0: _rendered(frame.f_globals), number: _rendered(frame.f_locals, set(frame.f_code.co_freevars))}
            self.ends.append((len(self.seen), Seen(number, frame.f_lineno, names)))
        return super()._line(frame, event, argument)


class Oracle:
    """The run of a trace's case once more, under a debugger."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        case = trace.case
        code = case.program.code
        if case.program.entry_point is not None:
            said = [*case.arguments, *[f"{name}={value}" for name, value in case.keyword_arguments]]
            code += f"\n{case.program.entry_point}({', '.join(said)})\n"
        watched = Watched(code, case.stdin)
        self.seen = watched.run()
        self.ends = watched.ends
        places = {id(one): place for place, one in enumerate(self.seen)}
        self.place: dict[int, int] = {}  # step -> the stop before it
        try:
            for step, before in beginnings(trace, self.seen):
                if before is not None:
                    self.place[step.index] = places[id(before)]
        except LookupError:
            pass  # from there on nothing is known, and nothing is called true
        tree = ast.parse(code)
        self.statements = {node.lineno: node for node in ast.walk(tree) if isinstance(node, ast.stmt)}

    def line_step(self, step: int) -> int:
        """The step of the line that led to a step, in its frame; -1 if there is none."""
        frame = self.trace.steps[step].frame
        while step >= 0:
            one = self.trace.steps[step]
            if one.frame == frame and step in self.place:
                return step
            step -= 1
        return -1

    def after(self, place: int) -> Seen | None:
        """The next stop in the frame of a stop, or its end: what the statement left."""
        frame = self.seen[place].frame
        following = next((n for n in range(place + 1, len(self.seen)) if self.seen[n].frame == frame), len(self.seen))
        ended = next((one for at, one in self.ends if one.frame == frame and place < at <= following), None)
        return ended if ended is not None else (self.seen[following] if following < len(self.seen) else None)

    def held(self, name: str, step: int, late: bool) -> str | None:
        """What a name held before or after the line of a step, seen from its frame."""
        at = self.line_step(step)
        if at < 0:
            return None
        place = self.place[at]
        stop = self.after(place) if late else self.seen[place]
        if stop is None:
            return None
        names = {**stop.names[0], **stop.names.get(stop.frame, {})}
        return names.get(name)

    def names_on(self, step: int, stored: bool = False) -> set[str]:
        """The names in the statement of a step, of a compound one in its header; `stored`: that it binds or changes."""
        at = self.line_step(step)
        node = self.statements.get(self.trace.steps[at].line) if at >= 0 else None
        if node is None:
            return set()
        inside = [
            part
            for field, value in ast.iter_fields(node)
            if field not in ("body", "orelse", "finalbody", "handlers", "cases")
            for child in (value if isinstance(value, list) else [value])
            if isinstance(child, ast.AST)
            for part in ast.walk(child)
        ]
        found = {part.id for part in inside if isinstance(part, ast.Name) and not stored}
        if stored:
            for part in inside:
                if isinstance(getattr(part, "ctx", None), ast.Store):
                    while isinstance(part, (ast.Attribute, ast.Subscript, ast.Starred)):
                        part = part.value
                    found |= {part.id} if isinstance(part, ast.Name) else set()
            found |= {part.func.value.id for part in inside if _is_of_a_name(part)}
        return found

    def is_so(self, name: str, literal: str, step: int, words: str, sentence: str) -> bool:
        """Whether a name held a value at a step: after it where it is said to be written, and then by the statement;
        of what is given as a reason only where the statement has that name."""
        late, early = self.held(name, step, True), self.held(name, step, False)
        if WRITING.search(words):
            return same(late, literal) and (name in self.names_on(step, stored=True) or not same(early, literal))
        if REASON.search(sentence) and name not in self.names_on(step):
            return False
        return same(late, literal) or same(early, literal)

    def is_related(self, found: re.Match[str], step: int, sentence: str) -> bool:
        """Whether a comparison is true: the names hold what is said, both are in the statement, the relation holds.

        Not of what is given as a reason: that has to decide as well.
        """
        name, one, denied, relation, other_name, other = found.groups()
        names = [(name, one), *([(other_name, other)] if other_name else [])]
        if re.search(r"\b(?:because|since|as)\b", sentence):
            return False
        if not all(self.is_so(who, what, step, "", "so") for who, what in names):
            return False
        try:
            holds = _HOLDS[relation](literals.parse(one), literals.parse(other))
        except (LiteralError, TypeError):
            return False
        return bool(holds) is not bool(denied)

    def stops(self, first: int, last: int) -> list[int]:
        """The steps of a range at which lines of its frame begin."""
        frame = self.trace.steps[first].frame
        return [step for step in range(first, last + 1) if step in self.place and self.trace.steps[step].frame == frame]

    def is_so_over(self, sentence: str, changed: tuple[int, int], first: int, last: int) -> bool:
        """Whether what is said of a range, where it was changed, is true: of its stops, seen from its frame."""
        stops = self.stops(first, last)
        found: list[bool] = []
        if not stops:
            return False
        for one in _ALWAYS.finditer(sentence):
            if _touches(one.span(), changed):
                found.append(all(same(self.held(one[1], step, True), one[2]) for step in stops))
        for one in _AT_THE_END.finditer(sentence):
            if _touches(one.span(), changed):
                found.append(same(self.held(one[1], stops[-1], True), one[2]))
        for one in _FROM_TO.finditer(sentence):
            if _touches(one.span(), changed):
                before, after = self.held(one[1], stops[0], False), self.held(one[1], stops[-1], True)
                found.append(same(before, one[2]) and same(after, one[3]) and one[2] != one[3])
        for one in _TAKES.finditer(sentence):
            if _touches(one.span(), changed):
                found.append(self._takes(one[1], re.findall(_VALUE, one[2]), stops))
        return bool(found) and all(found)

    def _takes(self, name: str, told: list[str], stops: list[int]) -> bool:
        """Whether a name goes through values one after the other; the one from before the range may be left out."""
        every = [self.held(name, step, True) for step in stops]
        bound = [value for value in every if value is not None]
        values = [value for place, value in enumerate(bound) if not place or value != bound[place - 1]]
        fresh = values[1:] if values and values[0] == self.held(name, stops[0], False) else values
        return any(len(row) == len(told) and all(map(same, row, told)) for row in (values, fresh))


def _is_of_a_name(part: ast.AST) -> bool:
    """`xs.append(...)`: a method may change what it is called on."""
    return isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and isinstance(part.func.value, ast.Name)


def same(one: str | None, other: str) -> bool:
    """Whether two literals say one value."""
    if one is None or one == other:
        return one is not None
    try:
        return literals.same(literals.parse(one), literals.parse(other))
    except LiteralError:
        return False


def is_true(oracle: Oracle, copy: str, changed: tuple[int, int], first: int, last: int) -> bool:
    """Whether what was changed in a copy is true of the run: every claim of a name and a value that the change touches,
    and there has to be one. `changed`: from where to where; `first`, `last`: the steps that the stretch tells."""
    start = max(copy.rfind(". ", 0, changed[0]), copy.rfind("\n", 0, changed[0])) + 1
    stop = copy.find(". ", changed[1])
    sentence = copy[start : stop if stop >= 0 else len(copy)]
    if first != last:
        return oracle.is_so_over(sentence, (changed[0] - start, changed[1] - start), first, last)
    related = [one for one in _RELATION.finditer(copy, start) if _touches(one.span(), changed)]
    if related:
        return all(oracle.is_related(one, first, sentence) for one in related)
    onward = [(one[1], one[3], one[2], one.span()) for one in _ONWARD.finditer(copy, start)]
    back = [(one[3], one[1], one[2], one.span()) for one in _BACK.finditer(copy, start)]
    back = [one for one in back if WRITING.search(copy[max(start, one[3][0] - 12) : one[3][0]])]
    claims = [one for one in [*onward, *back] if _touches(one[3], changed)]
    return bool(claims) and all(
        oracle.is_so(name, value, first, copy[max(start, span[0] - 9) : span[1]], sentence)
        for name, value, _, span in claims
    )


def _touches(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
