"""What is finished is whole or absent, belongs to its inputs, and one process at a time works on the rest."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tracepile_hf.engine.shards import Busy, Unfinished, is_whole, locked, whole, write_manifest
from tracepile_hf.errors import InputError

INPUTS = {"seed": "0", "program": "abc"}
HOLDER = """
import sys
from pathlib import Path
from tracepile_hf.engine.shards import Unfinished
with Unfinished(Path(sys.argv[1]), {"seed": "0", "program": "abc"}):
    print("held", flush=True)
    sys.stdin.read()
"""


def part(folder: Path, name: str, content: str = "content") -> None:
    (folder / f"{name}.txt").write_text(content)
    write_manifest(folder / f"{name}.json", [folder / f"{name}.txt"], "inputs", {"rows": 1})


def test_what_is_interrupted_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with whole(path) as draft:
        draft.write_text("first")

    def interrupted() -> None:
        with whole(path) as draft:
            draft.write_text("half of the sec")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_manifest_vouches_for_files_as_they_are_and_for_nothing_else(tmp_path: Path) -> None:
    part(tmp_path, "one")
    manifest, files = tmp_path / "one.json", [tmp_path / "one.txt"]
    assert is_whole(manifest, files, "inputs")
    assert not is_whole(manifest, files, "other inputs")
    files[0].write_text("conten")
    assert not is_whole(manifest, files, "inputs")
    files[0].unlink()
    assert not is_whole(manifest, files, "inputs")
    manifest.write_text('{"made_fr')
    assert not is_whole(manifest, files, "inputs")


def test_the_same_work_goes_on_and_other_work_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / ".work"
    with Unfinished(folder, INPUTS):
        part(folder, "one")
        (folder / ".two.txt.4711").touch()  # of a process that was killed while it wrote
    with Unfinished(folder, INPUTS) as again:
        assert again.done() == 1
        assert not (folder / ".two.txt.4711").exists()
    with pytest.raises(InputError, match=r"expected seed 0, .* got 1 .*--restart discards"):
        Unfinished(folder, {**INPUTS, "seed": "1"}).__enter__()
    with pytest.raises(InputError, match=r"expected program abc, .* got xyz"):
        Unfinished(folder, {**INPUTS, "program": "xyz"}).__enter__()
    with Unfinished(folder, {**INPUTS, "seed": "1"}, restart=True) as other:
        assert other.done() == 0
    assert list(tmp_path.iterdir()) == []  # nothing was done in it


def test_a_folder_in_which_nothing_is_finished_binds_nobody(tmp_path: Path) -> None:
    folder = tmp_path / ".work"
    folder.mkdir()
    (folder / "inputs.json").write_text('{"seed": "7"}')
    with Unfinished(folder, INPUTS):
        part(folder, "one")


def test_all_done_leaves_nothing(tmp_path: Path) -> None:
    with Unfinished(tmp_path / ".work", INPUTS) as work:
        part(work.folder, "one")
        work.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="file locks as POSIX systems have them")
def test_a_second_process_is_told_and_the_lock_dies_with_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / ".work"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Busy, match="got another process"):
        Unfinished(folder, INPUTS).__enter__()
    holder.kill()
    holder.wait()
    with Unfinished(folder, INPUTS) as work:
        part(work.folder, "one")
    holder.stdout.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="file locks as POSIX systems have them")
def test_a_folder_itself_can_be_locked(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(Busy), locked(tmp_path):
        pass
    with locked(tmp_path, wait=True):
        pass
