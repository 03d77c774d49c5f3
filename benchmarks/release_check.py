"""Is what is committed fit to be released? Builds sdist and wheel, installs the wheel, runs the demo from it.

    python benchmarks/release_check.py                    # on every Python from 3.10 to 3.13 that is at hand
    python benchmarks/release_check.py --python 3.12      # on some of them
    python benchmarks/release_check.py --keep out/        # keep the built files
    python benchmarks/release_check.py --space            # the Space too: its upload as a dry run, its start

The files come from `git archive HEAD`, so what is not committed is not in them; the wheel is built from the sdist. Each
interpreter gets a virtual environment and a working folder outside the repository, with empty caches of its own, and
nothing of the repository but docs/depth_first_search.py. Needs git, and the network for pip.

Not covered: other systems than this one, and the optional extras but for the Space's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
VERSIONS: Final = ("3.10", "3.11", "3.12", "3.13")
IN_THE_WHEEL: Final = (
    "tracepile_hf/cli/program.py",
    "tracepile_hf/py.typed",
    "tracepile_hf/trainers/models.yaml",
    "tracepile_hf/trainers/recipes/qwen2.5-7b/two_stage/stage1.yaml",
    "tracepile_hf/trainers/templates/plain.jinja",
    "tracepile_hf/trainers/accelerate/ddp.yaml",
    "tracepile_hf/model_cards/template.md",
)
STARTING: Final = 180.0  # seconds that the Space may take to answer
CALL: Final = "dfs({'A': ['B', 'C'], 'B': ['D'], 'C': ['D'], 'D': []}, 'A')"
LOAD: Final = """
import sys
from datasets import load_dataset
by_name, by_path = load_dataset("tracepile", "algorithm"), load_dataset("./corpus", "algorithm")
assert "tracepile_hf" not in sys.modules
assert by_name["train"]["digest"] == by_path["train"]["digest"]
print(sum(split.num_rows for split in by_name.values()), "rows")
"""
SHIPPED: Final = """
from tracepile_hf.hub.cards import template_file
from tracepile_hf.training.where import trainers_folder
print(len(list(trainers_folder().glob("recipes/*/*/*.yaml"))), "recipes,", template_file().name)
"""
ASK: Final = r"""
import sys
from gradio_client import Client
told = Client(sys.argv[1], verbose=False).predict("def f(n):\n    return n + 1\n", "f(41)", "", "full", api_name="/run")
assert "It returned 42." in str(told[0]), told
"""
STEPS: Final[dict[str, tuple[str, ...]]] = {
    "trace": ("tracepile", "trace", "depth_first_search.py", "--call", CALL),
    "build": ("tracepile", "build", "--config", "algorithm", "--samples", "50", "--out", "corpus"),
    "verify": ("tracepile", "verify", "corpus"),
    "load": ("python", "-c", LOAD),
    "shipped": ("python", "-c", SHIPPED),
}


@dataclass
class Report:
    """What came of one interpreter: seconds of each step that went well, and what the first one that did not said."""

    version: str
    seconds: dict[str, float] = field(default_factory=dict)
    failed: str = ""
    said: str = ""


def interpreters(wanted: list[str]) -> dict[str, Path]:
    """Version -> interpreter, for each wanted version that starts: this one, those on the path, those of pyenv."""
    folder = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found: dict[str, Path] = {}
    for version in wanted:
        own = [Path(sys.executable)] if version == f"{sys.version_info.major}.{sys.version_info.minor}" else []
        on_path = shutil.which(f"python{version}")
        candidates = [*own, *([Path(on_path)] if on_path else []), *sorted(folder.glob(f"{version}.*/bin/python"))]
        chosen = next((candidate for candidate in candidates if _starts(candidate)), None)
        if chosen is not None:
            found[version] = chosen
    return found


def _starts(python: Path) -> bool:
    return subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True).returncode == 0


def built(folder: Path, revision: str) -> Path:
    """Build sdist and wheel of a revision into `folder` and return the wheel, which must hold what is to be shipped."""
    source, tools = folder / "source", folder / "tools"
    source.mkdir()
    archive = folder / "source.tar"
    _run(["git", "archive", "--output", str(archive), revision], ROOT)
    _run(["tar", "-xf", str(archive), "-C", str(source)], folder)
    _run([sys.executable, "-m", "venv", str(tools)], folder)
    _run([str(tools / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "build"], folder)
    _run([str(tools / "bin" / "python"), "-m", "build", "--outdir", str(folder / "dist"), str(source)], folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        missing = sorted(set(IN_THE_WHEEL) - set(files.namelist()))
    if missing:
        raise SystemExit(f"expected in {wheel.name}: {', '.join(missing)}; got a wheel without")
    return wheel


def tried(version: str, python: Path, wheel: Path, folder: Path) -> Report:
    """Install the wheel in a new environment under `folder` and run every step, up to the first that fails."""
    report = Report(version)
    place, work = folder / "venv", folder / "work"
    work.mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "depth_first_search.py", work)
    steps: dict[str, list[list[str]]] = {
        "install": [
            [str(python), "-m", "venv", str(place)],
            [str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", str(wheel)],
        ]
    }
    steps |= {name: [[str(place / "bin" / step[0]), *step[1:]]] for name, step in STEPS.items()}
    for name, commands in steps.items():
        started = time.monotonic()
        try:
            for command in commands:
                _run(command, work, offline=name != "install")
        except subprocess.CalledProcessError as error:
            report.failed, report.said = name, (error.stdout + error.stderr).strip()[-2000:]
            return report
        report.seconds[name] = time.monotonic() - started
    return report


def _run(command: list[str], folder: Path, *, offline: bool = False) -> None:
    """Run quietly; CalledProcessError holds what was said. No setting of ours reaches the package under test."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TRACEPILE"))}
    if offline:
        environment |= {"HF_HOME": str(folder / "cache"), "HF_HUB_OFFLINE": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)


