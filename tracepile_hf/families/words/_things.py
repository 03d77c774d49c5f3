"""What problems in words are about: things, qualities, made-up words."""

from __future__ import annotations

from random import Random
from typing import Final

THINGS: Final = ("lantern", "kite", "drum", "mug", "scarf", "compass", "whistle", "basket", "candle", "mirror", "rope",
                 "umbrella", "button", "feather", "marble", "key", "spoon", "ribbon")  # fmt: skip
QUALITIES: Final = ("brave", "calm", "dusty", "early", "fluffy", "gentle", "hungry", "jolly", "keen", "lucky", "mild",
                    "nimble", "odd", "plump", "quick", "rusty", "shy", "tidy", "upbeat", "wise")  # fmt: skip
ANIMALS: Final = ("badger", "heron", "otter", "lynx", "gecko", "falcon", "beaver", "tapir", "newt", "ibis", "moose",
                  "raven")  # fmt: skip
PLACES: Final = ("attic", "cellar", "garage", "kitchen", "library", "studio", "workshop", "hall", "pantry",
                 "office")  # fmt: skip
DRINKS: Final = ("cocoa", "lemonade", "mint tea", "cider", "milk", "water")
HOBBIES: Final = ("archery", "chess", "pottery", "rowing", "singing", "weaving")
WORDS: Final = ("planet", "garden", "silver", "winter", "castle", "orange", "bridge", "forest", "hammer", "island",
                "jacket", "kettle", "lizard", "meadow", "needle", "pocket", "rocket", "saddle", "temple", "violin",
                "walnut", "yellow", "basil", "cloud", "dune", "ember", "flute", "grape", "honey", "ivory")  # fmt: skip
_ONSETS: Final = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z")
_VOWELS: Final = ("a", "e", "i", "o", "u")


def made_up(random: Random, count: int) -> list[str]:
    """Different words that mean nothing: `zorpe`, `lumik`."""
    found: dict[str, None] = {}
    while len(found) < count:
        word = "".join(random.choice(part) for part in (_ONSETS, _VOWELS, _ONSETS, _VOWELS, _ONSETS))
        found[word] = None
    return list(found)


def a(noun: str) -> str:
    """A noun with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
