"""Calls, returns, yields, prints, input and exceptions."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production, clause, verb

_DEPTH: Final = r"(?:\((?:stack )?depth {N}\) )?"
_ENDING: Final = (
    "(?:(?:ends the call|is the end of the call|closes this call|ends this call|brings the call to its end|finishes"
    "|the call is over|that is the end of the body)(?::|, and|, so) |at its end )?"
)
_YIELDING: Final = (
    "(?:(?:pauses|pauses here|has a value to give|comes to a yield|this goes on): |reaches its yield, and |in turn )?"
)
_CALLS: Final = (
    "(?:calls|makes the call|leads to the call|steps into the call|leads into the call|needs the call"
    "|hands over to the call|comes the call|call of|calling)"
)
_RAISES: Final = (
    "(?:stops with an exception: it |breaks off and |stops here and |ends abruptly: it |breaks off: it )?raises"
)

PRODUCTIONS: Final = (
    Production("entry", "", "we trace {F}", "SX"),
    verb(
        "return", "caller", rf"{_ENDING}(?:this call |the call |the function )?(?:{{F}} )?{_DEPTH}returns to its caller"
    ),
    verb(
        "return",
        "",
        rf"{_ENDING}(?:this call |the call |the function )?(?:{{F}} )?{_DEPTH}(?:returns|gives back|hands back) {{C}}",
    ),
    verb("yield", "again", r"(?:then )?again {E} yields {C}"),
    verb("yield", "caller", rf"{_YIELDING}(?:{{E}} )?(?:in turn )?yields to its caller"),
    verb("yield", "", rf"{_YIELDING}(?:{{E}} )?(?:in turn )?(?:yields|hands out) {{C}}"),
    verb("call", "", rf"{_CALLS} {{F}}"),
    verb("call", "enter", "(?:makes a call (?:and|that) )?(?:enters|goes into|steps into) {E}"),
    clause("call", "enter", "{E} is entered"),
    clause("call", "", "{E} is called"),
    verb("calling", "", "(?:(?:makes|needs|leads into) a call|(?:calls|hands over to|steps into) a function)"),
    verb(
        "resuming",
        "",
        "(?:asks the generator for another item|turns to the generator again|goes back to its generator"
        "|lets the generator go on|wants another item from the generator|hands control back to the generator)",
    ),
    verb("raise", "", rf"{_RAISES} {{A}}"),
    Production("catch", "", "(?:(?:but|then|here) )?the exception is caught on line {N}", "SX", "H"),
    clause("passes", "", "the exception (?:travels on to|reaches) line {N}"),
    clause(
        "uncaught",
        "",
        "nothing catches it(?:,(?: and)? so the run ends|, which ends the run|, so the program ends here)?",
    ),
    verb("print", "", "writes {A} to the output"),
    verb("print", "", "(?:is where the program |gives output: it |lets the program )?(?:prints?|outputs|shows) {A}"),
    verb("input", "", "reads {A}"),
    clause("input", "all", "the input is {A}"),
    clause("top", "", "the program runs from the top"),
    Production("depth", "", r" \((?:stack )?depth {N}\)", "DH", ""),
    Production("depth", "", "at depth {N}", "DX", ""),
)
