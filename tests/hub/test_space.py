"""What a push of the explorer sends is all that it needs, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_push import Hub, write

from tracepile_hf.errors import InputError
from tracepile_hf.hub.push import Upload, push
from tracepile_hf.hub.space import PACKAGE, plan_space

ROOT = Path(__file__).resolve().parent.parent.parent
SPACE = ROOT / "spaces" / "trace_explorer"
CARD = "---\ntitle: A space\nsdk: gradio\napp_file: app.py\n---\n"


@pytest.fixture
def space(tmp_path: Path) -> Path:
    folder = tmp_path / "space"
    write(folder, "app.py", "requirements.txt", "page.css", ".env", "__pycache__/app.pyc", "app.log")
    (folder / "README.md").write_text(CARD)
    return folder


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write(tmp_path / "here", "LICENSE", "our_package/__init__.py", "our_package/room/one.py", "our_package/py.typed")
    write(tmp_path / "here", "our_package/__pycache__/one.pyc", "our_package/room/.hidden")
    return tmp_path / "here" / "our_package"


def laid_out(upload: Upload, folder: Path) -> Path:
    for (name, _), path in zip(upload.files, upload.paths, strict=True):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / name)
    return folder


def test_the_package_goes_along_under_its_name_and_nothing_private_does(space: Path, package: Path) -> None:
    write(space, "our_package/stale.py")  # a copy of an earlier package is not sent again
    upload = plan_space(space, "me/explorer", package)
    assert upload.kind == "space"
    assert [name for name, _ in upload.files] == [
        "LICENSE",
        "README.md",
        "app.py",
        *("our_package/__init__.py", "our_package/py.typed", "our_package/room/one.py"),
        "page.css",
        "requirements.txt",
    ]
    assert all(path.stat().st_size == size for path, (_, size) in zip(upload.paths, upload.files, strict=True))


def test_a_push_makes_a_gradio_space_and_sends_exactly_the_plan(space: Path, package: Path) -> None:
    hub = Hub()
    upload = plan_space(space, "me/explorer", package)
    assert push(upload, hub=hub) == "https://hub/commit/1"
    (_, made), _, (_, sent) = hub.asked
    assert (made["repo_type"], made["space_sdk"], made["private"]) == ("space", "gradio", True)
    assert [add.path_in_repo for add in sent["operations"]] == [name for name, _ in upload.files]
    assert [Path(add.path_or_fileobj) for add in sent["operations"]] == list(upload.paths)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda folder: (folder / "README.md").unlink(), "README.md"),
        (lambda folder: (folder / "app.py").unlink(), "app.py"),
        (lambda folder: (folder / "requirements.txt").unlink(), "requirements.txt"),
        (lambda folder: (folder / "README.md").write_text("---\nsdk: static\n---\n"), "sdk: gradio"),
    ],
)
def test_a_folder_that_is_no_space_is_named(space: Path, package: Path, change: object, expected: str) -> None:
    change(space)  # type: ignore[operator]
    with pytest.raises(InputError, match=expected):
        plan_space(space, "me/explorer", package)


def test_what_is_sent_of_the_explorer_imports_its_own_copy_of_the_package(tmp_path: Path) -> None:
    work = laid_out(plan_space(SPACE, "me/explorer"), tmp_path / "work")
    tried = "import sys; sys.path.insert(0, '.'); import explorer, examples, tracepile_hf; print(tracepile_hf.__file__)"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TRACEPILE"))}
    command = [sys.executable, "-S", "-c", tried]  # -S: nothing that is installed, so nothing but what was sent
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == (work / "tracepile_hf" / "__init__.py").resolve()
    assert (work / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert sum(1 for _ in (work / "tracepile_hf").rglob("*.py")) == sum(1 for _ in PACKAGE.rglob("*.py"))


def test_the_command_is_a_dry_run_unless_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tracepile_hf.cli", "push-space", str(SPACE), "me/explorer"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "tracepile_hf/records.py" in done.stdout
    assert "a private space repository, me/explorer" in " ".join(done.stdout.split())
    assert "Nothing was sent" in done.stdout
