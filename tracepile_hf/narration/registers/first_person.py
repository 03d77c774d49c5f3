"""First person: who traces says what is done, `On line 5 I set total to 17`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tracepile_hf.narration.registers.spans import in_prose

VERBS: Final = {  # as the prose has them -> as they stand after "I"
    "carries out": "carry out", "goes": "go", "pushes": "push", "gives": "give", "breaks out": "break out",
} | {
    f"{verb}s": verb
    for verb in (
        "add", "append", "ask", "assign", "call", "check", "compare", "decide", "define", "enter", "evaluate",
        "execute", "find", "hand", "import", "jump", "look", "make", "need", "output", "print", "put",
        "raise", "return", "run", "set", "show", "step", "store", "test", "turn", "work", "write", "yield",
    )
}  # fmt: skip
_NOT: Final = {"gives": " output", "runs": r" \d", "makes": " a call (?:that|and)"}  # what has no such form
_VERB: Final = "|".join(f"{verb}(?!{_NOT[verb]})" if verb in _NOT else verb for verb in VERBS)
_AFTER: Final = r"((?: \((?:run|visit|stack depth|depth) \d+\))*)"
_SUBJECT_LINE: Final = re.compile(
    rf"(?P<lead>\b(?:Then|Next,|Now|After that,|then|, and|;) )?(?<!\bon )\b(?P<line>[Ll]ine)(?P<number> \d+){_AFTER} "
    rf"(?:(?:also|just|simply) )?(?P<verb>{_VERB})\b"
)
_WHICH: Final = re.compile(rf"(\b[Ll]ine \d+{_AFTER}), which ({_VERB})\b")
_SUBJECT: Final = re.compile(
    rf"(?<!where )\b(?:[Tt]he program|[Tt]he statement|[Tt]his statement|[Tt]he code|[Tt]his|[Cc]ontrol) "
    rf"((?:also|just|simply) )?({_VERB})\b"
)
_WE: Final = re.compile(r"\b[Ww]e\b(?! look for)")


def in_first_person(text: str, authored: Sequence[str] = ()) -> str:
    """Prose with the one who traces as its subject; what an author said stays as it is."""

    def change(part: str) -> str:
        part = _SUBJECT_LINE.sub(_with_line, part)
        part = _WHICH.sub(lambda found: f"{found[1]}, where I {VERBS[found[3]]}", part)
        part = _SUBJECT.sub(lambda found: f"I {found[1] or ''}{VERBS[found[2]]}", part)
        return _WE.sub("I", part)

    if not authored:
        return in_prose(text, change)
    kept = "|".join(map(re.escape, sorted(set(authored), key=len, reverse=True)))
    parts = re.split(f"({kept})", text)
    return "".join([part if number % 2 else in_prose(part, change) for number, part in enumerate(parts)])


def _with_line(found: re.Match[str]) -> str:
    lead = found["lead"] or ""
    on = "On" if found["line"] == "Line" else "on"
    return f"{lead}{on} line{found['number']}{found[4]} I {VERBS[found['verb']]}"
