"""The commands `tracepile experiment run` and `report`: those of `python -m tracepile_hf.experiment`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    commands = typer.Typer(help="Does telling runs teach? Small models, one an arm.", no_args_is_help=True)
    commands.command()(run)
    commands.command()(report)
    app.add_typer(commands, name="experiment")


def run(
    design: Annotated[str, typer.Option(help="A shipped design, or a file.")] = "cpu",
    out: Annotated[Path | None, typer.Option(help="Folder; without: runs/DESIGN.")] = None,
    minutes: Annotated[float, typer.Option(min=0, help="Of this segment; the same command goes on.")] = 1e6,
    threads: Annotated[int | None, typer.Option(min=1, help="Of torch.")] = None,
) -> None:
    """Train a design's arms one after the other, in segments that can be cut anywhere."""
    from tracepile_hf.experiment import commands

    commands.run(design, out, minutes, threads, _tell)


def report(
    out: Annotated[Path, typer.Argument(help="Folder of `run`.")],
    unregistered: Annotated[bool, typer.Option("--unregistered", help="Also of a design nobody registered.")] = False,
) -> None:
    """Table, curves, notebook and cards, all from the raw answers."""
    from tracepile_hf.experiment import commands

    commands.report(out, unregistered, _tell)


def _tell(line: str) -> None:
    print(line, flush=True)
