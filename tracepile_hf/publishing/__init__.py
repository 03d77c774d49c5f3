"""Publishing: model cards rendered from counts and results, and pushing models to the Hub."""

from __future__ import annotations
