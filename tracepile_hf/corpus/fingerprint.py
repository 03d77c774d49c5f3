"""What rows depend on besides config and seed: this package's code and the Python minor."""

from __future__ import annotations

import functools
import hashlib
import sys
from pathlib import Path


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
