"""Bring your own programs: a JSONL file, one program a line.

The program contract, one object a line (only `id` and `code` are required):

    id                  text, used once in the file
    code                the program
    entry_point         name of the function to call; null or absent: a script that reads stdin
    arguments           list of Python literals, as text
    keyword_arguments   object from name to a Python literal, as text
    stdin               text
    expected            what is known to be right: the result as a literal (function) or the stdout (script)
    cases               instead of those four keys: a list of objects with them; the first case is the main one
    statement, license, url      text about the program
    domain              algorithm, competition, math, extra or user (the default)
    family              programs of a family stay in one split; the default is the id, a family of its own
    dataset, split      the set the program comes from and which part of it; a build keeps benchmarks and test splits
                        out (sources/benchmarks.py) unless they are asked for by name
    rewrites            list of names: what was done to the program, in order; `teacher` where a model rewrote it
    idea                why it works, in one or two sentences, told word for word
    invariants          list of objects: predicate, said, line, moment (tracepile_hf.records.Invariant)

Unknown keys are an error, so that a misspelt key is not silently lost. Blank lines are skipped. Nothing here runs code
or even parses it: a program that does not compile is a finding of the tracer, not of the reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from tracepile_hf.errors import InputError
from tracepile_hf.glossaries import read_glossary
from tracepile_hf.literals import is_argument, is_value
from tracepile_hf.predicates import PredicateError, tree_of
from tracepile_hf.records import DOMAINS, MOMENTS, Case, Glossary, Invariant, Moment, Pairs, Program
from tracepile_hf.sources.benchmarks import source_of

CASE_KEYS: Final = ("arguments", "keyword_arguments", "stdin", "expected")
TEXT_KEYS: Final = ("statement", "license", "domain", "family", "url", "dataset", "split", "idea")
PROGRAM_KEYS: Final = ("id", "code", "entry_point", "cases", *TEXT_KEYS, "rewrites", "invariants", "glossary")
KEYS: Final = (*PROGRAM_KEYS[:3], *CASE_KEYS, *PROGRAM_KEYS[3:])

_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (bool, "a boolean"),
    (str, "text"),
    (int, "a number"),
    (float, "a number"),
    (list, "a list"),
    (dict, "an object"),
    (type(None), "null"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line of the file gave: the cases of its program, or the reason why there are none."""

    line: int
    id: str  # empty if the line does not get as far as an id
    cases: tuple[Case, ...] = ()
    error: InputError | None = None


def read_programs(path: str | Path) -> list[tuple[Case, ...]]:
    """The cases of every program in the file, in order; the first line that is not as it should raises InputError."""
    entries = read_entries(path)
    for entry in entries:
        if entry.error is not None:
            raise entry.error
    return [entry.cases for entry in entries]


def read_entries(path: str | Path) -> list[Entry]:
    """One entry a line, errors kept beside the good ones; a file that cannot be read as a whole raises InputError."""
    path = Path(path)
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for number, raw in enumerate(_bytes_of(path).split(b"\n"), start=1):
        if not raw.strip():
            continue
        entry = _entry(raw, number, path)
        if entry.error is None and entry.id in seen:
            where = f"{path}, line {number}, id"
            error = InputError("an id used once in the file", f"{entry.id!r}, also on line {seen[entry.id]}", where)
            entry = Entry(number, entry.id, error=error)
        seen.setdefault(entry.id, number)
        entries.append(entry)
    if not entries:
        raise InputError("at least one program, one JSON object a line", "no line with anything on it", str(path))
    return entries


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise InputError("a readable JSONL file", error.strerror or str(error), str(path)) from error


def _entry(raw: bytes, number: int, path: Path) -> Entry:
    where = f"{path}, line {number}"
    name = ""
    try:
        row = object_of(raw, where)
        name = _required(row, "id", where)
        return Entry(number, name, _cases(row, path.name, where))
    except InputError as error:
        return Entry(number, name, error=error)


