from enum import Enum, IntFlag, Flag, auto
class Day(Enum):
    MON = 1
    FIRST = 1
    TUE = 2
class Opt(IntFlag):
    A = auto()
    B = auto()
    AB = A | B
x = Day.FIRST
same = x is Day.MON
o = Opt.A | Opt.B
t = (o == Opt.AB, Opt.A in o, o - 1, Opt(0), bool(o & Opt.B), ~Opt.A & Opt.AB)
names = [d.name for d in Day]
d = {Day.MON: "m"}
y = d[Day.FIRST] + Day["TUE"].name.lower()
if x != Day.TUE and not x == Day.TUE:
    print(same, t, names, y, list(Day.__members__))
