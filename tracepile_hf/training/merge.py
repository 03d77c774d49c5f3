"""An adapter and its base as one model, so that a second stage, an evaluation or a push can start from it.

The sum is made and saved in float32 on the CPU: in bfloat16 much of what an adapter adds would round away. It wants
memory for the whole model (4 bytes a parameter).
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError, usable

ADAPTER: Final = "adapter_config.json"
OF: Final = "merged_from.json"  # beside the merged weights: the digest of the adapter that is in them
MERGED: Final = "merged"  # the folder inside of an adapter's that a second stage starts from


def is_adapter(folder: Path) -> bool:
    """Whether a folder holds an adapter and no whole model."""
    return (folder / ADAPTER).is_file() and not (folder / "config.json").is_file()


def merged(adapter: Path, out: Path | None = None) -> Path:
    """The folder of the merged model, made unless it is there: whole or not at all.

    Errors: InputError for a folder without an adapter, or a base that cannot be loaded here.
    """
    if not is_adapter(adapter):
        raise InputError("an adapter's folder, with adapter_config.json", "none", str(adapter))
    target = adapter / MERGED if out is None else out
    if (target / "config.json").is_file():
        _demand_of(adapter, target)
        return target
    with usable("a folder that can be written", target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and any(target.iterdir()):
            raise InputError("a new or empty folder", "one with files in it", str(target))
        with tempfile.TemporaryDirectory(prefix=".merge-", dir=target.parent) as work:
            made = Path(work) / "model"
            _write(adapter, made)
            (made / OF).write_text(json.dumps({"adapter": _digest(adapter)}) + "\n", encoding="utf-8")
            if target.exists():
                target.rmdir()
            made.rename(target)
    return target


def _demand_of(adapter: Path, target: Path) -> None:
    """A merged model that is there must be of these very weights: the adapter may have been trained again since."""
    with usable("a merged model's record", target / OF):
        text = (target / OF).read_text(encoding="utf-8") if (target / OF).is_file() else "{}"
    try:
        known = json.loads(text).get("adapter")
    except (ValueError, AttributeError):
        known = None
    if known != _digest(adapter):
        raise InputError(f"a folder merged from {adapter} as it is now", "one of other weights: delete it", str(target))


def _digest(adapter: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(adapter.glob("adapter_model*")):
        with usable("a readable adapter", file):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _write(adapter: Path, out: Path) -> None:
    try:
        from peft import AutoPeftModelForCausalLM
        from transformers import AutoTokenizer
    except ImportError as error:
        raise InputError("peft (pip install 'tracepile-hf[train]')", str(error), "merge") from None
    try:
        model = AutoPeftModelForCausalLM.from_pretrained(str(adapter), dtype="float32")
        tokenizer = AutoTokenizer.from_pretrained(str(adapter))
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        said = " ".join(str(error).split())[:200]
        raise InputError("an adapter whose base model can be loaded here", said, str(adapter)) from error
    whole = model.merge_and_unload()
    end = tokenizer.eos_token_id  # the training's; an adapter keeps no config of its own to say so
    if end is not None:
        whole.config.get_text_config().eos_token_id = end
        whole.generation_config.eos_token_id = end
    whole.save_pretrained(str(out))
    tokenizer.save_pretrained(str(out))
