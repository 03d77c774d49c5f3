"""Every attack once under the default policy, as root and as an ordinary user; judged from outside (judge.py).

Needs root and namespaces for the seat belt (enclosure.py): an attack is never run without one. `python
tests/jail/matrix.py` runs them under every policy and with each layer removed.
"""

import functools
import os

import pytest
from enclosure import enclosed
from run_attacks import attacks, run_attacks

SEAT_BELT = os.environ.get("TRACEPILE_SEAT_BELT", "yes") != "no" and enclosed()


@functools.cache
def verdicts(user):
    return {verdict["name"]: verdict for verdict in run_attacks(user, "default", attacks(), trace="forgeries")}


@pytest.mark.skipif(not SEAT_BELT, reason="attacks run only in the seat belt: root, with namespaces")
@pytest.mark.parametrize("user", ["root", "ordinary"])
@pytest.mark.parametrize("name", [path.stem for path in attacks()])
def test_the_attack_is_held(user, name):
    found = verdicts(user)
    assert name in found, f"the judge did not get so far: {list(found.values())[-1]}"
    assert found[name]["complaints"] == []


@pytest.mark.skipif(not SEAT_BELT, reason="attacks run only in the seat belt: root, with namespaces")
def test_the_judge_sees_what_happens_without_a_jail():
    """With every layer off the same attacks do harm: else the verdicts above would mean nothing."""
    layers = ("seccomp", "landlock", "namespaces", "uid", "limits", "imports", "audit")
    names = {"escape_spawn_every_way", "escape_abstract_datagram", "forge_frames_to_key"}
    chosen = [path for path in attacks() if path.stem in names]
    found = {verdict["name"]: verdict["held"] for verdict in run_attacks("ordinary", "default", chosen, without=layers)}
    assert found["escape_abstract_datagram"] is False
    assert found["escape_spawn_every_way"] is False
