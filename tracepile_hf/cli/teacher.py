"""The command about teachers, `teach`; and what `build --narrator teacher:...` takes from it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tracepile_hf.cli.printing import WeakJail, bar, fail, going_on
from tracepile_hf.errors import InputError, usable

if TYPE_CHECKING:
    from tracepile_hf.corpus.ledger import Ledger
    from tracepile_hf.corpus.teaching import Lesson
    from tracepile_hf.records import Case
    from tracepile_hf.teacher.asking import Teacher
    from tracepile_hf.teacher.cost import Prices
    from tracepile_hf.teacher.rounds import Asking

ADDRESS: Final = "OPENAI_BASE_URL"  # of a server, where --base-url is not given
SPELLED: Final = "teacher:vllm:MODEL[@REVISION] or teacher:openai:MODEL[@REVISION]"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(teach)


@dataclass(frozen=True, slots=True)
class Hired:
    """Which model is asked, where, and how."""

    engine: str
    model: str
    revision: str = ""
    base_url: str = ""
    key_variable: str = "OPENAI_API_KEY"
    concurrency: int = 32
    tensor_parallel: int = 1
    chat_template: Path | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    temperature: float = 0.8
    top_p: float = 0.95
    max_tokens: int = 2048
    stop: tuple[str, ...] = ()
    cache: Path | None = None
    read: float = 0.0
    written: float = 0.0
    seed: int = 0
    timeout: float = 600.0
    tries: int = 6


def teach(
    model: Annotated[str, typer.Option(help="The teacher: a Hub id, a folder (vllm), or the server's name for it.")],
    engine: Annotated[str, typer.Option(help="vllm (in this process) or openai (any server of that protocol).")],
    config: Annotated[str, typer.Option(help="A config of the corpus, as for `tracepile build`.")] = "all",
    out: Annotated[Path, typer.Option(help="Folder to write; configs share it.")] = Path("taught"),
    samples: Annotated[
        int | None, typer.Option(min=1, help="Items the teacher tells; 100, or all of --corpus.")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="Tell the rows of this built folder; without: build them.")
    ] = None,
    programs: Annotated[Path | None, typer.Option(help="JSONL of your own programs instead of the bundled.")] = None,
    revision: Annotated[str, typer.Option(help="Of the model: a commit, so that rows say what wrote them.")] = "",
    base_url: Annotated[str, typer.Option(help=f"Of the server; else the variable {ADDRESS}.")] = "",
    key_variable: Annotated[str, typer.Option(help="Environment variable with the server's key.")] = "OPENAI_API_KEY",
    paths: Annotated[int, typer.Option(min=1, help="Answers to each question.")] = 5,
    repair: Annotated[int, typer.Option(min=0, max=5, help="Rounds in which what is wrong is handed back.")] = 1,
    keep: Annotated[str, typer.Option(help="Proved paths that stay: all, best or wordings.")] = "all",
    detail: Annotated[str, typer.Option(help="Share of the run that must be told: full, condensed, outline.")] = (
        "condensed"
    ),
    register: Annotated[str, typer.Option(help="How it writes: prose or steps.")] = "prose",
    blind: Annotated[bool, typer.Option("--blind", help="Do not show the recorded run, as in the paper.")] = False,
    beside: Annotated[bool, typer.Option(help="Keep the narrator's rows of the same items.")] = True,
    shots: Annotated[int | None, typer.Option(min=0, help="Examples in the prompt; all of the set's.")] = None,
    temperature: Annotated[float, typer.Option(min=0.0)] = 0.8,
    top_p: Annotated[float, typer.Option(min=0.0, max=1.0)] = 0.95,
    max_tokens: Annotated[int, typer.Option(min=1, help="Of one answer.")] = 2048,
    stop: Annotated[list[str] | None, typer.Option(help="Strings that end an answer.")] = None,
    concurrency: Annotated[int, typer.Option(min=1, max=1024, help="Requests under way at once (openai).")] = 32,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds an answer is waited for (openai).")] = 600.0,
    tries: Annotated[int, typer.Option(min=1, help="Of one request, with growing waits (openai).")] = 6,
    tensor_parallel: Annotated[int, typer.Option(min=1, help="GPUs a model is spread over (vllm).")] = 1,
    chat_template: Annotated[Path | None, typer.Option(help="In place of the model's own (vllm).")] = None,
    engine_arg: Annotated[list[str] | None, typer.Option(help="KEY=VALUE for vllm.LLM, or a request's body.")] = None,
    price_in: Annotated[float, typer.Option(min=0.0, help="Dollars a million tokens read.")] = 0.0,
    price_out: Annotated[float, typer.Option(min=0.0, help="Dollars a million tokens written.")] = 0.0,
    cache: Annotated[Path | None, typer.Option(help="Folder of answers; the user's own cache.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would ask and cost, and stop.")] = False,
    seed: Annotated[int, typer.Option(min=-(2**63), max=2**63 - 1, help="Of items and of answers.")] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Processes that run and prove; they do not change rows.")] = 1,
    restart: Annotated[bool, typer.Option("--restart", help="Discard what an unfinished run left in --out.")] = False,
    allow_weak_jail: WeakJail = False,
) -> None:
    """Have a language model tell runs, prove each of its texts, and keep what is proved beside the narrator's rows.

    tracepile teach --config algorithm --samples 1000 --engine vllm --model Qwen/Qwen2.5-72B-Instruct
    --tensor-parallel 8 --paths 5 --repair 1 --out taught

    tracepile teach --config math --engine openai --base-url http://localhost:8000/v1 --model qwen --dry-run

    Every answer is kept in --cache the moment it comes: a run that was ended repeats no request that was answered.
    """
    from tracepile_hf.corpus.teaching import Lesson
    from tracepile_hf.sources.jsonl import read_programs

    if corpus is not None and programs is not None:
        raise InputError("--corpus or --programs", "both", "tracepile teach")
    lesson = Lesson(paths, repair, keep, detail, register, not blind, beside, shots)
    hired = Hired(
        engine, model, revision, base_url, key_variable, concurrency, tensor_parallel, chat_template,
        options_of(engine_arg or ()), temperature, top_p, max_tokens, tuple(stop or ()), cache, price_in, price_out,
        seed, timeout, tries,
    )  # fmt: skip
    cases = None if programs is None else read_programs(programs)
    source = Source(config, samples, seed, cases, corpus, workers, allow_weak_jail, restart)
    tell(hired, lesson, source, out, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class Source:
    """The items that are told: those of a built folder, or those that the same `build` would have."""

    config: str
    samples: int | None = None
    seed: int = 0
    cases: Sequence[Sequence[Case]] | None = None
    corpus: Path | None = None
    workers: int = 1
    allow_weak_jail: bool = False
    restart: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)  # further ones of `build`


ITEMS: Final = 100


def tell(
    hired: Hired,
    lesson: Lesson,
    source: Source,
    out: Path,
    *,
    dry_run: bool = False,
    items: int | None = ITEMS,
) -> Ledger | None:
    """Build the items if need be, have them told, say what came of it; None of a dry run.

    `items`: how many, where neither a number nor programs are given; None: as many as `build` has.
    """
    from tracepile_hf.corpus.build import build as build_config
    from tracepile_hf.corpus.configs import config_of
    from tracepile_hf.corpus.target import demand_free
    from tracepile_hf.corpus.teaching import estimated, teach_config

    config = source.config
    config_of(config)
    teacher = teacher_of(hired)  # what is wrong with the wish is said before anything is built
    demand_free(out, config)
    prices = prices_of(hired)
    with ExitStack() as stack:
        stack.enter_context(going_on())
        asking = asking_for(hired, stack, teacher)
        folder = source.corpus or out / f".told-{config}"
        if source.corpus is None:
            wanted = source.samples or (items if source.cases is None else None)
            with bar(f"building {config}", "items") as progress:
                build_config(
                    config, wanted, source.seed, folder, source.workers, source.cases, progress=progress,
                    allow_weak_jail=source.allow_weak_jail, restart=source.restart, **source.settings,
                )  # fmt: skip
        limit = source.samples if source.corpus is not None else None
        asking = replace(asking, progress=stack.enter_context(bar(f"asking {teacher.identity.title}", "answers")))
        if dry_run:
            found = estimated(folder, config, asking, lesson, source.workers, limit)
            print("\n".join(found.lines(prices)))
            if lesson.repairs:
                print(f"and of what is not proved as much again, up to {lesson.repairs} times, with longer prompts")
            return None
        ledger = teach_config(
            folder, config, out, asking, lesson, source.workers, limit=limit,
            allow_weak_jail=source.allow_weak_jail, restart=source.restart,
        )  # fmt: skip
        if source.corpus is None:
            shutil.rmtree(folder)
    _say(ledger, out / config, asking.account.lines(prices))
    return ledger


def _say(ledger: Ledger, folder: Path, spent: Sequence[str]) -> None:
    for reason, count in sorted(ledger.dropped.items()):
        print(f"{count:6d}  dropped, {reason}", file=sys.stderr)
    assert ledger.taught is not None
    print("\n".join([*ledger.taught.lines(), *spent]))
    splits = ", ".join(f"{split} {count}" for split, count in ledger.splits.items())
    print(f"{ledger.kept} rows in {folder} ({splits or 'none'}), {ledger.claims} statements proved")
    if faults := ledger.taught.faults:
        fail(f"{faults} requests had no answer; the same command asks them again, and them only")


def asking_for(hired: Hired, stack: ExitStack, teacher: Teacher) -> Asking:
    """Whom to ask and how; `stack` closes the answers' cache."""
    from tracepile_hf.teacher.asking import Sampling
    from tracepile_hf.teacher.cache import Cache, default_folder
    from tracepile_hf.teacher.cost import Account
    from tracepile_hf.teacher.rounds import Asking

    if hired.engine == "openai" and not hired.revision:
        print("tracepile: no --revision: rows cannot say which version of the model wrote them", file=sys.stderr)
    cache = stack.enter_context(Cache(hired.cache or default_folder()))
    sampling = Sampling(hired.temperature, hired.top_p, hired.max_tokens, hired.stop)
    return Asking(teacher, cache, sampling, Account(), hired.seed)


