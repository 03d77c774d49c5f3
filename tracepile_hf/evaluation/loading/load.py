"""From a benchmark's name to its items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import Benchmark, benchmark
from tracepile_hf.evaluation.loading import arithmetic, choices, code, graphs, logic
from tracepile_hf.evaluation.loading.files import digest_of, files_of, hub_rows, rows_of
from tracepile_hf.evaluation.loading.item import TaskItem
from tracepile_hf.evaluation.loading.logic import HIDDEN
from tracepile_hf.evaluation.loading.styles import SEED, STYLES

Reader = Callable[[Sequence[Mapping[str, Any]]], list[TaskItem]]

READERS: Final[dict[str, Reader]] = {
    "gsm8k": arithmetic.gsm8k,
    "math": arithmetic.math,
    "math500": arithmetic.math,
    "gsm_hard": arithmetic.gsm_hard,
    "svamp": arithmetic.svamp,
    "asdiv": arithmetic.asdiv,
    "mawps": arithmetic.mawps,
    "tabmwp": arithmetic.tabmwp,
    "mmlu_stem": choices.mmlu,
    "mathqa": choices.mathqa,
    "sat_math": choices.sat,
    "agieval_sat_math": choices.agieval,
    "mmlu_redux": choices.redux,
    "lcb_output": code.test_output,
    "lcb_generation": code.generation,
    "cruxeval_output": code.cruxeval_output,
    "cruxeval_input": code.cruxeval_input,
    "zebralogic": logic.zebra_grid,
    "zebra_puzzle": logic.zebra_choices,
    "kor": logic.kor,
    "ruletaker": logic.ruletaker,
    "bbh": logic.bbh,
    "graphwiz": graphs.graphwiz,
    "graphinstruct": graphs.graphinstruct,
    "clrs_text": graphs.clrs_text,
}
__all__ = ["HIDDEN", "READERS", "Loaded", "load"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A benchmark's items and the revision of the data: a digest of the files, or the Hub's."""

    benchmark: Benchmark
    items: tuple[TaskItem, ...]
    revision: str


def load(name: str, data_dir: str | Path | None = None, revision: str | None = None) -> Loaded:
    """The items of a benchmark: from a folder, or from the Hub where `data_dir` is None.

    Errors: InputError for an unknown name, a folder without its files, a file that is not as published, or a benchmark
    that the Hub does not have.
    """
    wanted = benchmark(name)
    if name in STYLES:
        return Loaded(wanted, tuple(STYLES[name]()), f"generated, seed {SEED}")
    if data_dir is not None:
        paths = files_of(wanted, Path(data_dir))
        rows = list(chain.from_iterable(map(rows_of, paths)))
        found = digest_of(paths)
        items = _kor(name, rows, paths[0]) if name.startswith("kor_") else reader(name)(rows)
    else:
        if wanted.hub is None:
            raise InputError(f"--data-dir with {' or '.join(wanted.files)}", "none", f"{name}: {wanted.note}")
        found, items = revision or "main", reader(name)(list(hub_rows(wanted.hub, revision)))
    if not items:
        raise InputError("at least one item", "none", name)
    return Loaded(wanted, tuple(items), found)


def _kor(name: str, rows: Sequence[Mapping[str, Any]], file: Path) -> list[TaskItem]:
    """KOR-Bench keeps its rules and its three examples for each in files beside the questions."""
    beside = {path.stem: list(rows_of(path)) for path in file.parent.glob("*.jsonl") if path != file}
    return logic.kor(rows, beside, name.removeprefix("kor_"))


def reader(name: str) -> Reader:
    """What reads this benchmark's rows: by its name, else by the name before its part's."""
    return READERS.get(name) or READERS[name.split("_")[0]]
