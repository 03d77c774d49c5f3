"""A run of another kind: the program as it is, seen by the interpreter's own tracing, held against replayed steps."""
