"""A Ray cluster does what the local pool does, also when it loses a machine. `make test-cluster` runs these."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import labour
import pytest
from waiting import LIMIT

from tracepile_hf.corpus.build import build
from tracepile_hf.engine import Done, Lost, Piece
from tracepile_hf.engine.base import RETRIES
from tracepile_hf.engine.ray_data import Actor, Ray
from tracepile_hf.errors import CorpusError, InputError

SAMPLES = 160
CONFIG = "algorithm-base"


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two machines with a core each, and a head that works on nothing."""
    pytest.importorskip("ray", reason="the extra `cluster` is not installed")
    from ray.cluster_utils import Cluster

    here = Path(__file__).parent
    monkeypatch.setenv("PYTHONPATH", f"{here}:{here.parents[1]}")  # of the machines' processes
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": 100 << 20})
    for _ in range(2):
        made.add_node(num_cpus=1, object_store_memory=100 << 20)
    made.wait_for_nodes()
    yield made
    made.shutdown()


@pytest.mark.slow
def test_every_piece_is_done_once_and_an_error_is_raised_here(cluster: Any) -> None:
    pieces = [Piece(f"number {number}", number) for number in range(9)]
    with Ray(2, labour.nothing, cluster.address) as engine:
        results = list(engine.run(labour.double, pieces))
        assert sorted(result.number for result in results) == list(range(9))
        assert all(isinstance(one, Done) and one.value == 2 * one.piece.given for one in results)
        assert list(engine.run(labour.double, [])) == []
        with pytest.raises(CorpusError, match="three"):
            list(engine.run(labour.fails_in_our_words, pieces))


@pytest.mark.slow
def test_a_machine_lost_in_the_middle_costs_no_row_and_changes_no_byte(cluster: Any, tmp_path: Path) -> None:
    one, other = tmp_path / "local", tmp_path / "ray"
    build(CONFIG, SAMPLES, seed=5, out=one)
    lost: list[int] = []

    def lose_one() -> None:
        """As soon as some lots are done, a machine goes without a word."""
        given_up = time.monotonic() + LIMIT
        while time.monotonic() < given_up and not lost:
            done = len(list(other.glob(f".tracepile-{CONFIG}/lot-*.json")))
            if done >= 10:
                cluster.remove_node(cluster.list_all_nodes()[-1], allow_graceful=False)
                lost.append(done)
            time.sleep(0.05)

    loser = threading.Thread(target=lose_one)
    loser.start()
    try:
        build(CONFIG, SAMPLES, seed=5, out=other, workers=2, on_ray=True, address=cluster.address)
    finally:
        lost.append(-1)
        loser.join()
    assert lost[0] > 0
    assert len(cluster.list_all_nodes()) == 2
    assert content_of(other) == content_of(one)


@pytest.mark.slow
def test_a_piece_that_ends_its_process_each_time_is_given_up(cluster: Any, tmp_path: Path) -> None:
    pieces = [Piece(f"number {number}", number) for number in range(5)]
    with Ray(2, labour.nothing, cluster.address) as engine:
        work = partial(labour.dies_on, folder=str(tmp_path), fatal=3, times=99)
        results = {one.number: one for one in engine.run(work, pieces)}
        again = list(engine.run(labour.double, pieces))
    (lost,) = [one for one in results.values() if isinstance(one, Lost)]
    assert (lost.number, lost.tries, lost.why) == (3, RETRIES + 1, "signal 9")
    assert len(list(tmp_path.glob("call-3-*"))) == RETRIES + 1
    assert sorted(results) == list(range(5))
    assert len(again) == 5


def test_an_actor_tries_as_often_as_the_local_pool(tmp_path: Path) -> None:
    """The actor's own code, in this process: no Ray is needed for it."""
    work = partial(labour.dies_on, folder=str(tmp_path), fatal=1, times=2)
    actor = Actor(pickle.dumps((labour.nothing, work)))
    try:
        made = [actor({"number": [n], "given": [pickle.dumps(n)]})["made"][0] for n in range(3)]
        assert [pickle.loads(one).value for one in made] == [0, 2, 4]
        actor._work = partial(labour.dies_on, folder=str(tmp_path), fatal=2, times=99)
        lost = actor({"number": [2], "given": [pickle.dumps(2)]})["made"][0]
        assert pickle.loads(lost) == (RETRIES + 1, "signal 9")
        actor._work = labour.fails_in_our_words
        failed = pickle.loads(actor({"number": [3], "given": [pickle.dumps(3)]})["made"][0])
        assert isinstance(failed, CorpusError)
    finally:
        actor._open.close()


def test_without_ray_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(InputError, match=r"Ray for --engine ray, got none \(pip install '.\[cluster\]'\)"):
        Ray(1, partial(labour.nothing))
