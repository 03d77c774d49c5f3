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
    """a an the this that these those it its itself they them their we us our you your he she i is are was were be been
    being am do does did doing have has had having will would shall should can could may might must of in on at
    to from by with into onto out off as for and or but so because since while when where which who whom whose
    what why how then than thus therefore hence if whether here there now again also too both next begin begins
    start starts stop stops step steps run runs running line lines loop loops body test tests branch branches
    call calls caller callee function functions method methods class classes object objects module modules
    program code source statement statements expression expressions variable variables name names value values
    result results list lists tuple tuples dict dicts dictionary set sets string strings text number numbers
    element elements item items entry entries key keys index indices heap queue stack graph tree node nodes edge
    edges path paths array arrays matrix row rows column columns cell cells word words character characters char
    digit digits letter letters point points answer question input output data state states condition conditions
    exception exceptions error errors iteration iterations recursion depth frame frames control flow work works
    working trace traces read reads write writes print prints give gives take takes make makes go goes come
    comes get gets put puts look looks ask asks compare compares check checks decide decides build builds
    evaluate evaluates evaluation compute computes computed calculate calculates follow follows return returns
    yield yields raise raises pass back way place time times turn turns round part parts side sides other
    another rest content contents old new current order case cases end ends ending beginning open close use uses
    using used need needs each every all any some right over"""
)

WORD: Final = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?|_\w*|\w+")


def is_telling(word: str) -> bool:
    """Whether a lower-case word says something about a state, a number or a time, or denies something."""
    if word in NUMBERS or word in STATE or word in NEGATION or word in TIME or word.endswith(("n't", "n’t")):
        return True
    if "-" in word or "'" in word or "’" in word:
        return any(is_telling(part) for part in re.split(r"[-'’]", word) if part)
    return any(character.isnumeric() for character in word)
