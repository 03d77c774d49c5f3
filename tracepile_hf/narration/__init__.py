"""Narration: a trace told in English whose every statement can be proved."""

from tracepile_hf.narration.budget import BudgetError
from tracepile_hf.narration.narrator import Telling, narrate, tell

__all__ = ["BudgetError", "Telling", "narrate", "tell"]
