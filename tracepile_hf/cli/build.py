"""The commands about corpora: `build`, `verify`, `stats`."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracepile_hf.cli.printing import WeakJail, WitnessOf, bar, fail, going_on, printable, witness_of
from tracepile_hf.cli.teacher import Source, hired_as, tell
from tracepile_hf.errors import CorpusError, InputError

if TYPE_CHECKING:
    from tracepile_hf.corpus.ledger import Ledger
    from tracepile_hf.corpus.taking import Request
    from tracepile_hf.quality.decontamination import Index
    from tracepile_hf.sources.hub import Harvest


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(build)
    app.command()(verify)
    app.command()(stats)


def build(
    config: Annotated[str, typer.Option(help="algorithm, competition, math, all or extra, also -base, -query, -code.")],
    programs: Annotated[Path | None, typer.Option(help="JSONL of your own programs instead of the bundled.")] = None,
    from_set: Annotated[str, typer.Option("--from", help="A set of the Hub's: see `tracepile sources`.")] = "",
    rows: Annotated[Path | None, typer.Option(help="JSONL or Parquet with rows of --from; without: the Hub.")] = None,
    problems: Annotated[Path | None, typer.Option(help="The same with their problems, for submissions.")] = None,
    split: Annotated[str, typer.Option(help="Of --from; test splits stay out but for --held-out.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="Rows of --from to read at most.")] = None,
    solutions: Annotated[int, typer.Option(min=1, help="Of one problem of --from, at most.")] = 3,
    tests: Annotated[int, typer.Option(min=1, help="Of each solution of --from, at most.")] = 8,
    samples: Annotated[int | None, typer.Option(min=1, help="Rows; 1000, or all cases of --programs.")] = None,
    seed: Annotated[int, typer.Option(min=-(2**63), max=2**63 - 1, help="Same seed, same bytes.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder to write; configs share it.")] = Path("tracepile"),
    workers: Annotated[int, typer.Option(min=1, help="Processes; they do not change the rows.")] = 1,
    families: Annotated[str, typer.Option(help="Only these, comma-separated: dijkstra,heapsort, or clrs.")] = "",
    held_out: Annotated[str, typer.Option(help="Benchmarks whose programs are taken all the same: taco.")] = "",
    budget: Annotated[int | None, typer.Option(min=50, help="Tokens a rationale may have (4096).")] = None,
    max_tokens: Annotated[int | None, typer.Option(min=128, help="Tokens a conversation may have (8192).")] = None,
    tokenizer: Annotated[str, typer.Option(help="Counts tokens exactly: a folder, or a model's name.")] = "",
    target_tokens: Annotated[
        int, typer.Option(min=0, help="The mean that conversations are to have, such as 7500.")
    ] = 0,
    decontaminate: Annotated[
        str, typer.Option(help="Drop what stands in the paper's benchmarks: a folder of their files, or hub.")
    ] = "",
    shards: Annotated[str, typer.Option(help="A part of a job array, 2/4 or 2-3/4; without: all, joining parts.")] = "",
    engine: Annotated[str, typer.Option(help="local, or ray: the workers are actors of a Ray cluster.")] = "local",
    address: Annotated[str, typer.Option(help="Of the Ray cluster; without: one is started here.")] = "",
    with_traces: Annotated[
        bool, typer.Option("--with-traces", help="Also the raw runs, as a second config CONFIG-traces.")
    ] = False,
    narrator: Annotated[str, typer.Option(help="deterministic, or teacher:ENGINE:MODEL[@REVISION].")] = (
        "deterministic"
    ),
    cache: Annotated[bool, typer.Option(help="Also put it where load_dataset finds it by name.")] = True,
    strict: Annotated[bool, typer.Option("--strict", help="End where a worker process is lost for good.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Discard what an unfinished build left in --out.")] = False,
    allow_weak_jail: WeakJail = False,
    witness: WitnessOf = "",
) -> None:
    """Build a config of the corpus: every row proved, every dropped item counted.

    tracepile build --config algorithm --samples 10000 --out corpus

    tracepile build --config all --programs mine.jsonl --out corpus

    tracepile build --config competition --from taco --samples 1000 --solutions 1 --tests 2 --out corpus

    With --narrator teacher:openai:MODEL (a server at OPENAI_BASE_URL) or teacher:vllm:MODEL a model writes the rows:
    five answers to each question, one repair, the best proved one kept. `tracepile teach` has all settings.

    A build that was ended, in whatever way, goes on where it stopped when the same command is given again.
    """
    from tracepile_hf.corpus.build import BUDGET_TOKENS
    from tracepile_hf.corpus.build import build as build_config
    from tracepile_hf.corpus.configs import config_of
    from tracepile_hf.corpus.parts import part_of
    from tracepile_hf.corpus.taking import Request
    from tracepile_hf.corpus.teaching import Lesson
    from tracepile_hf.sources.benchmarks import demand_names
    from tracepile_hf.sources.jsonl import read_programs
    from tracepile_hf.sources.rows import Take
    from tracepile_hf.tokens import CONVERSATION

    wanted = [name.strip() for name in families.split(",") if name.strip()]
    names = [name.strip() for name in held_out.split(",") if name.strip()]
    _demand_one(families=bool(wanted), programs=programs is not None, from_set=bool(from_set))
    cases = None if programs is None else read_programs(programs)
    given = {"--rows": rows, "--problems": problems, "--split": split or None, "--limit": limit}
    for option, value in given.items():
        if value is not None and not from_set:
            raise InputError(f"{option} with --from SET", f"{option} alone", "tracepile build")
    harvest = None
    if from_set:
        config_of(config)  # what is wrong with the wish is said before rows are read, which may take long
        demand_names(tuple(names))
        wish = Request(from_set, split, rows, problems, Take(solutions=solutions, tests=tests), limit, samples)
        harvest = _taken(wish, allow_weak_jail)
    started = time.monotonic()
    seconds = 0.0

    def put(ledger: Ledger) -> None:
        nonlocal seconds
        seconds = time.monotonic() - started
        if cache and ledger.kept and not wanted and not ledger.dropped["lost"]:
            from tracepile_hf.hub.builder import put_into_cache

            try:
                put_into_cache(out, config)
            except CorpusError as error:  # the corpus itself is done: its account comes first
                not_cached.append(error)

    if engine not in ("local", "ray"):
        raise InputError("local or ray", engine, "--engine")
    if address and engine != "ray":
        raise InputError("--address with --engine ray", "--address alone", "tracepile build")
    part = part_of(shards) if shards else None
    index, missing = _references(decontaminate)
    if narrator != "deterministic":
        if with_traces:
            raise InputError("--with-traces with the deterministic narrator", narrator, "tracepile build")
        if part is not None or engine == "ray":
            expected = "one machine with --narrator teacher:... (a model on a cluster is asked through its server)"
            raise InputError(expected, "--shards or --engine ray", "tracepile build")
        settings = {
            "families": wanted, "taken": harvest, "held_out": names, "budget_tokens": budget or BUDGET_TOKENS,
            "max_tokens": max_tokens or CONVERSATION, "tokenizer_of": tokenizer or None,
            "target_tokens": target_tokens, "references": index, "not_compared": missing, "strict": strict,
        }  # fmt: skip
        source = Source(config, samples, seed, cases, None, workers, allow_weak_jail, restart, settings)
        tell(hired_as(narrator, seed), Lesson(keep="best", beside=False), source, out, items=None)
        return
    not_cached: list[CorpusError] = []
    with going_on(), bar(f"building {config}", "items") as progress:
        ledger = build_config(
            config,
            samples,
            seed,
            out,
            workers,
            cases,
            families=wanted,
            taken=harvest,
            held_out=names,
            budget_tokens=budget or (max_tokens or CONVERSATION if target_tokens else BUDGET_TOKENS),
            max_tokens=max_tokens or CONVERSATION,
            tokenizer_of=tokenizer or None,
            target_tokens=target_tokens,
            progress=progress,
            allow_weak_jail=allow_weak_jail,
            witness=witness_of(witness),
            strict=strict,
            restart=restart,
            references=index,
            not_compared=missing,
            part=part,
            on_ray=engine == "ray",
            address=address or None,
            with_traces=with_traces,
            then=put,
        )
    if part is not None:
        if lost := ledger.dropped["lost"]:
            fail(f"{lost} items of part {part} were lost; the same command tries them again")
        print(f"part {part} of {config} is done; when all are, the same command without --shards joins them")
        return
    if ledger.weak_jail:
        print("tracepile: programs ran in a weak jail; ledger and card say so", file=sys.stderr)
    if ledger.held_out:
        print(f"tracepile: with held-out programs of {', '.join(ledger.held_out)}: not for training", file=sys.stderr)
    for reason, count in sorted(ledger.dropped.items()):
        print(f"{count:6d}  dropped, {reason}", file=sys.stderr)
    splits = ", ".join(f"{split} {count}" for split, count in ledger.splits.items())
    print(f"{ledger.kept} samples in {out / config} ({splits}), {ledger.claims} statements proved")
    print(f"{ledger.kept / seconds:.1f} samples a second with {workers} worker{'s' if workers > 1 else ''}")
    if lost := ledger.dropped["lost"]:
        fail(f"{lost} items are left out with the lots named above; the same command tries them again")
    if not_cached:
        fail(str(not_cached[0]))
    if cache and ledger.kept and not wanted:
        print(f'load_dataset("tracepile", "{config}") finds it')
    if not ledger.kept:
        fail(f"no sample was kept; see {out / config / 'rejects.jsonl'}{_way_out(ledger)}")


def _references(where: str) -> tuple[Index | None, list[str]]:
    """The benchmarks that the corpus is held against, and those that are not at hand."""
    if not where:
        return None, []
    from tracepile_hf.evaluation.references import references
    from tracepile_hf.quality.decontamination import index_of

    found, missing = references(None if where == "hub" else Path(where))
    index = index_of(found)
    left = f"; not at hand: {', '.join(missing)}" if missing else ""
    print(f"held against {len(found)} items of {len(index.benchmarks)} benchmarks{left}", file=sys.stderr)
    return index, missing


def _way_out(ledger: Ledger) -> str:
    """What to do where nothing but held-out programs came in."""
    names = [reason.partition(":")[2] for reason in ledger.dropped if reason.startswith("held_out:")]
    return f"; --held-out {','.join(names)} takes them all the same, not for training" if names else ""


def _demand_one(**given: bool) -> None:
    """InputError where programs are to come from two places."""
    named = [f"--{name.removesuffix('_set')}" for name, there in given.items() if there]
    if len(named) > 1:
        raise InputError(f"one of {' and '.join(named)}", "both" if len(named) == 2 else "all", "tracepile build")


def _taken(request: Request, allow_weak_jail: bool) -> Harvest:
    from tracepile_hf.corpus.taking import taken

    with bar(f"reading {request.name}", "rows") as progress:
        harvest = taken(request, progress, allow_weak_jail)
    left = harvest.dropped.total()
    counts = f"{harvest.solutions} solutions, {len(harvest.kept)} taken with {harvest.cases} inputs, {left} not taken"
    print(f"{harvest.rows} rows of {harvest.source}: {counts}", file=sys.stderr)
    return harvest


def verify(
    folder: Annotated[Path, typer.Argument(help="A folder that `tracepile build` wrote.")],
    workers: Annotated[int, typer.Option(min=1)] = 1,
    sample: Annotated[int | None, typer.Option(min=1, help="Run so many rows only; all digests are checked.")] = None,
    seed: Annotated[int, typer.Option(help="Draws the sample.")] = 0,
    allow_weak_jail: WeakJail = False,
) -> None:
    """Run every row of a built corpus again, prove every statement again, compare every digest.

    When it was ended, in whatever way, the same command goes on where it stopped.
    """
    from tracepile_hf.corpus.proof import verify_folder

    with going_on(), bar("verifying", "rows") as progress:
        report = verify_folder(folder, workers, progress, allow_weak_jail, sample, seed)
    for failure in report.failures:
        print(printable(str(failure)))
    if report.failures:
        fail(f"{len(report.failures)} failures in {report.rows} rows of {folder}")
    print(f"{report.rows} rows verified, {report.claims} statements proved again")


def stats(
    folder: Annotated[Path, typer.Argument(help="A folder that `tracepile build` wrote.")],
    check: Annotated[bool, typer.Option(help="Fail where answers can be guessed, or texts do not reason.")] = False,
    legible: Annotated[bool, typer.Option("--legible", help="Name rows whose text does not give the answer.")] = False,
    workers: Annotated[int, typer.Option(min=1)] = 1,
) -> None:
    """Print the account of each config in a built folder, and measure its rows: balance, lengths, families, English."""
    from tracepile_hf.corpus.figures import measure
    from tracepile_hf.corpus.ledger import read_ledger
    from tracepile_hf.corpus.parquet import built_configs
    from tracepile_hf.corpus.reasoning import reasoning_in
    from tracepile_hf.corpus.tables import as_markdown

    found = built_configs(folder)
    if not found:
        raise InputError("a folder that `tracepile build` wrote", "no config in it", str(folder))
    faults: list[str] = []
    for name in found:
        ledger = read_ledger(folder / name / "ledger.json")
        splits = ", ".join(f"{split} {count}" for split, count in ledger.splits.items())
        print(f"{name}: {ledger.kept} rows ({splits}) of {ledger.considered} items, seed {ledger.seed}")
        print(f"  {ledger.claims} statements proved, {ledger.tokens} tokens ({ledger.tokenizer})")
        for title in ("rewrites", "dropped"):
            counts: Counter[str] = getattr(ledger, title)
            if counts:
                print(f"  {title}: " + ", ".join(f"{key} {count}" for key, count in counts.most_common()))
        figures = measure(folder / name, workers)
        if figures is None:
            faults.append(f"{name}: no rows")
            continue
        print(f"\n{printable(as_markdown(figures))}\n")
        faults += [f"{name}: {fault}" for fault in figures.faults()]
        reasoning = reasoning_in(folder / name)
        print(f"{printable(reasoning.as_markdown())}\n")
        faults += [f"{name}: {fault}" for fault in reasoning.faults()]
        if legible:
            print(f"{reasoning.legible} of {reasoning.rows} rows are legible")
            print("".join(f"  not legible: {row}\n" for row in reasoning.illegible), end="")
    if check and faults:
        fail("; ".join(faults))
