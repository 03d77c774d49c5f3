"""What is planned is what goes; nothing goes unasked, and what was to be private never lands in the open."""

from __future__ import annotations

import inspect
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from datasets import load_dataset
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi

from tracepile_hf.corpus.build import build
from tracepile_hf.errors import InputError
from tracepile_hf.hub.push import left_behind, plan, plan_corpus, push, upload_of

CARD = "---\nlicense: apache-2.0\n---\n# A model\n"
DATA_CARD = "---\nconfigs:\n- config_name: math\n  data_files:\n  - split: train\n    path: math/train-*.parquet\n---\n"
PRIVATE_THINGS = ("optimizer.pt", ".env", "sub/.env", "sub/optimizer.pt", "checkpoint-5/model.safetensors", "run.log")


@dataclass
class Hub:
    """A Hub that writes down what it is asked; calls that huggingface_hub's own would not take are errors."""

    private: bool = True
    there: tuple[str, ...] = ()
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def _ask(self, name: str, *arguments: Any, **named: Any) -> None:
        bound = inspect.signature(getattr(HfApi, name)).bind(None, *arguments, **named)
        self.asked.append((name, dict(bound.arguments)))

    def create_repo(self, repo_id: str, **named: Any) -> None:
        self._ask("create_repo", repo_id, **named)

    def repo_info(self, repo_id: str, **named: Any) -> Any:
        self._ask("repo_info", repo_id, **named)
        return SimpleNamespace(private=self.private, siblings=[SimpleNamespace(rfilename=name) for name in self.there])

    def create_commit(self, repo_id: str, operations: list[Any], **named: Any) -> Any:
        self._ask("create_commit", repo_id, operations, **named)
        return SimpleNamespace(commit_url="https://hub/commit/1")


def write(folder: Path, *names: str, text: str = "x") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    write(tmp_path, "config.json", "model.safetensors", "sub/more.json", *PRIVATE_THINGS)
    write(tmp_path, "README.md", text=CARD)
    return tmp_path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write(tmp_path, "math/ledger.json", "math/rejects.jsonl", "notes.txt")
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "math" / "train-00000-of-00001.parquet")
    write(tmp_path, "README.md", text=DATA_CARD)
    return tmp_path


def sent(hub: Hub) -> dict[str, bytes]:
    (commit,) = [arguments for name, arguments in hub.asked if name == "create_commit"]
    adds = [each for each in commit["operations"] if isinstance(each, CommitOperationAdd)]
    return {add.path_in_repo: Path(add.path_or_fileobj).read_bytes() for add in adds}


def deleted(hub: Hub) -> list[str]:
    (commit,) = [arguments for name, arguments in hub.asked if name == "create_commit"]
    return [each.path_in_repo for each in commit["operations"] if isinstance(each, CommitOperationDelete)]


def test_a_plan_leaves_out_optimizer_states_and_refuses_half_a_model(tmp_path: Path, model: Path) -> None:
    assert [name for name, _ in plan(model, "me/model").files] == [*("README.md", "config.json", "model.safetensors")]
    assert plan(model, "me/model").size == len(CARD) + 2
    (model / "model.safetensors").unlink()
    with pytest.raises(InputError, match=r"weights as \.safetensors"):
        plan(model, "me/model")
    (model / "README.md").unlink()
    with pytest.raises(InputError, match=r"no README\.md"):
        plan(model, "me/model")


def test_what_a_training_leaves_beside_a_model_stays(model: Path) -> None:
    left = (
        "training_args.bin",
        "trainer_state.json",
        "recipe.yaml",
        "run.json",
        "events.out.tfevents.1",
        "runs/x/events",
    )
    write(model, *left, "tokenizer.json", "chat_template.jinja", "model-00001-of-00002.safetensors")
    assert [name for name, _ in plan(model, "me/model").files] == [
        *("README.md", "chat_template.jinja", "config.json", "model-00001-of-00002.safetensors", "model.safetensors"),
        "tokenizer.json",
    ]