def space(python: Path, folder: Path) -> float:
    """The Space as the Hub would have it: what a push sends, its own requirements. Seconds until it had told a run.

    Its requirements are installed in an empty folder with nothing else beside them, as Spaces do. The dry run of the
    upload lets huggingface_hub prepare every file as for a commit, and sends nothing.
    """
    from huggingface_hub import CommitOperationAdd

    from tracepile_hf.hub.space import plan_space

    work, place, alone = folder / "space", folder / "space-venv", folder / "alone"
    source = folder / "source"
    upload = plan_space(source / "spaces" / "trace_explorer", "owner/name", source / "tracepile_hf")
    for (name, _), path in zip(upload.files, upload.paths, strict=True):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, work / name)
        assert CommitOperationAdd(name, path).upload_info.size == path.stat().st_size
    print(f"the Space: {len(upload.files)} files, {upload.size:,} bytes would go", flush=True)
    alone.mkdir()
    shutil.copy(work / "requirements.txt", alone)
    pip = [str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    _run([str(python), "-m", "venv", str(place)], folder)
    _run([*pip, "--requirement", "requirements.txt"], alone)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.monotonic()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TRACEPILE"))}
    command = [str(place / "bin" / "python"), "app.py", "--port", str(port)]
    with (folder / "space.log").open("wb") as log:
        app = subprocess.Popen(command, cwd=work, env=environment, stdout=log, stderr=log)
    try:
        while time.monotonic() - started < STARTING and app.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=5).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
                continue
            _run([str(place / "bin" / "python"), "-c", ASK, f"http://127.0.0.1:{port}"], alone)
            return time.monotonic() - started
    finally:
        app.terminate()
        app.wait()
    raise SystemExit(f"expected the Space to start, got:\n{(folder / 'space.log').read_text()[-2000:]}")


def table(reports: list[Report]) -> str:
    """The reports as text, a line an interpreter: seconds of each step, or where it failed."""
    titles = ("install", *STEPS)
    lines = ["Python  " + "  ".join(f"{title:>8}" for title in titles)]
    for report in reports:
        cells = [f"{report.seconds[title]:7.1f}s" if title in report.seconds else " " * 8 for title in titles]
        if report.failed:
            cells[titles.index(report.failed)] = "  failed"
        lines.append(f"{report.version:6}  " + "  ".join(cells))
    return "\n".join(lines)


def main() -> None:
    """Build, try on each interpreter, print the table; exit status 1 if a step failed anywhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", choices=VERSIONS, help="only this version; may be repeated")
    parser.add_argument("--revision", default="HEAD", help="what to release")
    parser.add_argument("--space", action="store_true", help="try the Space too, on the first interpreter")
    parser.add_argument("--keep", type=Path, help="folder for the sdist and the wheel")
    arguments = parser.parse_args()
    wanted = arguments.python or list(VERSIONS)
    at_hand = interpreters(wanted)
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        folder = Path(name)
        wheel = built(folder, arguments.revision)
        for file in sorted((folder / "dist").iterdir()):
            print(f"{file.name}: {file.stat().st_size:,} bytes", flush=True)
        if arguments.keep is not None:
            shutil.copytree(folder / "dist", arguments.keep, dirs_exist_ok=True)
        if arguments.space and at_hand:
            print(f"the Space has told a run after {space(next(iter(at_hand.values())), folder):.1f} s", flush=True)
        reports = [tried(version, python, wheel, folder / version) for version, python in at_hand.items()]
    print(table(reports))
    for version in wanted:
        if version not in at_hand:
            print(f"{version}: no such interpreter here")
    for report in reports:
        if report.failed:
            print(f"\nPython {report.version}, {report.failed}:\n{report.said}")
    if not reports or any(report.failed for report in reports):
        sys.exit(1)


if __name__ == "__main__":
    main()
