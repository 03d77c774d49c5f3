"""What one run may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one run may use: wall-clock seconds, steps, MiB of memory, bytes of output."""

    seconds: float = 10.0
    steps: int = 100_000
    memory_mb: int = 512
    output_bytes: int = 1 << 20
