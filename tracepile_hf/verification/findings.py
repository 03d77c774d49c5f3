"""What was found about every claim of a text, written out when somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from tracepile_hf.records import Claim, Finding, Standing
from tracepile_hf.verification.claims import Remainder, Statement, claim_of
from tracepile_hf.verification.reading.nearest import form_of, nearest

Kept = (
    Finding
    | tuple[Statement | Remainder, Statement | None, Standing, int, str]
    | tuple[Statement | Remainder, Statement | None, Standing, int, str, str]
)  # what was said, its anchor, its standing, the step, the truth, and what was expected


def anchor_of(statement: Statement | None) -> str:
    """The anchor a claim stands at, in words."""
    if statement is None:
        return ""
    return statement.kind + " " + " ".join([slot for slot in statement.slots if slot.__class__ is str])


class Findings(Sequence[Finding]):
    """A tuple of findings in all but that each is made at its first use: most texts are proved and never looked at."""

    def __init__(self, kept: list[Kept]) -> None:
        self._kept = kept
        self._made: tuple[Finding, ...] | None = None

    def _all(self) -> tuple[Finding, ...]:
        if self._made is None:
            self._made = tuple([one if isinstance(one, Finding) else _finding(*one) for one in self._kept])
            self._kept = []
        return self._made

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, place: int | slice) -> Finding | tuple[Finding, ...]:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._kept if self._made is None else self._made)

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Findings) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[tuple[Finding, ...]], tuple[tuple[Finding, ...]]]:
        return tuple, (self._all(),)


def _finding(
    said: Statement | Remainder,
    anchor: Statement | None,
    standing: Standing,
    step: int,
    truth: str,
    expected: str = "",
) -> Finding:
    if isinstance(said, Remainder):
        claim = Claim("unread", anchor_of(anchor), said.text, "", said.span)
        return Finding(claim, standing, step, truth, not_read(said))
    claim = claim_of(said, anchor_of(anchor))
    if standing == "proved":
        return Finding(claim, standing, step, truth)
    if not expected:
        here = "at the moment that the text pins down" if standing == "refuted" else "at one moment of the run"
        expected = f"expected {truth or 'what is said to hold'} {here}, got {said.text.strip(' ,;:')!r}"
    form = form_of(said.kind, said.mode)
    return Finding(claim, standing, step, truth, f"{expected}; it is read as {form!r}" if form else expected)


def not_read(left: Remainder) -> str:
    """What was expected in place of a sentence that is not read, and the nearest form that would be."""
    shown = left.text if len(left.text) <= 120 else left.text[:117] + "..."
    read = max(0, left.stuck - left.span[0])
    return (
        f"expected a sentence of docs/claims.md, got {shown!r} at character {left.span[0]}: {nearest(left.text, read)}"
    )
