from functools import singledispatch, singledispatchmethod
@singledispatch
def area(s):
    raise NotImplementedError(type(s).__name__)
@area.register
def _(s: int):
    return s * s
@area.register(tuple)
@area.register(list)
def _(s):
    return s[0] * s[1]
def f():
    out = [area(3), area((2, 5)), area([1, 2])]
    try:
        area("x")
    except NotImplementedError as e:
        out.append(str(e))
    return out
# call: f()