def prices_of(hired: Hired) -> Prices:
    """What the tokens cost."""
    from tracepile_hf.teacher.cost import Prices

    return Prices(hired.read, hired.written)


def teacher_of(hired: Hired) -> Teacher:
    """The model, ready to be asked. InputError where it is not one that can be."""
    from tracepile_hf.teacher.engines import ENGINES

    if hired.engine == "vllm":
        from tracepile_hf.teacher.engines.offline import Offline

        template = ""
        if hired.chat_template is not None:
            with usable("a readable chat template", hired.chat_template):
                template = hired.chat_template.read_text(encoding="utf-8")
        return Offline(
            hired.model,
            revision=hired.revision,
            tensor_parallel=hired.tensor_parallel,
            chat_template=template,
            options=hired.options,
        )
    if hired.engine == "openai":
        from tracepile_hf.teacher.engines.served import Patience, Served

        return Served(
            hired.model,
            hired.base_url or os.environ.get(ADDRESS, ""),
            key=os.environ.get(hired.key_variable, ""),
            revision=hired.revision,
            concurrency=hired.concurrency,
            patience=Patience(hired.timeout, hired.tries),
            extra=hired.options,
        )
    raise InputError(f"an engine among {', '.join(ENGINES)}", hired.engine, "--engine")


def hired_as(spelled: str, seed: int) -> Hired:
    """`teacher:openai:MODEL@REVISION` read. InputError if it is not of that form."""
    kind, _, rest = spelled.partition(":")
    engine, _, named = rest.partition(":")
    model, at, revision = named.rpartition("@")
    if not at:
        model, revision = named, ""
    if kind != "teacher" or not engine or not model:
        raise InputError(f"deterministic, {SPELLED}", spelled, "--narrator")
    return Hired(engine, model, revision, seed=seed)


def options_of(given: Sequence[str]) -> dict[str, Any]:
    """KEY=VALUE pairs; a value is JSON, or else the text itself."""
    found: dict[str, Any] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise InputError("KEY=VALUE", text, "--engine-arg")
        found[key] = _value(value)
    return found


def _value(text: str) -> Any:
    read: Callable[[str], Any] = json.loads
    try:
        return read(text)
    except ValueError:
        return text
