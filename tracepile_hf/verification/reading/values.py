"""Values: what a place is set to, becomes, holds; what an expression is worth; how it moved."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import clause, verb

IS: Final = (
    r"(?:is|holds|now holds|equals|evaluates to|has the value|comes to|which is|which holds|which now holds|now)"
)
AFTERWARDS: Final = "(?:,? which (?:is now|now holds|holds) {C})?"
STAYS: Final = r"(?:is still|still holds|stays at|stays|remains at|remains)"
MOVES: Final = r"(goes|changes|rises|falls|grows|moves|drops|shrinks)"
RELATION: Final = (
    r"(less than or equal to|greater than or equal to|less than|greater than|equal to|at most|at least|smaller than"
    r"|larger than|the same as|different from)"
)

PRODUCTIONS: Final = (
    verb("element", "last", "appends {C} to {E}" + AFTERWARDS),
    verb("element", "last", "puts {C} at the end of {E}" + AFTERWARDS),
    verb("element", "in", "(?:pushes|adds|inserts) {C} (?:onto|to|into) {E}" + AFTERWARDS),
    verb("element", "out", "(?:pops|takes|removes) {C} from {E}" + AFTERWARDS),
    verb("value", "again", "sets {E} to {C} again"),
    verb("value", "again_put", "assigns {C} to {E} again"),
    verb("value", "set", "sets {E} to {C}"),
    verb("value", "set", "binds {E} to {C}"),
    verb("value", "set", "gives {E} the value {C}"),
    verb("value", "becomes", "leav(?:es|ing) {E} (?:at|as) {C}"),
    verb("value", "put", "(?:stores|puts) {C} in(?:to)? {E}"),
    verb("value", "put", "assigns {C} to {E}"),
    verb("value", "put", "writes {C} (?:in)?to {E}"),
    verb("value", "repeated", "get {E} = {C} again"),
    clause("length", "", "the length of {E} is (?:now )?{N}"),
    clause("length", "of", "{E} (?:now )?has {N} (elements?|items?|entry|entries|characters?|keys?)"),
    clause("comparison", "sign", "{E} = {A} (<=|>=|==|!=|<|>) {A}"),
    clause("comparison", "is", "{E} is {A},? which is (not )?" + RELATION + " {C}"),
    clause("comparison", "other", "{E} is not {A}"),
    clause("comparison", "", "{C}(?:,? which)? is (not )?" + RELATION + " {C}"),
    clause("membership", "", "{C}(?:,? which)? is (not )?in {E}"),
    clause("emptiness", "", "{E} is (still |now )?(not )?empty"),
    clause("order", "", "{E} is (still |now )?(not )?sorted"),
    clause("truthiness", "", "{E} (is truthy|is falsy|counts as true|counts as false)"),
    clause("absence", "", "{E} is (not bound|removed|deleted)"),
    clause("unchanged", "", "{E} (?:is unchanged|stays the same|does not change)"),
    clause("condition", "", "{E} (is true|is false|does not hold|fails|succeeds|holds(?! [\x01\x02]))"),
    clause("change", "", "{E} " + MOVES + " from {A} to {C}"),
    clause("change", "was", "{E} was {A} and is now {C}"),
    clause("value", "stays", "{E},? " + STAYS + " {C}"),
    clause("value", "becomes", "{E},? (?:becomes|is now|which is now) {C}"),
    clause("value", "starts", "{E} starts (?:as|at) {C}"),
    clause("value", "set", "{E} (?:gets|is set to|takes the value) {C}"),
    clause("value", "is", "{E},? " + IS + " {C}"),
    clause("value", "", "{E} = {C}"),
    verb("binding", "defines", "defines {E}(?:, which runs when it is called)?"),
    verb("binding", "imports", "(?:is where (?:the program|the code) )?imports {L}"),
    clause("unset", "", "(?:nothing|no variable) changes"),
    clause("unset", "print", "nothing is printed"),
)
