"""The command line: `tracepile trace`, `build`, `verify`, `stats`, `doctor`. The only place that prints.

Every error the user can cause ends in one line on stderr and exit status 1 (2 for a wrong option).
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tracepile_hf import __version__, cli_publishing, cli_training
from tracepile_hf.errors import InputError, TracepileError

if TYPE_CHECKING:
    from tracepile_hf.records import Trace

app = typer.Typer(
    name="tracepile",
    help="Run programs, tell what happened step by step, and prove every statement of the text.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
FORMATS = ("coe", "json", "table", "cwm")
WeakJail = Annotated[bool, typer.Option("--allow-weak-jail", help="Run even where the jail is weak; see docs/jail.md.")]
_WIDTH = 160  # of a table that goes to a file or a pipe


def main() -> NoReturn:
    """Entry point of the `tracepile` command."""
    logging.basicConfig(level=logging.WARNING, format="tracepile: %(message)s")
    try:
        app()
    except TracepileError as error:
        _fail(str(error))
    except BrokenPipeError:  # the reader of our output, such as `head`, has gone
        sys.stderr.close()
    except KeyboardInterrupt:
        _fail("interrupted")
    raise SystemExit(0)


def _fail(message: str) -> NoReturn:
    one_line = " ".join(message.split())
    print(f"tracepile: {one_line}", file=sys.stderr)
    raise SystemExit(1)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"tracepile_hf {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
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
    allow_weak_jail: WeakJail = False,
) -> None:
    """Tell the run of a program as a Chain of Execution, proved statement by statement.

    tracepile trace solution.py --stdin input.txt

    tracepile trace sort.py --call 'sort([3, 1, 2])' --format table

    tracepile trace --programs in.jsonl --out out.jsonl
    """
    if format not in FORMATS:
        raise InputError(f"one of {', '.join(FORMATS)}", repr(format), "--format")
    if programs is not None:
        if file is not None or out is None:
            raise InputError("--programs in.jsonl --out out.jsonl", "a FILE or no --out", "tracepile trace")
        _trace_programs(programs, out, workers, budget, allow_weak_jail)
        return
    if file is None or (call is not None and stdin is not None):
        raise InputError("a FILE with --call or --stdin", "none" if file is None else "both", "tracepile trace")
    _show(_trace_file(file, call, stdin, allow_weak_jail), format, budget, seed)


def _trace_file(file: Path, call: str | None, stdin: str | None, allow_weak_jail: bool) -> Trace:
    from tracepile_hf.tracing import read_call, trace_one

    code = _text_of(file)
    if call is not None:
        entry_point, arguments, keywords = read_call(call)
        return trace_one(code, entry_point, arguments, keywords, allow_weak_jail=allow_weak_jail)
    given = "" if stdin is None else _text_of(None if stdin == "-" else Path(stdin))
    return trace_one(code, stdin=given, allow_weak_jail=allow_weak_jail)


def _text_of(path: Path | None) -> str:
    try:
        data = sys.stdin.buffer.read() if path is None else path.read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise InputError("a readable file", error.strerror or str(error), str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("UTF-8 text", f"byte 0x{data[error.start]:02x}", f"{path or 'stdin'}") from error


def _show(trace: Trace, format: str, budget: int | None, seed: int) -> None:
    from tracepile_hf import formats, narrate, verify

    told = trace.outcome in ("finished", "raised")
    if format == "json":
        print(formats.as_json(trace))
    elif format == "cwm":
        print(_printable(formats.as_cwm(trace)))
    elif format == "table":
        _print_table(formats.as_table(trace))
    elif told:
        text = narrate(trace, budget_tokens=budget, seed=seed)
        verdict = verify(text, trace)
        print(_printable(text))
        if not verdict.accepted:
            _fail(f"the text is not proved ({verdict.reason}): {verdict.detail}")
        print(f"proved: {len(verdict.claims)} statements over {len(trace.steps)} steps", file=sys.stderr)
    if not told:
        _fail(f"the run was not traced to its end: {trace.outcome}" + (f" ({trace.reason})" if trace.reason else ""))


def _printable(text: str) -> str:
    """Text that any terminal encoding of UTF-8 takes: half surrogates are escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _print_table(rows: list[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold")
    for title in ("step", "line", "in", "loops", "event", "changes"):
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_printable(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


def _trace_programs(programs: Path, out: Path, workers: int, budget: int | None, allow_weak_jail: bool) -> None:
    from tracepile_hf.sources.jsonl import read_entries
    from tracepile_hf.tracing import trace_programs

    entries = read_entries(programs)
    counts: Counter[str] = Counter()
    try:
        target = out.open("w", encoding="utf-8")
    except OSError as error:
        raise InputError("a file that can be written", error.strerror or str(error), str(out)) from error
    with target, _bar("tracing", "programs") as progress:
        traced = trace_programs(entries, workers, budget_tokens=budget, allow_weak_jail=allow_weak_jail)
        for done, row in enumerate(traced, start=1):
            target.write(json.dumps(row) + "\n")
            counts[_kind_of(row["outcome"], row["accepted"], row["reason"])] += 1
            progress(done, len(entries))
            if row["reason"].startswith("bad_"):
                print(f"tracepile: {row['id'] or f'entry {done}'}: {row['reason']}", file=sys.stderr)
    for kind, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"{count:6d}  {kind}", file=sys.stderr)


def _kind_of(outcome: str, accepted: bool, reason: str) -> str:
    return f"{outcome}, proved" if accepted else f"{outcome}, not accepted: {reason.partition(': ')[0]}"


@app.command()
def build(
    config: Annotated[str, typer.Option(help="algorithm, competition, math, all or extra, also -base, -query, -code.")],
    programs: Annotated[Path | None, typer.Option(help="JSONL of your own programs instead of the bundled.")] = None,
    samples: Annotated[int | None, typer.Option(min=1, help="Rows; 1000, or all cases of --programs.")] = None,
    seed: Annotated[int, typer.Option(help="Same seed, same bytes.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder to write; configs share it.")] = Path("tracepile"),
    workers: Annotated[int, typer.Option(min=1, help="Processes; they do not change the rows.")] = 1,
    families: Annotated[str, typer.Option(help="Only these, comma-separated: dijkstra,heapsort, or clrs.")] = "",
    held_out: Annotated[str, typer.Option(help="Benchmarks whose programs are taken all the same: taco.")] = "",
    budget: Annotated[int | None, typer.Option(min=50, help="Tokens a rationale may have (4096).")] = None,
    cache: Annotated[bool, typer.Option(help="Also put it where load_dataset finds it by name.")] = True,
    allow_weak_jail: WeakJail = False,
) -> None:
    """Build a config of the corpus: every row proved, every dropped item counted."""
    from tracepile_hf.corpus.build import BUDGET_TOKENS
    from tracepile_hf.corpus.build import build as build_config
    from tracepile_hf.sources.jsonl import read_programs

    cases = None if programs is None else read_programs(programs)
    wanted = [name.strip() for name in families.split(",") if name.strip()]
    if wanted and cases is not None:
        raise InputError("--families or --programs", "both", "tracepile build")
    started = time.monotonic()
    with _bar(f"building {config}", "items") as progress:
        ledger = build_config(
            config,
            samples,
            seed,
            out,
            workers,
            cases,
            families=wanted,
            held_out=[name.strip() for name in held_out.split(",") if name.strip()],
            budget_tokens=budget or BUDGET_TOKENS,
            progress=progress,
            allow_weak_jail=allow_weak_jail,
        )
    if ledger.weak_jail:
        print("tracepile: programs ran in a weak jail; ledger and card say so", file=sys.stderr)
    if ledger.held_out:
        print(f"tracepile: with held-out programs of {', '.join(ledger.held_out)}: not for training", file=sys.stderr)
    seconds = time.monotonic() - started
    for reason, count in sorted(ledger.dropped.items()):
        print(f"{count:6d}  dropped, {reason}", file=sys.stderr)
    splits = ", ".join(f"{split} {count}" for split, count in ledger.splits.items())
    print(f"{ledger.kept} samples in {out / config} ({splits}), {ledger.claims} statements proved")
    print(f"{ledger.kept / seconds:.1f} samples a second with {workers} worker{'s' if workers > 1 else ''}")
    if cache and ledger.kept and not wanted:
        from tracepile_hf.corpus.builder import put_into_cache

        put_into_cache(out, config)
        print(f'load_dataset("tracepile", "{config}") finds it')
    if not ledger.kept:
        _fail(f"no sample was kept; see {out / config / 'rejects.jsonl'}")


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="A folder that `tracepile build` wrote.")],
    workers: Annotated[int, typer.Option(min=1)] = 1,
    allow_weak_jail: WeakJail = False,
) -> None:
    """Run every row of a built corpus again, prove every statement again, compare every digest."""
    from tracepile_hf.corpus.proof import verify_folder

    with _bar("verifying", "rows") as progress:
        report = verify_folder(folder, workers, progress, allow_weak_jail)
    for failure in report.failures:
        print(_printable(str(failure)))
    if report.failures:
        _fail(f"{len(report.failures)} failures in {report.rows} rows of {folder}")
    print(f"{report.rows} rows verified, {report.claims} statements proved again")


