"""Runs programs in a jail and says exactly what happened: `Tracer`, `Limits`."""

from tracepile_hf.execution.pool import Tracer
from tracepile_hf.execution.sandbox import Policy
from tracepile_hf.execution.tracer import Limits, trace_in_process

__all__ = ["Limits", "Policy", "Tracer", "trace_in_process"]
