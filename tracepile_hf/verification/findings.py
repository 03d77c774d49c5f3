"""What was found about every claim of a text, written out when somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from tracepile_hf.records import Claim, Finding, Standing
from tracepile_hf.verification.claims import Remainder, Statement, claim_of

Kept = Finding | tuple[Statement | Remainder, Statement | None, Standing, int, str]


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
    said: Statement | Remainder, anchor: Statement | None, standing: Standing, step: int, truth: str
) -> Finding:
    if isinstance(said, Remainder):
        return Finding(Claim("unread", anchor_of(anchor), said.text, "", said.span), standing, step, truth)
    return Finding(claim_of(said, anchor_of(anchor)), standing, step, truth)
