"""Whether a visitor's answer is right: what they mean counts, not how they write it.

`true` for True, `0, 6, 26` for a list, `[]` for `([],)`, a name for an exception's literal: all of them are right where
the value is. A value of another kind is not, and an answer is never run.
"""

from __future__ import annotations

import re
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import TracepileError

_NAMES: Final = {"true": "True", "yes": "True", "false": "False", "no": "False", "none": "None", "null": "None"}
_EXCEPTION: Final = re.compile(
    r"([A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Iteration|Warning))\b(.*)", re.DOTALL
)
_LED: Final = re.compile(r"^(?:the answer is|answer\s*:|it is|it's|it returns|returns|=)\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"\b(?:true|false|none|null)\b(?=(?:[^'\"]*(?:'[^']*'|\"[^\"]*\"))*[^'\"]*$)", re.IGNORECASE)


def is_right(given: str, answer: str) -> bool:
    """Whether an answer says what the run says. `answer`: a literal, or the text that a script printed."""
    given, answer = _trimmed(given), answer.strip()
    if given == answer or _spaced(given) == _spaced(answer):
        return True
    if _same_exception(given, answer):
        return True
    right = _value(answer)
    if right is None or not given:
        return bool(given) and given.strip("'\"") == answer
    if isinstance(right[0], str) and given == right[0]:
        return True
    return any(_alike(said[0], right[0]) for said in map(_value, _forms(given, right[0])) if said is not None)


def _trimmed(given: str) -> str:
    given = given.strip().strip("`").strip()
    given = _LED.sub("", given)
    return given.rstrip(".").rstrip() if not re.search(r"\d\.$", given) else given[:-1]


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _same_exception(given: str, answer: str) -> bool:
    """A name is enough; whoever gives a message has to give the right one."""
    right, said = _EXCEPTION.fullmatch(answer), _EXCEPTION.fullmatch(given)
    if right is None or said is None or right[1].rpartition(".")[2] != said[1].rpartition(".")[2]:
        return False
    message = said[2].strip(" ():")
    return not message or message.strip("'\"") == right[2].strip(" ():").strip("'\"")


def _forms(given: str, right: Any) -> list[str]:
    """Ways to read an answer, the plainest first."""
    worded = _WORD.sub(lambda found: _NAMES[found[0].lower()], given)
    found = [given, worded, _NAMES.get(given.lower(), given)]
    if isinstance(right, (list, tuple, set, frozenset)):
        found += [f"[{worded}]", f"({worded},)"]
    if isinstance(right, dict):
        found.append("{" + worded + "}")
    return found


def _value(text: str) -> tuple[Any] | None:
    try:
        return (literals.parse(text),)
    except (TracepileError, ValueError, RecursionError):
        return None


def _alike(given: Any, right: Any) -> bool:
    if literals.same(given, right) or (type(given) is type(right) and given == right):
        return True
    if isinstance(right, bool) or isinstance(given, bool):
        return given is right or (isinstance(given, str) and _NAMES.get(given.lower()) == repr(right))
    if isinstance(right, (int, float)) and isinstance(given, (int, float)):
        return given == right
    if isinstance(right, (list, tuple)) and isinstance(given, (list, tuple)):
        same = len(given) == len(right) and all(map(_alike, given, right))
        return same or (len(right) == 1 and _alike(given, right[0]))
    if isinstance(right, (set, frozenset)) and isinstance(given, (list, tuple, set, frozenset)):
        return len(given) == len(right) and all(any(_alike(one, other) for other in right) for one in given)
    if isinstance(right, dict) and isinstance(given, dict):
        return given.keys() == right.keys() and all(_alike(given[key], right[key]) for key in right)
    if isinstance(right, (list, tuple)) and len(right) == 1:
        return _alike(given, right[0])
    return False
