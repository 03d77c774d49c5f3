"""What names hold over a run: the one place where `Step.changed` is taken over.

A step tells a name whole, or only the part of it that changed (docs/trace.md); `Bindings` puts that together, for
questions, formats, the narrator and the explorer. The checker keeps its own reading: it must not share the code that it
judges.

What a name holds is a `Held`. It never changes: after a change of a part the name holds another one, which shares all
but the way to that part. Taking over a step costs little, however much the names hold: what is told is only noted, and
worked in when text or value are asked for.

Does not know who holds whom: an alias is followed because the trace tells a change under every name that leads to it.
"""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.records import Step

UNBOUND: Final = "<unbound>"

_QUOTED: Final = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_TEXT: Final = re.compile(_QUOTED)
_ATTRIBUTE: Final = re.compile(r"\.[^.\[]+")
# What matters of a literal: texts, what stands in angle brackets, brackets, and what comes between parts and in them.
_TOKEN: Final = re.compile(rf"{_QUOTED}|<(?:[^<>]|<[^<>]*>)*>|[\[({{]|[\])}}]|, |: |=")
_CUT: Final = re.compile(r"<cut: \d+ more>")
_UNREAD: Final = object()  # in place of a value: not asked for yet
_NONE: Final = object()  # in place of a value: the literal is none that can be read
Way = tuple[str, ...]


@lru_cache(maxsize=8192)
def split(place: str) -> tuple[str, Way]:
    """The name a place begins with, and the way on: `self.items[2]` gives `self` and `.items`, `2`.

    An attribute keeps its dot; an index or a key is its literal. The way is empty after a name alone.
    """
    name = root(place)
    at, way = len(name), []
    while at < len(place):
        attribute = _ATTRIBUTE.match(place, at)
        end = attribute.end() if attribute else _close(place, at)
        way.append(place[at:end] if attribute else place[at + 1 : end - 1])
        at = end
    return name, tuple(way)


def root(place: str) -> str:
    """The name a place begins with: `self` of `self.items[2]`."""
    if "[" in place:
        place = place[: place.index("[")]
    return place[: place.index(".")] if "." in place else place


def is_told(literal: str) -> bool:
    """Whether a literal stands for a value: what has none is written in angle brackets."""
    return "<" not in literal or _is_told(literal)


@lru_cache(maxsize=512)
def _is_told(literal: str) -> bool:
    return "<" not in _TEXT.sub("", literal)


class Held:
    """What a name holds after a step, as the trace tells it. Text and value are worked out when asked for, and once."""

    __slots__ = ("_count", "_story", "_text", "_value", "told")

    def __init__(self, literal: str, story: _Story | None = None) -> None:
        self.told = literal  # as it was last told whole
        self._text: str | None = literal
        self._value: Any = _UNREAD
        self._story = story
        self._count = 0 if story is None else len(story.parts)  # of the parts told since the whole

    @property
    def text(self) -> str | None:
        """The literal, as `render` writes the value; None where the trace does not say what became of it."""
        self._work_in()
        if self._text is None and self._value is not _NONE:
            self._text = literals.render(self._value)
        return self._text

    @property
    def value(self) -> Any:
        """The value, shared with others that hold it: not to be changed. Raises `LiteralError` where there is none."""
        self._work_in()
        if self._value is _UNREAD:
            self._value = _read(self._text)
        if self._value is _NONE:
            raise LiteralError(f"expected a value, got {self._text or 'a part that cannot be followed'}")
        return self._value

    def part(self, way: Way) -> str | None:
        """The literal of a part; None where there is no such part, or not all of the whole can be read."""
        try:
            value = self.value
            for step in way:
                value = _inside(value, step)
        except (LookupError, TypeError, ValueError):
            return None
        return literals.render(value)

    @property
    def is_whole(self) -> bool:
        """Whether it was told whole, and no part of it since."""
        return not self._count

    @property
    def is_obscured(self) -> bool:
        """Whether it, or a part told since, was told without all of its literal: `<function f>`, one that was cut."""
        return not is_told(self.told) or (self._story is not None and self._story.clear < self._count)

    def _work_in(self) -> None:
        """Replace the parts told since the whole, from where that was last done for an earlier step."""
        story, count = self._story, self._count
        if story is None or story.latest is self:
            return
        before = story.latest if story.latest._count <= count else story.whole
        if before._value is _UNREAD:
            before._value = _read(before._text)
        text, value = before._text, before._value
        for place, begin, literal in story.parts[before._count : count]:
            text, value = _changed(text, value, split(place)[1][begin:], literal)
        self._text, self._value = text, value
        story.latest = self


class _Story:
    """A name since it was last told whole: the parts told since, in order, and what was worked out of them last."""

    __slots__ = ("clear", "held", "latest", "parts", "whole")

    def __init__(self, literal: str) -> None:
        self.parts: list[tuple[str, int, str]] = []  # place, where in it the way begins, literal
        self.whole = self.latest = self.held = Held(literal)
        self.clear: float = math.inf  # so many parts were told with all of their literals

    def now(self) -> Held:
        """What the name holds after all parts told so far."""
        if self.held._count != len(self.parts):
            self.held = Held(self.whole.told, self)
        return self.held


