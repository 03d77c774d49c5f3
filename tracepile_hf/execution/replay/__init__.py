"""From a journal to steps: the same program over a mirrored state."""