def object_of(raw: bytes, where: str) -> Mapping[str, object]:
    """The object on one line of JSON. Errors: InputError for what is not one, names a key twice, or is not UTF-8."""
    try:
        row = json.loads(raw.decode("utf-8"), object_pairs_hook=_without_repeats)
    except UnicodeDecodeError as error:
        got = f"byte 0x{raw[error.start]:02x} at position {error.start + 1} of the line"
        raise InputError("UTF-8 text", got, where) from error
    except _RepeatedKey as error:
        raise InputError("each key once in an object", f"the key {error.args[0]!r} twice", where) from error
    except RecursionError as error:
        raise InputError("a JSON object", "JSON nested too deeply to read", where) from error
    except ValueError as error:  # not JSON, or a number of thousands of digits
        raise InputError("a JSON object", f"text that is not JSON: {error}", where) from error
    if not isinstance(row, dict):
        raise InputError("a JSON object", _kind(row), where)
    return row


class _RepeatedKey(Exception):
    """JSON allows a key twice and keeps the last; here that would lose something silently."""


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedKey(next(name for name in names if names.count(name) > 1))
    return row


def _cases(row: Mapping[str, object], source: str, where: str) -> tuple[Case, ...]:
    _demand_keys(row, KEYS, where)
    program = _program(row, source, where)
    listed = row.get("cases")
    if listed is None:
        return (_case(row, program, program.id, where),)
    both = [key for key in CASE_KEYS if key in row]
    if both:
        raise InputError("either `cases` or the keys of a single case", f"`cases` and `{both[0]}`", where)
    if not isinstance(listed, list) or not listed:
        raise InputError("a list of at least one case", _kind(listed), f"{where}, cases")
    cases = []
    for index, each in enumerate(listed):
        place = f"{where}, cases[{index}]"
        if not isinstance(each, dict):
            raise InputError("an object", _kind(each), place)
        _demand_keys(each, CASE_KEYS, place)
        cases.append(_case(each, program, f"{program.id}:{index}", place))
    return tuple(cases)


def _demand_keys(row: Mapping[str, object], known: Sequence[str], where: str) -> None:
    unknown = [key for key in row if key not in known]
    if unknown:
        raise InputError(f"only the keys {', '.join(known)}", f"the unknown key {unknown[0]!r}", where)


def _program(row: Mapping[str, object], source: str, where: str) -> Program:
    name = _required(row, "id", where)
    entry_point = _text(row, "entry_point", where) or None
    if entry_point is not None and not all(part.isidentifier() for part in entry_point.split(".")):
        raise InputError("the name of a function", repr(entry_point), f"{where}, entry_point")
    domain = _text(row, "domain", where) or "user"
    if domain not in DOMAINS:
        raise InputError(f"one of {', '.join(DOMAINS)}", repr(domain), f"{where}, domain")
    return Program(
        id=name,
        domain=domain,
        family=_text(row, "family", where) or name,
        code=_required(row, "code", where),
        entry_point=entry_point,
        source=_source(row, source, where),
        url=_text(row, "url", where),
        statement=_text(row, "statement", where),
        license=_text(row, "license", where),
        rewrites=_names(row, "rewrites", where),
        idea=" ".join(_text(row, "idea", where).split()),
        invariants=_invariants(row, where),
        glossary=_glossary(row, where),
    )


def line_of(cases: Sequence[Case]) -> str:
    """A program with its cases as a line that `read_programs` reads: JSON without the end of line.

    What a line cannot say (case ids of one's own, the program a rewrite was made from) is not in it.
    """
    program = cases[0].program
    known = {"statement": program.statement, "license": program.license, "url": program.url, "dataset": program.source}
    known["idea"] = program.idea
    row: dict[str, object] = {"id": program.id, "code": program.code, "entry_point": program.entry_point}
    row |= {name: text for name, text in known.items() if text}
    row |= {"domain": program.domain, "family": program.family}
    row |= {"rewrites": list(program.rewrites)} if program.rewrites else {}
    row |= {"invariants": [one._asdict() for one in program.invariants]} if program.invariants else {}
    row["cases"] = [_listed(case) for case in cases]
    return json.dumps(row, ensure_ascii=False)


def _listed(case: Case) -> dict[str, object]:
    found: dict[str, object] = {"arguments": list(case.arguments), "keyword_arguments": dict(case.keyword_arguments)}
    found = {name: value for name, value in found.items() if value} | {"stdin": case.stdin}
    return found if case.expected is None else found | {"expected": case.expected}


