"""Words that say something about a run, and words that do not: the closed lists behind "what is left is harmless"."""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS: Final = _words(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
    million millions billion billions trillion dozen dozens half halves quarter quarters third thirds first
    second seconds fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth hundredth thousandth once twice
    thrice double doubles doubled triple triples tripled single couple pair pairs solo nil"""
)

STATE: Final = _words(
    """sorted unsorted resorted ordered unordered ascending descending increasing decreasing monotonic monotone empty
    emptied nonempty non-empty unchanged changed changes change skipped skips skip equal equals equality unequal
    inequal larger largest smaller smallest greater greatest less lesser least more most fewer fewest bigger
    biggest longer longest shorter shortest higher highest lower lowest increase increases increased decrease
    decreases decreased increment increments incremented decrement decrements decremented true truth truthy
    false falsy falsehood none null always never ever forever same identical different differ differs distinct
    unique duplicate duplicates duplicated full filled visited unvisited reversed reverse reverses swapped
    unswapped swaps rises rise rising rose falls fall falling fell grows grow growing grew grown shrinks shrink
    shrank shrinking drops drop dropped holds hold held fails fail failed failing failure succeeds succeed
    succeeded success successful successfully satisfied satisfies satisfy met unmet fulfilled passes passed
    taken untaken entered left reached found unfound missing present absent contains contained contain
    containing includes included excludes excluded exists exist matches match matched matching mismatch
    mismatches exceeds exceed exceeded even odd positive negative nonnegative nonzero prime composite divisible
    multiple maximum minimum maximal minimal max min up down upward downward upwards downwards bound unbound
    defined undefined deleted removed appended added inserted popped printed unprinted raised caught uncaught
    returned yielded terminates terminated crashes crashed exits exited finished completes completed done over
    valid invalid correct incorrect right wrong only everything nothing nobody nowhere anything all every each
    any some several many few both-sided either neither"""
) - _words("over right all each every any some")  # prose needs these; what they would claim needs a value or a name

NEGATION: Final = _words(
    """not no nor neither cannot can't won't isn't aren't wasn't weren't doesn't don't didn't hasn't haven't hadn't
    shouldn't wouldn't couldn't mustn't without unless except excepting excluding instead rather unlike hardly
    barely almost nearly approximately roughly about-to false-positive"""
)

TIME: Final = _words(
    """before beforehand after afterwards afterward previously previous prior earlier formerly former later latter
    until till initially initial originally original eventually finally final last ultimately soon ago already
    still yet anymore beginning ending end ends ended"""
) - _words("end ends ending beginning")

SIGNS: Final = re.compile(r"[=<>≤≥≠≈≡∈∉∅∞±√∑∏%$&|^~@\\{}\[\]+/0-9]")
HARMLESS_SIGNS: Final = frozenset("“”‘’–—…→•·´¶§©®™«»\u00a0")

PLAIN: Final = _words(
    """a about add adds again alike all also am an and another answer any are array arrays as ask asks assertion
    asserts at back be because becomes been begin beginning begins being big body both branch branches brief
    build builds but by calculate calculates calculation call callee caller calls can carried carries case cases
    cell cells char character characters check checks class classes clause close code column columns come comes
    compare compares complete compute computed computes condition conditions content contents control could
    count counts current data decide decides demands depth dict dictionary dicts did digit digits do does doing
    due each edge edges effect element elements end ending ends entries entry error errors evaluate evaluates
    evaluation every exception exceptions executes expression expressions find finding finds finishes flow
    follow follows for frame frames from function functions get gets give gives go goes graph had hands has have
    having he heap hence here how i if imports in index indices input into is it item items iteration iterations
    its itself keeps key keys large leads leaves leaving letter letters likewise line lines list lists look
    looks loop loops make makes matrix may meet method methods might module modules move moves must name names
    need needed needs new next node nodes now number numbers object objects of off old on onto open or order
    other our out outcome output outputs outset over part parts pass path paths pauses place point points
    position print prints produce produces program push pushes put puts question queue raise raises reach
    reaches read reads recursion remains rest result results resumes return returns right round row rows run
    running runs scan scans script search see sees set sets shall she short should show shows side sides since
    small so some source stack stands start starts state statement statements states stays step steps stop stops
    string strings sum take takes test tests text than thanks that the their them then there therefore these
    they this those thus time times to too total totals trace traces tree tuple tuples turn turns update updates
    us use used uses using value values variable variables visit visits walk walks want wants was way we were
    what when where whether which while who whom whose why will with word words work working works would write
    writes yield yields you your"""
)

WORD: Final = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?|_\w*|\w+")


def is_telling(word: str) -> bool:
    """Whether a lower-case word says something about a state, a number or a time, or denies something."""
    if word in NUMBERS or word in STATE or word in NEGATION or word in TIME or word.endswith(("n't", "n’t")):
        return True
    if "-" in word or "'" in word or "’" in word:
        return any(is_telling(part) for part in re.split(r"[-'’]", word) if part)
    return any(character.isnumeric() for character in word)
