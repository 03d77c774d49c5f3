"""Where programs that are not our own come from: anybody's JSONL, adapters for the Hub's sets, reasoning-gym.

Nothing is imported here: a caller that wants one source pays for that one only.
"""
