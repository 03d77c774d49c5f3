"""The instrumented run: a program that writes the journal of what its replay cannot know."""
