"""Training on a corpus: recipes checked before a weight is loaded, mixtures, launching, a live proof callback.

The training loop is TRL's. Recipes are plain `trl sft` files (trainers/recipes); nothing here is needed to run them.
"""

from __future__ import annotations
