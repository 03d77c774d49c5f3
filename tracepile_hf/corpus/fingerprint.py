"""What rows depend on besides config and seed: this code, the Python minor, and the libraries that programs use."""

from __future__ import annotations

import functools
import hashlib
import sys
from importlib import metadata
from pathlib import Path
from typing import Final

from tracepile_hf import __version__

_LIBRARIES: Final = ("sympy", "numpy", "math-verify", "libcst", "reasoning-gym")


def made_by() -> dict[str, str]:
    """What makes rows here, by name: two rows made by the same of these are of one kind."""
    return {
        "version": __version__,
        "python": python_minor(),
        "code": code_hash(),
        "libraries": ", ".join(filter(None, map(_version_of, _LIBRARIES))),
    }


def python_minor() -> str:
    """Such as 3.11."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _version_of(library: str) -> str:
    try:
        return f"{library} {metadata.version(library)}"
    except metadata.PackageNotFoundError:
        return ""


@functools.cache
def code_hash() -> str:
    """32 hexadecimal digits over every source file of the package and the Python minor.

    Given to `datasets` as the builder's hash: after an update its cache of built corpora is not reused.
    """
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(f"{sys.version_info.major}.{sys.version_info.minor}".encode())
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]
