"""Pushing a trained model's folder to the Hub: private unless asked, and a dry run that says what would go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError

NEVER: Final = ("*.pt", "optimizer*", "scheduler*", "rng_state*", "checkpoint-*", "*.log", ".*")
NEEDED: Final = ("config.json", "README.md")


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that would go, with their sizes in bytes, and where to."""

    repo: str
    files: tuple[tuple[str, int], ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(size for _, size in self.files)


def plan(folder: Path, repo: str) -> Upload:
    """What a push of this folder would send. Errors: InputError when it is not a model with a card."""
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise InputError("a model folder with config.json and README.md", f"no {', '.join(missing)}", str(folder))
    weights = [*folder.glob("*.safetensors"), *folder.glob("adapter_model*")]
    if not weights:
        raise InputError("weights as .safetensors", "none", str(folder))
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _left_out(path.relative_to(folder))]
    return Upload(repo, tuple((str(path.relative_to(folder)), path.stat().st_size) for path in files))


def push(folder: Path, repo: str, *, public: bool = False) -> str:
    """Send the folder and return its address. Errors: InputError as for `plan`; the Hub's own errors pass through."""
    from huggingface_hub import HfApi

    plan(folder, repo)
    api = HfApi()
    api.create_repo(repo, private=not public, exist_ok=True)
    done = api.upload_folder(repo_id=repo, folder_path=str(folder), ignore_patterns=list(NEVER))
    return str(done.commit_url)


def _left_out(path: Path) -> bool:
    return any(Path(part).match(pattern) for part in path.parts for pattern in NEVER)
