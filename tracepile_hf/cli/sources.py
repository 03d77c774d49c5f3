"""The command about other people's sets: `sources`. What it lists, `build --from` takes."""

from __future__ import annotations

import textwrap
from typing import Annotated

import typer

_WIDTH = 110


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(sources)


def sources(
    names: Annotated[
        list[str] | None, typer.Argument(help="Sets to show; without: all of them.", metavar="[SET]...")
    ] = None,
) -> None:
    """List the sets on the Hub that `tracepile build --from SET` takes programs from: licence, size, what is kept."""
    from tracepile_hf.sources.hub import SETS, hub_set, is_held_out
    from tracepile_hf.sources.rows import REASONS

    chosen = {name: hub_set(name) for name in names or SETS}
    for name, one in chosen.items():
        print(f"{name}: {one.path}, {one.license}")
        held = {split: ", held out" if is_held_out(split) else "" for split in one.splits}
        _say("rows", "; ".join(f"{split} {rows}{held[split]}" for split, rows in one.splits.items()))
        _say("columns", ", ".join(one.columns))
        if one.problems:
            _say("beside", f"the problems, rows of {one.problems}: --problems FILE, or a column `problem`")
        _say("kept", one.kept)
        _say("dropped", ", ".join(one.reasons))
        print()
    print("dropped, as the ledger counts it under not_taken:")
    used = {reason for one in chosen.values() for reason in one.reasons}
    for reason, why in REASONS.items():
        if reason in used:
            print(f"  {reason:<16} {why}")


def _say(title: str, text: str) -> None:
    print(textwrap.fill(text, _WIDTH, initial_indent=f"  {title:<8} ", subsequent_indent=" " * 11))