class Bindings:
    """What the names of every frame hold after the steps taken over so far.

    A name of a class or a function has its attributes beside it, as far as they were told: `Point`, `Point.count`.
    """

    def __init__(self) -> None:
        self._frames: dict[int, dict[str, str | _Story]] = {}  # a literal: told whole, and no part of it since
        self._beside = False  # whether there ever were attributes beside their class

    def apply(self, *steps: Step) -> list[tuple[int, str]]:
        """Take over what steps changed, in their order.

        Gives (frame, name) of attributes that are gone, for the name of their class holds something else.
        """
        gone: list[tuple[int, str]] = []
        frames = self._frames
        for step in steps:
            if not step.changed:
                continue
            for (place, literal), owner in zip(step.changed, step.owners):  # noqa: B905  # as long as each other
                names = frames.get(owner)
                if names is None:
                    names = frames[owner] = {}
                if "[" in place or "." in place:
                    self._put(names, place, literal)
                    continue
                if literal == UNBOUND:
                    names.pop(place, None)
                else:
                    names[place] = literal
                if self._beside:
                    beside = [other for other in names if other.startswith(f"{place}.")]
                    gone += [(owner, other) for other in beside if names.pop(other)]
        return gone

    def _put(self, names: dict[str, str | _Story], place: str, literal: str) -> None:
        name, begin = root(place), 0
        known = names.get(name)
        if known is None:
            return
        if isinstance(known, str):
            if known[0] == "<":  # attributes do not show in the literal of a class or a function
                self._beside, begin = True, 1
                name, way = _beside(place)
                if not way:
                    names[name] = literal
                    if literal == UNBOUND:
                        del names[name]
                    return
                known = names.get(name)
                if known is None:
                    return
            if isinstance(known, str):
                known = names[name] = _Story(known)
        known.parts.append((place, begin, literal))
        if "<" in literal and literal != UNBOUND and not is_told(literal):
            known.clear = min(known.clear, len(known.parts) - 1)

    def names(self, frame: int) -> dict[str, Held]:
        """Name -> what it holds, in the order of binding."""
        return {name: _held(known) for name, known in self._frames.get(frame, _NO_NAMES).items()}

    def held(self, frame: int, name: str) -> Held | None:
        """What a name of a frame holds; None if it is not bound there."""
        known = self._frames.get(frame, _NO_NAMES).get(name)
        return None if known is None else _held(known)

    def told(self, frame: int, name: str) -> str | None:
        """How a name of a frame was last told whole; None if it is not bound there."""
        known = self._frames.get(frame, _NO_NAMES).get(name)
        return known if known is None or isinstance(known, str) else known.whole.told

    def under(self, frame: int, place: str) -> str:
        """The name under which a place is found: its root, or `Point.count` for what is in an attribute of a class."""
        name = root(place)
        told = self.told(frame, name)
        return _beside(place)[0] if place != name and told is not None and told[0] == "<" else name


_NO_NAMES: Final[dict[str, str | _Story]] = {}


def _held(known: str | _Story) -> Held:
    return Held(known) if isinstance(known, str) else known.now()


def _beside(place: str) -> tuple[str, Way]:
    """The attribute of a class or a function that a place lies in, and the way on from there."""
    name, way = split(place)
    return name + way[0], way[1:]


class Course(NamedTuple):
    """What one name held over a run: the steps at which it, or something in it, was told, and what it held then."""

    indices: list[int]
    held: list[Held]


def courses(steps: tuple[Step, ...]) -> dict[tuple[int, str], Course]:
    """(owning frame, name) -> its course, in the order in which the names were first told."""
    found: dict[tuple[int, str], Course] = {}
    bindings, unbound = Bindings(), Held(UNBOUND)
    for step in steps:
        if not step.changed:
            continue
        bindings.apply(step)
        told = zip(step.changed, step.owners, strict=True)
        for key in dict.fromkeys((owner, root(place)) for (place, _), owner in told):
            row = found.get(key)
            if row is None:
                row = found[key] = Course([], [])
            row.indices.append(step.index)
            row.held.append(bindings.held(*key) or unbound)
    return found


def _read(text: str | None) -> Any:
    if text is None or not is_told(text):
        return _NONE
    try:
        return literals.parse(text)
    except LiteralError:
        return _NONE


def _changed(text: str | None, value: Any, way: Way, literal: str) -> tuple[str | None, Any]:
    """Literal and value with a part replaced: (None, value) where it can be read, (literal, _NONE) where it cannot."""
    if "<cycle>" in literal and not is_told(literal):
        return None, _NONE  # seen from the whole the cycle may close elsewhere
    if value is not _NONE:
        try:
            return None, _replaced(value, way, literal)
        except LiteralError:  # no value: the literal alone goes on
            text = literals.render(value) if text is None else text
        except (LookupError, TypeError, ValueError):
            return None, _NONE
    text = None if text is None else _spliced(text, way, literal)
    return text, _read(text)


# In values.


