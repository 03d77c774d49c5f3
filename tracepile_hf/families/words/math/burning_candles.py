"""Two candles, minute by minute."""

from __future__ import annotations

from tracepile_hf.families.mathematics import burning_candles
from tracepile_hf.families.telling import retold

FAMILY = retold(
    burning_candles,
    {
        "minutes += 1": (
            "After {minutes} they are {tall_candle} and {short_candle} tall.",
            "{minutes} later: {tall_candle} against {short_candle}.",
        ),
        "while tall_candle > short_candle:": {
            "not taken": (
                "Now {tall_candle|} is not more than {short_candle|}.",
                "{tall_candle|} is no longer above {short_candle|}.",
            )
        },
        "print(minutes, short_candle)": (
            "The numbers asked for are {minutes|} and {short_candle|}.",
            "So the answer is made of {minutes|} and {short_candle|}.",
        ),
    },
    units={"minutes": "minute~minutes", "tall_candle": "mm", "short_candle": "mm"},
    answer="{0} and {1}",
    default_size=8,
    max_size=20,
)
