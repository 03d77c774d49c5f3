"""Rules and puzzles, told in words."""
