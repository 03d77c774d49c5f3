"""Plain words: lines are named by what stands there, `the line total += x`, for a reader who sees no line numbers.

Any register may be written so; "plain" is prose that is. A line that stands in the program more than once is counted:
the 2nd line `i += 1`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from tracepile_hf.narration.registers.spans import in_prose

LONGEST: Final = 120  # characters of a line that can be quoted
_LINES: Final = re.compile(r"\blines (\d+) to (\d+) are skipped")
_MANY: Final = re.compile(r"\b([Ll])ines ((?:\d+, )*\d+ and \d+)(?= are beside)")
_NUMBER: Final = re.compile(r"\d+")
_LOOP: Final = re.compile(r"\b([Tt])he loop on line (\d+)")
_LINE: Final = re.compile(r"\b([Ll])ine (\d+)(?! of the output)")


@lru_cache(maxsize=128)
def named_lines(code: str) -> dict[int, str]:
    """Line -> how it is quoted, with its number among its like in front where it has any; none for blank lines."""
    texts = [line.strip().removesuffix(":").rstrip() for line in code.split("\n")]
    counts = Counter(texts)
    seen: Counter[str] = Counter()
    found = {}
    for number, text in enumerate(texts, 1):
        seen[text] += 1
        if text:
            found[number] = f"`{text}`" if counts[text] == 1 else f"{ordinal(seen[text])} `{text}`"
    return found


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def is_nameable(code: str) -> bool:
    """Whether every line can be quoted."""
    return "`" not in code and "\r" not in code and max(map(len, code.split("\n"))) <= LONGEST


def without_numbers(text: str, code: str) -> str:
    """The text with its lines named by what stands there."""
    names = named_lines(code)

    def named(kind: str, number: str) -> str:
        nth, _, quote = names[int(number)].rpartition(" `") if names[int(number)][0] != "`" else ("", "", "")
        return f"{nth} {kind} `{quote}" if nth else f"{kind} {names[int(number)]}"

    def change(part: str) -> str:
        part = _LINES.sub("the body is skipped", part)
        part = _MANY.sub(
            lambda found: (
                f"{'T' if found[1] == 'L' else 't'}he lines "
                + _NUMBER.sub(lambda number: names[int(number.group())], found[2])
            ),
            part,
        )
        part = _LOOP.sub(lambda found: f"{found[1]}he {named('loop', found[2])}", part)
        return _LINE.sub(lambda found: f"{'T' if found[1] == 'L' else 't'}he {named('line', found[2])}", part)

    return in_prose(text, change)
