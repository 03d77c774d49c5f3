from enum import Enum
from collections import defaultdict
class Suit(Enum):
    H = "h"
    S = "s"
    @classmethod
    def of(cls, t):
        return next(s for s in cls if s.value == t)
    def __str__(self):
        return self.name.lower()
hands = defaultdict(list)
for card in ["h1", "s2", "h3"]:
    hands[Suit.of(card[0])].append(int(card[1]))
best = max(hands, key=lambda s: len(hands[s]))
print(best, best == Suit.H, best in hands, {k.name: v for k, v in hands.items()}, sorted(hands, key=lambda s: s.value))
red = [s for s in Suit if s is not Suit.S]
match best:
    case Suit.H:
        print("hearts", red)
    case _:
        print("other")
