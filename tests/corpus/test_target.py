"""A build writes where nothing of somebody's is, says so before it starts, and loses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_build import content_of

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.corpus.target import demand_free, place
from tracepile_hf.errors import CorpusError, InputError

CONFIG = "algorithm-base"


def small(out: Path) -> None:
    build(CONFIG, 6, seed=3, out=out)


def refused(out: Path, message: str) -> None:
    """A build is refused in one line, and everything stays as it is."""
    before = content_of(out) if out.is_dir() else out.read_bytes()
    with pytest.raises(InputError, match=message):
        small(out)
    assert before == (content_of(out) if out.is_dir() else out.read_bytes())


def test_notes_in_a_configs_folder_stay_and_are_named(tmp_path: Path) -> None:
    (tmp_path / CONFIG).mkdir()
    (tmp_path / CONFIG / "notes.txt").write_text("my notes")
    refused(tmp_path, r"or an empty one, got notes\.txt in it")


@pytest.mark.parametrize("text", ["# My project\n", "", "---\nlicense: mit\n---\n# My data\n"])
def test_a_readme_that_is_no_card_of_ours_is_never_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "README.md").write_text(text)
    refused(tmp_path, r"no README\.md but the card that `tracepile build` writes, got another")


def test_a_folder_of_somebodys_files_is_refused_and_folders_beside_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]")
    refused(tmp_path, r"got pyproject\.toml in it")
    (tmp_path / "pyproject.toml").unlink()
    for name in ("algorithm", "other"):  # one of them has the name of a config
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("somebody's")
    (tmp_path / ".git").mkdir()
    small(tmp_path)
    assert (tmp_path / "algorithm" / "file").read_text() == (tmp_path / "other" / "file").read_text() == "somebody's"
    assert verify_folder(tmp_path).failures == []
    assert "## Config `algorithm`" not in (tmp_path / "README.md").read_text()


def test_files_in_the_place_of_folders_are_said_in_one_line(tmp_path: Path) -> None:
    out = tmp_path / "file"
    out.write_text("content")
    refused(out, r"expected a folder to build in, got a file")
    (tmp_path / CONFIG).write_text("content")
    out.unlink()
    refused(tmp_path, r"made, got a file")
    (tmp_path / CONFIG).unlink()
    (tmp_path / CONFIG).symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="a link to nothing"):
        demand_free(tmp_path, CONFIG)


def test_what_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CorpusError, match=r"expected to write into .*, got Not a directory"):
        small(tmp_path / "file" / "folder")


def test_rows_land_where_a_link_leads_and_replace_what_a_build_left_there(tmp_path: Path, corpus: Path) -> None:
    out, disk = tmp_path / "out", tmp_path / "disk"
    out.mkdir(), disk.mkdir()
    (out / CONFIG).symlink_to(Path("..") / "disk")
    for samples in (6, 36):
        build(CONFIG, samples, seed=3, out=out)
        (disk / "notes.txt").touch()  # somebody's, beside what a build made: the next one goes around it
    (disk / "notes.txt").unlink()
    assert (out / CONFIG).is_symlink()
    assert content_of(disk) == content_of(corpus / CONFIG)
    assert (out / "README.md").read_bytes() == (corpus / "README.md").read_bytes()
    assert sorted(path.name for path in out.iterdir()) == ["README.md", CONFIG]


def test_what_an_earlier_build_made_is_replaced_and_what_lies_beside_it_is_not(tmp_path: Path, corpus: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(corpus, out)
    (out / "notes.txt").write_text("mine")
    (out / CONFIG / "train-00001-of-00002.parquet").touch()  # of a larger corpus
    (out / CONFIG / "notes.txt").write_text("mine too")
    build(CONFIG, 36, seed=3, out=out)
    expected = {**content_of(corpus), "notes.txt": b"mine", f"{CONFIG}/notes.txt": b"mine too"}
    assert content_of(out) == expected


def test_placing_that_was_interrupted_is_no_config_and_is_done_again(tmp_path: Path, corpus: Path) -> None:
    """The state that is left when the process is ended between two files of a folder that is not ours alone."""
    out = tmp_path / "out"
    work = out / f".tracepile-{CONFIG}"
    shutil.copytree(corpus / CONFIG, work / "built")
    (out / CONFIG).mkdir()
    (out / CONFIG / ".somebodys").touch()
    shutil.copytree(corpus / CONFIG, out / CONFIG, dirs_exist_ok=True)
    (out / CONFIG / "ledger.json").unlink()
    with pytest.raises(InputError):
        demand_free(out, CONFIG)
    (work / "placing").touch()
    demand_free(out, CONFIG)
    place(work / "built", out / CONFIG)
    assert content_of(out / CONFIG) == {**content_of(corpus / CONFIG), ".somebodys": b""}
