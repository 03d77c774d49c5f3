"""Runs work in processes, one lost process costing the one piece it held: `Local`, and what any engine is like."""

from tracepile_hf.engine.base import RETRIES, Done, Engine, Lost, Piece, in_order
from tracepile_hf.engine.local import Local

__all__ = ["RETRIES", "Done", "Engine", "Local", "Lost", "Piece", "in_order"]
