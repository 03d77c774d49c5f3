"""The schema of the corpus: a proved `Sample` as one row, and a row back as the case it came from.

The only training column is `messages`; no other column has a name from which TRL would guess a format. Values that
Parquet or JSON would bend (integers of any size, nan, tuples) are kept as literals in text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa

from tracepile_hf.corpus.problems import glossary_of, told_by
from tracepile_hf.errors import CorpusError
from tracepile_hf.narration import Telling
from tracepile_hf.records import MOMENTS, REGISTERS, Case, Invariant, Program, Question, Sample, Trace
from tracepile_hf.tokens import ESTIMATE

Row = dict[str, Any]
NARRATOR: Final = "deterministic-2"
PATH: Final = "#"  # between an item's id and the number of a teacher's path, in a row's id

COLUMNS: Final[dict[str, str]] = {
    "messages": "the question (role user) and the proved rationale (role assistant)",
    "id": "domain/family/number, or the program's own id; unique in a config; a teacher's path is #1, #2, ... of it",
    "domain": "algorithm, competition, math, extra or user",
    "family": "programs of one family lie in one split",
    "source": "where the program comes from",
    "license": "the program's licence",
    "code": "the program that was run",
    "statement": "the task that the program was written for; not every prompt shows it",
    "entry_point": "the function that was called; empty for a script that reads stdin",
    "input": "JSON: arguments and keyword_arguments as literals, stdin as text",
    "idea": "why the program works, in its author's words; empty where nobody said",
    "invariants": "JSON: what its author says always holds: predicate, said, line, moment",
    "question_kind": "what is asked about the run",
    "rewrites": "rewrites of the program, in order; each one proved by running",
    "answer": "the answer, read from the recorded run",
    "narrator": "who wrote the rationale: deterministic-2, or a model@revision",
    "claims": "statements in the rationale that were proved against the recorded run: all of them",
    "detail": "full, condensed or outline: the share of the run's lines that must be told",
    "view": "whole: all of the run; until: to the step that settles the answer; slice: less what is beside it",
    "told": "JSON: of a problem in words whose program the prompt hides, how its run is told; else empty",
    "register": f"{', '.join(REGISTERS)}; of problems in words math, graph, logic; empty for a model's",
    "level": "1 to 5: how long the run is and how deep its calls and loops lie inside each other",
    "tokens": "tokens of both messages, without what a chat template adds",
    "tokenizer": f"what counted them; `{ESTIMATE}`: no tokenizer, a rule calibrated on Llama 3 and Qwen 2.5",
    "python": "the interpreter that ran the program",
    "witness": "all, program, none: of which cases of a program a run under the interpreter's own tracing had to agree",
    "seed": "the build's seed",
    "digest": "sha256 over all other columns",
}
_INTEGERS: Final = ("claims", "level", "tokens", "seed")
LEVELS: Final = (25, 70, 170, 400)  # steps of a run beyond which it is of the next level
MOST_LEVEL: Final = 5
DEEP: Final = 5  # activations and loops inside each other from which a run is a level up
_LARGE: Final = ("code", "statement", "input", "answer", "told", "invariants")


def schema() -> pa.Schema:
    """The columns as Arrow types, in order.

    `messages` has the type of ordinary chat sets, so that it can be joined with them; corpus/parquet.py keeps what is
    read at once below the 2 GiB that such text can hold.
    """
    message = pa.struct([("role", pa.string()), ("content", pa.string())])
    kinds = {"messages": pa.list_(message), "rewrites": pa.list_(pa.string())}
    kinds |= {name: pa.int64() for name in _INTEGERS} | {name: pa.large_string() for name in _LARGE}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])


def row_of(
    sample: Sample,
    item: str,
    seed: int,
    told: Telling,
    tokens: int,
    tokenizer: str,
    register: str = "",
    witness: str = "",
) -> Row:
    """A sample as a row; `told` has the detail (floor of coverage) and the view that its verdict was reached at.

    `tokens`: of both messages, as `tokenizer` counts them.
    """
    question = sample.rationale.question
    case = question.traces[0].case
    program = case.program
    row: Row = {
        "messages": [
            {"role": "user", "content": question.prompt},
            {"role": "assistant", "content": sample.rationale.text},
        ],
        "id": item,
        "domain": program.domain,
        "family": program.family,
        "source": program.source,
        "license": program.license,
        "code": program.code,
        "statement": program.statement,
        "entry_point": program.entry_point or "",
        "input": _input_of(case),
        "idea": program.idea,
        "invariants": json.dumps([one._asdict() for one in program.invariants], ensure_ascii=False),
        "question_kind": question.kind,
        "rewrites": list(program.rewrites),
        "answer": question.answer,
        "narrator": sample.rationale.narrator,
        "claims": len(sample.verdict.claims),
        "detail": told.detail,
        "view": told.view,
        "told": told_by(program.glossary),
        "register": register,
        "level": level_of(question.traces[-1]),
        "tokens": tokens,
        "tokenizer": tokenizer,
        "python": question.traces[0].python,
        "witness": witness,
        "seed": seed,
    }
    row["digest"] = digest_of(row)
    return row


def level_of(trace: Trace) -> int:
    """How hard a run is to follow, on one scale for all configs: by its steps, and up one where its state lies deep."""
    length = sum(len(trace.steps) > most for most in LEVELS)
    deepest = max((step.depth + len(step.iterations) for step in trace.steps), default=0)
    return min(MOST_LEVEL, 1 + length + (deepest >= DEEP))


def digest_of(row: Row) -> str:
    """sha256, hexadecimal, over every column but `digest` in a canonical JSON form."""
    content = {name: row[name] for name in COLUMNS if name != "digest"}
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def case_of(row: Row) -> Case:
    """The program and input of a row; CorpusError if its `input` is not as this module writes it.

    The statement belongs to it: which questions are asked depends on it too. A problem in words of a bundled family is
    drawn once more, and must be the row's: the statement, which alone is shown, belongs to that program and no other.
    """
    try:
        given = json.loads(row["input"])
        arguments = tuple(map(str, given["arguments"]))
        keywords = tuple((str(name), str(literal)) for name, literal in given["keyword_arguments"].items())
        stdin = str(given["stdin"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CorpusError(f"row {row['id']}: `input` is not the JSON of a case ({error})") from error
    program = Program(
        id=row["id"],
        domain=row["domain"],
        family=row["family"],
        code=row["code"],
        entry_point=row["entry_point"] or None,
        source=row["source"],
        statement=row["statement"],
        license=row["license"],
        rewrites=tuple(row["rewrites"]),
        glossary=glossary_of(row),
        idea=row.get("idea", ""),
        invariants=_invariants_of(row),
    )
    return Case(row["id"], program, arguments, keywords, stdin)


def _invariants_of(row: Row) -> tuple[Invariant, ...]:
    """What a row says always holds; nothing is believed of it: the checker evaluates it on the run."""
    try:
        given = json.loads(row.get("invariants") or "[]")
        found = tuple(Invariant(one["predicate"], one["said"], one["line"], one["moment"]) for one in given)
        if all(isinstance(part, str) for one in found for part in one) and {one.moment for one in found} <= {*MOMENTS}:
            return found
        raise ValueError("texts and a known moment are expected")
    except (ValueError, TypeError, KeyError) as error:
        raise CorpusError(f"row {row['id']}: `invariants` is not the JSON of invariants ({error})") from error


def item_of(row: Mapping[str, Any]) -> str:
    """The item that a row tells: what its question was drawn from. Several paths of a teacher tell one item."""
    name = str(row.get("id", ""))
    return name if row.get("narrator", NARRATOR) == NARRATOR else name.rpartition(PATH)[0] or name


def is_text(question: Question, text: str) -> bool:
    """Whether everything a row would hold can be written as UTF-8 (lone surrogates cannot)."""
    case = question.traces[0].case
    try:
        for part in (question.prompt, question.answer, text, case.program.code, _input_of(case)):
            part.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _input_of(case: Case) -> str:
    content = {
        "arguments": list(case.arguments),
        "keyword_arguments": dict(case.keyword_arguments),
        "stdin": case.stdin,
    }
    return json.dumps(content, ensure_ascii=False)
