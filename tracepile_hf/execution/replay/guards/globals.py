"""The global variables of a mirrored run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracepile_hf.execution.replay.state.steps import Names

if TYPE_CHECKING:
    from tracepile_hf.execution.replay.guards.library import Library


class Globals(Names):
    """Global variables, with the builtins behind them."""

    library: Library

    def __missing__(self, name: str) -> Any:
        try:
            return self.library.builtin(name)
        except KeyError:
            raise NameError(f"name {name!r} is not defined") from None
