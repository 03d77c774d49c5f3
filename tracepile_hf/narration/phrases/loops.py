"""Wordings for iterations, for the ends of loops, and for folds over iterations."""

from __future__ import annotations

from typing import Final

from tracepile_hf.narration.phrases import Bank

FOR_FIRST: Final[Bank] = (
    "^the loop on line {line} begins iteration {count}: {chains}, so {targets_are}",
    "^iteration {count} of the loop on line {line} begins; {chains}, and {targets_are}",
    "^the loop on line {line} starts iteration {count}: {chains}, which gives {targets}",
    "^iteration {count} of the loop on line {line} begins: {chains}, so {targets_are}",
    "^the loop on line {line} goes into iteration {count}; {chains}, which gives {targets}",
    "^then comes iteration {count} of the loop on line {line}: {chains}, and so {targets_are}",
)
FOR: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins with {targets}",
    "^in iteration {count} of the loop on line {line}, {targets_are}",
    "^the loop on line {line} begins iteration {count} with {targets}",
    "^the loop on line {line} goes into iteration {count} with {targets}",
    "^now iteration {count} of the loop on line {line}, with {targets}",
    "^then comes iteration {count} of the loop on line {line}: {targets_are}",
    "^iteration {count} of the loop on line {line} starts: {targets_are}",
    "^on to iteration {count} of the loop on line {line}, where {targets_are}",
)
FOR_PLAIN: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins",
    "^the loop on line {line} begins iteration {count}",
    "^the loop on line {line} goes into iteration {count}",
    "^then comes iteration {count} of the loop on line {line}",
    "^the loop on line {line} starts iteration {count}",
    "^next comes iteration {count} of the loop on line {line}",
)
FOR_COUNTED: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins, with {chain}",
    "^the loop on line {line} begins iteration {count}: {chain}",
    "^the loop on line {line} goes into iteration {count}, where {chain}",
    "^iteration {count} of the loop on line {line} starts; {chain}",
    "^the loop on line {line} starts iteration {count}, as {chain}",
    "^now iteration {count} of the loop on line {line}: {chain}",
)
WHILE: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins, because {why}",
    "^the loop on line {line} enters iteration {count}: {why}",
    "^the loop on line {line} goes into iteration {count}, since {why}",
    "^iteration {count} of the loop on line {line} starts, because {why}",
    "^now iteration {count} of the loop on line {line}: {why}",
    "^then comes iteration {count} of the loop on line {line}, as {why}",
    "^in iteration {count} of the loop on line {line}, {why}",
)
WHILE_PLAIN: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins, because {quote} {outcome}",
    "^the loop on line {line} enters iteration {count}: {quote} {outcome}",
    "^the loop on line {line} goes into iteration {count}, since {quote} {outcome}",
    "^iteration {count} of the loop on line {line} starts, because {quote} {outcome}",
    "^then comes iteration {count} of the loop on line {line}, as {quote} {outcome}",
    "^now iteration {count} of the loop on line {line}: {quote} {outcome}",
)
WHILE_BINDING: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins with {targets}, and {quote} {outcome}",
    "^the loop on line {line} enters iteration {count} with {targets}, and {quote} {outcome}",
    "^the loop on line {line} goes into iteration {count}: {targets_are}, and {quote} {outcome}",
    "^then comes iteration {count} of the loop on line {line}: {targets_are}, and {quote} {outcome}",
    "^in iteration {count} of the loop on line {line}, {targets_are}, and {quote} {outcome}",
)
LOOP_END_BINDING: Final[Bank] = (
    "^after {rounds} the loop on line {line} is over, with {targets}",
    "^the loop on line {line} ends after {rounds}, with {targets}",
    "^the loop on line {line} finishes after {rounds}; {targets_are}",
    "^the loop on line {line} is done after {rounds}; {targets_are}",
)
LOOP_EMPTY_BINDING: Final[Bank] = (
    "^the loop on line {line} is not entered; {targets_are}",
    "^the loop on line {line} does not run at all, with {targets}",
    "^here the loop on line {line} is not entered, with {targets}",
)
LOOP_END: Final[Bank] = (
    "^the loop on line {line} ends after {rounds}",
    "^the loop on line {line} is done after {rounds}",
    "^the loop on line {line} finishes after {rounds}",
    "^the loop on line {line} is over after {rounds}",
    "^after {rounds} the loop on line {line} ends",
    "^after {rounds} the loop on line {line} is done",
    "^the loop on line {line} comes to its end after {rounds}",
)
LOOP_END_WHY: Final[Bank] = (
    "^the loop on line {line} ends after {rounds}, because {why}",
    "^the loop on line {line} is done after {rounds}: {why}",
    "^the loop on line {line} finishes after {rounds}, since {why}",
    "^the loop on line {line} is over after {rounds}; {why}",
    "^after {rounds} the loop on line {line} ends: {why}",
    "^the loop on line {line} stops after {rounds}, as {why}",
)
LOOP_EMPTY: Final[Bank] = (
    "^the loop on line {line} does not run at all",
    "^the loop on line {line} is not entered",
    "^here the loop on line {line} does not run at all",
    "^here the loop on line {line} is not entered",
    "^now the loop on line {line} does not run at all",
    "^as it turns out, the loop on line {line} is not entered",
    "^now the loop on line {line} is not entered",
)
LOOP_EMPTY_WHY: Final[Bank] = (
    "^the loop on line {line} does not run at all, because {why}",
    "^the loop on line {line} is not entered: {why}",
    "^the loop on line {line} does not run at all: {why}",
    "^the loop on line {line} is not entered, since {why}",
    "^here the loop on line {line} does not run at all, as {why}",
    "^now the loop on line {line} is not entered: {why}",
)
ASK_GENERATOR: Final[Bank] = (
    "asks the generator for another item",
    "turns to the generator again",
    "goes back to its generator",
    "lets the generator go on",
    "hands control back to the generator",
)
FOLD: Final[Bank] = (
    "{which} of the loop on line {line} come next: ",
    "{which} of the loop on line {line} are run in turn: ",
    "{which} of the loop on line {line}: ",
    "then come {which} of the loop on line {line}: ",
    "{which} of the loop on line {line} follow, and ",
    "{which} of the loop on line {line} in brief: ",
)
FOLD_PLAIN: Final[Bank] = (
    "next come {which} of the loop on line {line}",
    "then come {which} of the loop on line {line}",
    "{which} of the loop on line {line} follow",
    "now {which} of the loop on line {line} are run",
    "{which} of the loop on line {line} come next",
    "{which} of the loop on line {line} are run in turn",
)
