"""Rows and questions drawn from families: run, told, proved, and no input twice, in training as in the tests.

Questions are drawn first; training rows take what is left. Families and strata come in turn: each has its share.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from types import FrameType
from typing import Any, Final

from tracepile_hf.corpus.streams import stream
from tracepile_hf.diversify import gate, variants
from tracepile_hf.errors import InputError
from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.experiment.arms import ARMS, CONTROLS
from tracepile_hf.experiment.design import Design
from tracepile_hf.experiment.programs import Arguments, Family, family_of
from tracepile_hf.experiment.rows import Row
from tracepile_hf.experiment.scratchpad import count_changes, lines_of, text
from tracepile_hf.experiment.tokenizer import SPLIT, Tokenizer, learn
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

TRIES: Final = 2_000  # draws for one row, before its family is said not to reach its stratum
SETS: Final = ("seen", "longer", "unseen")
Tell = Callable[[str], None]


@dataclass
class Drawn:
    """Everything that arms are made of. `fresh`: rows with an answer and nothing told, for answers at equal tokens."""

    train: list[Row] = field(default_factory=list)
    fresh: list[Row] = field(default_factory=list)
    tests: dict[str, list[Row]] = field(default_factory=dict)


def draw(design: Design, tell: Tell) -> Drawn:
    """All rows and questions of a design. Each told row is proved. InputError if a family cannot give what is asked."""
    drawer = _Drawer(design)
    longer = len(design.strata)
    drawn = Drawn()
    counts = (design.questions, design.longer_questions, design.unseen_questions)
    for name, count in zip(SETS, counts, strict=True):
        families = design.unseen if name == "unseen" else design.families
        strata = [longer] if name == "longer" else list(range(longer))
        drawn.tests[name] = drawer.rows(f"test/{name}", families, strata, count, tell) if families else []
    drawn.train = drawer.rows("train", design.families, list(range(longer)), design.rows, tell)
    count = design.answer_rows - design.rows
    drawn.fresh = drawer.rows("fresh", design.families, list(range(longer)), count, tell, told=False)
    return drawn


def tokenizer_of(design: Design, drawn: Drawn) -> Tokenizer:
    """The one vocabulary of all arms: of the told rows, their prompts and programs, never of the tests."""
    texts = [part for row in drawn.train for part in (row.prompt, text(row.lines, row.answer), *row.texts.values())]
    return learn([*texts, *(f"Write {name}.\n{family_of(name).code}" for name in design.families)])


class _Drawer:
    def __init__(self, design: Design) -> None:
        self.design = design
        self.seen: set[str] = set()
        self.registers = [arm for arm in design.arms if arm in ARMS and arm not in CONTROLS]
        self.programs = {name: _programs(design, name) for name in (*design.families, *design.unseen)}

    def rows(
        self, part: str, families: Sequence[str], strata: Sequence[int], count: int, tell: Tell, told: bool = True
    ) -> list[Row]:
        """So many rows, families and strata in turn."""
        found = []
        for number in range(count):
            name = families[number % len(families)]
            stratum = strata[number // len(families) % len(strata)]
            found.append(self._row(part, number, family_of(name), stratum, told))
            if (number + 1) % 5_000 == 0:
                tell(f"{part}: {number + 1:,} of {count:,} rows")
        return found

    def _row(self, part: str, number: int, family: Family, stratum: int, told: bool) -> Row:
        random = stream(self.design.data_seed, "experiment", f"{self.design.name}/{part}/{number}")
        low, high = (*self.design.strata, self.design.longer)[stratum]
        program = random.choice(self.programs[family.name])
        for _ in range(TRIES):
            arguments = family.draw(random, random.randint(low, high))
            if repr((family.name, arguments)) in self.seen:
                continue
            if not low - 2 <= changes_of(family, arguments) <= high + 2:  # a rewrite may tell a change more or less
                continue
            row = (
                self._told(family, program, arguments, stratum)
                if told
                else self._bare(family, program, arguments, stratum)
            )
            if low <= row.changes <= high and (stratum >= len(self.design.strata) or self._fits(row)):
                self.seen.add(repr((family.name, arguments)))
                return row
        raise InputError(f"runs of {low} to {high} changes", f"none in {TRIES:,} draws", f"family {family.name}")

    def _fits(self, row: Row) -> bool:
        """Whether scratchpad and answer are no longer than the design says; a fresh row's are not known."""
        return not row.lines or pieces(text(row.lines, row.answer)) <= self.design.longest

    def _told(self, family: Family, program: Program, arguments: Arguments, stratum: int) -> Row:
        case = family.case(arguments)
        case = Case(case.id, program, case.arguments, expected=case.expected)
        trace = trace_in_process(program, case)
        if trace.result != case.expected:
            raise InputError(f"the answer {case.expected}", str(trace.result or trace.reason), case.id)
        lines = lines_of(trace)
        row = self._made(family, program, case, stratum, tuple(lines), count_changes(lines))
        if not proved(text(lines, row.answer), trace):
            raise InputError("a scratchpad that the checker proves", "one that it does not", case.id)
        row.texts.update({register: self._narrated(trace, register) for register in self.registers})
        return row

    def _narrated(self, trace: Trace, register: str) -> str:
        written = narrate(trace, register=register)
        if not verify(written, trace).accepted:
            raise InputError(f"a text in the register {register} that is proved", "one that is not", trace.case.id)
        return written

    def _bare(self, family: Family, program: Program, arguments: Arguments, stratum: int) -> Row:
        case = family.case(arguments)
        return self._made(family, program, case, stratum, (), changes_of(family, arguments))

    def _made(
        self, family: Family, program: Program, case: Case, stratum: int, lines: tuple[str, ...], changes: int
    ) -> Row:
        call = f"{program.entry_point}({', '.join(case.arguments)})"
        prompt = f"{call}\n" if self.design.prompt == "call" else f"{program.code.strip()}\n{call}\n"
        return Row(case.id, family.name, stratum, changes, program.code, call, prompt, lines, str(case.expected))


