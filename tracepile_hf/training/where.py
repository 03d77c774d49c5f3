"""Where the shipped training files are: in the repository, or in the installed package."""

from __future__ import annotations

from pathlib import Path

from tracepile_hf.errors import InputError


def trainers_folder() -> Path:
    """The folder with recipes/, templates/, accelerate/ and models.yaml. Errors: InputError if it is not there."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "trainers", package.parent / "trainers"):
        if (folder / "models.yaml").is_file():
            return folder
    raise InputError("the trainers folder of this package", "nothing", str(package))