def _replaced(value: Any, way: Way, literal: str) -> Any:
    """A value with one part replaced; what is not on the way is shared. Raises `LookupError` where there is none."""
    step, rest = way[0], way[1:]
    if isinstance(value, literals.Instance):
        fields, positional = value.__fields__, value.__positional__
        if step[0] != ".":  # of a class derived from a builtin one
            positional = (_replaced(positional[0], way, literal), *positional[1:])
        elif not rest and literal == UNBOUND:
            fields = {name: part for name, part in fields.items() if name != step[1:]}
        else:  # an attribute may be new
            new = _replaced(fields[step[1:]], rest, literal) if rest else literals.parse(literal)
            fields = {**fields, step[1:]: new}
        return literals.Instance(value.__class_name__, fields, positional)
    old = _inside(value, step)
    new = _replaced(old, rest, literal) if rest else literals.parse(literal)
    key = _key(step)
    if type(value) is tuple:
        return (*value[:key], new, *value[key + 1 :])
    value = value.copy() if type(value) in (list, dict) else copy.copy(value)
    value[key] = new
    return value


def _inside(value: Any, step: str) -> Any:
    """One step down. Raises `LookupError` or `TypeError` where nothing is."""
    if step[0] == ".":
        if not isinstance(value, literals.Instance):
            raise LookupError(step)
        return value.__fields__[step[1:]]
    key = _key(step)
    if isinstance(value, dict) and key not in value:
        raise LookupError(step)  # a defaultdict would make it, a Counter has a zero
    return value[key]


@lru_cache(maxsize=4096)
def _key(step: str) -> Any:
    return literals.parse(step)


# In literals that cannot be read as a whole: `[1, 2, <cut: 988 more>]`, `Node(rank=0, make=<function f>)`.


class _Element(NamedTuple):
    """Where a part stands in a literal: its beginning, its key (`'a'` of `'a': 1`, `x` of `x=1`), and its value."""

    begin: int
    key: str
    start: int
    end: int


def _spliced(text: str, way: Way, literal: str) -> str | None:
    """A literal with one part replaced; as it is where that part does not show; None where that cannot be told."""
    if not way:
        return literal
    if text[0] == "<":
        return None if text == "<cycle>" else text
    opening = next((at for at, character in enumerate(text) if character in "[({"), len(text))
    parts = list(_elements(text, opening + 1))
    cut = bool(parts and _CUT.fullmatch(text, parts[-1].start, parts[-1].end))
    found = _element(text, opening, parts[:-1] if cut else parts, way[0])
    if found is None:
        new_attribute = len(way) == 1 and way[0][0] == "." and text[-1] == ")" and literal != UNBOUND
        if cut:
            return None if new_attribute else text
        return f"{text[:-1]}{', ' * bool(parts)}{way[0][1:]}={literal})" if new_attribute else None
    if literal == UNBOUND and len(way) == 1:
        left = ", ".join(text[part.begin : part.end] for part in parts if part is not found)
        return f"{text[: opening + 1]}{left}{text[-1]}"
    is_base = opening > 0 and not found.key  # `deque([1, 2])`: the same step leads on inside
    inside = _spliced(text[found.start : found.end], way if is_base else way[1:], literal)
    return None if inside is None else text[: found.start] + inside + text[found.end :]


def _element(text: str, opening: int, parts: list[_Element], step: str) -> _Element | None:
    """The part of a container or an object that a step leads to; of `deque([1, 2])` the container inside."""
    wanted: Iterable[_Element]
    if step[0] == ".":
        wanted = (part for part in parts if opening and part.key == step[1:])
    elif opening:
        wanted = (part for part in parts if not part.key and text[part.start] in "[({")
    elif text[0] == "{":
        exact = [part for part in parts if part.key == step]
        wanted = exact or (part for part in parts if part.key and _is_same(part.key, step))
    else:
        wanted = (part for number, part in enumerate(parts) if str(number) == step)
    return next(iter(wanted), None)


def _elements(text: str, start: int) -> Iterator[_Element]:
    """The parts of a container whose inside begins at `start`."""
    depth, key, begin, at = 0, "", start, start
    for token in _TOKEN.finditer(text, start):
        sign = token[0]
        if sign in ("[", "(", "{"):
            depth += 1
        elif sign in ("]", ")", "}"):
            depth -= 1
        if depth < 0 or (depth == 0 and sign == ", "):
            end = token.start() - (text[token.start() - 1] == ",")  # of `(1,)`
            if end > at:
                yield _Element(begin, key, at, end)
            if depth < 0:
                return
            key, begin, at = "", token.end(), token.end()
        elif depth == 0 and sign in (": ", "=") and not key:
            key, at = text[at : token.start()], token.end()


def _close(text: str, start: int) -> int:
    """Where the bracket that opens at `start` is closed."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += (token[0] in ("[", "(", "{")) - (token[0] in ("]", ")", "}"))
        if depth == 0:
            return token.end()
    return len(text)


def _is_same(one: str, other: str) -> bool:
    """Whether two keys are one to a dict, as 1 and True are."""
    values = _read(one), _read(other)
    return _NONE not in values and bool(values[0] == values[1])
