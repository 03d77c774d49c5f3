"""Programs varied by a teacher, as a JSONL file that `tracepile build --programs` takes.

    programs (a file, the rows of a corpus, bundled families) -> ask (cache, model) -> gate (in workers) -> JSONL

What is not kept stands beside it, with its reason. Same programs, teacher and answers: same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.build import LIMITS
from tracepile_hf.corpus.configs import config_of, names_of, narrowed
from tracepile_hf.corpus.diversifying import (
    NATURAL,
    REWRITE,
    Varied,
    gated,
    requests_for,
    rewrites_said,
    statements,
)
from tracepile_hf.corpus.lots import Lot, items_of, spare_cases
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.rows import case_of
from tracepile_hf.corpus.running import crew, running
from tracepile_hf.diversify import MINIMUM_CASES
from tracepile_hf.engine import Done, Piece, in_order
from tracepile_hf.errors import InputError, usable
from tracepile_hf.records import Case, Program
from tracepile_hf.sources.jsonl import line_of
from tracepile_hf.teacher.cost import Estimate, estimate
from tracepile_hf.teacher.rounds import Asking
from tracepile_hf.tokens import estimated as length

CHUNK: Final = 256  # programs that are asked about together
CASES: Final = 8  # inputs of a bundled program: what the gate runs, and what a build then tells
KINDS: Final = {"rewrites": REWRITE, "prompts": NATURAL}  # what is wanted, and what a teacher is asked for
LOST: Final = "lost"  # the process that ran a rewrite was lost, each time it was tried
Programs = Sequence[tuple[Case, ...]]


@dataclass
class Variety:
    """What came of it: programs asked about, replies wanted, how many were kept, and why the others were not."""

    programs: int = 0
    wanted: int = 0
    kept: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def lines(self, kind: str) -> list[str]:
        """The account in words."""
        share = f"{self.kept / self.wanted:.1%}" if self.wanted else "none"
        found = [f"{kind}: {self.kept} of {self.wanted} replies kept ({share}), of {self.programs} programs"]
        left = ", ".join(f"{reason} {count}" for reason, count in self.reasons.most_common())
        return [*found, f"not kept: {left}"] if left else found


def bundled(config: str, families: Sequence[str], seed: int) -> Programs:
    """The bundled programs of a config, each with some inputs of its own."""
    asked = narrowed(config_of(config), families)
    if asked.domains == ("extra",):  # their inputs come from generators that have to be run
        with running("default", LIMITS) as run:
            lots = [Lot(0, name, 1, 0, 0, CASES) for name in names_of(asked)]
            drawn = [[item.case for item in items_of(lot, asked, seed, run) if item.drawn] for lot in lots]
            return [tuple(cases) for cases in drawn if cases]
    return [tuple(spare_cases(Lot(0, name, 1, 0, 0, CASES), asked, seed, CASES)) for name in names_of(asked)]


def told(folder: Path, config: str) -> Programs:
    """The programs of a built config, each with the inputs of its rows. InputError if there is no such config."""
    files = split_files(folder / config)
    if not files:
        raise InputError(f"a built config {config}", "none", str(folder))
    found: dict[tuple[str, str, str], dict[tuple[object, ...], Case]] = {}
    for row in (row for paths in files.values() for path in paths for row in read_rows(path)):
        cases = found.setdefault((row["family"], row["code"], row["entry_point"]), {})
        case = case_of(row)
        cases.setdefault((case.arguments, case.keyword_arguments, case.stdin), case)
    return [_joined(list(cases.values())) for cases in found.values()]


def _joined(cases: Sequence[Case]) -> tuple[Case, ...]:
    program = cases[0].program
    return tuple(replace(case, id=f"{program.id}:{number}", program=program) for number, case in enumerate(cases))


def vary(
    kind: str,
    programs: Programs,
    out: Path,
    asking: Asking,
    each: int = 1,
    workers: int = 1,
    *,
    allow_weak_jail: bool = False,
) -> Variety:
    """Ask for `each` variations of every program, and write those that are kept to `out`, the others beside it.

    `kind`: rewrites (other programs that do the same, each through the gate) or prompts (natural descriptions).
    Errors: InputError for another kind, or where `out` cannot be written; asking.Teacher's.
    """
    if kind not in KINDS:
        raise InputError(f"a kind among {', '.join(KINDS)}", kind, "tracepile vary")
    variety = Variety(len(programs), len(programs) * each)
    with ExitStack() as stack:
        stack.enter_context(usable("a file that can be written", out))
        out.parent.mkdir(parents=True, exist_ok=True)
        draft, rejects = out.with_name(f".{out.name}"), rejects_of(out)
        stays = stack.enter_context(draft.open("w", encoding="utf-8"))
        leaves = stack.enter_context(rejects.open("w", encoding="utf-8"))
        for cases, varied in _varied(kind, programs, asking, each, workers, allow_weak_jail):
            for number, one in enumerate(varied, 1):
                if one.program is None:
                    variety.reasons[one.reason] += 1
                    record = {"id": cases[0].program.id, "reply": number, "reason": one.reason, "said": one.said}
                    leaves.write(json.dumps(record) + "\n")
                    continue
                variety.kept += 1
                stays.write(line_of(_cases(one.program, cases, number if kind == "prompts" and each > 1 else 0)) + "\n")
    draft.replace(out)
    return variety


def estimated(kind: str, programs: Programs, asking: Asking, each: int) -> Estimate:
    """What `vary` would ask. A rewrite is taken to be as long as its program, a description to have 80 tokens."""
    requests = requests_for(KINDS[kind], [cases[0].program for cases in programs], each, asking.seed)
    known = [asking.cache.find(asking.teacher.identity, one, asking.sampling) is not None for one in requests]
    lengths = [length(cases[0].program.code) if kind == "rewrites" else 80 for cases in programs for _ in range(each)]
    return estimate(requests, known, lengths, asking.sampling)


def rejects_of(out: Path) -> Path:
    """Where the replies that were not kept are written."""
    return out.with_name(f"{out.name.removesuffix('.jsonl')}.rejects.jsonl")


def _cases(program: Program, cases: Sequence[Case], number: int) -> list[Case]:
    """The cases of a program that takes another's place; several descriptions of one program need ids of their own."""
    named = replace(program, id=f"{program.id}~prompt-{number}") if number else program
    return [replace(case, program=named) for case in cases]


def _varied(
    kind: str, programs: Programs, asking: Asking, each: int, workers: int, allow_weak_jail: bool
) -> Iterator[tuple[tuple[Case, ...], list[Varied]]]:
    chunks = iter(programs)
    if kind == "prompts":
        while chunk := list(islice(chunks, CHUNK)):
            yield from zip(chunk, statements(asking, [cases[0].program for cases in chunk], each), strict=True)
        return
    with crew(workers, "default", LIMITS, allow_weak_jail) as engine:
        while chunk := list(islice(chunks, CHUNK)):
            drafts = rewrites_said(asking, chunk, each)
            pieces = [Piece(draft.cases[0].program.id, draft) for draft in drafts]
            for result in in_order(engine.run(gated, pieces)):
                draft = result.piece.given
                lost = [Varied(False, LOST, said or "") for said in draft.said]
                yield draft.cases, result.value if isinstance(result, Done) else lost


def too_few(programs: Programs) -> int:
    """How many programs have fewer inputs than the gate asks for: no rewrite of theirs can be kept."""
    return sum(len(cases) < MINIMUM_CASES for cases in programs)
