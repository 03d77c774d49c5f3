"""The commands about training: `recipes`, `train`, `mix`, and `run-training`, which `train` launches."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracepile_hf.cli.loading import columns_of, rows_of
from tracepile_hf.errors import InputError, usable

if TYPE_CHECKING:
    from tracepile_hf.training.mixture import ChatSource, Part
    from tracepile_hf.training.recipe import Recipe

RecipeFile = Annotated[Path, typer.Argument(help="A recipe: the YAML that `trl sft --config` reads.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(recipes)
    app.command()(train)
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
    gpus: Annotated[int | None, typer.Option(min=0, help="GPUs to use; all by default, 0 for the CPU.")] = None,
    layout: Annotated[str | None, typer.Option(help="single, ddp, fsdp2 or zero3.")] = None,
    resume: Annotated[Path | None, typer.Option(help="Go on from this checkpoint.")] = None,
    data: Annotated[str | None, typer.Option(help="FOLDER[:CONFIG]: train on this, such as a mixture's part.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to save, in place of the recipe's output_dir.")] = None,
    report_to: Annotated[str | None, typer.Option(help="trackio or tensorboard.")] = None,
    prove_every: Annotated[int, typer.Option(min=0, help="Steps between proofs of the model's own claims.")] = 0,
    check_only: Annotated[bool, typer.Option(help="Say whether the recipe is sound and stop.")] = False,
) -> None:
    """Check a recipe, then train it with `accelerate launch`, the global batch kept on any number of GPUs."""
    from tracepile_hf.training import check, installed, launch
    from tracepile_hf.training.recipe import read

    chosen = read(recipe, options or [])
    if resume is not None:
        if not resume.is_dir():
            raise InputError("a checkpoint's folder", "a file" if resume.exists() else "none", f"--resume {resume}")
        chosen = chosen.using(resume_from_checkpoint=str(resume))
    if data is not None:
        name, _, config = data.partition(":")
        if not name or (name.startswith((".", "/", "~")) and not Path(name).is_dir()):
            raise InputError("FOLDER[:CONFIG], a built folder or a set on the Hub", "no such folder", f"--data {data}")
        chosen = chosen.using(dataset_name=name, dataset_config=config or None)
    if out is not None:
        chosen = chosen.using(output_dir=str(out))
    if report_to is not None:
        chosen = chosen.using(report_to=report_to)
    known = check.known_keys()  # before torch is asked for its devices: the clearer error first
    machine = launch.machine(gpus, layout)
    fitted = launch.fitted(chosen, machine, launch.assumed_gpus(chosen))
    check.check(fitted, machine, _columns(fitted), known)
    installed.check(fitted, machine)
    print(f"{recipe}: sound for {machine.gpus or 'no'} GPU(s), {machine.layout}")
    wanted = check.wanted(fitted, machine)
    if wanted is not None:
        print(f"estimated: {wanted.memory:.0f} GiB of memory on each, {wanted.disk:.0f} GiB of disk for checkpoints")
    if check_only:
        return
    status = launch.start(fitted, machine, prove_every)
    if status:
        raise InputError("a training run that ends well", f"exit status {status}", str(recipe))


def _columns(recipe: Recipe) -> list[str] | None:
    """Columns of the recipe's data where that is known without the network: a folder here, or our own corpus."""
    name = recipe.text("dataset_name")
    if name == "tracepile":
        from tracepile_hf.corpus.rows import COLUMNS

        return list(COLUMNS)
    if not Path(name).is_dir():
        return None
    return columns_of(name, recipe.text("dataset_config") or None, recipe.text("dataset_train_split", "train"))


def run_training(recipe: RecipeFile, prove_every: Annotated[int, typer.Option(min=0)] = 0) -> None:
    """What `train` launches, once for each GPU."""
    from tracepile_hf.training import run

    if not prove_every:
        run.main(recipe)
        return
    from tracepile_hf.tracing import prove_row
    from tracepile_hf.training.proof import Proved

    def prove(row: Mapping[str, Any], text: str) -> Proved:
        return Proved(*prove_row(row, text))

    run.main(recipe, prove, prove_every)


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
    read = CONTROLS[control] if control else lambda row: messages_of(dataset, row)
    return ChatSource(rows_of(dataset, config or None), read)
