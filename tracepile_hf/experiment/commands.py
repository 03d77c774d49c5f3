"""What the two commands do; both command lines, the room's own and `tracepile experiment`, hand over to these."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tracepile_hf.experiment import curves, notebook
from tracepile_hf.experiment.cards import write_cards
from tracepile_hf.experiment.design import FOLDER, load
from tracepile_hf.experiment.report import figures, headlines, page
from tracepile_hf.experiment.results import read_results
from tracepile_hf.experiment.running import run as train

Tell = Callable[[str], None]


def run(design: str, out: Path | None, minutes: float, threads: int | None, tell: Tell) -> bool:
    """Train a design for so many minutes; whether all of it is done. InputError for no such design, no torch."""
    from tracepile_hf.experiment.design import read_design
    from tracepile_hf.experiment.model import require_torch

    name = read_design(design).name
    torch = require_torch()
    if threads:
        torch.set_num_threads(threads)
    shipped = FOLDER / f"{design}.json"
    content = load(shipped if shipped.is_file() else Path(design))
    folder = out or Path("runs") / name
    done = train(content, folder, minutes, tell)
    how = f"python -m tracepile_hf.experiment report {folder}" if done else "the same command goes on"
    tell(f"{'all runs are done' if done else 'not done yet'}: {how}")
    return done


def report(out: Path, unregistered: bool, tell: Tell) -> None:
    """Write report.md, curves.png, notebook.ipynb and cards/ into the folder, all from its raw answers."""
    found = figures(read_results(out, tell, unregistered))
    (out / "report.md").write_text(page(found), encoding="utf-8")
    (out / "notebook.ipynb").write_text(notebook.made(found), encoding="utf-8")
    write_cards(found, out / "cards")
    drawn = curves.draw(found, out / "curves.png")
    for line in headlines(found):
        tell(line)
    tell(f"{out / 'report.md'}, notebook.ipynb, cards/{', curves.png' if drawn else ''}")
    if not drawn:
        tell("no curves.png: matplotlib is not installed (pip install 'tracepile-hf[eval]')")
