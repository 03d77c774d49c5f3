"""The models that can be asked: `served` (OpenAI's protocol) and `offline` (vLLM in this process)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

ENGINES: Final = ("vllm", "openai")
_EDGE: Final = 1 << 20  # bytes of a weight file that its digest looks at, at either end
_FILES: Final = ("*.safetensors", "*.gguf", "*.bin", "config.json", "tokenizer*.json", "*.jinja")


def revision_of(model: str, revision: str) -> str:
    """The revision a model is known by: the one that is named, or of a folder a digest of its files' edges."""
    folder = Path(model)
    if revision or not folder.is_dir():
        return revision
    total = hashlib.sha256()
    for path in sorted({path for pattern in _FILES for path in folder.glob(pattern)}):
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_EDGE)
            file.seek(max(0, size - _EDGE))
            total.update(f"{path.name} {size} ".encode() + start + file.read(_EDGE))
    return total.hexdigest()[:12]


def name_of(model: str) -> str:
    """What rows call a model: its id, or the last part of a folder's path, which says nothing about a machine."""
    return Path(model).resolve().name if Path(model).is_dir() else model
