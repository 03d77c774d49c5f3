"""Registers: how a text is written. Prose, bullets and numbered steps lay the same sentences out; notes have theirs."""
