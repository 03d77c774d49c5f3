"""The proof as an environment of `verifiers`: the same rewards as for GRPO, through the package's own classes."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

# Imports below come after it: one of them needs verifiers
vf = pytest.importorskip("verifiers.v1", reason="verifiers is not installed: pip install -e '.[environment]'")

from tracepile_hf.corpus.build import build  # noqa: E402
from tracepile_hf.corpus.parquet import read_rows, split_files  # noqa: E402
from tracepile_hf.errors import InputError  # noqa: E402
from tracepile_hf.training import rewards  # noqa: E402
from tracepile_hf.training.environment import WEIGHTS, ProofConfig, ProofTask, ProofTaskset  # noqa: E402
from tracepile_hf.training.prompts import write_prompts  # noqa: E402

ENVIRONMENTS = Path(__file__).resolve().parents[2] / "trainers" / "environments"


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("told") / "corpus"
    build("algorithm", 4, seed=3, out=folder, budget_tokens=700)
    return [row for paths in split_files(folder / "algorithm").values() for path in paths for row in read_rows(path)]


@pytest.fixture
def tasks(rows: list[dict[str, Any]], tmp_path: Path) -> list[ProofTask]:
    write_prompts(rows, tmp_path / "prompts")
    return list(ProofTaskset(ProofConfig(id="tracepile-proof", prompts=str(tmp_path / "prompts"))))


def traced(task: ProofTask, text: str) -> Any:
    """A rollout in which a model has said this."""
    from verifiers.v1.graph import MessageNode
    from verifiers.v1.trace import AgentInfo, TraceTask

    nodes = [
        MessageNode(message=vf.UserMessage(content=task.data.prompt)),
        MessageNode(parent=0, message=vf.AssistantMessage(content=text), sampled=True),
    ]
    return vf.Trace(
        task=TraceTask(type="ProofTask", data=task.data), agent=AgentInfo(config=vf.AgentConfig()), nodes=nodes
    )


def test_tasks_are_the_questions(rows: list[dict[str, Any]], tasks: list[ProofTask]) -> None:
    assert [task.data.prompt for task in tasks] == [row["messages"][0]["content"] for row in rows]
    assert [task.key for task in tasks] == [row["id"] for row in rows]
    assert [task.data.idx for task in tasks] == list(range(len(rows)))


def test_rewards_are_those_of_grpo(rows: list[dict[str, Any]], tasks: list[ProofTask]) -> None:
    texts = [row["messages"][1]["content"] for row in rows[:-1]] + ["The answer is 99999."]
    found = [traced(task, text) for task, text in zip(tasks, texts, strict=True)]

    async def score() -> None:
        await asyncio.gather(*(task.score(trace) for task, trace in zip(tasks, found, strict=True)))

    asyncio.run(score())
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    for function in rewards.FUNCTIONS:
        expected = function(texts, **columns)
        assert [trace.rewards[function.__name__].score for trace in found] == expected
        assert {trace.rewards[function.__name__].weight for trace in found} == {WEIGHTS[function.__name__]}
    assert found[0].reward > 2.0 > found[-1].reward == 0.0


def test_what_is_no_folder_of_prompts_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a folder that `tracepile prompts` wrote, got no train.parquet"):
        list(ProofTaskset(ProofConfig(prompts=str(tmp_path))))


def test_verifiers_finds_it_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from verifiers.v1.utils.loaders import taskset_class

    monkeypatch.syspath_prepend(str(ENVIRONMENTS))
    assert taskset_class("tracepile-proof") is ProofTaskset
    sys.modules.pop("tracepile_proof", None)
