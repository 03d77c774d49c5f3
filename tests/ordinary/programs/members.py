from enum import Enum, IntEnum, Flag, auto, unique
@unique
class Level(IntEnum):
    L1 = 1
    L2 = 2
class Op(Enum):
    ADD = "+"
    SUB = "-"
    def apply(self, a, b):
        return a + b if self is Op.ADD else a - b
    @property
    def sign(self):
        return self.value
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
p = Perm.R | Perm.X
print(Level.L1 < Level.L2, Level(2) is Level.L2, Op("+").apply(2, 3), Op["SUB"].sign, [o.name for o in Op])
print(Perm.W in p, bool(p & Perm.R), p == Perm.X | Perm.R, p & ~Perm.R, (p ^ Perm.X) is Perm.R)
count = {}
for o in [Op.ADD, Op.SUB, Op.ADD]:
    count[o] = count.get(o, 0) + 1
    if o is not Op.SUB:
        print(o)
print(count, max(Level), Level.L1 + 5, sorted(Level, reverse=True))
x = Level.L2
if x == 2 and x is Level.L2 and x != Level.L1:
    print("two")
