"""What people and language models say of tests, moves, calls and loops, beside the words of `ordinary`."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production, clause, lead, verb

_TYPE: Final = "(list|dictionary|dict|set|string|tuple)"
_THE_TEST: Final = "(?:the|this) (?:(?:if|while|loop) )?(?:condition|test|check|comparison)"
_ITEM: Final = "(?:word|number|item|element|character|value|letter|digit|name|key)"
_UP: Final = "increases?|increments?|raises|decreases?|decrements?|reduces?|lowers"
_UPPED: Final = "increased|incremented|decreased|decremented|reduced"
_PROPERTY: Final = "(even|odd|positive|negative|zero|nonzero|non-zero)"
_CAUGHT: Final = r"is (?:caught|handled) (?:on|at|in|by) (?:the except(?: clause| block)? (?:on|at) )?line {N}"

PRODUCTIONS: Final = (
    # how a test came out
    clause("value", "is", _THE_TEST + " {E} (?:is|evaluates to|gives|comes out as) {A}"),
    clause(
        "outcome", "", _THE_TEST + " (is true|is false|holds|fails|is met|is not met|is satisfied|is not satisfied)"
    ),
    clause("outcome", "value", _THE_TEST + " (?:is|evaluates to|gives|comes out as) {A}"),
    clause("outcome", "value", "it (?:is|evaluates to) {A}"),
    clause("outcome", "", "it (is true|is false|holds|fails)"),
    verb("outcome", "enter", "enters? the ((?:for |while )?loop|loop body|body|if block|if branch)"),
    clause("numbers", "literal", "{C} (?:is|gives|evaluates to|equals|comes to) {A}"),
    # what is skipped
    verb("skip", "line", "skips? line {N}"),
    clause("skip", "line", "line {N} is (?:not executed|not run|not reached|passed over)"),
    clause("skip", "body", "the (?:if )?(?:body|block|branch) is (?:skipped|not executed|not entered|passed over)"),
    verb("skip", "body", "skips? the (?:if )?(?:body|block|branch)"),
    clause(
        "branch", "body", "the (?:loop |if )?(?:body|block)(?: on line {N})? (?:runs|is executed|is entered|executes)"
    ),
    # moves
    verb("moves", "", "(" + _UP + ") {E}(?: by {N})?,? from {A} to {C}"),
    clause("moves", "passive", "{E} (?:is )?(" + _UPPED + "|" + _UP + ")(?: by {N})?,? from {A} to {C}"),
    # what is made
    verb(
        "made",
        "",
        "(?:creates?|makes?|initiali[sz]es?|sets up|builds?) (?:an? |the )?(?:new )?(empty )?"
        + _TYPE
        + " {E}(?:,? (?:which is|=|as|to|with|:) {C})?",
    ),
    clause("made", "is", "{E} is (?:now )?an? (empty )" + _TYPE),
    clause("made", "starts", "{E} (?:starts|begins) (?:out )?as an? (empty )" + _TYPE),
    verb("value", "set", "(?:creates?|builds?|computes?|calculates?|defines?) {E} (?:as|=|to be) {C}"),
    verb("value", "set", "(?:computes?|calculates?|initiali[sz]es?|sets?|has|have|get) {E} = {C}"),
    verb("value", "set", "assigns? {E} (?:the value|=) {C}"),
    clause(
        "value",
        "set",
        "{E} is (?:then |now )?(?:assigned|computed as|calculated as|computed to be|set equal to) (?:the value )?{C}",
    ),
    clause("value", "set", "{E} is (?:created|defined) as {C}"),
    clause("value", "is", "{E} (?:gives|produces|works out to|comes out as) {C}"),
    clause("value", "stays", "{E} (?:is|was) left at {C}"),
    verb("value", "both", "(?:sets?|initiali[sz]es?) (?:both )?{E} and {E} (?:to|as|at) {C}"),
    clause("value", "both", "(?:both )?{E} and {E} are (?:both )?(?:set|initiali[sz]ed|updated) (?:to|as) {C}"),
    clause("value", "both", "both {E} and {E} (?:are|become|start at|equal) {C}"),
    # counts
    clause("recap_line", "", "line {N} (?:runs|is executed|executes|ran|was executed) {K}"),
    clause("recap_loop", "", "the loop on line {N} (?:runs|iterates|executes|is executed|ran|iterated) {K}"),
    clause("recap_loop", "", "the loop on line {N} (?:runs for|goes through|makes|completes|has) {N} iterations?"),
    clause("loop_runs", "", "the (?:(for|while) )?loop (?:runs|iterates|executes|is executed|ran|iterated) {K}"),
    clause("loop_runs", "", "the (?:(for|while) )?loop (?:runs for|goes through|makes|completes|has) {N} iterations?"),
    Production("recap_end", "", "{E} (?:=|is) {C}", "R", "r"),
    clause("recap_print", "", "the program prints {N} lines?(?: in total)?"),
    # calls
    clause("moved", "in", "{C} is (?:then )?(?:appended|added|pushed)"),
    clause("moved", "out", "{C} is (?:then )?(?:popped|removed)"),
    clause("spelled", "", "{E} {B} (?:is|evaluates to|=|gives) {A}"),
    verb("updates", "from", "(?:updates?|changes?) the variable {E} from {A} to {C}"),
    Production("within", "", "(?:in|inside|within) (?:the (?:call|function) )?(?:to )?{F}, ", "SX", "X"),
    verb("call", "recursive", "calls itself(?: recursively)? (?:as|with|by) {F}"),
    verb("call", "itself", "calls itself(?: recursively)?"),
    clause("return", "", "{C} is returned"),
    verb("return", "which", "returns? {E},? which is {C}"),
    lead("(?:the|this) (?:function|method) (?=calls|enters|skips|prints|raises|yields|appends|adds|sets)", "SXx", "V"),
    verb("return", "", "returns? the (?:value|result|final value|final result|answer) {C}"),
    # exceptions
    clause(
        "raise",
        "of",
        "(?:evaluating |computing |executing |the (?:expression|division|operation) )?{C} "
        "(?:raises|throws|causes|triggers) (?:an? |the )?{A}",
    ),
    verb("raise", "", "(?:causes?|triggers?) (?:an? |the )?{A}"),
    verb("catch", "", _CAUGHT),
    Production("catch", "named", "(?:an? |the )?{A} " + _CAUGHT, "SX", "H"),
    verb("attempt", "", "tries to (?:compute|evaluate|calculate|run) {C}"),
    lead("(?:it|which) (?=is (?:caught|handled))", "SX", "V"),
    # what a number is
    clause("property", "", "{E}(?:(?: =| is) {A})?,?(?: which)? is (not |an? |not an? )?" + _PROPERTY + "(?: number)?"),
    clause("property", "number", "{A},?(?: which)? is (not |an? |not an? )?" + _PROPERTY + "(?: number)?"),
    clause("property", "divisible", "{E}(?:(?: =| is) {A})?,?(?: which)? is (not )?(?:divisible by|a multiple of) {N}"),
    clause("property", "number_divisible", "{A},?(?: which)? is (not )?(?:divisible by|a multiple of) {N}"),
    # iterations
    Production("row", "", r"row {N} of table {N}(?: \(iteration {N}\))?: ", "S", "X"),
    Production("round", "literal", "(?:then |now |next,? )?for (?:the )?" + _ITEM + " {A}(?=:$|: |, )", "SX", "H"),
    Production(
        "round", "nested", r"(?:in the )?(outer|inner) loop(?: iteration| pass)?[,:]? {E} (?:=|is) {A}", "SX", "H"
    ),
    Production("round", "nth", "(?:the )?{O} " + _ITEM + " is {A}", "SX", "H"),
    Production("round", "pair", "(?:for|when) {E} (?:=|is) {A} and {E} (?:=|is) {A}", "SX", "H"),
    Production("round", "pair", "with {E} (?:=|is) {A} and {E} (?:=|is) {A}", "S", "H"),
    Production(
        "round", "after", "after (?:the )?{O} (?:iteration|pass|round)(?: of the (?:(for|while) )?loop)?,? ", "S", "X"
    ),
    Production("line", "after", r"after line {N}(?: \(visit {N}\))?,? ", "SX", "X"),
    # words that lead up to a claim
    lead("(?:have|now have|takes the (?:slice|value|element)) (?=\x01)", "XVx", "X"),
    lead(
        "(?:first of all|so now),? (?=\x01|\x02)",
        "SX",
        "X",
    ),
)
