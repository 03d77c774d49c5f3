"""The report of a build that was held against benchmarks: from the items that it dropped for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tracepile_hf.quality.decontamination import Hit, Report

FILE: Final = "decontamination.json"  # beside the rows


def write_report(
    path: Path, benchmarks: Mapping[str, int], not_compared: Sequence[str], rejects: Iterable[Mapping[str, Any]]
) -> None:
    """Items, hits, rows dropped and examples of each benchmark. `rejects`: records with the reason `contaminated`."""
    report = Report(dict(benchmarks))
    for record in rejects:
        item, _, how = str(record["message"]).rpartition(": ")
        report.add(str(record["id"]), Hit(str(record["detail"]), item, how))
    content = {"benchmarks": report.as_json(), "how": dict(sorted(report.how.items())), "not_compared": [*not_compared]}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
