"""Settings for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No deadline: a busy machine is no failure. The same examples every time: a failure can be repeated by running again.
settings.register_profile(
    "tracepile",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("tracepile")