def test_an_adapter_goes_if_its_base_is_on_the_hub(tmp_path: Path) -> None:
    write(tmp_path, "adapter_model.safetensors", "training_args.bin", "tokenizer.json")
    write(tmp_path, "README.md", text=CARD)
    write(tmp_path, "adapter_config.json", text=json.dumps({"base_model_name_or_path": "Qwen/Qwen2.5-7B"}))
    assert [name for name, _ in plan(tmp_path, "me/lora").files] == [
        *("README.md", "adapter_config.json", "adapter_model.safetensors", "tokenizer.json")
    ]
    for base in ("runs/tiny-cpu/two_stage/base", str(tmp_path), None):
        write(tmp_path, "adapter_config.json", text=json.dumps({"base_model_name_or_path": base}))
        with pytest.raises(InputError, match="a base model on the Hub, or a merged model"):
            plan(tmp_path, "me/lora")
    (tmp_path / "adapter_model.safetensors").unlink()
    write(tmp_path, "adapter_config.json", text=json.dumps({"base_model_name_or_path": "Qwen/Qwen2.5-7B"}))
    with pytest.raises(InputError, match=r"weights as \.safetensors"):
        plan(tmp_path, "me/lora")


def test_rows_that_were_cut_do_not_go(corpus: Path) -> None:
    rows = corpus / "math" / "train-00000-of-00001.parquet"
    rows.write_bytes(rows.read_bytes()[:-9])
    with pytest.raises(InputError, match="expected a whole Parquet file, got"):
        plan_corpus(corpus, "me/data")


def test_a_corpus_goes_without_what_was_rejected_and_only_if_it_is_whole(corpus: Path) -> None:
    for beside in (".tracepile-all", "somebodys"):  # an unfinished build, and what is not ours
        (corpus / beside).mkdir()
        (corpus / beside / "lot-000001.parquet").touch()
    assert [name for name, _ in plan_corpus(corpus, "me/data").files] == [
        *("README.md", "math/ledger.json", "math/train-00000-of-00001.parquet")
    ]
    (corpus / "math" / "train-00000-of-00001.parquet").unlink()
    with pytest.raises(InputError, match=r"the rows that the card names, got no math/train-"):
        plan_corpus(corpus, "me/data")
    write(corpus, "README.md", text="# No configs\n")
    with pytest.raises(InputError, match="got no configs"):
        plan_corpus(corpus, "me/data")


@pytest.mark.parametrize("repo", ["a/b/c", "me/..", "me/a b", ""])
def test_a_name_that_is_none_is_refused_before_anything_is_asked(model: Path, repo: str) -> None:
    with pytest.raises(InputError, match="OWNER/NAME"):
        plan(model, repo)


def test_a_card_that_cannot_be_read_is_refused(model: Path) -> None:
    write(model, "README.md", text="---\n- a list\n---\n")
    with pytest.raises(InputError, match="a card that the Hub can read"):
        plan(model, "me/model")


def test_exactly_what_was_planned_goes_to_a_private_repository(model: Path) -> None:
    hub = Hub()
    upload = plan(model, "me/model")
    assert push(upload, hub=hub) == "https://hub/commit/1"
    assert set(sent(hub)) == {name for name, _ in upload.files}
    name, asked = hub.asked[0]
    assert (name, asked["private"], asked["repo_type"]) == ("create_repo", True, "model")


def test_a_corpus_goes_as_a_dataset(corpus: Path) -> None:
    hub = Hub(private=False)
    push(plan_corpus(corpus, "me/data"), public=True, hub=hub)
    assert {arguments["repo_type"] for _, arguments in hub.asked} == {"dataset"}
    assert hub.asked[0][1]["private"] is False
    assert sent(hub)["README.md"] == DATA_CARD.encode()


def test_what_was_to_be_private_does_not_go_into_a_public_repository(model: Path) -> None:
    hub = Hub(private=False)
    with pytest.raises(InputError, match="a private repository, or --public, got a public one"):
        push(plan(model, "me/model"), hub=hub)
    assert "create_commit" not in [name for name, _ in hub.asked]


def test_rows_of_an_earlier_push_go_and_nothing_else(corpus: Path, caplog: pytest.LogCaptureFixture) -> None:
    stays = (
        "README.md",
        ".gitattributes",
        "math/rejects.jsonl",
        "algorithm/train-00000-of-00002.parquet",
        "top.parquet",
    )
    hub = Hub(there=(*stays, "math/train-00000-of-00001.parquet", "math/train-00001-of-00002.parquet"))
    push(plan_corpus(corpus, "me/data"), hub=hub)
    assert deleted(hub) == ["math/train-00001-of-00002.parquet"]
    assert "me/data: deleted what an earlier push had left there: math/train-00001-of-00002.parquet" in caplog.text


