"""Wordings for calls, returns, yields, prints and exceptions, by how the sentence before them stands."""

from __future__ import annotations

from typing import Final

from tracepile_hf.narration.phrases import Bank

CALL_AFTER: Final[dict[str, Bank]] = {
    "bare": (
        "calls {value}",
        "makes the call {value}",
        "steps into the call {value}",
        "leads into the call {value}",
        "leads to the call {value}",
        "hands over to the call {value}",
    ),
    "clause": (
        ", and the program calls {value}",
        "; this leads to the call {value}",
        ", which leads to the call {value}",
        ", and next comes the call {value}",
        ", then comes the call {value}",
        ", and with that it calls {value}",
    ),
    "": (
        "Next comes the call {value}",
        "Then the program calls {value}",
        "Now comes the call {value}",
        "This statement also makes the call {value}",
        "From here the program calls {value}",
        "That leads to the call {value}",
    ),
}
ENTER_AFTER: Final[dict[str, Bank]] = {
    "bare": (
        "enters {value}",
        "goes into {value}",
        "steps into {value}",
        "makes a call and enters {value}",
        "makes a call that goes into {value}",
        "makes a call that steps into {value}",
    ),
    "clause": (
        ", and the program enters {value}",
        ", and control goes into {value}",
        ", and control steps into {value}",
        ", and with that the program enters {value}",
        "; control goes into {value}",
        ", then the program steps into {value}",
    ),
    "": (
        "The program enters {value}",
        "Control goes into {value}",
        "Now the program steps into {value}",
        "Now the program enters {value}",
        "From here control goes into {value}",
        "Then the program enters {value}",
    ),
}
LEAD_TO_CALL: Final[Bank] = (
    "makes a call",
    "needs a call",
    "calls a function",
    "hands over to a function",
    "leads into a call",
    "steps into a function",
)
RETURN_AFTER: Final[dict[str, Bank]] = {
    "bare": (
        "returns {value}",
        "gives back {value}",
        "ends the call: {who} returns {value}",
        "hands back {value}",
        "is the end of the call: {who} returns {value}",
        "finishes, and {who} returns {value}",
    ),
    "clause": (
        ", so {who} returns {value}",
        ", and {who} returns {value}",
        "; {who} returns {value}",
        ", which ends the call: {who} returns {value}",
        ", hence {who} returns {value}",
        ", and with that {who} returns {value}",
    ),
    "": (
        "{who} returns {value}",
        "That is the end of the body, so {who} returns {value}",
        "With that {who} returns {value}",
        "The call is over: {who} returns {value}",
        "Here {who} returns {value}",
        "At its end {who} returns {value}",
    ),
}
RETURN_DEEP: Final[dict[str, Bank]] = {  # of a function that is active further out too: which one, has to be said
    "bare": (
        "ends the call: {who} returns {value}",
        "is the end of the call: {who} returns {value}",
        "finishes, and {who} returns {value}",
        "closes this call: {who} returns {value}",
        "ends this call, and {who} returns {value}",
        "brings the call to its end: {who} returns {value}",
    ),
    "clause": RETURN_AFTER["clause"],
    "": RETURN_AFTER[""],
}
RETURN_SILENT: Final[dict[str, Bank]] = {
    "bare": (
        "returns to its caller",
        "ends the call: {who} returns to its caller",
        "finishes, and {who} returns to its caller",
        "closes this call: {who} returns to its caller",
        "is the end of the call: {who} returns to its caller",
        "brings the call to its end: {who} returns to its caller",
    ),
    "clause": (
        ", and {who} returns to its caller",
        ", so {who} returns to its caller",
        "; {who} returns to its caller",
        ", and with that {who} returns to its caller",
        ", hence {who} returns to its caller",
        ", which ends the call: {who} returns to its caller",
    ),
    "": (
        "{who} returns to its caller",
        "Here {who} returns to its caller",
        "With that {who} returns to its caller",
        "The call is over: {who} returns to its caller",
        "At its end {who} returns to its caller",
        "That is the end of the body, so {who} returns to its caller",
    ),
}
YIELD_AFTER: Final[dict[str, Bank]] = {
    "bare": (
        "yields {value}",
        "hands out {value}",
        "pauses: {who} yields {value}",
        "has a value to give: {who} yields {value}",
        "reaches its yield, and {who} yields {value}",
        "pauses here: {who} yields {value}",
    ),
    "clause": (
        ", so {who} yields {value}",
        ", and {who} yields {value}",
        "; {who} yields {value}",
        ", which means that {who} yields {value}",
        ", hence {who} yields {value}",
        ", and now {who} yields {value}",
    ),
    "": (
        "{who} yields {value}",
        "Then {who} yields {value}",
        "Now {who} yields {value}",
        "Here {who} yields {value}",
        "With that {who} yields {value}",
        "At this point {who} yields {value}",
    ),
}
YIELD_ON: Final[Bank] = (
    "In turn {who} yields {value}",
    "Then {who} yields {value}",
    "This goes on: {who} yields {value}",
    "Next {who} yields {value}",
    "And {who} yields {value}",
    "With it {who} yields {value}",
)
YIELD_SILENT: Final[dict[str, Bank]] = {
    "bare": (
        "yields to its caller",
        "pauses: {who} yields to its caller",
        "pauses here: {who} yields to its caller",
        "reaches its yield, and {who} yields to its caller",
        "comes to a yield: {who} yields to its caller",
        "has a value to give: {who} yields to its caller",
    ),
    "clause": (
        ", and {who} yields to its caller",
        ", so {who} yields to its caller",
        "; {who} yields to its caller",
        ", hence {who} yields to its caller",
        ", and now {who} yields to its caller",
        ", and with that {who} yields to its caller",
    ),
    "": (
        "{who} yields to its caller",
        "Here {who} yields to its caller",
        "Now {who} yields to its caller",
        "Then {who} yields to its caller",
        "With that {who} yields to its caller",
        "At this point {who} yields to its caller",
    ),
}
PRINT_AFTER: Final[dict[str, Bank]] = {
    "bare": (
        "prints {value}",
        "outputs {value}",
        "shows {value}",
        "writes {value} to the output",
        "is where the program prints {value}",
        "gives output: it prints {value}",
    ),
    "clause": (
        ", so the program prints {value}",
        ", and the program prints {value}",
        "; this prints {value}",
        ", and the statement outputs {value}",
        ", which prints {value}",
        ", and it shows {value}",
    ),
    "": (
        "The program prints {value}",
        "It prints {value}",
        "Then it prints {value}",
        "The program outputs {value}",
        "The statement prints {value}",
        "Next it prints {value}",
    ),
}
RAISE_AFTER: Final[dict[str, Bank]] = {
    "bare": (
        "raises {value}",
        "stops with an exception: it raises {value}",
        "breaks off and raises {value}",
        "stops here and raises {value}",
        "ends abruptly: it raises {value}",
        "breaks off: it raises {value}",
    ),
    "clause": (
        ", which raises {value}",
        ", and the statement raises {value}",
        "; this raises {value}",
        ", and that raises {value}",
        ", so the program raises {value}",
        ", and with that the statement raises {value}",
    ),
    "": (
        "This raises {value}",
        "The statement raises {value}",
        "That raises {value}",
        "Here the program raises {value}",
        "Now the program raises {value}",
        "Now the statement raises {value}",
    ),
}
RAISE_ON: Final[Bank] = (
    "The exception travels on to line {value}",
    "From there the exception travels on to line {value}",
    "The exception reaches line {value}",
    "Then the exception travels on to line {value}",
    "Next the exception reaches line {value}",
    "From there the exception reaches line {value}",
)
UNCAUGHT: Final[Bank] = (
    "Nothing catches it, and so the run ends",
    "Nothing catches it, which ends the run",
    "Nothing catches it, so the program ends here",
    "Nothing catches it",
)
