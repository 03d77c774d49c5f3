"""Scripts that read an input and print an output, by topic: a module a family."""
