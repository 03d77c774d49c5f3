"""The command that has a teacher vary what is there: `vary`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tracepile_hf.cli.printing import WeakJail, bar, fail, going_on
from tracepile_hf.cli.teacher import (
    ADDRESS,
    Hired,
    Source,
    asking_for,
    options_of,
    prices_of,
    teacher_of,
    tell,
)
from tracepile_hf.errors import InputError

if TYPE_CHECKING:
    from tracepile_hf.corpus.varying import Programs

PARAPHRASES: Final = "paraphrases"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(vary)


def vary(
    kind: Annotated[
        str, typer.Argument(help="rewrites (of programs), prompts (for programs) or paraphrases (of texts).")
    ],
    model: Annotated[str, typer.Option(help="The teacher: a Hub id, a folder (vllm), or the server's name for it.")],
    engine: Annotated[str, typer.Option(help="vllm (in this process) or openai (any server of that protocol).")],
    out: Annotated[Path, typer.Option(help="JSONL to write; for paraphrases the folder of a corpus.")],
    programs: Annotated[Path | None, typer.Option(help="JSONL of programs to vary.")] = None,
    corpus: Annotated[Path | None, typer.Option(help="Vary the programs, or the texts, of this built folder.")] = None,
    config: Annotated[str, typer.Option(help="Of --corpus; without one: of the bundled programs.")] = "all",
    families: Annotated[str, typer.Option(help="Only these bundled ones, comma-separated, or clrs.")] = "",
    each: Annotated[int, typer.Option(min=1, help="Variations asked for of every program or text.")] = 1,
    samples: Annotated[int | None, typer.Option(min=1, help="Programs or texts to vary at most, the first.")] = None,
    repair: Annotated[int, typer.Option(min=0, max=5, help="Rounds of repair (paraphrases).")] = 0,
    revision: Annotated[str, typer.Option(help="Of the model: a commit.")] = "",
    base_url: Annotated[str, typer.Option(help=f"Of the server; else the variable {ADDRESS}.")] = "",
    key_variable: Annotated[str, typer.Option(help="Environment variable with the server's key.")] = "OPENAI_API_KEY",
    temperature: Annotated[float, typer.Option(min=0.0)] = 0.8,
    top_p: Annotated[float, typer.Option(min=0.0, max=1.0)] = 0.95,
    max_tokens: Annotated[int, typer.Option(min=1, help="Of one answer.")] = 2048,
    concurrency: Annotated[int, typer.Option(min=1, max=1024, help="Requests under way at once (openai).")] = 32,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds an answer is waited for (openai).")] = 600.0,
    tries: Annotated[int, typer.Option(min=1, help="Of one request, with growing waits (openai).")] = 6,
    tensor_parallel: Annotated[int, typer.Option(min=1, help="GPUs a model is spread over (vllm).")] = 1,
    engine_arg: Annotated[list[str] | None, typer.Option(help="KEY=VALUE for vllm.LLM, or a request's body.")] = None,
    price_in: Annotated[float, typer.Option(min=0.0, help="Dollars a million tokens read.")] = 0.0,
    price_out: Annotated[float, typer.Option(min=0.0, help="Dollars a million tokens written.")] = 0.0,
    cache: Annotated[Path | None, typer.Option(help="Folder of answers; the user's own cache.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would ask and cost, and stop.")] = False,
    seed: Annotated[int, typer.Option(min=-(2**63), max=2**63 - 1, help="Of inputs and of answers.")] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Processes that run and prove; they do not change rows.")] = 1,
    allow_weak_jail: WeakJail = False,
) -> None:
    """Have a language model vary what is there, and keep of it what is proved to be the same.

    tracepile vary rewrites --config algorithm --each 3 --engine openai --base-url URL --model MODEL --out more.jsonl

    tracepile build --config all --programs more.jsonl --out corpus

    rewrites: other programs that do the same, each run beside the first on at least five inputs. prompts: natural
    descriptions of programs that give nothing away. paraphrases: the narrator's texts in other words, each proved, with
    every claim of the first among its own. Rewrites and prompts come out as JSONL for `tracepile build --programs`.
    """
    from tracepile_hf.corpus import varying
    from tracepile_hf.corpus.teaching import Lesson

    hired = Hired(
        engine, model, revision, base_url, key_variable, concurrency, tensor_parallel, None,
        options_of(engine_arg or ()), temperature, top_p, max_tokens, (), cache, price_in, price_out, seed, timeout,
        tries,
    )  # fmt: skip
    if kind not in (*varying.KINDS, PARAPHRASES):
        raise InputError(f"{', '.join(varying.KINDS)} or {PARAPHRASES}", kind, "tracepile vary")
    if kind == PARAPHRASES:
        if corpus is None or programs is not None or families:
            raise InputError("--corpus, a built folder whose texts are paraphrased", "another source", "tracepile vary")
        lesson = Lesson(each, repair, "wordings", paraphrase=True)
        tell(hired, lesson, Source(config, samples, seed, None, corpus, workers, allow_weak_jail), out, dry_run=dry_run)
        return
    found = _programs(programs, corpus, config, families, seed)[:samples]
    teacher = teacher_of(hired)
    with ExitStack() as stack:
        stack.enter_context(going_on())
        asking = asking_for(hired, stack, teacher)
        if dry_run:
            print("\n".join(varying.estimated(kind, found, asking, each).lines(prices_of(hired))))
            return
        if kind == "rewrites" and (few := varying.too_few(found)):
            print(
                f"tracepile: {few} programs have fewer inputs than the gate asks for: none of theirs", file=sys.stderr
            )
        asking = replace(asking, progress=stack.enter_context(bar(f"asking {teacher.identity.title}", "answers")))
        variety = varying.vary(kind, found, out, asking, each, workers, allow_weak_jail=allow_weak_jail)
    print("\n".join([*variety.lines(kind), *asking.account.lines(prices_of(hired))]))
    if faults := asking.account.faults.total():
        fail(f"{faults} requests had no answer; the same command asks them again, and them only")


def _programs(programs: Path | None, corpus: Path | None, config: str, families: str, seed: int) -> Programs:
    """The programs that were named, with their inputs."""
    from tracepile_hf.corpus import varying
    from tracepile_hf.sources.jsonl import read_programs

    given = [
        name for name, there in (("--programs", programs), ("--corpus", corpus), ("--families", families)) if there
    ]
    if len(given) > 1:
        raise InputError("one place that programs come from", " and ".join(given), "tracepile vary")
    if programs is not None:
        return read_programs(programs)
    if corpus is not None:
        return varying.told(corpus, config)
    return varying.bundled(config, [name.strip() for name in families.split(",") if name.strip()], seed)