def proved(written: str, trace: Trace) -> bool:
    """Whether the checker proves every statement of a text, aligned to the run."""
    return verify(written, trace, placing="lenient").accepted


def pieces(written: str) -> int:
    """Tokens of a scratchpad under any vocabulary that has its places and words, the end included."""
    return len(SPLIT.findall(written)) + 1


def _programs(design: Design, name: str) -> list[Program]:
    """The family's program, and its rewrites that five runs prove equal, where the design has any."""
    family = family_of(name)
    found = [family.program]
    if not design.rewrites:
        return found
    random = Random(f"{design.data_seed}/rewrites/{name}")
    cases = [family.case(family.draw(random, 12)) for _ in range(gate.MINIMUM_CASES)]
    texts = {family.program.code}
    for _ in range(20 * design.rewrites):
        if len(found) > design.rewrites:
            break
        for variant in variants(family.program, random, 3):
            proof = gate.prove(family.program, variant, cases, _run)
            if variant.code not in texts and proof.kept and all(map(_tells, proof.traces)):
                texts.add(variant.code)
                found.append(variant)
                break
    return found


def _tells(trace: Trace) -> bool:
    """Whether a rewrite's run has a scratchpad of plain values that is proved; one in a class, say, has none."""
    lines = lines_of(trace)
    return count_changes(lines) > 0 and proved(text(lines, str(trace.result)), trace)


def _run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
    return [trace_in_process(program, case) for case in cases]


def changes_of(family: Family, arguments: Arguments) -> int:
    """How many changes the run's scratchpad would tell, counted without recording it: some 20 times faster.

    The interpreter's own tracing shows the locals before each line; a test holds the count against the recorded one.
    """
    names: dict[str, Any] = {}
    exec(compile(family.code, family.name, "exec"), names)
    code = names[family.name].__code__
    count = 0
    before: dict[str, Any] = {}

    def local(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count, before
        if event in ("line", "return"):
            now = {name: _frozen(value) for name, value in frame.f_locals.items()}
            count += sum(name not in before or before[name] != value for name, value in now.items())
            before = now
        return local

    def every(frame: FrameType, event: str, _: object) -> Any:
        nonlocal before
        if frame.f_code is not code:
            return None
        before = {name: _frozen(value) for name, value in frame.f_locals.items()}
        return local

    kept = sys.gettrace()
    sys.settrace(every)
    try:
        names[family.name](*arguments)
    finally:
        sys.settrace(kept)
    return count


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
