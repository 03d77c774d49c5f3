"""The commands about single runs: `trace`, and `doctor`, which says what runs they can be."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracepile_hf.cli.printing import WeakJail, WitnessOf, bar, fail, going_on, printable, witness_of
from tracepile_hf.errors import InputError, usable

if TYPE_CHECKING:
    from tracepile_hf.execution import Witness
    from tracepile_hf.records import Trace
    from tracepile_hf.sources.jsonl import Entry

FORMATS = ("coe", "json", "table", "cwm")
_WIDTH = 160  # of a table that goes to a file or a pipe


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(trace)
    app.command()(doctor)


def trace(
    file: Annotated[Path | None, typer.Argument(help="A Python file: a script, or functions for --call.")] = None,
    call: Annotated[str | None, typer.Option(help="Call this instead of running a script: 'f([3, 1, 2])'.")] = None,
    stdin: Annotated[str | None, typer.Option(help="File with the script's input; - reads this command's.")] = None,
    format: Annotated[str, typer.Option(help="coe (prose), json, table or cwm.")] = "coe",
    budget: Annotated[int | None, typer.Option(min=50, help="Fold what is repetitive to fit so many tokens.")] = None,
    seed: Annotated[int, typer.Option(help="Chooses among wordings.")] = 0,
    programs: Annotated[Path | None, typer.Option(help="JSONL of programs: trace, narrate and prove them all.")] = None,
    out: Annotated[Path | None, typer.Option(help="JSONL to write for --programs, a row a program.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes for --programs.")] = 1,
    restart: Annotated[bool, typer.Option("--restart", help="Discard what an unfinished run left in --out.")] = False,
    allow_weak_jail: WeakJail = False,
    witness: WitnessOf = "",
) -> None:
    """Tell the run of a program as a Chain of Execution, proved statement by statement.

    tracepile trace solution.py --stdin input.txt

    tracepile trace sort.py --call 'sort([3, 1, 2])' --format table

    tracepile trace --programs in.jsonl --out out.jsonl

    The last one, when it was ended in whatever way, goes on where it stopped when it is given again.
    """
    if format not in FORMATS:
        raise InputError(f"one of {', '.join(FORMATS)}", repr(format), "--format")
    if programs is not None:
        if file is not None or out is None:
            raise InputError("--programs in.jsonl --out out.jsonl", "a FILE or no --out", "tracepile trace")
        if out.exists() and programs.exists() and out.samefile(programs):
            raise InputError("another file than --programs", "the same", f"--out {out}")
        _trace_programs(programs, out, workers, budget, restart, allow_weak_jail, witness_of(witness) or "program")
        return
    if file is None or (call is not None and stdin is not None):
        raise InputError("a FILE with --call or --stdin", "none" if file is None else "both", "tracepile trace")
    _show(_trace_file(file, call, stdin, allow_weak_jail, witness_of(witness)), format, budget, seed)


def _trace_file(
    file: Path, call: str | None, stdin: str | None, allow_weak_jail: bool, witness: Witness | None
) -> Trace:
    from tracepile_hf.tracing import read_call, trace_one

    code = _text_of(file).removeprefix("\ufeff")
    if call is not None:
        entry_point, arguments, keywords = read_call(call)
        return trace_one(code, entry_point, arguments, keywords, allow_weak_jail=allow_weak_jail, witness=witness)
    given = "" if stdin is None else _text_of(None if stdin == "-" else Path(stdin))
    return trace_one(code, stdin=given, allow_weak_jail=allow_weak_jail, witness=witness)


def _text_of(path: Path | None) -> str:
    with usable("a readable file", path or "stdin"):
        return (sys.stdin.buffer.read() if path is None else path.read_bytes()).decode("utf-8")


def _show(trace: Trace, format: str, budget: int | None, seed: int) -> None:
    from tracepile_hf import narrate, verify
    from tracepile_hf.cli import formats

    told = trace.outcome in ("finished", "raised")
    if format == "json":
        print(formats.as_json(trace))
    elif format == "cwm":
        print(printable(formats.as_cwm(trace)))
    elif format == "table":
        _print_table(formats.as_table(trace))
    elif told:
        text = narrate(trace, budget_tokens=budget, seed=seed)
        verdict = verify(text, trace)
        print(printable(text))
        if not verdict.accepted:
            fail(f"the text is not proved ({verdict.reason}): {verdict.detail}")
        print(f"proved: {len(verdict.claims)} statements over {len(trace.steps)} steps", file=sys.stderr)
    if not told:
        fail(_untraced(trace))


def _untraced(trace: Trace) -> str:
    """Why there is no trace: the reason, what and where, what one can do, in one line."""
    from tracepile_hf.execution.seal import advice

    why = f"the run was not traced to its end: {trace.outcome}" + (f" ({trace.reason})" if trace.reason else "")
    return "; ".join(printable(part) for part in (why, trace.exception or "", advice(trace.reason)) if part)


def _print_table(rows: list[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold")
    for title in ("step", "line", "in", "loops", "event", "changes"):
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


def _trace_programs(
    programs: Path, out: Path, workers: int, budget: int | None, restart: bool, allow_weak_jail: bool, witness: Witness
) -> None:
    from tracepile_hf.engine.lines import Lines
    from tracepile_hf.sources.jsonl import read_entries
    from tracepile_hf.tracing import inputs_of, trace_programs

    entries = read_entries(programs)
    counts: Counter[str] = Counter()
    inputs = inputs_of(entries, budget_tokens=budget, allow_weak_jail=allow_weak_jail, witness=witness)
    try:
        with (
            going_on(),
            Lines(out, inputs, restart=restart) as lines,
            bar("tracing", "programs") as progress,
        ):
            there = [_kind_there(line, entry, out) for line, entry in zip(lines.there(), entries, strict=False)]
            counts.update(there)
            if there:
                print(f"tracepile: going on: {len(there)} of {len(entries)} programs were done", file=sys.stderr)
            progress(len(there), len(entries))
            left = entries[len(there) :]
            traced = trace_programs(
                left, workers, budget_tokens=budget, allow_weak_jail=allow_weak_jail, witness=witness
            )
            for done, row in enumerate(traced, start=len(there) + 1):
                lines.add(json.dumps(row))
                counts[_kind_of(row["outcome"], row["accepted"], row["reason"])] += 1
                progress(done, len(entries))
                if row["reason"].startswith("bad_"):
                    print(f"tracepile: {row['id'] or f'entry {done}'}: {row['reason']}", file=sys.stderr)
            lines.finish()
    except OSError as error:
        said = os.strerror(error.errno) if error.errno else str(error)
        raise InputError("a file that can be written", said, str(out)) from error
    for kind, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"{count:6d}  {kind}", file=sys.stderr)
    if lost := sum(count for kind, count in counts.items() if kind.endswith(": lost")):
        fail(f"{lost} programs were not traced: the worker process of each was lost, each time it was tried")


def _kind_there(line: bytes, entry: Entry, out: Path) -> str:
    """The kind of a row that is there already, which must be the entry's."""
    try:
        row = json.loads(line)
        if row["id"] == entry.id:
            return _kind_of(row["outcome"], row["accepted"], row["reason"])
        found = f"that of {row['id']!r}"
    except (ValueError, TypeError, KeyError, AttributeError):
        found = "something else"
    raise InputError(f"the row of {entry.id!r}, to go on with", found, f"{out}; --restart begins anew")


def _kind_of(outcome: str, accepted: bool, reason: str) -> str:
    return f"{outcome}, proved" if accepted else f"{outcome}, not accepted: {reason.partition(': ')[0]}"


def doctor() -> None:
    """Say what the jail can do on this machine."""
    from tracepile_hf.execution.jail.outside.sandbox import doctor as examine

    found = examine()
    width = max(len(name) for name, _, _ in found)
    for name, available, detail in found:
        print(f"{name:<{width}}  {'yes' if available else 'no '}  {detail}".rstrip())
    can = {name for name, available, _ in found if available}
    if "policy trusted" not in can:
        fail(f"no program can be run here: {found[0][2]}")
    if "policy default" not in can:
        fail("only the bundled programs can be run here: the default policy is not available")
