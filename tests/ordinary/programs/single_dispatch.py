from functools import singledispatch
@singledispatch
def show(x):
    return "other"
@show.register(int)
def _(x):
    return "int %d" % x
@show.register(list)
def _(x):
    return "list of " + ", ".join(show(i) for i in x)
print(show(3), show([1, "a"]), show(2.5))
