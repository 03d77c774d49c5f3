"""Every bundled family, whatever its domain, keeps the promises of `tracepile_hf.families.family`."""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import io
import re
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.families.family import Family
from tracepile_hf.families.registry import FOLDERS, families, scan
from tracepile_hf.records import DOMAINS, TOLD_DOMAINS, Case

# Those of math-words are families of math, told otherwise: tests/corpus/test_told.py has them run and told.
OTHERS = [domain for domain in FOLDERS if domain != "math-words"]
FAMILIES = [family for domain in OTHERS for family in families(domain).values()]
every_family = pytest.mark.parametrize("family", FAMILIES, ids=[family.name for family in FAMILIES])


@pytest.mark.parametrize("domain", FOLDERS)
def test_every_file_of_a_domain_is_a_family_but_for_helpers(domain: str) -> None:
    folder = Path(importlib.import_module(FOLDERS[domain]).__file__ or "").parent
    assert list(families(domain)) == sorted(path.stem for path in folder.glob("[!_]*.py"))
    assert [family.name for family in families(domain).values()] == list(families(domain))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "got none (some_programs.odd_one)"),
        ("FAMILY = 3", "got a int (some_programs.odd_one)"),
        ("from tracepile_hf.families.algorithms.gray_code import FAMILY", "'odd_one', got 'gray_code'"),
    ],
)
def test_a_module_that_is_no_family_is_named(
    content: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "some_programs").mkdir()
    (tmp_path / "some_programs" / "__init__.py").touch()
    (tmp_path / "some_programs" / "_helper.py").write_text("HELP = 1\n")
    (tmp_path / "some_programs" / "odd_one.py").write_text(content + "\n")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.startswith("some_programs")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(InputError, match=re.escape(said)):
        scan("some_programs")


def test_no_two_families_share_a_name() -> None:
    names = Counter(family.name for family in FAMILIES)
    assert [name for name, times in names.items() if times > 1] == []


def _drawn(family: Family, seed: object, size: int | None = None) -> Case:
    return family.make(Random(f"{family.name} {seed}"), family.default_size if size is None else size)


def _run(case: Case) -> str:
    """What our own bundled program answers: the literal of its value, or what it prints."""
    names: dict[str, object] = {"__name__": "__main__"}
    stdin = io.TextIOWrapper(io.BytesIO(case.stdin.encode()), encoding="utf-8")
    stdout = io.StringIO()
    before = sys.stdin, sys.getrecursionlimit()
    sys.stdin = stdin
    try:
        with contextlib.redirect_stdout(stdout), contextlib.suppress(SystemExit):
            exec(compile(case.program.code, case.program.id, "exec"), names)
        if case.program.entry_point is None:
            return stdout.getvalue()
        with contextlib.redirect_stdout(stdout):
            value = names[case.program.entry_point](*map(ast.literal_eval, case.arguments))  # type: ignore[operator]
        return repr(value)
    finally:
        sys.stdin = before[0]
        sys.setrecursionlimit(before[1])


@functools.cache
def _sixty_cases(name: str) -> tuple[Case, ...]:
    family = next(family for family in FAMILIES if family.name == name)
    return tuple(_drawn(family, seed) for seed in range(60))


@every_family
def test_the_oracle_agrees_with_the_program(family: Family) -> None:
    usual = _sixty_cases(family.name)[: 10 if family.modules else 30]  # symbolic algebra takes its time
    small = [
        _drawn(family, f"small {draw}", size) for size in (1, max(1, family.default_size // 2)) for draw in range(5)
    ]
    for case in (*usual, *small):
        assert _run(case) == case.expected, (case.program.code, case.arguments, case.stdin)


@every_family
def test_the_same_seed_draws_the_same_case(family: Family) -> None:
    first = _sixty_cases(family.name)[0]
    assert _drawn(family, 0) == first
    assert family.check(first) == first.expected


@every_family
def test_inputs_and_answers_vary(family: Family) -> None:
    cases = _sixty_cases(family.name)
    assert len({case.id for case in cases}) >= 40
    answer, times = Counter(case.expected for case in cases).most_common(1)[0]
    assert times <= (45 if family.yes_no else 30), f"{answer} is the answer {times} times of 60"


@every_family
def test_sizes_are_respected(family: Family) -> None:
    for size in (0, family.max_size + 1):
        with pytest.raises(InputError, match=f"a size from 1 to {family.max_size}, got {size}"):
            _drawn(family, 1, size)
    assert 1 <= family.default_size <= family.max_size
    assert len(repr(_drawn(family, 1, family.max_size))) < 100_000


@every_family
def test_a_case_says_what_it_is(family: Family) -> None:
    case = _sixty_cases(family.name)[7]
    program = case.program
    assert program.domain == family.domain in DOMAINS
    assert program.family == family.name == family.name.lower()
    assert program.id.startswith(f"{family.domain}/{family.name}")
    assert case.id.startswith(program.id)
    assert program.license
    assert program.source
    assert family.title[0].isupper()
    assert len(program.statement) >= 40
    assert program.code.endswith("\n")
    compile(program.code, program.id, "exec")
    if family.domain not in TOLD_DOMAINS:  # what nobody is shown may have long lines
        assert all(len(line) <= 100 for line in program.code.splitlines())
    for argument in case.arguments:
        assert repr(ast.literal_eval(argument)) == argument


@every_family
def test_programs_with_the_same_text_have_the_same_id(family: Family) -> None:
    programs = [case.program for case in _sixty_cases(family.name)]
    assert len({program.id for program in programs}) == len({(program.code, program.statement) for program in programs})