def _names(row: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    """A list of names; absent and null count as empty."""
    value = row.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        got = "a list with something else in it" if isinstance(value, list) and value else _kind(value)
        raise InputError("a list of names", got, f"{where}, {key}")
    return tuple(_text({key: name}, key, where) for name in value)


def _invariants(row: Mapping[str, object], where: str) -> tuple[Invariant, ...]:
    """What the author says always holds: objects with `predicate`, `said`, `line` and `moment` (records.Invariant)."""
    listed = row.get("invariants")
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise InputError("a list of objects", _kind(listed), f"{where}, invariants")
    found = []
    for index, each in enumerate(listed):
        place = f"{where}, invariants[{index}]"
        if not isinstance(each, dict):
            raise InputError("an object", _kind(each), place)
        _demand_keys(each, Invariant._fields, place)
        predicate, said = _required(each, "predicate", place), _required(each, "said", place)
        line = _text(each, "line", place)
        moment = _text(each, "moment", place) or ("after" if line else "result")
        if moment not in MOMENTS or (moment == "result") is bool(line):
            raise InputError("a `line` with the moment after or end, or none for result", repr(moment), place)
        try:
            tree_of(predicate)
        except PredicateError as error:
            raise InputError("a predicate in Python", str(error), f"{place}, predicate") from None
        found.append(Invariant(predicate, said, line, cast(Moment, moment)))
    return tuple(found)


def _glossary(row: Mapping[str, object], where: str) -> Glossary | None:
    """How the program's runs are told as the solution of its statement; None: the program is shown."""
    given = row.get("glossary")
    if given is None:
        return None
    if not _text(row, "statement", where):
        raise InputError("a `statement` beside the glossary: the problem that is shown", "none", f"{where}, glossary")
    return read_glossary(_required(row, "code", where), given, f"{where}, glossary")


def _source(row: Mapping[str, object], source: str, where: str) -> str:
    """The set the row says it is from, with its split; else the name of the file."""
    dataset, split = _text(row, "dataset", where), _text(row, "split", where)
    return source_of(dataset or source, split)


def _case(row: Mapping[str, object], program: Program, name: str, where: str) -> Case:
    arguments = _arguments(row, where)
    keywords = _keyword_arguments(row, where)
    expected = _text(row, "expected", where) if row.get("expected") is not None else None
    if program.entry_point is None and (arguments or keywords):
        raise InputError("an entry_point to call with the arguments", "none", where)
    if program.entry_point is not None and expected is not None:
        _demand_literal(expected, f"{where}, expected", is_value)
    return Case(name, program, arguments, keywords, _text(row, "stdin", where), expected)


def _arguments(row: Mapping[str, object], where: str) -> tuple[str, ...]:
    listed = row.get("arguments")
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise InputError("a list of Python literals as text", _kind(listed), f"{where}, arguments")
    return tuple(_demand_literal(each, f"{where}, arguments[{index}]") for index, each in enumerate(listed))


def _keyword_arguments(row: Mapping[str, object], where: str) -> Pairs:
    given = row.get("keyword_arguments")
    if given is None:
        return ()
    if not isinstance(given, dict):
        expected = "an object from names to Python literals as text"
        raise InputError(expected, _kind(given), f"{where}, keyword_arguments")
    return tuple((name, _demand_literal(each, f"{where}, keyword_arguments[{name!r}]")) for name, each in given.items())


def _demand_literal(value: object, where: str, accepted: Callable[[str], bool] = is_argument) -> str:
    if not isinstance(value, str):
        raise InputError("a Python literal as text", f"{_kind(value)} (write it in quotes)", where)
    if not accepted(value):
        raise InputError("a Python literal as text", repr(_shortened(value)), where)
    return value


def _required(row: Mapping[str, object], key: str, where: str) -> str:
    if key not in row:
        raise InputError(f"the key {key!r}", "an object without it", where)
    text = _text(row, key, where)
    if not text.strip():
        raise InputError("text", "nothing but white space" if text else "empty text or null", f"{where}, {key}")
    return text


def _text(row: Mapping[str, object], key: str, where: str) -> str:
    """The text under a key; absent and null count as empty."""
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError("text", _kind(value), f"{where}, {key}")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise InputError("text that UTF-8 can hold", "half of a surrogate pair", f"{where}, {key}")
    return value


def _kind(value: object) -> str:
    if value == []:
        return "an empty list"
    return next(name for kind, name in _KINDS if isinstance(value, kind))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
