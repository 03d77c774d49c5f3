"""The `tracepile` command: the only room that knows every other, and the only one that prints."""

from tracepile_hf.cli.main import app, main

__all__ = ["app", "main"]
