"""Notes as one jots them down while tracing: a line for each thing that happens, values and few words.

    Line 5: `total + x` = 12 + 5 = 17, `total` 12 -> 17

What a note has no short form for is told in the words of the prose.
"""

from __future__ import annotations

import ast
import re
from functools import cached_property
from typing import Final

from tracepile_hf.narration.events import call_text, quoted_name, spoken
from tracepile_hf.narration.plan import OPEN
from tracepile_hf.narration.shape import Shape
from tracepile_hf.narration.source import container
from tracepile_hf.narration.spelling import SIGNS, constant_text, quoted, text_of
from tracepile_hf.narration.teller import Teller
from tracepile_hf.places import is_told, root
from tracepile_hf.records import Step

LONG: Final = 120
_LINE: Final = re.compile(r"(?:Line (\d+):? |On line (\d+), )(?!\(|is |resumes|carries on|picks up)(.+)")
_SLOT: Final = re.compile(r"\0(\d+)~?\0")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_PLAIN: Final = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return, ast.If, ast.While, ast.For)


class Notes(Teller):
    """Writes the notes of one trace; used as a `Teller`. `notes`: what was written -> (line, head, claims)."""

    @cached_property
    def notes(self) -> dict[str, tuple[int, str, list[str]]]:
        """The notes that have a form of their own, by their text; the line is 0 where a head says where it is."""
        return {}

    def parted(self, note: str) -> tuple[int, str, list[str]]:
        """The line that a note is about (0 for none), what it says of it, and the claims that stand by themselves."""
        found = self.notes.get(note)
        if found is not None:
            return found
        line = _LINE.fullmatch(note)
        return (0, note, []) if line is None else (int(line[1] or line[2]), line[3], [])

    def begin(self, room: int) -> None:
        """Every note has a line of its own; a blank one where a paragraph would begin.

        Below a finished block there is prose.
        """
        if self.is_finished:
            self.parts.append(". " if self.state == OPEN else "")
            return
        if self.parts:
            self.parts.append("\n\n" if self._room > 4 * room else "\n")
            self._room = 0 if self._room > 4 * room else self._room
        self._joined = 0

    def close(self) -> None:
        """A note ends with its line."""
        if self.is_finished and self.state == OPEN:
            self.parts.append(".")
        self.state = OPEN

    def tell(self, start: int, stop: int) -> None:
        """Tell the steps from `start` up to `stop`."""
        for index in range(start, stop):
            step = self.steps[index]
            following = self.steps[index + 1] if index + 1 < len(self.steps) else None
            if not (self._line(step, following) if step.event == "line" else self._event_note(step)):
                super().tell(index, index + 1)

    def _line(self, step: Step, following: Step | None) -> bool:
        """Whether a line could be told in a note of its own."""
        node = self.source.only(step.line)
        if not isinstance(node, _PLAIN) or step.frame in self._split or self.last_event in ("raise", "yield"):
            return False
        event = self._event(step, following) if following is not None else ""
        if event or (following is not None and (following.event != "line" or following.frame != step.frame)):
            return False
        shape = Shape(self.source, self._key(step), frozenset())
        if isinstance(node, (ast.For, ast.While)):
            note = self._header(step, node, shape)
        else:
            claims = self._claims(step, node, shape)
            note = f"Line {step.line}: {', '.join(claims)}" if claims else ""
            if note:
                self.notes[note] = step.line, "", claims
        if not note:
            return False
        if isinstance(node, ast.If) and step.tests[-1][1]:
            self._taken[step.frame, step.line] = step.index
        self.frame, self.function, self.last_event = step.frame, step.function, "line"
        self.begin(260 if isinstance(node, (ast.For, ast.While)) else 900)
        self.parts.append(note)
        self._room += len(note)
        self.state = OPEN
        return True

    def _key(self, step: Step) -> tuple[int, tuple[tuple[str, bool], ...], tuple[str, ...], tuple[str, ...], str]:
        places = tuple([self.source.general(place) for place, _ in step.changed])
        return step.line, step.tests, tuple([name for name, _ in step.operands]), places, ""

    def _header(self, step: Step, node: ast.For | ast.While, shape: Shape) -> str:
        if not shape.decided and not isinstance(node, ast.While):
            return ""
        rounds = step.iterations[-1][1] if step.iterations else 0
        if step.tests and not self.source.decides(step.line, step.tests[-1][0]):
            return ""
        begins = not step.tests or step.tests[-1][1]
        claims = self._told_test(step, node, shape) if isinstance(node, ast.While) and step.tests else []
        if not begins:
            ending = f"after {rounds} iteration{'s' if rounds != 1 else ''}" if rounds else ""
            return f"The loop on line {step.line} {f'ends {ending}' if rounds else 'does not run at all'}"
        claims += [f"`{place}` = {value}" for place, value in step.changed if _is_short(value) and "[" not in place]
        head = f"Iteration {rounds} of the loop on line {step.line}"
        note = f"{head}: {', '.join(claims)}" if claims else head
        self.notes[note] = 0, head, claims
        return note

    def _told_test(self, step: Step, node: ast.If | ast.While, shape: Shape) -> list[str]:
        quote = quoted(text_of(node.test))
        if quote is None or not step.tests or step.tests[-1][0] != text_of(node.test):
            return []
        claims: list[str] = []
        written = {root(place) for place, _ in step.changed}
        for text, value in step.operands:
            if any(name in written for name in _NAME.findall(text)):
                continue  # what the test itself has changed is worth something else now
            name = quoted(text)
            if name is not None and _is_short(value) and text != text_of(node.test) and len(claims) < 4:
                claim = f"{name} = {value}"
                if claim not in claims and not any(one.startswith(f"{name} = ") for one in claims):
                    claims.append(claim)
        outcome = step.tests[-1][1]
        if isinstance(node.test, (ast.Compare, ast.BoolOp)) or text_of(node.test) not in dict(step.operands):
            return [*claims, f"{quote} is {outcome}"]
        value = dict(step.operands)[text_of(node.test)]
        if not _is_short(value) or value in ("True", "False"):
            return [f"{quote} = {value}"] if _is_short(value) else []
        return [f"{quote} = {value}", f"{quote} {'is truthy' if outcome else 'is falsy'}"]

    def _claims(self, step: Step, node: ast.stmt, shape: Shape) -> list[str]:
        """What a line evaluated and changed; empty where something of it has no short form."""
        if isinstance(node, ast.If):
            return self._told_test(step, node, shape)
        if step.tests or not step.changed:
            return []
        claims: list[str] = []
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if isinstance(value, (ast.BinOp, ast.Compare, ast.Subscript, ast.Call)) and (
            chain := self._chain(step, value, shape)
        ):
            claims.append(chain)
        if isinstance(node, ast.AugAssign) and (chain := self._sum(step, node)):
            claims.append(chain)
        wholes: list[str] = []
        for place, new in step.changed:
            if not _is_short(new) or "`" in place or "<" in place:
                return []
            self.memory.reach(step.index)
            owner = step.owners[step.changed.index((place, new))]
            old = self.memory.value(owner, place)
            if old is not None and old != new and _is_short(old) and len(old) <= 40:
                claims.append(f"`{place}` {old} -> {new}")
            else:
                claims.append(f"`{place}` = {new}")
            if "[" in place:
                wholes.append(place)
        for place in wholes[-1:]:
            self.memory.reach(step.index + 1)
            whole = self.memory.whole(step.owners[[one for one, _ in step.changed].index(place)], container(place))
            if whole is not None and _is_short(whole):
                claims.append(f"`{container(place)}` = {whole}")
        return claims

    def _sum(self, step: Step, node: ast.AugAssign) -> str:
        """`total + x` = 12 + 5 = 17 for `total += x`; empty where these are no plain numbers."""
        sign = SIGNS[type(node.op)][0]
        quote = quoted(text_of(ast.BinOp(node.target, node.op, node.value)))
        if not isinstance(node.target, ast.Name) or len(step.changed) != 1 or quote is None:
            return ""
        self.memory.reach(step.index)
        old = self.memory.value(step.owners[0], node.target.id)
        added = constant_text(node.value) or dict(step.operands).get(text_of(node.value))
        new = step.changed[0][1]
        if old is None or added is None or not all(_NUMBER.fullmatch(value) for value in (old, added, new)):
            return ""
        return f"{quote} = {old} {sign} {_bracketed(added, True)} = {new}"

    def _chain(self, step: Step, value: ast.expr, shape: Shape) -> str:
        """`a + b` = 2 + 3 = 5, with this step's values; empty where one of them cannot be told."""
        written = shape.evaluate.chain(value)
        values = [literal for _, literal in (*step.operands, *step.changed)]
        if written is None or not all(map(_is_short, values)):
            return ""
        needed = {int(found[1]) for found in _SLOT.finditer(written)}
        if max(needed) >= len(values):  # what only a look back tells
            looked_up = [self._fitting.found(step, kind) for kind, _ in shape.extras]
            if None in looked_up:
                lost = frozenset(extra for extra, found in zip(shape.extras, looked_up, strict=True) if found is None)
                names = frozenset(kind for kind, _ in lost)
                return self._chain(step, value, Shape(self.source, self._key(step), shape.without | names))
            values += [found or "" for found in looked_up]
        for text, literal in step.operands:
            if "(" in text and step.operands.count((text, literal)) != [one for one, _ in step.operands].count(text):
                return ""
        numeric = all(values[number][-1].isdigit() for number in needed)
        if not numeric and "numbers" not in shape.without:
            return self._chain(step, value, Shape(self.source, self._key(step), shape.without | {"numbers"}))
        chain = _SLOT.sub(lambda found: _bracketed(values[int(found[1])], "~" in found[0]), written)
        return chain if numeric or chain.count(" = ") == 1 or "` = `" in chain else ""

    def _event_note(self, step: Step) -> bool:
        """Whether a call, return or print could be told in a note of its own."""
        if step.event not in ("call", "return", "print") or self.state != OPEN:
            return False
        if step.event == "print":
            return False
        function = step.function
        active = self.active.get(function, 0)
        if step.event == "call":
            call = call_text(self, step)
            if call is None or (self.is_entry(step) and not self.active):
                return False
            self.active[function] = active + 1
            depth = f" (stack depth {step.depth})" if active and self.tells_depth else ""
            self.sentence(f"call of `{call}`{depth}")
        else:
            if step.value is None or not _is_short(step.value) or spoken(function).startswith("<"):
                return False
            self.leave(function)
            depth = f" (stack depth {step.depth})" if active > 1 and self.tells_depth else ""
            self.sentence(f"{quoted_name(function)}{depth} returns {step.value}")
        self.frame, self.function, self.last_event = step.frame, function, step.event
        return True


def _bracketed(value: str, may: bool) -> str:
    return f"({value})" if may and value[0] == "-" else value


def _is_short(value: str) -> bool:
    return len(value) <= LONG and is_told(value)
