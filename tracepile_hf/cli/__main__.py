"""`python -m tracepile_hf.cli`: the command by the interpreter's name."""

from tracepile_hf.cli import main

main()
