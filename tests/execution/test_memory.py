"""What a replay leaves in memory is found again, although the collector does not look it through at once."""

import gc
import sys

import pytest

from tracepile_hf.execution import trace_in_process
from tracepile_hf.records import Case, Program

CYCLE = """
class Node:
    def __init__(self):
        self.other = self

def f():
    return [Node() for _ in range(50)] and 1
"""


@pytest.fixture
def traced():
    program = Program("program", "user", "tests", CYCLE, "f")
    case = Case("case", program)
    return lambda: trace_in_process(program, case)


def test_replays_do_not_pile_up(traced, monkeypatch):
    monkeypatch.setattr(sys.modules["tracepile_hf.execution.replay.replay"], "LEAST_GROWN", 2_000)
    gc.collect()
    assert traced().outcome == "finished"
    gc.collect()
    before = len(gc.get_objects())
    kept = []
    for _ in range(60):
        assert traced().result == "1"
        kept.append(len(gc.get_objects()))
    most = before + max(2_000, before // 4)
    assert max(kept) < 1.5 * most
    assert min(kept[30:]) < most


def test_what_the_process_has_frozen_stays_frozen(traced):
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        assert traced().outcome == "finished"
        assert gc.get_freeze_count() > frozen // 2  # some of them may be freed meanwhile
        assert gc.isenabled()
    finally:
        gc.unfreeze()