def test_weights_that_would_be_loaded_instead_go(model: Path) -> None:
    stays = ("config.json", "sub/model.safetensors", "tokenizer.json", "training.md")
    goes = ("adapter_config.json", "adapter_model.safetensors", "model-00001-of-00002.safetensors")
    hub = Hub(there=(*stays, *goes, "model.safetensors.index.json", "model.safetensors"))
    push(plan(model, "me/model"), hub=hub)
    assert deleted(hub) == [*goes, "model.safetensors.index.json"]


def test_modules_of_an_earlier_package_go_from_a_space() -> None:
    upload = upload_of("space", "me/space", {"tracepile_hf/__init__.py": Path(__file__), "app.py": Path(__file__)})
    there = ("app.py", "old_app.py", "tracepile_hf/__init__.py", "tracepile_hf/families/gone.py", "assets/x.png")
    assert left_behind(upload, there) == ["tracepile_hf/families/gone.py"]


@dataclass
class FolderHub:
    """A Hub that is a folder. One that deletes nothing is what an interrupted or older push leaves."""

    folder: Path
    deletes: bool

    def create_repo(self, *_: Any, **__: Any) -> None:
        self.folder.mkdir(exist_ok=True)

    def repo_info(self, *_: Any, **__: Any) -> Any:
        files = [path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()]
        siblings = [SimpleNamespace(rfilename=name) for name in files] if self.deletes else None
        return SimpleNamespace(private=True, siblings=siblings)

    def create_commit(self, _: str, operations: list[Any], **__: Any) -> Any:
        for each in operations:
            to = self.folder / each.path_in_repo
            if isinstance(each, CommitOperationDelete):
                to.unlink()
                continue
            to.parent.mkdir(exist_ok=True)
            shutil.copy(each.path_or_fileobj, to)
        return SimpleNamespace(commit_url="folder")


@pytest.mark.parametrize("deletes", [True, False])
def test_a_smaller_corpus_over_a_larger_one_is_the_smaller_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deletes: bool
) -> None:
    monkeypatch.setattr("tracepile_hf.corpus.parquet.ROWS_PER_FILE", 10)
    hub = FolderHub(tmp_path / "hub", deletes)
    for name, samples in (("one", 36), ("two", 12)):
        build("algorithm-base", samples, seed=samples, out=tmp_path / name)
        push(plan_corpus(tmp_path / name, "me/x"), hub=hub)
    found = load_dataset(str(hub.folder), "algorithm-base", cache_dir=str(tmp_path / "cache"))
    assert sum(found.num_rows.values()) == 12
    assert {seed for part in found.values() for seed in part["seed"]} == {12}
    files = {path.name for path in hub.folder.glob("*/*.parquet")}
    ours = {path.name for path in tmp_path.glob("two/*/*.parquet")}
    assert files == ours if deletes else files > ours


class Door(BaseHTTPRequestHandler):
    """Takes whatever comes, writes it down, and lets nobody in."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heard.append((self.path, json.loads(body)))  # type: ignore[attr-defined]
        self.send_response(403)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def door() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.heard = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("arguments", "visibility"),
    [
        ((), None),
        (("--dry-run",), None),
        (("--public",), None),
        (("--send",), "private"),
        (("--send", "--public"), "public"),
    ],
)
def test_the_command_asks_the_hub_for_nothing_unless_it_is_told_to(
    model: Path, door: Any, arguments: tuple[str, ...], visibility: str | None
) -> None:
    environment = {**os.environ, "HF_ENDPOINT": f"http://127.0.0.1:{door.server_port}", "HF_TOKEN": "hf_none"}
    environment.pop("HF_HUB_OFFLINE", None)
    command = [sys.executable, "-m", "tracepile_hf.cli", "push-model", str(model), "me/model", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert f"{'a public' if '--public' in arguments else 'a private'} model repository, me/model" in done.stdout
    if visibility is None:
        assert door.heard == []
        assert (done.returncode, done.stderr) == (0, "")
        assert "Nothing was sent" in done.stdout
    else:
        ((path, body),) = door.heard
        assert (path, body["name"], body["visibility"]) == ("/api/repos/create", "model", visibility)
        assert done.returncode == 1
        assert done.stderr.startswith("tracepile: expected the Hub to take it")
        assert done.stderr.count("\n") == 1
