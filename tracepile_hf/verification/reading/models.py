"""How language models tell a run: what goes on from the words before it ("which is even", "it is appended to `xs`"),
several values in one clause, blocks by their names, iterations by what they begin with, calls by callers.

Modes that begin with `it` have no subject of their own: `referring` puts in what was told right before.
"""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import CLAUSE, DONE, VERB, Production, clause, lead, verb
from tracepile_hf.verification.reading.values import RELATION

_IT: Final = "(?:which |it |that |this )?"
_SOME: Final = "(?=(?:which|it|that|this|is|not|already) )"  # "in `xs`" alone would be a place
_PROPERTY: Final = "(even|odd|positive|negative|zero|nonzero|non-zero)"
_NOW: Final = "(?:,? (?:so it is now|which is now|giving) {C})?"
_ITEMS: Final = "(characters?|elements?|items?|numbers?|words?|letters?|values?|digits?|keys?)"
_LOOP: Final = "(for |while |outer |inner )?loop"
_ENDS: Final = "(?:ends|exits|terminates|stops|finishes|completes|is done|is over|breaks)"
_BLOCK: Final = "(if|else|elif|except|finally|try|with|for|while)"
_BLOCK_VERBS: Final = (
    "(?=sets|updates|appends|adds|pushes|pops|removes|returns|prints|raises|calls|increments|decrements|increases"
    "|decreases|assigns|stores|yields|creates|initiali[sz]es|swaps|multiplies)"
)
_ITEM: Final = "(?:token|item|element|character|number|word|letter|digit|value|name|key)"

