"""The environment `tracepile-proof` of `verifiers`, which finds its tasks by the name of a module that exports them.

PYTHONPATH=trainers/environments vf-eval tracepile-proof --env.taskset.prompts FOLDER ...
"""

from tracepile_hf.training.environment import ProofTaskset

__all__ = ["ProofTaskset"]
