"""The banks of wordings: enough of them, and no word in them that claims something by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tracepile_hf.narration.phrases import branches, events, loops, statements

COMMON = {
    statements: "SET_CONSTANT SET_CHAIN SET_LONG KEEP_CHAIN AUGMENT WRITE NOW_HOLDS ENDINGS RUN_CHANGES RUN_CHAINS",
    branches: "TEST TEST_SHORT TEST_PLAIN BREAK CONTINUE",
    loops: "FOR FOR_FIRST FOR_PLAIN WHILE LOOP_END LOOP_END_WHY LOOP_EMPTY LOOP_EMPTY_WHY FOLD",
    events: "CALL_AFTER ENTER_AFTER RETURN_AFTER YIELD_AFTER PRINT_AFTER RAISE_AFTER RAISE_ON LEAD_TO_CALL",
}


def _banks() -> Iterator[tuple[str, tuple[str, ...]]]:
    for module, names in COMMON.items():
        for name in names.split():
            bank = getattr(module, name)
            if isinstance(bank, dict):
                yield from ((f"{name} {state}", wordings) for state, wordings in bank.items())
            else:
                yield name, bank


@pytest.mark.parametrize(("name", "bank"), list(_banks()))
def test_a_common_event_has_six_wordings_or_more(name: str, bank: tuple[str, ...]) -> None:
    assert len(set(bank)) >= 6, name


@pytest.mark.parametrize(("name", "bank"), list(_banks()))
def test_no_wording_brings_a_number_or_a_literal_of_its_own(name: str, bank: tuple[str, ...]) -> None:
    for wording in bank:
        words = re.sub(r"\{\w+\}", "", wording).lower()
        assert not re.search(r"\d|`|\b(one|two|first|second|last|once|twice|true|false|none)\b", words), (name, wording)
