"""Where programs come from: bundled families of three domains, adapters for the Hub's sets, and anybody's own JSONL.

Nothing is imported here: a caller that wants one domain pays for that one only.
"""
