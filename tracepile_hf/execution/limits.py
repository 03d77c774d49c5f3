"""What one run may use."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from tracepile_hf.errors import InputError

_MOST: Final = {"seconds": 86_400, "steps": 10**9, "memory_mb": 10**9, "output_bytes": 1 << 30}


@dataclass(frozen=True)
class Limits:
    """What one run may use: wall-clock seconds, steps, MiB of memory, bytes of output. InputError: no such limit."""

    seconds: float = 10.0
    steps: int = 100_000
    memory_mb: int = 512
    output_bytes: int = 1 << 20

    def __post_init__(self) -> None:
        for name, most in _MOST.items():
            value = getattr(self, name)
            number = type(value) is int or (name == "seconds" and type(value) is float and math.isfinite(value))
            if not number or not 0 < value <= most:
                kind = "a number" if name == "seconds" else "a whole number"
                raise InputError(f"{kind} above 0 and at most {most}", repr(value), f"limit {name}")
