"""Several texts about one run: which of them stay, and what they say about their writer.

Also the two checks that are used elsewhere in place of a proof, so that they can be compared with it on the same texts:
`answer_only` (the answer is right) and `states` (besides, every value that the text gives a name is one that the name
had at some time in the run).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.places import courses
from tracepile_hf.quality.variety import likeness, masked, runs_of
from tracepile_hf.records import Trace, Verdict

KEEP: Final = ("all", "best", "wordings")
POLICIES: Final = ("answer_only", "states", "proof")
ALIKE: Final = 0.8  # of the runs of four words: from here on two texts are one wording
ANSWER: Final = "answer"  # the kind of the claim that is the answer itself
_WORD: Final = re.compile(r"[a-z]+|[¤#]")
_NAMED: Final = re.compile(r"`([^\W\d]\w*)`\s*(?:=|is now|is still|is set to|becomes|is|gets|stays|starts at|to)\s+")
_OPENING: Final = {"[": "]", "(": ")", "{": "}"}


@dataclass(frozen=True, slots=True)
class Path:
    """One text of an item: whether it is proved, which share of the run's steps it tells, which answer it gives."""

    number: int
    text: str
    proved: bool
    told: float = 0.0
    answer: str = ""


def kept(paths: Sequence[Path], policy: str) -> list[Path]:
    """Those proved paths of one item that stay, in order; a text that is there already never does.

    `all`; `best`: the one that tells most of the run, of those the shortest; `wordings`: one of each wording.
    """
    if policy not in KEEP:
        raise ValueError(f"expected a policy from {', '.join(KEEP)}, got {policy!r}")
    distinct: dict[str, Path] = {}
    for path in paths:
        if path.proved:
            distinct.setdefault(" ".join(path.text.split()), path)
    proved = list(distinct.values())
    if policy == "best":
        return sorted(proved, key=lambda path: (-round(path.told, 6), len(path.text), path.number))[:1]
    if policy == "all":
        return proved
    stay: list[tuple[Path, set[tuple[str, ...]]]] = []
    for path in proved:
        runs = set(runs_of(_WORD.findall(masked(path.text).lower())))
        if all(likeness(runs, other) < ALIKE for _, other in stay):
            stay.append((path, runs))
    return [path for path, _ in stay]


def pass_at_k(paths: int, proved: int, k: int) -> float:
    """The chance that of k paths drawn from these at least one is proved (Chen et al., arXiv 2107.03374, eq. 1)."""
    if k > paths:
        raise ValueError(f"expected k of at most {paths}, got {k}")
    return 1.0 - comb(paths - proved, k) / comb(paths, k)


def mean_pass_at(counts: Sequence[tuple[int, int]], most: int) -> dict[int, float]:
    """pass@k for k from 1 to `most`, over items of (paths, proved) each; items with fewer paths than k are left out."""
    found: dict[int, float] = {}
    for k in range(1, most + 1):
        values = [pass_at_k(paths, proved, k) for paths, proved in counts if paths >= k]
        if values:
            found[k] = sum(values) / len(values)
    return found


def agreement(answers: Iterable[str]) -> float:
    """The share of answers that are the commonest one; one that is missing agrees with none. 0 of no answers."""
    given = list(answers)
    counts = Counter(answer for answer in given if answer)
    return max(counts.values(), default=0) / len(given) if given else 0.0


def answer_right(verdict: Verdict) -> bool:
    """Whether the text's answer is right, whatever stands before it."""
    return any(one.claim.kind == ANSWER and one.standing == "proved" for one in verdict.claims)


def answer_said(verdict: Verdict) -> str:
    """The answer that the text gives, "" if none."""
    return next((one.claim.literal for one in verdict.claims if one.claim.kind == ANSWER), "")


def share_told(verdict: Verdict, trace: Trace) -> float:
    """The share of the run's steps that a proved claim stands at."""
    steps = {one.step for one in verdict.claims if one.standing == "proved" and one.step >= 0}
    return len(steps) / len(trace.steps) if trace.steps else 0.0


def accepted(policy: str, text: str, trace: Trace, verdict: Verdict) -> bool:
    """What a policy of POLICIES says of a text; `verdict` is the strict one."""
    if policy == "proof":
        return verdict.accepted
    if policy == "answer_only":
        return answer_right(verdict)
    if policy == "states":
        return answer_right(verdict) and states_hold(text, trace)
    raise ValueError(f"expected a policy from {', '.join(POLICIES)}, got {policy!r}")


def states_hold(text: str, trace: Trace) -> bool:
    """Whether every value that the text says of a name is one that it had at some time; other statements are not read.

    This is how rationales are filtered by states where nothing reads the sentences: no order, no moment, no reasons.
    """
    held = _held(trace)
    return all(value in held[name] for name, value in _said(text) if name in held)


def _said(text: str) -> list[tuple[str, str]]:
    """(name, value in one form) wherever a name in backticks is followed by a literal."""
    found: list[tuple[str, str]] = []
    for match in _NAMED.finditer(text):
        value = _form(_literal_at(text, match.end()))
        if value is not None:
            found.append((match[1], value))
    return found


def _literal_at(text: str, start: int) -> str:
    """What may be a literal and begins there: a bracketed or quoted piece, or all up to white space or a comma."""
    opening = text[start : start + 1]
    if opening in ("'", '"'):
        end = text.find(opening, start + 1)
        return text[start : end + 1]
    if opening in _OPENING:
        depth = 0
        for place in range(start, len(text)):
            depth += text[place] in _OPENING
            depth -= text[place] in _OPENING.values()
            if not depth:
                return text[start : place + 1]
        return ""
    return re.split(r"[\s,;]", text[start : start + 80])[0].rstrip(".")


def _form(literal: str) -> str | None:
    try:
        return literals.render(literals.parse(literal))
    except LiteralError:
        return None


def _held(trace: Trace) -> Mapping[str, set[str]]:
    """Every value that a plain name had, as argument, after a change, or as an operand."""
    held: dict[str, set[str]] = {}
    said = [pair for step in trace.steps for pair in (*step.arguments, *step.operands)]
    said += [(name, one.text or "") for (_, name), course in courses(trace.steps).items() for one in course.held]
    for name, literal in dict.fromkeys(said):
        if name.isidentifier():
            held.setdefault(name, set()).add(_form(literal) or literal)
    return held
