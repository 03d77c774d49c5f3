"""Whole sentences that claim nothing. None of them has a slot: there is nothing in them that could be false."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = (
    "let us trace (?:this|the program|the code|the execution)(?: step by step)?",
    "let's trace (?:this|the program|the code|the execution)(?: step by step)?",
    "(?:let us|let's) (?:go|walk|step) through (?:this|the program|the code|it)(?: step by step)?",
    "(?:let us|let's) think step by step",
    "(?:let us|let's) (?:see|begin|start)",
    "(?:here is|this is) (?:the|a) trace(?: of the (?:run|program|call))?",
    "step by step",
    "(?:let us|let's) trace through (?:this|the (?:program|code|function|execution)|it)(?: step by step)?",
    "(?:initiali[sz]e|return|the return|loop|looping|start|end|finish)",
    "(?:therefore|thus|so|hence|then|now|next|finally|first|also|here|going back|returning)",
    "(?:step-by-step |the )?(?:trace|execution|walkthrough|explanation)",
    "(?:initiali[sz]ation|setup|the loop|loop iterations|iterations|after the loop|result|final result|conclusion)",
    "here(?: is|'s) what happens(?: step by step)?",
    "here's (?:the|a) (?:step-by-step )?(?:trace|breakdown|walkthrough)",
    "let's break (?:it|this) down(?: step by step)?",
    "the steps are(?: as follows)?",
    "here is how (?:it|the code|the program) runs",
    "let's (?:trace|go) through it",
    "we (?:now )?trace (?:the )?(?:code|program|execution)(?: line by line| step by step)?",
    "we go through the code line by line",
    "(?:the )?(?:initial|starting) (?:values|state|setup)",
    "(?:processing|we process|going through) (?:each|the) (?:characters?|elements?|items?|numbers?|words?)",
    "(?:unwinding|unwinding the recursion|unwinding the calls|unwinding the stack|as the recursion unwinds)",
    "base case",
)
