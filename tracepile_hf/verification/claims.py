"""Text -> statements: exactly what the grammar of docs/claims.md derives, and every sentence that it does not.

Reads text alone. Whether a statement is true is for `check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from tracepile_hf.records import Claim
from tracepile_hf.verification.answer import split_answer
from tracepile_hf.verification.bare import reread
from tracepile_hf.verification.filling import Form, Value
from tracepile_hf.verification.sentences import Sentence, cut_sentences
from tracepile_hf.verification.skeleton import Skeleton, read_skeleton
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.spelling import spelled

MOVING: Final = frozenset(
    {"line", "lines", "back", "iteration", "loop_end", "entry", "call", "return", "yield", "raise", "catch", "passes"}
    | {"row", "print", "fold_iterations", "fold_rest", "fold_call", "round", "summary"}
)
SILENT: Final = frozenset({"cause", "quote", "top", "manner"})  # checked, but no claims about a value
_PUBLIC: Final = {
    "entry": "call",
    "lines": "line",
    "round": "iteration",
    "row": "iteration",
    "summary": "loop_end",
}  # the kinds that a claim is known by outside
_TURNED: Final = frozenset({"value", "element", "membership"})
_SUBJECT_LAST: Final = frozenset({"put", "again_put", "last", "in", "out"})


class Statement(NamedTuple):
    """A claim with all its slots: texts of expressions and literals, chains as tuples of their stages."""

    kind: str
    mode: str
    slots: tuple[Value, ...]
    form: Form
    sentence: Sentence
    skeleton: Skeleton
    also: tuple[str, ...] = ()  # what else has to hold where it stands: "line:7", "block:except" (see referring)

    @property
    def span(self) -> tuple[int, int]:
        """Where the claim begins and ends in the text."""
        start, end = self.raw
        return self.skeleton.place(start), self.skeleton.place(end)

    @property
    def raw(self) -> tuple[int, int]:
        """The same in the text as it was read."""
        start, end = self.form.start, self.form.end
        return _place(start, self.sentence, self.skeleton), _place(end, self.sentence, self.skeleton)

    @property
    def text(self) -> str:
        """The words of the claim."""
        return self.skeleton.source[slice(*self.raw)]


_made: Final[Callable[[type[Statement], tuple[object, ...]], Statement]] = tuple.__new__  # there are very many


class Remainder(NamedTuple):
    """A sentence that was not derived. `stuck`: the place in the text up to which it was."""

    text: str
    span: tuple[int, int]
    stuck: int
    raw: tuple[int, int]  # the same in the text as it was read, `skeleton.source`
    skeleton: Skeleton


class Read(NamedTuple):
    """One sentence: its statements in order, what is left of it, the number of the list item it opens (or "").

    `opens_line`: it stands at the beginning of a line.
    """

    statements: list[Statement]
    remainders: list[Remainder]
    marker: str
    opens_line: bool
    says: bool = True  # whether there is more to it than the number of a list item


class Reading(NamedTuple):
    """All claims of a text, and what is not read."""

    claims: tuple[Claim, ...]
    leftovers: tuple[Remainder, ...]


def read_sentences(text: str, names: frozenset[str] = frozenset(), code: str = "") -> Iterator[Read]:
    """The sentences of `text` (without its answer) as statements and remainders. `names`: those of the program."""
    said = spelled(text, code, names)
    skeleton = read_skeleton(said.text)
    if said.new:
        skeleton = skeleton._replace(place=said.place)
    atoms = skeleton.atoms
    for sentence in cut_sentences(skeleton):
        plan, first, _, opens_line = sentence
        pool = plan.pool(atoms[first : first + plan.atoms])
        statements = [_made(Statement, (f[0], f[1], f[2](pool), f, sentence, skeleton, ())) for f in plan.forms]
        remainders = [_remainder(left, sentence, skeleton) for left in plan.leftovers] if plan.leftovers else []
        if remainders and names:
            found = reread(skeleton, *remainders[0].raw, names, opens_line)
            if found is not None:
                statements, remainders = statements_of(*found), []
        marker = atoms[first + plan.marker] if plan.marker >= 0 else ""
        says = bool(statements or remainders) or not marker or plan.beyond > 4
        yield Read(statements, remainders, marker, opens_line, says)


def statements_of(sentence: Sentence, skeleton: Skeleton) -> list[Statement]:
    plan = sentence.plan
    pool = plan.pool(skeleton.atoms[: plan.atoms])
    return [Statement(form[0], form[1], form[2](pool), form, sentence, skeleton) for form in plan.forms]


def _place(place: tuple[int, int], sentence: Sentence, skeleton: Skeleton) -> int:
    atoms, beyond = place
    return beyond + (skeleton.ends[sentence.first + atoms - 1] if atoms else sentence.offset)


def _remainder(
    left: tuple[tuple[int, int], tuple[int, int], tuple[int, int]], sentence: Sentence, skeleton: Skeleton
) -> Remainder:
    start, end, stuck = [_place(place, sentence, skeleton) for place in left]
    span = skeleton.place(start), skeleton.place(end)
    return Remainder(skeleton.source[start:end], span, skeleton.place(stuck), (start, end), skeleton)


def claim_of(statement: Statement, anchor: str) -> Claim:
    """The public record of a statement: its first expression or name as subject, its last literal."""
    kind, mode, slots = statement[:3]
    kind = _PUBLIC.get(kind, kind)
    first = last = ""
    count = 0
    for place, slot in enumerate(slots):
        if slot:
            text = slot if isinstance(slot, str) else slot[-1 if place else 0]
            if not count:
                first = text
            last = text
            count += 1
    if mode in _SUBJECT_LAST and count and kind in _TURNED:
        return Claim(kind, anchor, last, first, statement.span)
    return Claim(kind, anchor, first, last if count > 1 else "", statement.span)


def read_claims(text: str, code: str, prompt: str = "") -> Reading:
    """The claims of `text`, and the sentences that are not read. Nothing is checked, of `code` and `prompt` neither."""
    claims: list[Claim] = []
    leftovers: list[Remainder] = []
    anchor = ""
    answers = split_answer(text)
    body = text[: answers[-1].start] if answers else text
    for read in read_sentences(body, Source.of(code).identifiers, code):
        for statement in read.statements:
            if statement.kind in MOVING:
                anchor = text[slice(*statement.span)]
            claims.append(claim_of(statement, anchor))
        leftovers += read.remainders
    if answers:
        claims.append(Claim("answer", "", "", answers[-1].said, (answers[-1].start, len(text))))
    return Reading(tuple(claims), tuple(leftovers))
