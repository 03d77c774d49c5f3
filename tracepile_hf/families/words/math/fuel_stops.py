"""Filling stations on a way, as few stops as possible."""

from __future__ import annotations

from tracepile_hf.families.mathematics import fuel_stops
from tracepile_hf.families.telling import retold

FAMILY = retold(
    fuel_stops,
    {
        "if place - last_fill > tank_range:": {
            "": (
                "km {place} is {place} - {last_fill} = {place - last_fill} away "
                "from the last filling, too far: we fill up at km {previous}.",
                "From km {last_fill} to km {place} the tank does not last "
                "({place - last_fill} > {tank_range}), so a stop is made at km "
                "{previous}.",
            ),
            "not taken": (
                "km {place} can be reached from km {last_fill}.",
                "To km {place} the tank lasts, {place} - {last_fill} = {place - last_fill}.",
            ),
        },
        "stops += 1": ("That is stop {stops}.", "Stops so far: {stops}."),
        "return stops": ("So {stops|stop~stops} are needed.", "In all that makes {stops|stop~stops}."),
    },
)
