"""Chain of Execution data: run programs, tell what happened, and prove every statement of the text."""

__version__ = "0.1.0"
