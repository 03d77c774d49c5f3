"""The program contract: what a JSONL file of programs may hold, and what is said when it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracepile_hf.errors import InputError
from tracepile_hf.records import Case, Program
from tracepile_hf.sources.jsonl import line_of, read_entries, read_programs

ADD: dict[str, object] = {
    "id": "add",
    "code": "def add(a, b=0):\n    return a + b\n",
    "entry_point": "add",
    "arguments": ["1", "2"],
}


def _written(folder: Path, *rows: object) -> Path:
    path = folder / "in.jsonl"
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def test_a_function_with_one_case(tmp_path: Path) -> None:
    row = ADD | {"keyword_arguments": {"b": "[2.5, None]"}, "arguments": ["{'k': (1, 2)}"], "expected": "3"}
    program = Program("add", "user", "add", str(ADD["code"]), "add", source="in.jsonl")
    case = Case("add", program, ("{'k': (1, 2)}",), (("b", "[2.5, None]"),), expected="3")
    assert read_programs(_written(tmp_path, row)) == [(case,)]


def test_a_script_with_all_its_particulars(tmp_path: Path) -> None:
    about = {
        "statement": "Say it back.",
        "license": "MIT",
        "domain": "competition",
        "family": "echo",
        "url": "https://e",
    }
    row: dict[str, object] = {
        "id": "e",
        "code": "print(input())",
        "entry_point": None,
        "stdin": "hé\n",
        "expected": "hé\n",
        **about,
    }
    [(case,)] = read_programs(_written(tmp_path, row))
    assert (case.stdin, case.expected, case.program.entry_point) == ("hé\n", "hé\n", None)
    assert {key: getattr(case.program, key) for key in about} == about


def test_cases_share_their_program(tmp_path: Path) -> None:
    row: dict[str, object] = {key: value for key, value in ADD.items() if key != "arguments"}
    row["cases"] = [{"arguments": ["1"]}, {"arguments": ["2"], "keyword_arguments": {"b": "5"}, "expected": "7"}]
    [cases] = read_programs(_written(tmp_path, row))
    assert [case.id for case in cases] == ["add:0", "add:1"]
    assert [case.arguments for case in cases] == [("1",), ("2",)]
    assert cases[0].program is cases[1].program
    assert cases[1].expected == "7"


def test_nothing_is_run_or_compiled(tmp_path: Path) -> None:
    target = tmp_path / "made"
    rows = [ADD | {"id": "a", "code": f"open({str(target)!r}, 'w')"}, ADD | {"id": "b", "code": "def ("}]
    assert len(read_programs(_written(tmp_path, *rows))) == 2
    assert not target.exists()


def test_order_blank_lines_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = _written(tmp_path, ADD | {"id": "b"}, b"", b"  \r", ADD | {"id": "a", "statement": "x\u2028y"})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\\u2028", "\u2028".encode()))
    entries = read_entries(path)
    assert [(entry.line, entry.id, entry.error) for entry in entries] == [(1, "b", None), (4, "a", None)]


BAD: dict[str, tuple[object, str]] = {
    "not JSON": (b"{'id': 1}", "expected a JSON object, got text that is not JSON: "),
    "a list": ([1], "expected a JSON object, got a list"),
    "null": (None, "expected a JSON object, got null"),
    "deep": (b"[" * 100_000, "expected a JSON object, got JSON nested too deeply"),
    "long number": (b'{"id": ' + b"9" * 5000 + b"}", "expected a JSON object, got text that is not JSON"),
    "not UTF-8": (b'{"id": "caf\xe9"}', "expected UTF-8 text, got byte 0xe9 at position 12 of the line"),
    "half a pair": (b'{"id": "a", "code": "\\ud800"}', "got half of a surrogate pair"),
    "a key twice": (b'{"id": "a", "id": "b"}', "expected each key once in an object, got the key 'id' twice"),
    "no id": ({"code": "1"}, "expected the key 'id', got an object without it"),
    "empty id": ({"id": "", "code": "1"}, "expected text, got empty text or null"),
    "number as id": ({"id": 7, "code": "1"}, "expected text, got a number"),
    "no code": ({"id": "a"}, "expected the key 'code', got an object without it"),
    "blank code": ({"id": "a", "code": " \n"}, "expected text, got nothing but white space"),
    "unknown key": (ADD | {"argments": []}, "got the unknown key 'argments'"),
    "unknown key of a case": ({"id": "a", "code": "1", "cases": [{"args": []}]}, "got the unknown key 'args'"),
    "entry point": (ADD | {"entry_point": "add(1)"}, "expected the name of a function, got 'add(1)'"),
    "entry point true": (ADD | {"entry_point": True}, "expected text, got a boolean"),
    "domain": (
        ADD | {"domain": "maths"},
        "expected one of algorithm, competition, math, math-words, graph-words, logic-words, extra, user, got 'maths'",
    ),
    "arguments as text": (ADD | {"arguments": "1"}, "expected a list of Python literals as text, got text"),
    "a bare number": (ADD | {"arguments": ["1", 2]}, "got a number (write it in quotes)"),
    "not a literal": (
        ADD | {"arguments": ["1", "open('x').read()"]},
        "Python literal as text, got \"open('x').read()\"",
    ),
    "keyword list": (ADD | {"keyword_arguments": []}, "got an empty list"),
    "keyword expression": (ADD | {"keyword_arguments": {"b": "1 +"}}, "got '1 +'"),
    "expected": (ADD | {"expected": "nothing good"}, "expected a Python literal as text, got 'nothing good'"),
    "no entry point": ({"id": "a", "code": "1", "arguments": ["1"]}, "expected an entry_point to call with"),
    "both": (
        ADD | {"cases": [{}]},
        "expected either `cases` or the keys of a single case, got `cases` and `arguments`",
    ),
    "no cases": ({"id": "a", "code": "1", "cases": []}, "expected a list of at least one case, got an empty list"),
    "a case of text": ({"id": "a", "code": "1", "cases": ["x"]}, "expected an object, got text"),
    "stdin": (ADD | {"stdin": ["1"]}, "expected text, got a list"),
}


@pytest.mark.parametrize(("row", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, row: object, message: str) -> None:
    path = _written(tmp_path, ADD | {"id": "first"}, row, ADD | {"id": "last"})
    first, bad, last = read_entries(path)
    assert first.error is None
    assert last.error is None
    assert bad.line == 2
    assert bad.cases == ()
    assert message in str(bad.error)
    assert f"{path}, line 2" in str(bad.error)
    with pytest.raises(InputError, match="line 2"):
        read_programs(path)


def test_the_place_of_an_error_is_exact(tmp_path: Path) -> None:
    path = _written(tmp_path, {"id": "a", "code": "1", "entry_point": "f", "cases": [{}, {"arguments": ["1", "x y"]}]})
    [entry] = read_entries(path)
    assert entry.id == "a"
    assert str(entry.error) == f"expected a Python literal as text, got 'x y' ({path}, line 1, cases[1], arguments[1])"


def test_an_id_is_used_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected an id used once in the file, got 'add', also on line 1"):
        read_programs(_written(tmp_path, ADD, ADD))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a readable JSONL file, got No such file or directory"):
        read_entries(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="expected a readable JSONL file, got Is a directory"):
        read_entries(tmp_path)
    with pytest.raises(InputError, match="expected at least one program, one JSON object a line, got no line"):
        read_entries(_written(tmp_path, b"", b" "))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_an_entry(tmp_path: Path, value: object) -> None:
    [entry] = read_entries(_written(tmp_path, {"id": "a", "code": "1", "cases": value}))
    assert (entry.error is None) == bool(entry.cases)


def test_rewrites_are_names(tmp_path: Path) -> None:
    [(case,)] = read_programs(_written(tmp_path, ADD | {"rewrites": ["teacher", "rename"]}))
    assert case.program.rewrites == ("teacher", "rename")
    for bad, got in (("teacher", "text"), ([1], "a list with something else in it"), ([""], "a list with something")):
        with pytest.raises(InputError, match=f"a list of names, got {got}.*line 1, rewrites"):
            read_programs(_written(tmp_path, ADD | {"rewrites": bad}))


_LITERAL = st.one_of(st.integers(), st.text(), st.none(), st.lists(st.booleans(), max_size=3)).map(repr)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)


@given(
    st.lists(
        st.tuples(
            st.lists(_LITERAL, max_size=3), st.dictionaries(_TEXT, _LITERAL, max_size=2), _TEXT, _LITERAL | st.none()
        ),
        min_size=1,
        max_size=3,
    ),
    _TEXT,
    st.lists(st.sampled_from(["teacher", "rename"]), max_size=2),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_again(
    tmp_path: Path,
    given: list[tuple[list[str], dict[str, str], str, str | None]],
    text: str,
    rewrites: list[str],
) -> None:
    program = Program(
        "p:1", "math", "sums", "def f(*a, **b):\n    return a\n", "f", "a set (train)", "", text, "MIT",
        rewrites=tuple(rewrites),
    )  # fmt: skip
    cases = tuple(
        Case(f"p:1:{number}", program, tuple(arguments), tuple(named.items()), stdin, expected)
        for number, (arguments, named, stdin, expected) in enumerate(given)
    )
    path = tmp_path / "out.jsonl"
    path.write_text(line_of(cases) + "\n", encoding="utf-8")
    assert read_programs(path) == [cases]
