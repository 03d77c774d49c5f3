"""The benchmarks as texts that a corpus is held against, from a folder or from the Hub."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import suite
from tracepile_hf.evaluation.loading.item import TaskItem
from tracepile_hf.evaluation.loading.load import load
from tracepile_hf.quality.decontamination import Reference

_CODE: Final = re.compile(r"\[PYTHON\]\n(.*?)\n(?:assert [^\n]*\n)?\[/PYTHON\]|```python\n(.*?)\n```", re.DOTALL)


def references(data_dir: Path | None, names: Sequence[str] = ()) -> tuple[list[Reference], list[str]]:
    """(the items of the benchmarks, the names of those that are not at hand). `names`: by default the paper's suite.

    From `data_dir`, or from the Hub where that is None. Errors: InputError if none at all is at hand.
    """
    found: list[Reference] = []
    missing: list[str] = []
    said = ""
    for name in names or suite("paper"):
        try:
            found += [reference_of(name, item) for item in load(name, data_dir).items]
        except InputError as error:
            missing.append(name)
            said = str(error)
    if not found:
        raise InputError("benchmarks to hold the corpus against", "none of them", f"the last: {said}")
    return found, missing


def reference_of(name: str, item: TaskItem) -> Reference:
    """An item as texts: the code in its prompt apart from the prose."""
    code = [first or second for first, second in _CODE.findall(item.prompt)]
    return Reference(name, item.id, _CODE.sub("\n", item.prompt), "\n\n".join(code))
