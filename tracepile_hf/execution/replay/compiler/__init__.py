"""A program to the text of its replay: every operation guarded, every step told."""
