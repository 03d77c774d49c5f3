"""Wordings for plain statements: what is assigned, written, added, run, defined."""

from __future__ import annotations

from typing import Final

from tracepile_hf.narration.phrases import Bank

SET_CONSTANT: Final[Bank] = (
    "sets {place} to {value}",
    "stores {value} in {place}",
    "assigns {value} to {place}",
    "gives {place} the value {value}",
    "puts {value} in {place}",
    "@{place} becomes {value}",
    "@{place} is set to {value}",
    "@{place} gets {value}",
)
SET_CHAIN: Final[Bank] = (
    "sets {place} to {chain}",
    "@{chain}, so {place} becomes {value}",
    "works out {chain}, and {place} is now {value}",
    "gives {place} the value {chain}",
    "@{chain}, and {place} is set to {value}",
    "@{place} gets {chain}",
    "@{place} becomes {chain}",
    "evaluates {chain}, so {place} is {value}",
    "@we find {chain}, which makes {place} = {value}",
)
SET_COPY: Final[Bank] = (  # the value stands under a name already: there is nothing to work out
    "sets {place} to {chain}",
    "@{chain}, so {place} becomes {value}",
    "gives {place} the value {chain}",
    "@{place} gets {chain}",
    "@{place} becomes {chain}",
    "stores {chain} in {place}",
    "assigns {chain} to {place}",
    "@we see {chain}, which makes {place} = {value}",
)
SET_LONG: Final[Bank] = (  # the value is written only one time
    "sets {place} to {chain}",
    "gives {place} the value {chain}",
    "@{place} gets {chain}",
    "@{place} becomes {chain}",
    "stores {chain} in {place}",
    "assigns {chain} to {place}",
)
SET_VALUE: Final[Bank] = (  # a compound value is shown by quoting the statement
    "runs {quote}, so {place} is now {value}",
    "sets {place} to {value}",
    "@{place} becomes {value}",
    "carries out {quote}, and {place} gets {value}",
    "@{quote} makes {place} = {value}",
    "gives {place} the value {value}",
    "@the effect of {quote} is that {place} is {value}",
)
CHOOSE: Final[Bank] = (  # x = A if C else B
    "@{why}, so {place} becomes {value}",
    "@{why}, and so {place} is set to {value}",
    "chooses: {why}, so {place} is now {value}",
    "@{why}, which makes {place} = {value}",
    "decides: {why}, and {place} gets {value}",
    "@{why}, hence {place} becomes {value}",
)
KEEP_CHAIN: Final[Bank] = (
    "@{chain}, so {place} stays {value}",
    "@{chain}, and {place} is still {value}",
    "works out {chain}, so {place} remains {value}",
    "@{chain}, which leaves {place} at {value}",
    "evaluates {chain}, and {place} stays {value}",
    "@we get {chain} again, so {place} is still {value}",
)
KEEP_CONSTANT: Final[Bank] = (
    "leaves {place} at {value}",
    "@{place} stays {value}",
    "@{place} is still {value}",
    "@{place} remains {value}",
    "sets {place} to {value} again",
    "assigns {value} to {place} again",
)
AUGMENT: Final[Bank] = (
    "@{place} goes from {old} to {sum}",
    "@{place} was {old} and is now {sum}",
    "@{place} changes from {old} to {sum}",
    "@{place} moves from {old} to {sum}",
    "runs {quote}: {place} goes from {old} to {sum}",
    "@{quote} makes {place} = {sum}",
)
AUGMENT_CHAIN: Final[Bank] = (
    "@{chain}, so {place} becomes {value}",
    "works out {chain}, and {place} is now {value}",
    "@{chain}, and {place} goes from {old} to {value}",
    "@{place} becomes {chain}",
    "evaluates {chain}, so {place} goes from {old} to {value}",
    "@{place} gets {chain}",
    "sets {place} to {chain}",
)
WRITE: Final[Bank] = (
    "writes {chain} to {place}",
    "stores {chain} in {place}",
    "@{place} becomes {chain}",
    "sets {place} to {chain}",
    "@{place} gets {chain}",
    "puts {chain} into {place}",
)
WRITE_OLD: Final[Bank] = (
    "@{place} goes from {old} to {chain}",
    "@{place} changes from {old} to {chain}",
    "@{place} was {old} and is now {chain}",
)
WRITE_OLD_CHAIN: Final[Bank] = (
    "@{chain}, so {place} goes from {old} to {value}",
    "works out {chain}, so {place} changes from {old} to {value}",
)
NOW_HOLDS: Final[Bank] = (
    ", so {name} is now {whole}",
    ", and {name} becomes {whole}",
    ", leaving {name} as {whole}",
    "; {name} is now {whole}",
    ", and {name} is now {whole}",
    ", so {name} holds {whole}",
)
APPEND: Final[Bank] = (
    "appends {item} to {name}",
    "puts {item} at the end of {name}",
    "@the program appends {item} to {name}",
    "@the statement appends {item} to {name}",
    "@this appends {item} to {name}",
    "@the code appends {item} to {name}",
)
ADD: Final[Bank] = (
    "adds {item} to {name}",
    "@the program adds {item} to {name}",
    "@the statement adds {item} to {name}",
    "@the code adds {item} to {name}",
    "@this statement adds {item} to {name}",
    "@this adds {item} to {name}",
)
PUSH: Final[Bank] = (
    "pushes {item} onto {name}",
    "@the program pushes {item} onto {name}",
    "adds {item} to {name}",
    "@the statement pushes {item} onto {name}",
    "@this pushes {item} onto {name}",
    "@the program adds {item} to {name}",
)
ENDINGS: Final[Bank] = (  # after something was added
    ", which is now {whole}",
    ", so {name} becomes {whole}",
    ", and {name} is now {whole}",
    ", leaving {name} as {whole}",
    ", so {name} holds {whole}",
    ", which makes {name} = {whole}",
)
RUN_CHANGES: Final[Bank] = (
    "runs {quote}, so {changes}",
    "runs {quote}, and {changes}",
    "carries out {quote}, so {changes}",
    "@{quote} has the effect that {changes}",
    "executes {quote}, and {changes}",
    "@the effect of {quote} is that {changes}",
)
CHANGES: Final[Bank] = (
    "@{changes}",
    "has this effect: {changes}",
    "@the outcome is that {changes}",
    "does its work, and {changes}",
    "@we see that {changes}",
    "takes effect, so {changes}",
)
RUN_CHAINS: Final[Bank] = (
    "@{chains}",
    "works out {chains}",
    "evaluates {chains}",
    "@we find {chains}",
    "@the program finds {chains}",
    "@the calculation gives {chains}",
)
TESTS: Final[Bank] = (
    "@{tests}",
    "finds that {tests}",
    "@we see that {tests}",
    "@the outcome is that {tests}",
    "comes to this: {tests}",
    "@it turns out that {tests}",
)
MATCH: Final[Bank] = (
    "goes through the cases: {tests}",
    "compares the cases: {tests}",
    "@{tests}",
    "looks at the cases in turn: {tests}",
    "checks the patterns: {tests}",
    "works through the patterns: {tests}",
)
DELETE: Final[Bank] = (
    "runs {quote}, so {name} is removed",
    "@{name} is removed",
    "@{name} is deleted",
    "executes {quote}, and {name} is removed",
    "carries out {quote}, so {name} is deleted",
    "@with {quote}, {name} is removed",
)
RUN: Final[Bank] = (
    "runs {quote}",
    "carries out {quote}",
    "executes {quote}",
    "@the program runs {quote}",
    "@we meet {quote}",
    "@the code runs {quote}",
)
WORK: Final[Bank] = ("does its work", "takes effect")  # what it did cannot be told, nor the statement be quoted
RUN_NOTHING: Final[Bank] = (
    "runs {quote}, and nothing changes",
    "carries out {quote}; nothing changes",
    "@{quote} runs, and no variable changes",
    "executes {quote}, and nothing changes",
    "@the program runs {quote}, and nothing changes",
    "@the code runs {quote}, and nothing changes",
)
NOTHING: Final[Bank] = (
    "@nothing changes",
    "is carried out, and nothing changes",
    "does its work, and nothing changes",
    "@no variable changes",
    "is run: nothing changes",
    "has its turn, and no variable changes",
)
DEFINE_CLASS: Final[Bank] = (
    "defines {name}",
    "@the program defines {name}",
    "just defines {name}",
    "simply defines {name}",
    "@the class statement defines {name}",
    "@the code defines {name}",
)
DEFINE: Final[Bank] = (
    "defines {name}",
    "@the program defines {name}",
    "just defines {name}",
    "simply defines {name}",
    "defines {name}, which runs when it is called",
    "@the code defines {name}",
)
IMPORT: Final[Bank] = (
    "imports {name}",
    "@the program imports {name}",
    "just imports {name}",
    "simply imports {name}",
    "is where the program imports {name}",
    "is where the code imports {name}",
)
