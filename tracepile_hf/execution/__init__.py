"""Runs programs in a jail and says exactly what happened: `Tracer`, `Limits`."""

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.execution.jail.outside.sandbox import Policy
from tracepile_hf.execution.jailed import Tracer, Witness
from tracepile_hf.execution.limits import Limits

__all__ = ["Limits", "Policy", "Tracer", "Witness", "trace_in_process"]
