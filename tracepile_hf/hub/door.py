"""After `import tracepile_hf`, `load_dataset("tracepile", config)` builds the corpus on the spot.

`datasets` has no way to register a builder, so its one function that turns a path into a builder module,
`datasets.load.dataset_module_factory`, is wrapped: the path "tracepile", with no folder of that name and no data files
given, is answered here, everything else goes through untouched. `datasets` itself is not imported for this: if it is
loaded already it is wrapped at once, otherwise a finder that knows one module name waits for it, then goes away.
Building starts only when the dataset is asked for.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, Final

NAME: Final = "tracepile"
_BUILDER: Final = "tracepile_hf.hub.builder"
_LOAD: Final = "datasets.load"
_FACTORY: Final = "dataset_module_factory"
_MARK: Final = "_tracepile_door"


def open_door() -> None:
    """Make `load_dataset("tracepile", ...)` known to `datasets`, now or as soon as it is imported. Idempotent."""
    loaded = sys.modules.get(_LOAD)
    if loaded is not None and hasattr(loaded, _FACTORY):
        _wrap(loaded)
    elif not any(isinstance(finder, _Doorkeeper) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Doorkeeper())


def _wrap(load: ModuleType) -> None:
    original = getattr(load, _FACTORY)
    if hasattr(original, _MARK):
        return
    wrapped = _answering(original)
    setattr(load, _FACTORY, wrapped)
    inspect = sys.modules.get("datasets.inspect")  # holds the function under a name of its own
    if inspect is not None and getattr(inspect, _FACTORY, None) is original:
        setattr(inspect, _FACTORY, wrapped)


def _answering(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def dataset_module_factory(path: str, *args: Any, **kwargs: Any) -> Any:
        given = args or kwargs.get("data_dir") is not None or kwargs.get("data_files") is not None
        if path != NAME or given or os.path.isdir(NAME):
            return original(path, *args, **kwargs)
        from datasets.load import DatasetModule

        from tracepile_hf.corpus.fingerprint import code_hash

        return DatasetModule(_BUILDER, code_hash(), {"dataset_name": NAME})

    setattr(dataset_module_factory, _MARK, True)
    return dataset_module_factory


class _Doorkeeper(importlib.abc.MetaPathFinder):
    """Waits for `datasets.load`, lets the usual finders find it, and wraps it once it has run."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != _LOAD:
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _WrappingLoader(spec.loader)
        return spec


class _WrappingLoader(importlib.abc.Loader):
    """Runs the module through its own loader, puts that loader back in its place, and wraps."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self.loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        self.loader.exec_module(module)
        _wrap(module)
