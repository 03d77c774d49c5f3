"""The report as a notebook: its page, and the cells that work every figure out again from the raw answers."""

from __future__ import annotations

import json
from typing import Any

from tracepile_hf.experiment.report import Figures, page

_LOAD = """from pathlib import Path

from tracepile_hf.experiment import report
from tracepile_hf.experiment.results import read_results

folder = Path(".")  # where this notebook lies, with design.json, data/ and runs/
results = read_results(folder, print, unregistered={unregistered})
found = report.figures(results)
print("\\n".join(report.headlines(found)))"""
_ALL = """from IPython.display import Image, Markdown, display

from tracepile_hf.experiment import curves

display(Markdown(report.page(found)))
if curves.draw(found, folder / "curves.png"):
    display(Image(folder / "curves.png"))"""
_ANSWERS = """from tracepile_hf.experiment.answers import read_answers
from tracepile_hf.experiment.running import run_folder

seed = results.seeds[0]
for arm in found.arms:
    run = results.of(arm)[seed]
    answer = read_answers(run_folder(folder, arm, seed) / f"seen-{run.history['steps']}.jsonl.xz")[0]
    question = results.questions["seen"][0]
    print(f"--- {arm}\\n{question.prompt}{answer.text}\\ntrue answer: {question.answer}\\n")"""


def made(found: Figures) -> str:
    """The notebook as JSON text; the same results give the same bytes."""
    cells = [
        _markdown(page(found)),
        _markdown("Everything above again, from the raw answers:"),
        _code(_LOAD.replace("{unregistered}", str(not found.results.registered))),
        _code(_ALL),
        _markdown("One question, as each arm's model answers it:"),
        _code(_ANSWERS),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(text: str) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