PRODUCTIONS: Final = (
    # what goes on from what was told right before
    clause("membership", "it", _SOME + _IT + "(?:is )?(not )?(?:already |also )?in (?:the )?{E}"),
    clause("membership", "it", "(?:which |it |that |this )?(?:is )?already in (?:the )?(){E}"),
    clause("membership", "it_literal", _SOME + _IT + "(?:is )?(not )?in {A}"),
    clause("comparison", "it", "(?:which |it |that |this )(?:is )?(not )?" + RELATION + " (?:the )?{C}"),
    clause("comparison", "it_equals", "(?:which |it |that |this )equals (?:the )?{C}"),
    clause("comparison", "it_not", "(?:which |it |that |this )is not {A}"),
    clause("property", "it", _IT + "(?:is )?(not |an? |not an? )?" + _PROPERTY + "(?: number)?"),
    clause("property", "it_divisible", _IT + "(?:is )?(not )?(?:divisible by|a multiple of) {N}"),
    clause("length", "it", "(?:it|which) (?:now )?has {N} (elements?|items?|entry|entries|characters?|keys?)"),
    clause(
        "element",
        "it_last",
        _IT + "(?:is |gets )?(?:then )?appended to (?:the )?{E}" + _NOW,
    ),
    clause(
        "element",
        "it_in",
        _IT + "is (?:then )?(?:added to|pushed onto|pushed to|inserted into) (?:the )?{E}" + _NOW,
    ),
    clause("value", "it_becomes", "(?:it |which )?(?:is (?:then )?(?:updated|changed|set) to|becomes|is now) {C}"),
    clause("return", "it", "(?:it |which )?(?:is )?(?:then )?returned"),
    verb("return", "it", "returns? it"),
    clause("sequence", "it", "it becomes {H}"),
    clause("catch", "any", "it is (?:caught|handled)(?: by the `?except`? (?:clause|block))?"),
    verb("catch", "any", "is (?:caught|handled)(?: by the `?except`? (?:clause|block))?"),
    # what is skipped
    verb("skip", "nothing", "(?:skip|skips|skipped)(?: it| this(?: one)?| this iteration)?"),
    clause("skip", "nothing", "(?:it is skipped|nothing happens|nothing is done|nothing is (?:added|appended|pushed))"),
    verb("skip", "nothing", "moves? on(?: to the next (?:iteration|item|element|number))?"),
    clause("comparison", "equals", "{C},? (?:which )?equals (?:the )?{C}"),
    clause("comparison", "is_not", "{C},? which is not {A}"),
    # loops
    Production(
        "summary",
        "exits",
        "(?:the |this |we exit the |we leave the )?" + _LOOP + " " + _ENDS + "(?: after {N} iterations?)?",
        "SX",
        "D",
    ),
    Production(
        "summary",
        "exits",
        "(?:we |and |it )?(?:exit|exits|leave|leaves|break out of|breaks out of) (?:from )?the " + _LOOP + "()",
        "SX",
        "D",
    ),
    Production(
        "summary",
        "whole",
        "(?:the )?" + _LOOP + " (?:ends|finishes|completes) without (?:a |any )?break(?:ing)?",
        "SX",
        "D",
    ),
    Production(
        "summary",
        "never",
        "(?:the )?" + _LOOP + " (?:does not run|is not entered|is skipped|never runs|does not execute)",
        "SX",
        "D",
    ),
    Production(
        "summary",
        "after",
        "(?:after|at the end of) (?:the )?" + _LOOP + "(?: ends| finishes| is done| completes)?, ",
        "S",
        CLAUSE,
    ),
    clause(
        "loop_runs",
        "until",
        "(?:the )?"
        + _LOOP
        + " (?:runs|iterates|executes|is executed) {K},? until {E} (?:is|=|becomes|equals|reaches) {A}",
    ),
    clause("loop_runs", "of", "(?:the )?" + _LOOP + " (?:runs|iterates|executes|is executed) {K}"),
    clause(
        "told_result",
        "",
        "(?:the |our )?(?:final|resulting) (dictionary|list|string|tuple|set|number|value|count|sum|array) is {C}",
    ),
    verb(
        "looping",
        "of",
        "(?:loops?|iterates?|goes) (?:over|through) (?:each |the |every )?" + _ITEMS + " (?:of|in) (?:the )?{E}",
    ),
    clause(
        "looping",
        "while",
        "(?:the )?(?:(?:while )?loop|it) (?:runs|continues|repeats|goes on) (?:while|as long as) {E}",
    ),
    clause(
        "loop_runs",
        "each",
        "(?:the )?" + _LOOP + " (?:runs|iterates|executes) {K},? once (?:for each|per|for every) " + _ITEM,
    ),
    clause(
        "loop_runs",
        "of",
        "(?:the )?" + _LOOP + " (?:processes|goes through|visits) {N} " + _ITEM + "s?",
    ),
    clause(
        "membership",
        "holder",
        "{E} (?:already )?(?:contains|has) {C}(?! (?:elements?|items?|entry|entries|characters?|keys?))",
    ),
    clause("membership", "holder", "{E} (does not) (?:yet )?contain {C}"),
    clause("comparison", "it_pair", "they (?:are equal|are the same|match)"),
    clause("comparison", "it_differ", "they (?:are different|differ|are not equal|do not match)"),
    verb("looping", "items", "(?:loops?|goes|iterates?|runs) (?:over|through) {M}"),
    # iterations by what their variable holds, also after them
    Production("round", "item", "(?:then |now |next,? )?(?:at|in|on|while|once) {E} (?:=|is) {A}", "SX", "H"),
    Production("round", "tick", "(?:then |now |next,? )?(?:for|at|in|on|with|when|while) {E}(?=:|,)", "SX", "H"),
    Production("round", "after_item", "after {E} (?:=|is) {A}(?:,|:)? ", "S", "X"),
    Production("round", "after_tick", "after {E}(?:,|:) ", "S", "X"),
    Production(
        "round",
        "after_nth",
        "after (?:the )?(?:{O} (?:iteration|pass|round|" + _ITEM + ")|(?:iteration|pass|round) {N})"
        "(?: of the (for |while |outer |inner )?loop)?(?:,|:)? ",
        "S",
        "X",
    ),
    Production(
        "round",
        "literal",
        "(?:the )?(?:token|char|character|item|element|number|word|letter|digit) {A}(?=:$|: |, )",
        "SX",
        "H",
    ),
    clause("value", "is", "(?:when|once) {E} (?:becomes|reaches|hits) {A}"),
    # blocks, and where something stands
    lead("the " + _BLOCK + " (?:block|clause|branch|body|statement) " + _BLOCK_VERBS, "SXx", VERB, "block"),
    lead("the `" + _BLOCK + "` (?:block|clause|branch|body|statement) " + _BLOCK_VERBS, "SXx", VERB, "block"),
    lead("the {E} (?:block|clause|branch|body) " + _BLOCK_VERBS, "SXx", VERB, "block", "tick"),
    Production("on_line", "", " (?:on|in|at) line {N}", DONE, DONE),
    # calls
    clause("call", "by", "{F} (?:then )?calls {F}"),
    clause("call", "by", "{F} makes (?:a|the) (?:recursive )?call (?:to )?{F}"),
    Production("within", "back", "back in (?:the call )?(?:to )?{F}, ", "SX", "X"),
    clause("base", "", "(?:the|our|a) base case(?: is (?:reached|hit|met)| applies)?"),
    clause("base", "call", "{F} (?:is|hits|reaches) (?:the|a) base case"),
    clause("base", "returns", "(?:the )?base case:? {F} (?:returns|gives|is|=) {C}"),
    clause("base", "call", "the (?:base case|recursion) (?:is reached|is hit|bottoms out|stops|ends) (?:at|with) {F}"),
    verb("return", "which", "returns? {E},? (?:which is|whose value is|i\\.e\\.) {C}"),
    verb("return", "function", "returns? the (?:inner )?function {E}"),
    lead("(?:the|this) (?:function|method) (?=returns? \x01)", "SXx", VERB),
    verb("yield", "", "(?:(?!x)x{F} )?yield {C}"),
    clause("element", "in", "{C} is (?:then )?(?:pushed|put|inserted) (?:onto|into|to|on) (?:the )?{E}"),
    verb("attempt", "", "(?:computes?|calculates?) {C}"),
    verb(
        "tick",
        "",
        "(?:initiali[sz]es?|starts? with|begins? with|computes?|calculates?|defines?|updates?) {E}",
    ),
    verb(
        "made",
        "container",
        "(?:start|starts|begin|begins) (?:with|from) (?:an? )?(empty )?(list|dictionary|dict|set|string|tuple) {E}",
    ),
    clause("emptied", "starts", "{E} (?:starts|begins) (?:out |off )?empty"),
    lead(
        "{Q} (?=(?:sets|calls|appends|adds|pops|removes|returns|prints|raises|creates|updates|gives|increments) )",
        "X",
        VERB,
        "code",
    ),
    # shifts, extremes, input
    verb(
        "shift",
        "",
        "shifts? {E} (?:to the )?(right|left) by {N} (?:bits?|places?|positions?)"
        "(?:,? (?:so it (?:becomes|is now)|giving|to get) {C})?",
    ),
    clause(
        "extreme", "", "the (largest|smallest|maximum|minimum|highest|lowest) value (?:of|that) {E} (?:takes )?is {A}"
    ),
    verb("input", "", "reads? (?:in )?(?:the )?(?:input|line|next line) {A}"),
    verb("reading", "", "(?:reads?|read in) {E} = {C}"),
    verb(
        "checked",
        "",
        "(?:checks?|tests?|evaluates?) (?:whether |if )?{C},? (?:which|and it|and this) (?:is|evaluates to|gives) {A}",
    ),
    clause("checked", "", "{E} is {C},? which is {A}"),
    # words that lead up to a claim, and bind it to the first or the last iteration
    lead("(?:unwinding(?: the recursion| the calls| the stack)?|going back up|on the way back)(?:,|:) ", "S", CLAUSE),
    lead("(?:first|first of all),? (?=\x01|\x02|[a-z])(?!line)", "S", CLAUSE, "turn", "first"),
    lead("(?:finally|lastly),? (?=\x01|\x02|[a-z])", "SX", CLAUSE, "turn", "last"),
)
