"""The wordings, by event. Every one is made of surface forms of docs/claims.md and of words that claim nothing.

A wording goes on after "Line 5 " as it stands, after "On line 5, " when it begins with `@`, and brings its own beginning
when it begins with `^`. Names in braces are filled by the module that uses the bank.
"""

from __future__ import annotations

from typing import Final

Bank = tuple[str, ...]

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
    "@{chain}, and {place} changes from {old} to {value}",
)
NOW_HOLDS: Final[Bank] = (
    ", so {name} is now {whole}",
    ", and {name} becomes {whole}",
    ", leaving {name} as {whole}",
    "; {name} is now {whole}",
    ", and {name} is now {whole}",
    ", which makes {name} = {whole}",
)
APPEND: Final[Bank] = (
    "appends {item} to {name}",
    "puts {item} at the end of {name}",
    "@the program appends {item} to {name}",
    "@the statement appends {item} to {name}",
)
ADD: Final[Bank] = (
    "adds {item} to {name}",
    "@the program adds {item} to {name}",
    "@the statement adds {item} to {name}",
)
PUSH: Final[Bank] = (
    "pushes {item} onto {name}",
    "@the program pushes {item} onto {name}",
    "adds {item} to {name}",
)
POP: Final[Bank] = (
    "pops {item} from {name}",
    "takes {item} from {name}",
    "@the program takes {item} from {name}",
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
CHOOSE: Final[Bank] = (  # x = A if C else B
    "@{why}, so {place} becomes {value}",
    "@{why}, and so {place} is set to {value}",
    "chooses: {why}, so {place} is now {value}",
    "@{why}, which makes {place} = {value}",
    "decides: {why}, and {place} gets {value}",
    "@{why}, hence {place} becomes {value}",
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
    "has {quote} to run",
)
RUN_NOTHING: Final[Bank] = (
    "runs {quote}, and nothing changes",
    "carries out {quote}; nothing changes",
    "@{quote} runs, and no variable changes",
    "executes {quote}, and nothing changes",
    "@the program runs {quote}, and nothing changes",
    "has {quote} to run, and nothing changes",
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
    "does little: it defines {name}",
    "@the class statement defines {name}",
)
DEFINE: Final[Bank] = (
    "defines {name}",
    "@the program defines {name}",
    "just defines {name}",
    "simply defines {name}",
    "defines {name}, which runs when it is called",
    "does little: it defines {name}",
)
IMPORT: Final[Bank] = (
    "imports {name}",
    "@the program imports {name}",
    "just imports {name}",
    "simply imports {name}",
    "is where the program imports {name}",
    "makes names available: it imports {name}",
)
TEST: Final[Bank] = (  # the reasons tell the values; {verdict} is one of the endings below
    "checks {quote}: {why}, so {verdict}",
    "asks about {quote}. Here {why}, so {verdict}",
    "@{why}, so {verdict}",
    "tests {quote}; {why}, so {verdict}",
    "@{why}, and therefore {verdict}",
    "decides on {quote}: {why}, so {verdict}",
    "looks at {quote}: {why}, and so {verdict}",
)
TEST_SHORT: Final[Bank] = (
    "@{why}, so {verdict}",
    "@{why}, and therefore {verdict}",
    "finds that {why}, so {verdict}",
    "@{why}, and so {verdict}",
    "comes to a decision: {why}, so {verdict}",
    "decides: {why}, hence {verdict}",
)
TEST_PLAIN: Final[Bank] = (  # no reasons can be told
    "@the test {quote} {outcome}, so {verdict}",
    "finds that {quote} {outcome}, so {verdict}",
    "@{quote} {outcome}, so {verdict}",
    "comes to a decision: {quote} {outcome}, so {verdict}",
    "@the condition {quote} {outcome}, and therefore {verdict}",
    "checks the condition: {quote} {outcome}, so {verdict}",
)
TAKEN: Final[Bank] = ("the if branch is taken", "the body runs", "the if branch is taken", "the body runs")
SKIPPED: Final[Bank] = ("the body is skipped", "the body is not entered", "the body is skipped")
ELSE: Final[Bank] = ("the else branch is taken", "the body is skipped", "the else branch is taken")
ASSERT_HOLDS: Final[Bank] = (
    "asserts {quote}: {why}, and the run goes on",
    "checks the assertion {quote}: {why}",
    "@the assertion {quote} holds, since {why}",
    "@{why}, as the assertion {quote} demands",
    "makes sure of {quote}: {why}",
    "wants {quote}: {why}, as it should be",
)
FOR_FIRST: Final[Bank] = (
    "^the loop on line {line} begins iteration {count}: {chains}, so {targets_are}",
    "^iteration {count} of the loop on line {line} begins; {chains}, and {targets_are}",
    "^the loop on line {line} starts iteration {count}: {chains}, which gives {targets}",
)
FOR: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins with {targets}",
    "^in iteration {count} of the loop on line {line}, {targets_are}",
    "^the loop on line {line} begins iteration {count} with {targets}",
    "^the loop on line {line} goes into iteration {count} with {targets}",
    "^now iteration {count} of the loop on line {line}, with {targets}",
    "^then comes iteration {count} of the loop on line {line}: {targets_are}",
    "^iteration {count} of the loop on line {line} starts, and {targets_are}",
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
)
WHILE: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins, because {why}",
    "^the loop on line {line} enters iteration {count}: {why}",
    "^the loop on line {line} goes into iteration {count}, since {why}",
    "^iteration {count} of the loop on line {line} starts, for {why}",
    "^now iteration {count} of the loop on line {line}: {why}",
    "^then comes iteration {count} of the loop on line {line}, as {why}",
    "^in iteration {count} of the loop on line {line}, {why}",
)
WHILE_PLAIN: Final[Bank] = (
    "^iteration {count} of the loop on line {line} begins, because {quote} {outcome}",
    "^the loop on line {line} enters iteration {count}: {quote} {outcome}",
    "^the loop on line {line} goes into iteration {count}, since {quote} {outcome}",
    "^iteration {count} of the loop on line {line} starts, for {quote} {outcome}",
    "^then comes iteration {count} of the loop on line {line}, as {quote} {outcome}",
    "^now iteration {count} of the loop on line {line}: {quote} {outcome}",
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
    "^this time the loop on line {line} is not entered",
    "^now the loop on line {line} does not run at all",
    "^as it turns out, the loop on line {line} is not entered",
)
LOOP_EMPTY_WHY: Final[Bank] = (
    "^the loop on line {line} does not run at all, because {why}",
    "^the loop on line {line} is not entered: {why}",
    "^the loop on line {line} does not run at all: {why}",
    "^the loop on line {line} is not entered, since {why}",
)
BREAK: Final[Bank] = (
    "breaks out of the loop on line {loop}",
    "@the program breaks out of the loop on line {loop}",
    "stops here: it breaks out of the loop on line {loop}",
    "@the loop on line {loop} is left",
    "@control breaks out of the loop on line {loop}",
    "@the statement breaks out of the loop on line {loop}",
)
CONTINUE: Final[Bank] = (
    "goes to the next iteration of the loop on line {loop}",
    "@the program goes to the next iteration of the loop on line {loop}",
    "cuts this round short and goes to the next iteration of the loop on line {loop}",
    "@control goes to the next iteration of the loop on line {loop}",
    "leaves the rest of the body out and goes to the next iteration of the loop on line {loop}",
    "@the statement goes to the next iteration of the loop on line {loop}",
)
FOLD: Final[Bank] = (
    "{which} of the loop on line {line} go on in this way: ",
    "{which} of the loop on line {line} work alike: ",
    "{which} of the loop on line {line}: ",
    "{which} of the loop on line {line} run likewise: ",
    "{which} of the loop on line {line} follow, and ",
    "{which} of the loop on line {line} in brief: ",
)
FOLD_PLAIN: Final[Bank] = (
    "{which} of the loop on line {line} go on in this way",
    "{which} of the loop on line {line} work alike",
    "{which} of the loop on line {line} follow",
    "{which} of the loop on line {line} run likewise",
)
LEAD_TO_CALL: Final[Bank] = (
    "makes a call",
    "needs a call",
    "calls a function",
    "hands over to a function",
    "leads into a call",
    "steps into a function",
)
PASS: Final[Bank] = NOTHING