@app.command()
def stats(
    folder: Annotated[Path, typer.Argument(help="A folder that `tracepile build` wrote.")],
    check: Annotated[bool, typer.Option(help="Fail if answers could be guessed or copied too often.")] = False,
) -> None:
    """Print the account of each config in a built folder, and measure its rows: balance, lengths, families, English."""
    from tracepile_hf.corpus.configs import CONFIGS
    from tracepile_hf.corpus.figures import measure
    from tracepile_hf.corpus.ledger import read_ledger
    from tracepile_hf.corpus.tables import as_markdown

    found = [name for name in CONFIGS if (folder / name).is_dir()]
    if not found:
        raise InputError("a folder that `tracepile build` wrote", "no config in it", str(folder))
    faults: list[str] = []
    for name in found:
        ledger = read_ledger(folder / name / "ledger.json")
        splits = ", ".join(f"{split} {count}" for split, count in ledger.splits.items())
        print(f"{name}: {ledger.kept} rows ({splits}) of {ledger.considered} items, seed {ledger.seed}")
        print(f"  {ledger.claims} statements proved, {ledger.tokens_estimated} tokens (estimated)")
        for title in ("rewrites", "dropped"):
            counts: Counter[str] = getattr(ledger, title)
            if counts:
                print(f"  {title}: " + ", ".join(f"{key} {count}" for key, count in counts.most_common()))
        figures = measure(folder / name)
        if figures is None:
            faults.append(f"{name}: no rows")
            continue
        print(f"\n{_printable(as_markdown(figures))}\n")
        faults += [f"{name}: {fault}" for fault in figures.faults()]
    if check and faults:
        _fail("; ".join(faults))


@app.command()
def doctor() -> None:
    """Say what the jail can do on this machine."""
    from tracepile_hf.execution.sandbox import doctor as examine

    found = examine()
    width = max(len(name) for name, _, _ in found)
    for name, available, detail in found:
        print(f"{name:<{width}}  {'yes' if available else 'no '}  {detail}".rstrip())
    can = {name for name, available, _ in found if available}
    if "policy trusted" not in can:
        _fail(f"no program can be run here: {found[0][2]}")
    if "policy default" not in can:
        _fail("only the bundled programs can be run here: the default policy is not available")


@contextmanager
def _bar(title: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr for what takes longer than a second, silent where stderr is no terminal."""
    from tqdm import tqdm

    with tqdm(desc=title, unit=f" {unit}", delay=1.0, leave=False, disable=None, file=sys.stderr) as bar:

        def progress(done: int, planned: int) -> None:
            bar.total = planned
            bar.update(done - bar.n)

        yield progress


cli_training.register(app)
cli_publishing.register(app)


if __name__ == "__main__":
    main()
