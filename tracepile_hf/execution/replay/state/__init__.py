"""What a mirrored run holds: containers, frames, literals, and the steps it tells."""
