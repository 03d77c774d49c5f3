"""Items of a benchmark, from a folder or from the Hub, in one form: `load(name, data_dir)`."""

from tracepile_hf.evaluation.loading.load import HIDDEN, Loaded, load

__all__ = ["HIDDEN", "Loaded", "load"]
