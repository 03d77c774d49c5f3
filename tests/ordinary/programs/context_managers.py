from contextlib import contextmanager, suppress
@contextmanager
def guard(name):
    print("enter", name)
    try:
        yield name
    except ValueError as e:
        print("swallowed", e)
    finally:
        print("leave", name)
with guard("a") as g:
    print(g)
with guard("b"):
    raise ValueError("oops")
try:
    with guard("c"):
        {}["k"]
except KeyError as e:
    print("out", e)
with suppress(ZeroDivisionError):
    1 / 0
def gen():
    total = 0
    while True:
        try:
            x = yield total
        except RuntimeError:
            total = -1
        else:
            total += x
h = gen()
next(h)
print(h.send(3), h.throw(RuntimeError("r")), h.send(4))
try:
    h.throw(KeyError("z"))
except KeyError as e:
    print("back", e)
