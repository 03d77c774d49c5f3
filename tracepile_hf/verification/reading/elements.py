"""The elements of a comprehension one by one: what each gives, which are left out, what they come to."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import (
    ELEMENT,
    ELEMENT_DONE,
    ELEMENT_HEAD,
    ELEMENT_OUT,
    START,
    Production,
)

_ONE: Final = "{E} = {A} "
_TWO: Final = "{E} = {A} and {E} = {A} "
_THREE: Final = "{E} = {A}, {E} = {A} and {E} = {A} "


def _element(kind: str, mode: str, pattern: str, leads: str = ELEMENT_DONE) -> Production:
    return Production(kind, mode, pattern, ELEMENT, leads)


PRODUCTIONS: Final = (
    Production("elements_of", "", "in {E}(?=, \x01)", START, ELEMENT_HEAD),
    Production("", "", ", ", ELEMENT_HEAD, ELEMENT),
    _element("element_gives", "1", _ONE + "gives {C}"),
    _element("element_gives", "2", _TWO + "give {C}"),
    _element("element_gives", "3", _THREE + "give {C}"),
    _element("element_entry", "1", _ONE + "gives the key {A} and the value {C}"),
    _element("element_entry", "2", _TWO + "give the key {A} and the value {C}"),
    _element("element_entry", "3", _THREE + "give the key {A} and the value {C}"),
    _element("element_out", "1", _ONE + "is left out", ELEMENT_OUT),
    _element("element_out", "2", _TWO + "are left out", ELEMENT_OUT),
    _element("element_out", "3", _THREE + "are left out", ELEMENT_OUT),
    Production("element_why", "", ", as {E} = {C}", ELEMENT_OUT, ELEMENT_DONE),
    Production("elements_sum", "", "together {C}", ELEMENT, ELEMENT_DONE),
    Production("elements_most", "", "the (largest|smallest) of these is {A}", ELEMENT, ELEMENT_DONE),
    Production("", "", "; ", ELEMENT_DONE, ELEMENT),
)
