"""Narration: a trace told in English whose every statement can be proved."""

from tracepile_hf.narration.narrator import narrate

__all__ = ["narrate"]
