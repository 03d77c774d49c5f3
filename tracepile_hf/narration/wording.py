"""One way to tell the steps of a shape: pieces of text with values between them.

A wording that is used again and again is turned into a function of its own, an f-string, which takes less than half
the time. Making that function costs what some 350 uses of it save, so that short texts do without.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from string import Formatter
from typing import Any, Final

MANY: Final = 400  # uses after which a function is made
_HERE: Final[dict[str, Any]] = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}
Fill = Callable[[tuple[str, ...]], "str | None"]


class Wording:
    """Pieces of text, the positions of the values that stand between them, and what these values have to be.

    A `Fill` gives the clause with a step's values, or None where it takes a closer look (`full`): at values that are
    no plain numbers, or have to be looked up.
    """

    __slots__ = (
        "between", "brackets", "full", "look", "marks", "numeric", "pieces", "signed", "size", "sized", "uses",
    )  # fmt: skip

    def __init__(
        self,
        pieces: tuple[str, ...],
        between: tuple[int, ...],
        brackets: tuple[int, ...],
        numeric: tuple[int, ...],
        sized: tuple[int, ...],
        size: int,
    ) -> None:
        self.pieces = pieces
        self.between = between  # which value stands after each piece but the last
        self.brackets = brackets  # after which pieces it gets brackets when it is negative
        self.size = size  # how many values a step brings
        self.signed = len(brackets)  # how many of those looked at get brackets, how many then have to be numbers
        self.numeric = len(numeric)
        self.sized = bool(sized)  # whether the rest of those looked at have to be containers or strings
        self.marks = "".join(pieces).count("<")  # any more come from values that are no literals
        looked_at = [*[between[place] for place in brackets], *numeric, *sized]
        if len(looked_at) == 1:
            looked_at *= 2  # so that itemgetter gives a tuple; a number too many at the end does no harm
        self.look = itemgetter(*looked_at) if looked_at else None
        self.uses = 0
        self.full: Callable[[tuple[str, ...]], str] = self._full

    def filling(self, fills: list[Fill | None], number: int) -> Fill:
        """What fills it quickly; a function made later takes its place in `fills`."""
        look, pieces = self.look, self.pieces
        order = [self.size]
        for position, value in enumerate(self.between):
            order += (value, self.size + 1 + position)
        if len(order) == 1:
            (text,) = pieces
            return lambda values: text
        pick = itemgetter(*order)

        def fill(values: tuple[str, ...]) -> str | None:
            self.uses += 1
            if self.uses == MANY:
                fills[number] = self._compiled(True)
            if look is not None and not "".join(look(values)).isdigit():
                return None
            return "".join(pick(values + pieces))

        return fill

    def _full(self, values: tuple[str, ...]) -> str:
        """The clause, with brackets around negative numbers where they need them."""
        self.uses += 1
        if self.uses == MANY:
            self.full = self._compiled(False)
        pieces, brackets = self.pieces, self.brackets
        parts = [pieces[0]]
        for position, number in enumerate(self.between):
            value = values[number]
            if position in brackets and value[0] == "-":
                value = f"({value})"
            parts += (value, pieces[position + 1])
        return "".join(parts)

    def _compiled(self, quick: bool) -> Any:
        """The function that gives the clause: `quick` None unless all values looked at are natural numbers."""
        names = [f"v{number}" for number in range(self.size)]
        body = ["def fill(values):"]
        if names:
            body.append(f"    {', '.join(names)}, = values")
        if quick and self.look is not None:
            checks = " and ".join(f"{name}.isdigit()" for name in dict.fromkeys(self.look(tuple(names))))
            body.append(f"    if not ({checks}): return None")
        bracketed = {} if quick else {place: f"b{place}" for place in self.brackets}
        for place, name in bracketed.items():
            value = names[self.between[place]]
            body.append(f"    {name} = f'({{{value}}})' if {value}[0] == '-' else {value}")
        tree = ast.parse("\n".join([*body, "    return None"]))
        function = tree.body[0]
        assert isinstance(function, ast.FunctionDef)
        told: list[ast.expr] = [ast.Constant(self.pieces[0], **_HERE)]
        for position, number in enumerate(self.between):
            name = bracketed.get(position, names[number])
            told += (
                ast.FormattedValue(ast.Name(name, ast.Load(), **_HERE), -1, None, **_HERE),
                ast.Constant(self.pieces[position + 1], **_HERE),
            )
        function.body[-1] = ast.Return(ast.JoinedStr(told, **_HERE), **_HERE)
        found: dict[str, Any] = {"__builtins__": {}}
        exec(compile(tree, "<wording>", "exec"), found)  # nothing but this text
        return found["fill"]


def never(values: tuple[str, ...]) -> None:
    """There is no quick way."""


@lru_cache(maxsize=2048)
def cut(phrase: str) -> tuple[str, tuple[tuple[str, str | None], ...]]:
    """The mark a phrase begins with, if any, and its texts, each with the name of the field after it."""
    mark = phrase[0] if phrase[:1] in ("@", "^") else ""
    return mark, tuple([(text, name) for text, name, _, _ in Formatter().parse(phrase[len(mark) :])])


def compile_wording(
    mark: str, texts: tuple[tuple[str, str | None], ...], fields: Mapping[str, str], size: int
) -> Wording:
    """Cut a phrase, with its fields in place, into pieces around its slots.

    `\\0k~\\0` stands for a value in brackets if need be; `\\0k?\\0` and `\\0k!\\0` are looked at first.
    """
    pieces: list[str] = []
    between: list[int] = []
    brackets: list[int] = []
    numeric: list[int] = []
    sized: list[int] = []
    written = ""
    for text, name in texts:
        written += text
        if name is None:
            continue
        field = fields[name]
        if "\0" not in field:
            written += field
            continue
        chunks = field.split("\0")
        written += chunks[0]
        for position in range(1, len(chunks), 2):
            slot = chunks[position]
            kind = slot[-1]
            value = int(slot if kind.isdigit() else slot[:-1])
            between.append(value)
            if kind == "~":
                brackets.append(len(between) - 1)
            elif kind == "?":
                numeric.append(value)
            elif kind == "!":
                sized.append(value)
            pieces.append(written)
            written = chunks[position + 1]
    pieces.append(written)
    if mark == "^":
        pieces[0] = pieces[0][:1].upper() + pieces[0][1:]
    return Wording(tuple(pieces), tuple(between), tuple(brackets), tuple(numeric), tuple(sized), size)
