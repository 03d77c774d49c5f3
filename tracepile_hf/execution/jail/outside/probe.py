"""A runner that runs nothing: what `doctor` loads to see which layers a zygote can put on."""

from __future__ import annotations


def prepare(code: str, entry_point: str | None) -> None:
    """Nothing to prepare."""


def run_plain(prepared: None, case: dict[str, object], limits: dict[str, object]) -> bytes:
    """Nothing to run."""
    return b"{}"


run_traced = run_plain
