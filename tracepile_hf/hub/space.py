"""Pushing the trace explorer: the Space's own files, and beside them the package that it imports.

A Space installs its requirements before the rest of its repository is there, so that a wheel among its files could not
be asked for; and a release need not be out. So the package goes along as it is, and requirements.txt names only what
others have published.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from huggingface_hub import SpaceCard

import tracepile_hf
from tracepile_hf.errors import InputError
from tracepile_hf.hub.push import NEVER, Upload, read_card, upload_of

PACKAGE: Final = Path(tracepile_hf.__file__).resolve().parent
NEVER_OF_A_SPACE: Final = (*NEVER, "__pycache__", "*.pyc", "*.egg-info")


def plan_space(folder: Path, repo: str, package: Path = PACKAGE) -> Upload:
    """What a push of a Space's folder would send: its files, the package's under its name, the licence.

    Errors: InputError when the folder is no Gradio Space with the program that its card names.
    """
    if not (folder / "README.md").is_file():
        raise InputError("a Space's folder with README.md", "none", str(folder))
    data = read_card(folder, SpaceCard).data
    if data.get("sdk") != "gradio":
        raise InputError("sdk: gradio in the card", str(data.get("sdk")), str(folder / "README.md"))
    for needed in (str(data.get("app_file")), "requirements.txt"):
        if not (folder / needed).is_file():
            raise InputError(f"a Space's folder with {needed}", "none", str(folder))
    found = {name: path for name, path in _files(folder).items() if not name.startswith(f"{package.name}/")}
    found |= {f"{package.name}/{name}": path for name, path in _files(package).items()}
    if (package.parent / "LICENSE").is_file():
        found["LICENSE"] = package.parent / "LICENSE"
    return upload_of("space", repo, found)


def _files(folder: Path) -> dict[str, Path]:
    """The files below a folder that may go, by their names in it."""
    paths = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path
        for name, path in paths.items()
        if not any(Path(part).match(pattern) for part in name.parts for pattern in NEVER_OF_A_SPACE)
    }
