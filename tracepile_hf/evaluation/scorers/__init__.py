"""Scorers: an item and a text in, one of four outcomes out. Code of a model is run in the jail, never here."""

from tracepile_hf.evaluation.scorers.outcome import OUTCOMES, Outcome, Scored
from tracepile_hf.evaluation.scorers.score import SCORERS, score

__all__ = ["OUTCOMES", "SCORERS", "Outcome", "Scored", "score"]
