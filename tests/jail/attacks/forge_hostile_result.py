# category: forgery | expected: a result that changes while it is looked at is never believed
class Liar(int):
    def __repr__(self): return "FORGED_RESULT"
    __str__ = __format__ = __repr__
    def __eq__(self, other): return True
    def __hash__(self): return 0
class Meta(type):
    def __instancecheck__(cls, o): return True
    def __eq__(cls, o): return True
    def __hash__(cls): return hash(int)
class Int(metaclass=Meta): pass
x = Liar(3); y = Int()
