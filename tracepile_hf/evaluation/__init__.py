"""Benchmarks of others and the faithfulness of a model's own reasoning: tasks, scorers, figures with their intervals.

The heavy parts (lm-eval, torch) are the extra `eval`; loaders, scorers, statistics and reports need the core only.
"""
