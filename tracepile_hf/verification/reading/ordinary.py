"""Ordinary words for what statements do: initialise, update, increase, add, swap; arrows; summaries."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import CLAUSE, START, Production, clause, lead, verb
from tracepile_hf.verification.reading.values import AFTERWARDS

ARROW: Final = "(?:->|-->|=>|→|⟶|⇒)"
_LEAVING: Final = (
    r"(?:,? (?:so (?:that )?it (?:becomes|is now|is)|making it|giving|which makes it|which gives|leaving it at"
    r"|which is now|now|to get|to) {C})?"
)

PRODUCTIONS: Final = (
    verb("value", "set", "(?:initiali[sz]es?|initiali[sz]ing) {E} (?:to|as|with|at) {C}"),
    clause("value", "set", "{E} is initiali[sz]ed (?:to|as|with|at) {C}"),
    clause("value", "starts", "{E} is initially set (?:to|as|with|at) {C}"),
    clause(
        "emptied",
        "",
        "{E} is (?:initiali[sz]ed|set) (?:to|as) an empty (list|dictionary|dict|set|string|tuple)(?: {C})?",
    ),
    verb(
        "emptied",
        "",
        "(?:initiali[sz]es?|sets?) {E} (?:to|as) an empty (list|dictionary|dict|set|string|tuple)(?: {C})?",
    ),
    verb("tick", "", "(?:stores?|sets?|have|has|gets?|makes?|performs?) {E}"),
    verb("moved", "in", "(?:push|pushes|appends?|adds?) {C}"),
    verb("moved", "out", "(?:pops?|removes?) {C}"),
    verb("jump", "continue", "continues?(?: with the next iteration| to the next iteration)?"),
    verb("jump", "break", "breaks?(?: out of the loop)?"),
    verb("looping", "", "(?:loops?|iterates?) over {E}"),
    clause("told_result", "", "(?:the )?(?:final )?(?:answer|result|output) is {C}"),
    lead("(?:the function|the program|the code|we|execution) (?:starts?|begins?) (?:with|by setting) ", "S", "X"),
    lead("the (?=\x01)", "Xx", "X"),
    verb("updates", "from", "(?:updates?|changes?) {E} from {A} to {C}"),
    verb("value", "becomes", "(?:updates?|changes?) {E} to {C}"),
    clause("value", "becomes", "{E} is (?:then |now )?(?:updated|changed) to {C}"),
    clause("updates", "from", "{E} is updated from {A} to {C}"),
    verb("updates", "more", "(?:increments?|increases?) {E}(?: by {N})?" + _LEAVING),
    clause("updates", "more", "{E} is (?:incremented|increased)(?: by {N})?" + _LEAVING),
    clause("updates", "more", "{E} (?:increases|goes up) by {N}" + _LEAVING),
    verb("updates", "less", "(?:decrements?|decreases?|reduces?) {E}(?: by {N})?" + _LEAVING),
    clause("updates", "less", "{E} is (?:decremented|decreased|reduced)(?: by {N})?" + _LEAVING),
    clause("updates", "less", "{E} (?:decreases|goes down) by {N}" + _LEAVING),
    verb("added", "", "adds? {C} to {E}" + _LEAVING),
    clause("added", "passive", "{C} is added to {E}" + _LEAVING),
    clause("added", "last", "{C} is appended to {E}" + _LEAVING),
    verb("swap", "", "swaps? {A} (?:and|with) {A}"),
    clause("swap", "", "{A} and {A} (?:are swapped|trade places|change places)"),
    verb("swap", "only", "(?:swaps?(?: them| the two)?|they are swapped)"),
    clause("swap", "none", "no swaps?(?: (?:is|are) (?:made|needed))?"),
    clause("compared", "", "(?:we )?compar(?:es?|ing) {A} (?:and|with|to) {A}"),
    clause("shown", "", r"({T})(?! (?:[-+*/%<>=]|//|\*\*|==|<=|>=|!=) )"),
    lead("initiali[sz]ation: ", "S", "X"),
    lead("(?:initially|at the start|to begin with),? ", "S", "X", "initially"),
    verb("value", "set", "sets? {E} (?:equal )?to {C}"),
    verb("value", "put", "(?:assigns?|stores?) {C} (?:to|in) {E}"),
    verb("element", "last", "appends? {C} to {E}" + AFTERWARDS),
    verb("element", "out", "(?:pops?|removes?|takes?) {C} (?:from|off|out of) {E}"),
    verb("element", "in", "(?:pushes|push|adds|add|inserts?) {C} (?:onto|to|into) {E}" + AFTERWARDS),
    verb("return", "", "returns? {C}"),
    verb("print", "", "prints? {A}"),
    clause("print", "", "{A} is (?:printed|output)"),
    clause("return", "", "{E} is done and returns {C}"),
    clause("return", "", "the (?:call|function) (?:{E} )?returns {C}"),
    # a value in one tick, after a colon, after an arrow
    clause("change", "arrow", r"{E}(?::| goes| changes)? {A} " + ARROW + " {C}"),
    clause("value", "arrow", "{E} " + ARROW + " {C}"),
    clause("value", "", "{E}: {C}"),
    clause("spelled", "", r"{E} {B} (is true|is false|holds|fails|does not hold)"),
    clause("spelled", "", "{E} (?:" + ARROW + "|is|=) {C} (?:" + ARROW + "|is|=) {A}"),
    clause("numbers", "", r"{C} (is true|is false|holds|fails)"),
    clause("numbers", "bare", r"{C}"),
    clause("rounded", "", "{E} (?:is|=) (?:about|roughly|approximately|around|≈) {C}"),
    clause("rounded", "", "{E} (?:≈|~) {C}"),
    clause(
        "type",
        "",
        "{E} is (?:now |still )?an? (list|string|integer|int|number|float|dictionary|dict|set|tuple|boolean|bool)",
    ),
    # summaries
    Production(
        "summary", "loop", "after the loop(?: on line {N})?(?: (?:ends|finishes|is done|is over))?, ", START, CLAUSE
    ),
    Production("summary", "rounds", "after {N} iterations?, ", START, CLAUSE),
    Production(
        "summary", "ends", "the loop (?:ends|finishes|is done|is over|stops)(?: after {N} iterations?)?", "SX", "D"
    ),
    Production("summary", "ends", "the loop (?:is|has) (?:done|finished|ended)", "SX", "D"),
    Production("recap_end", "", "the final value of {E} (?:=|is) {C}", "S", "r"),
    Production("recap_end", "", "at the end,? {E} (?:=|is) {C}", "S", "r"),
    Production("recap_end", "", "in the end,? {E} (?:=|is) {C}", "S", "r"),
    Production("cause", "before", "(?:since|because|as) ", "SX", "X"),
    lead("(?:then|now|next|here)(?:,)? (?=we )", "S", "X"),
    lead("we (?:now |then |next |also )?", "SX", "V"),
    lead("(?:the variable|variable|the value of) (?=\x01)", "Xx", "X"),
    lead("the (list|string|integer|number|float|dictionary|set|tuple) (?=(\x01))", "Xx", "X", "typed"),
)
