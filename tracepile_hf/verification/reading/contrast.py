"""Runs beside the one that is told: the original of a changed run, and trials with other arguments."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production


def _whole(kind: str, mode: str, pattern: str) -> Production:
    return Production(kind, mode, pattern, "S", "E")


PRODUCTIONS: Final = (
    _whole("same_so_far", "", "up to here,? the original run takes the same steps"),
    _whole("same_so_far", "all", "the original run takes the same steps from beginning to end"),
    _whole("original_next", "", "in the original run,? line {N} comes next"),
    _whole("original_value", "", "in the original run,? {E} = {A} here"),
    _whole("original_result", "", "the original run returns {A}, this one returns {A}"),
    _whole("original_prints", "", "the original run prints {L}"),
    _whole("beside", "", "line {N} is beside the question: nothing on the way to the answer reads what it sets"),
    _whole(
        "beside", "several", "lines {L} are beside the question: nothing on the way to the answer reads what they set"
    ),
    _whole("wanted", "", "we look for a call of {E} that returns {A}"),
    _whole("way", "", "way {E}"),
    _whole("wanted_part", "", "the wanted result has {E} = {A}"),
    _whole("first_trial", "", "the first call to try is {F}"),
    _whole("trial", "", "(?:trying|the trial) {F} returns {A}, not {A}"),
    _whole("trial", "", "{F} returns {A}, not {A}"),
    _whole("trial_fails", "", "{F} raises {E}"),
    _whole("found", "", "so {F} returns {A}, as wanted: the arguments are {A}"),
)