CALL_AFTER: Final[dict[str, Bank]] = {
    "bare": ("calls {value}", "makes the call {value}", "steps into the call {value}", "leads into the call {value}",
             "needs the call {value}", "hands over to the call {value}"),
    "clause": (", and the program calls {value}", "; this leads to the call {value}", ", for the call {value}",
               ", and next comes the call {value}", ", then comes the call {value}", ", and with that it calls {value}"),
    "": ("Next comes the call {value}", "Then the program calls {value}", "Now comes the call {value}",
         "This statement also makes the call {value}", "From here the program calls {value}", "That leads to the call {value}"),
}
ENTER_AFTER: Final[dict[str, Bank]] = {
    "bare": ("enters {value}", "goes into {value}", "steps into {value}"),
    "clause": (", and the program enters {value}", ", and control goes into {value}", ", which steps into {value}"),
    "": ("The program enters {value}", "Control goes into {value}", "Now the program steps into {value}"),
}
RETURN_AFTER: Final[dict[str, Bank]] = {
    "bare": ("returns {value}", "gives back {value}", "ends the call: {who} returns {value}", "hands back {value}",
             "is the end of the call: {who} returns {value}", "finishes, and {who} returns {value}"),
    "clause": (", so {who} returns {value}", ", and {who} returns {value}", "; {who} returns {value}",
               ", which ends the call: {who} returns {value}", ", hence {who} returns {value}",
               ", and with that {who} returns {value}"),
    "": ("{who} returns {value}", "That is the end of the body, so {who} returns {value}", "With that {who} returns {value}",
         "The call is over: {who} returns {value}", "So {who} returns {value}", "At its end {who} returns {value}"),
}
RETURN_SILENT: Final[dict[str, Bank]] = {
    "bare": ("returns to its caller",),
    "clause": (", and {who} returns to its caller", ", so {who} returns to its caller"),
    "": ("{who} returns to its caller", "So {who} returns to its caller"),
}
YIELD_AFTER: Final[dict[str, Bank]] = {
    "bare": ("yields {value}", "hands out {value}", "pauses: {who} yields {value}", "has a value to give: {who} yields {value}",
             "reaches its yield, and {who} yields {value}", "pauses here: {who} yields {value}"),
    "clause": (", so {who} yields {value}", ", and {who} yields {value}", "; {who} yields {value}",
               ", which means that {who} yields {value}", ", hence {who} yields {value}", ", and now {who} yields {value}"),
    "": ("{who} yields {value}", "Then {who} yields {value}", "Now {who} yields {value}", "So {who} yields {value}",
         "With that {who} yields {value}", "At this point {who} yields {value}"),
}
YIELD_SILENT: Final[dict[str, Bank]] = {
    "bare": ("yields to its caller",),
    "clause": (", and {who} yields to its caller",),
    "": ("{who} yields to its caller",),
}
PRINT_AFTER: Final[dict[str, Bank]] = {
    "bare": ("prints {value}", "outputs {value}", "shows {value}", "writes {value} to the output",
             "is where the program prints {value}", "lets the program print: it prints {value}"),
    "clause": (", so the program prints {value}", ", and the program prints {value}", "; this prints {value}",
               ", and the statement outputs {value}", ", which prints {value}", ", and it shows {value}"),
    "": ("The program prints {value}", "It prints {value}", "Then it prints {value}", "The program outputs {value}",
         "The statement prints {value}", "Next it prints {value}"),
}
RAISE_ON: Final[Bank] = (
    "The exception travels on to line {value}",
    "From there the exception travels on to line {value}",
    "The exception reaches line {value}",
    "Then the exception travels on to line {value}",
    "So the exception reaches line {value}",
    "From there the exception reaches line {value}",
)
UNCAUGHT: Final[Bank] = (
    "Nothing catches it, and so the run ends",
    "Nothing catches it, which ends the run",
    "Nothing catches it, so the program ends here",
    "Nothing catches it",
)
YIELD_ON: Final[Bank] = (
    "In turn {who} yields {value}",
    "{who} in turn yields {value}",
    "This goes on: {who} yields {value}",
    "So {who} yields {value}",
    "And {who} yields {value}",
    "With it {who} yields {value}",
)
ASK_GENERATOR: Final[Bank] = (
    "asks the generator for another item",
    "turns to the generator again",
    "goes back to its generator",
    "lets the generator go on",
    "wants another item from the generator",
    "hands control back to the generator",
)
RAISE_AFTER: Final[dict[str, Bank]] = {
    "bare": ("raises {value}", "stops with an exception: it raises {value}", "breaks off and raises {value}",
             "stops here and raises {value}", "ends abruptly: it raises {value}", "interrupts the run: it raises {value}"),
    "clause": (", which raises {value}", ", and the statement raises {value}", "; this raises {value}",
               ", and that raises {value}", ", so the program raises {value}", ", but the statement raises {value}"),
    "": ("This raises {value}", "The statement raises {value}", "That raises {value}", "Here the program raises {value}",
         "As a result the program raises {value}", "At this point the program raises {value}"),
}
