"""Methods of texts in a mirrored run that could reach into their arguments or give very much."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from tracepile_hf.execution.replay.state.steps import Stop

if TYPE_CHECKING:
    from tracepile_hf.execution.replay.guards.operations import Guards

LONGEST: Final = 20_000_000  # elements or characters of one value
Rule = Callable[..., Any]


def refuse_if_long(size: int) -> None:
    """Refuse a value of more than LONGEST elements or characters."""
    if size > LONGEST:
        raise Stop("too_expensive")


def digits_inside(text: str) -> int:
    """The longest run of digits in a format: a width or a precision."""
    longest = run = 0
    for character in text:
        run = run + 1 if character.isdigit() else 0
        longest = max(longest, run)
    return longest


class TextRules:
    """Makes the rules for methods of texts."""

    guards: Guards

    def format(self, receiver: str, *arguments: Any, **named: Any) -> str:
        """`str.format` without paths into its arguments, and with bounded widths."""
        parts = []
        number = 0
        for text, field, spec, conversion in string.Formatter().parse(receiver):
            parts.append(text)
            if field is None:
                continue
            if "." in field or "[" in field:
                raise Stop("opaque_call")
            if not field:
                field, number = str(number), number + 1
            if field.isdigit() and int(field) >= len(arguments):
                raise IndexError(f"Replacement index {int(field)} out of range for positional args tuple")
            value = arguments[int(field)] if field.isdigit() else named[field]
            if spec and "{" in spec:
                spec = self._nested(spec, arguments, named)
            parts.append(self.guards.formatted(value, ord(conversion) if conversion else -1, spec or ""))
        if number and any(f and f.isdigit() for _, f, _, _ in string.Formatter().parse(receiver)):
            return receiver.format(*arguments, **named)  # raises ValueError: both kinds of numbering
        return "".join(parts)

    def _nested(self, spec: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> str:
        if any(
            not field.isidentifier() and not field.isdigit()
            for _, field, _, _ in string.Formatter().parse(spec)
            if field is not None
        ):
            raise Stop("opaque_call")
        return spec.format(*arguments, **named)

    def format_map(self, receiver: str, *given: Any, **named: Any) -> str:
        if len(given) != 1 or named or type(given[0]) is not dict:
            raise Stop("opaque_call")
        return self.format(receiver, **given[0])

    def join(self, receiver: Any, *given: Any, **named: Any) -> Any:
        if len(given) != 1 or named:
            return receiver.join(*given, **named)  # raises TypeError
        (values,) = given
        if not hasattr(values, "__iter__") and not hasattr(values, "__getitem__"):
            return receiver.join(values)  # raises TypeError, in other words than `list` does
        held = values if isinstance(values, (list, tuple, str, dict)) else list(self.guards.plain(values))
        return receiver.join(held)

    def padded(self, native: Callable[..., Any]) -> Rule:
        def pad(receiver: Any, *given: Any, **named: Any) -> Any:
            if given and isinstance(given[0], int):
                refuse_if_long(given[0])
            return native(receiver, *given, **named)

        return pad

    def replace(self, receiver: Any, *given: Any, **named: Any) -> Any:
        if len(given) > 1 and isinstance(given[1], (str, bytes)):
            refuse_if_long(len(given[1]) * (len(receiver) + 1))
        return receiver.replace(*given, **named)

    def expandtabs(self, receiver: Any, *given: Any, **named: Any) -> Any:
        for tabsize in (*given[:1], named.get("tabsize")):
            if isinstance(tabsize, int):
                refuse_if_long(tabsize * (len(receiver) + 1))
        return receiver.expandtabs(*given, **named)
