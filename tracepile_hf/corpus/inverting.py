"""What the author of a bundled program says about the way back from an output to arguments."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from tracepile_hf.families.family import SOURCE
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.families.registry import families
from tracepile_hf.records import Backwards, Trace


def backwards_of(trace: Trace) -> Backwards | None:
    """What is tried for a run's output. Nothing of the run is used but its output and whose program it is.

    A rewritten program has the same inputs and outputs, so it has the same way back; but the author's sentence was
    written for the program as it was, and stays with it.
    """
    program = trace.case.program
    family = families(program.domain).get(program.family) if program.source == SOURCE else None
    if family is None or family.invert is None or trace.result is None:
        return None
    own = program.code == _code_of(program.domain, program.family)
    if not own and not program.rewrites:
        return None
    inverse = family.invert if isinstance(family.invert, Inverse) else Inverse("", (), family.invert)
    back = inverse.backwards(trace.result)
    return back if own else back._replace(way="")


@lru_cache(maxsize=512)
def _code_of(domain: str, name: str) -> str:
    return families(domain)[name].make(Random(0), 1).program.code
