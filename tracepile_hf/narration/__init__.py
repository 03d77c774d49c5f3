"""Narration: a trace told in English whose every statement can be proved."""

from tracepile_hf.narration.budget import BudgetError
from tracepile_hf.narration.narrator import Telling, narrate, tell
from tracepile_hf.narration.registers.solution import solve
from tracepile_hf.narration.registers.worth import Unsayable

__all__ = ["BudgetError", "Telling", "Unsayable", "narrate", "solve", "tell"]
