"""The commands about training: `recipes`, `train`, `mix`, and `run-training`, which `train` launches."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracepile_hf.cli.loading import built_here, rows_of
from tracepile_hf.errors import InputError, usable

if TYPE_CHECKING:
    from tracepile_hf.training.check import Machine
    from tracepile_hf.training.data import Found, Source
    from tracepile_hf.training.mixture import ChatSource, Part
    from tracepile_hf.training.proof import Prove
    from tracepile_hf.training.recipe import Recipe

RecipeFile = Annotated[Path, typer.Argument(help="A recipe: the YAML that `trl sft --config` reads.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(recipes)
    app.command()(train)
    app.command()(merge)
    app.command()(mix)
    app.command()(prompts)
    app.command("run-training", hidden=True)(run_training)


def recipes(folder: Annotated[Path, typer.Argument(help="Where to put the trainers/ folder.")] = Path()) -> None:
    """Copy the shipped recipes, templates and launch configurations, so that `trl sft --config` finds them."""
    from tracepile_hf.training.where import trainers_folder

    target = folder / "trainers"
    if target.exists():
        raise InputError("a folder without trainers/", "one that has it", str(folder))
    with usable("a folder that can be written", folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".trainers-", dir=folder) as work:  # whole or not at all
            copied = Path(work) / "trainers"
            shutil.copytree(trainers_folder(), copied, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
            copied.rename(target)
    print(f"{len(list(target.glob('recipes/*/**/*.yaml')))} recipes in {target / 'recipes'}")


def train(
    recipe: RecipeFile,
    options: Annotated[list[Path] | None, typer.Option(help="YAML laid over the recipe, such as lora.yaml.")] = None,
    gpus: Annotated[
        int | None, typer.Option(min=0, help="GPUs of each machine; all by default, 0 for the CPU.")
    ] = None,
    layout: Annotated[str | None, typer.Option(help="single, ddp, fsdp2 or zero3.")] = None,
    machines: Annotated[int, typer.Option(min=1, help="Machines that take part, each with so many GPUs.")] = 1,
    rank: Annotated[int, typer.Option(min=0, help="Which of them this is, from 0.")] = 0,
    main_address: Annotated[str, typer.Option(help="Name or address of machine 0.")] = "",
    main_port: Annotated[int, typer.Option(min=1, max=65535, help="A free port of machine 0.")] = 29500,
    gpu_memory: Annotated[float | None, typer.Option(min=1, help="GiB of a GPU, for a check elsewhere.")] = None,
    resume: Annotated[str | None, typer.Option(help="Go on from this checkpoint; `last` for the run's last.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Delete the run that is in the folder.")] = False,
    data: Annotated[str | None, typer.Option(help="FOLDER[:CONFIG]: train on this, such as a mixture's part.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to save, in place of the recipe's output_dir.")] = None,
    report_to: Annotated[str | None, typer.Option(help="trackio, tensorboard, wandb, ...")] = None,
    prove_every: Annotated[int, typer.Option(min=0, help="Steps between proofs of the model's own claims.")] = 0,
    prove_on: Annotated[str, typer.Option(help="FOLDER[:CONFIG]: a corpus for the proofs, if not the data.")] = "",
    prove_questions: Annotated[int, typer.Option(min=1, help="How many questions each time.")] = 4,
    tokens_per_second: Annotated[float, typer.Option(min=0, help="Over all GPUs, if known: tells the hours.")] = 0.0,
    show_batch: Annotated[int, typer.Option(min=0, help="Print so many rows as tokens, which carry loss; stop.")] = 0,
    check_only: Annotated[bool, typer.Option(help="Say whether the recipe is sound and stop.")] = False,
) -> None:
    """Check a recipe, then train it with `accelerate launch`, the global batch kept on any number of GPUs.

    --check-only needs no GPU, and no TRL: it judges the recipe as it will run on the GPUs that are named.
    """
    from tracepile_hf.training import data as data_of
    from tracepile_hf.training import finished, launch, settings
    from tracepile_hf.training import merge as merging
    from tracepile_hf.training.recipe import read

    chosen = _changed(read(recipe, options or []), data, out, report_to)
    folder = Path(chosen.text("output_dir", "trainer_output"))
    if resume is not None:
        point = finished.last_checkpoint(folder) if resume == "last" else Path(resume)
        chosen = chosen.using(resume_from_checkpoint=str(point))
    dry = check_only or show_batch > 0
    machine = launch.machine(gpus, layout, machines, rank, main_address, main_port, elsewhere=dry, memory=gpu_memory)
    fitted, found = _checked(chosen, machine, prove_every, prove_on, dry)
    if show_batch:
        from tracepile_hf.training import show

        for line in show.lines(chosen, found, show_batch):
            print(line)
        return
    if rank == 0 and not overwrite:
        resumed = chosen.text("resume_from_checkpoint")
        finished.demand_free(folder, Path(resumed) if resumed else None)
    for line in describe(chosen, fitted, machine, found, check_only):
        print(line, flush=True)
    if check_only:
        return
    _demand_there(chosen, found)
    if rank == 0:
        if overwrite:
            finished.clear(folder)
        shared = {"versions": settings.versions_here(), "machine": asdict(machine)}
        data_of.pinned(folder, found, shared, resumed=bool(chosen.text("resume_from_checkpoint")))
    start = Path(fitted.text("model_name_or_path"))
    if merging.is_adapter(start):
        print(f"merging the adapter with its base: {start / merging.MERGED}", flush=True)
        fitted = fitted.using(model_name_or_path=str(merging.merged(start)))
    told = ("--prove-every", str(prove_every), "--prove-on", prove_on, "--prove-questions", str(prove_questions))
    rate = ("--tokens-per-second", str(tokens_per_second))
    status = launch.start(fitted, machine, (*told, *rate))
    if status:
        raise InputError("a training run that ends well", f"exit status {status}", str(recipe))


def _changed(recipe: Recipe, data: str | None, out: Path | None, report_to: str | None) -> Recipe:
    """The recipe with what the command line says in its place."""
    if data is not None:
        name, _, config = data.partition(":")
        if not name:
            raise InputError("FOLDER[:CONFIG], a built folder or a set on the Hub", "no such folder", f"--data {data}")
        recipe = recipe.without("datasets").using(dataset_name=name, dataset_config=config or None)
    if out is not None:
        recipe = recipe.using(output_dir=str(out))
    return recipe if report_to is None else recipe.using(report_to=report_to)


def _checked(
    recipe: Recipe, machine: Machine, prove_every: int, prove_on: str, check_only: bool
) -> tuple[Recipe, list[Found]]:
    """The recipe fitted to the machine, and its data. Every problem is a line; the last one ends the command."""
    from tracepile_hf.corpus.rows import COLUMNS
    from tracepile_hf.training import check, data, installed, launch, secrets, settings

    found: list[Found] = []
    if not [*secrets.problems(recipe), *settings.problems(recipe)]:
        named = [source for source in data.sources(recipe) if source.path]
        found = [data.look(source, built_here, tuple(COLUMNS)) for source in named]
    proved = [data.look(_proof_source(prove_on), built_here, tuple(COLUMNS))] if prove_on else found
    lacking = data.unproved(proved) if prove_every else []
    _raise([*check.problems(recipe, machine, found), *lacking])
    fitted = launch.fitted(recipe, machine)
    if installed.has("trl"):
        with tempfile.TemporaryDirectory(prefix="tracepile-check-") as work:
            settings.accepted(fitted, Path(work))
    elif not check_only:
        raise InputError("TRL (pip install 'tracepile-hf[train]')", "none", str(recipe.path))
    if not check_only:
        _raise(list(installed.lacking(fitted, machine)))
    return fitted, found


def _proof_source(text: str) -> Source:
    from tracepile_hf.training.data import Source

    name, _, config = text.partition(":")
    return Source(name, config or None, "train", "--prove-on")


def _raise(problems: list[InputError]) -> None:
    for problem in problems[:-1]:
        print(f"tracepile: {problem}", file=sys.stderr)
    if problems:
        raise problems[-1]


def describe(recipe: Recipe, fitted: Recipe, machine: Machine, found: list[Found], check_only: bool) -> Iterator[str]:
    """What will run, line by line, and what could not be looked at from here."""
    from tracepile_hf.training import check, installed, launch, settings

    of = f" on each of {machine.machines} machines" if machine.machines > 1 else ""
    yield f"{recipe.path}: sound for {machine.gpus or 'no'} GPU(s){of}, {machine.layout}"
    rows = int(fitted.number("per_device_train_batch_size", 8))
    steps = int(fitted.number("gradient_accumulation_steps", 1))
    batch = launch.global_batch(fitted, machine)
    length = (
        f", at most {batch * int(fitted.number('max_length', 1024)):,} tokens"
        if "max_length" in fitted.settings
        else ""
    )
    named = "" if fitted.number("global_batch") else "; the recipe names no global_batch"
    yield f"a step: {rows} x {steps} accumulated x {machine.processes} = {batch} sequences{length}{named}"
    for one in found:
        count = (one.splits or {}).get(one.source.split)
        yield f"data: {one.source.name}, {one.source.split}, {f'{count:,} rows' if count is not None else one.note}"
    wanted = check.wanted(fitted, machine)
    if wanted is not None:
        yield f"estimated: {wanted.memory:.0f} GiB of memory on each, {wanted.disk:.0f} GiB of disk for checkpoints"
    if machine.gpus == 0 and launch.left_out(recipe):
        yield f"on a CPU it goes without {', '.join(launch.left_out(recipe))}"
    missing = check.absent(recipe)
    if missing is not None:
        yield f"not there yet: {missing}, the model that it starts from"
    versions = settings.table().versions
    said = ", ".join(f"{name} {version}" for name, version in versions.items())
    if not installed.has("trl"):
        yield f"TRL is not installed here: settings are judged by a table of {said}"
    elif settings.versions_here() != versions:
        here = ", ".join(f"{name} {version}" for name, version in settings.versions_here().items())
        yield f"settings are judged by a table of {said}; here are {here}"
    if check_only and installed.has("trl"):
        for lack in installed.lacking(fitted, machine):
            yield f"needed there, and not installed here: {lack.expected}"


def _demand_there(recipe: Recipe, found: list[Found]) -> None:
    """Before it starts: a model and data that a check may do without."""
    from tracepile_hf.training import check

    missing = check.absent(recipe)
    if missing is not None:
        raise InputError("the model of an earlier stage", "no such folder", f"model_name_or_path: {missing}")
    for one in found:
        if one.splits is not None and not one.files and "not built" in one.note:
            raise InputError("a corpus that was built", one.note, f"{one.source.where}: {one.source.name}")


def run_training(
    recipe: RecipeFile,
    prove_every: Annotated[int, typer.Option(min=0)] = 0,
    prove_on: Annotated[str, typer.Option()] = "",
    prove_questions: Annotated[int, typer.Option(min=1)] = 4,
    tokens_per_second: Annotated[float, typer.Option(min=0)] = 0.0,
) -> None:
    """What `train` launches, once for each GPU."""
    from tracepile_hf.cli.publishing import publish
    from tracepile_hf.training import run

    def tell(line: str) -> None:
        print(line, flush=True)

    name, _, config = prove_on.partition(":")
    run.main(
        recipe,
        run.Watch(
            tell=tell,
            prove=_prove() if prove_every else None,
            prove_every=prove_every,
            prove_questions=prove_questions,
            prove_on=(name, config or None) if name else None,
            rate=tokens_per_second,
            publish=publish,
        ),
    )


def _prove() -> Prove:
    from tracepile_hf.tracing import prove_row
    from tracepile_hf.training.proof import Proved

    def prove(row: Mapping[str, Any], text: str) -> Proved:
        return Proved(*prove_row(row, text))

    return prove


def merge(
    adapter: Annotated[Path, typer.Argument(help="An adapter's folder, as training with use_peft leaves it.")],
    out: Annotated[Path | None, typer.Option(help="The merged model's folder; ADAPTER/merged by default.")] = None,
) -> None:
    """Add an adapter to its base: a whole model, for a second stage, an evaluation or a push."""
    from tracepile_hf.training.merge import merged

    print(merged(adapter, out))


def mix(
    tokenizer: Annotated[str, typer.Option(help="The model's tokenizer: folder or Hub id.")],
    out: Annotated[Path, typer.Option(help="Folder to write, a config a part.")],
    part: Annotated[list[str] | None, typer.Argument(help="NAME=SOURCE[:CONFIG][+SOURCE...][@CONTROL], ...")] = None,
    table: Annotated[str | None, typer.Option(help="ablations, alternatives, controls or scaling.")] = None,
    corpus: Annotated[str, typer.Option(help="For --table: the corpus, a built folder or a Hub id.")] = "tracepile",
    tokens: Annotated[int | None, typer.Option(min=1, help="Tokens of every part (not for scaling).")] = None,
    first: Annotated[int, typer.Option(min=1, help="For scaling: rows of the smallest size.")] = 50_000,
    template: Annotated[Path | None, typer.Option(help="Chat template to count with.")] = None,
    seed: Annotated[int, typer.Option(help="Chooses the rows.")] = 0,
) -> None:
    """Write equal-token subsets, so that models trained on different parts have cost the same compute.

    tracepile mix full=./tracepile:all io=./tracepile:all@input_output --tokenizer Qwen/Qwen2.5-0.5B --tokens 5000000
    --out mixture

    --table writes the parts of one of the paper's comparisons; `scaling` writes one part in doubling sizes.
    """
    from tracepile_hf.training.mixture import demand_names, demand_new, tokenizer_count, write, write_sizes
    from tracepile_hf.training.tables import SCALING, parts_of

    if bool(part) == bool(table):
        raise InputError("either parts or --table", "both" if part else "neither", "tracepile mix")
    if (tokens is None) != (table == SCALING):
        expected = "no --tokens with --table scaling" if table == SCALING else "--tokens, the budget of every part"
        raise InputError(expected, str(tokens or "none"), "tracepile mix")
    asked = part or parts_of(str(table), corpus)
    demand_names([name for name, _, rest in (text.partition("=") for text in asked) if name and rest])
    demand_new(out)  # both before anything is loaded, or built
    parts = [_part(text) for text in asked]
    count = tokenizer_count(tokenizer, template)
    if tokens is None:
        shares = write_sizes(parts[0], first, count, seed, out)
    else:
        shares = write(parts, tokens, count, seed, out)
    for share in shares:
        print(f"{share.name}: {share.rows} rows, {share.tokens} tokens")


def prompts(
    corpus: Annotated[str, typer.Argument(help="FOLDER[:CONFIG], a built folder or a set on the Hub.")],
    out: Annotated[Path, typer.Option(help="Folder to write: the `dataset_name` of a GRPO recipe.")],
    split: Annotated[str, typer.Option(help="Of the corpus.")] = "train",
    first: Annotated[int | None, typer.Option(min=1, help="Rows; all of them.")] = None,
) -> None:
    """Write a corpus' questions as prompts for `trl grpo`, with the columns that tracepile_hf.training.rewards reads.

    tracepile prompts ./tracepile:algorithm --out prompts && trl grpo --config trainers/recipes/qwen2.5-7b/grpo.yaml
    """
    from tracepile_hf.training.prompts import write_prompts

    name, _, config = corpus.partition(":")
    print(f"{write_prompts(rows_of(name, config or None, split), out, first)} prompts in {out}")


def _part(text: str) -> Part:
    from tracepile_hf.training.controls import CONTROLS
    from tracepile_hf.training.mixture import Part

    name, equals, rest = text.partition("=")
    places, _, control = rest.partition("@")
    if not equals or not name or not all(places.split("+")):
        raise InputError("NAME=SOURCE[:CONFIG][+SOURCE...][@CONTROL]", text, "tracepile mix")
    if control and control not in CONTROLS:
        raise InputError(f"a control among {', '.join(CONTROLS)}", control, text)
    return Part(name, tuple(_source(place, control) for place in places.split("+")))


def _source(place: str, control: str) -> ChatSource:
    from tracepile_hf.training.alternatives import messages_of
    from tracepile_hf.training.controls import CONTROLS
    from tracepile_hf.training.mixture import ChatSource

    dataset, _, config = place.partition(":")
    if dataset == "tracepile" and not Path(dataset).is_dir() and built_here(config) is None:
        expected = f"a corpus that was built (tracepile build --config {config or 'all'}), or --corpus FOLDER"
        raise InputError(expected, "none", place)
    read = CONTROLS[control] if control else lambda row: messages_of(dataset, row)
    return ChatSource(rows_of(dataset, config or None), read)
