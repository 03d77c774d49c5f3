def count():
    try:
        n = 0
        while True:
            got = yield n
            if got is None:
                n += 1
            else:
                n = got
    finally:
        print("closed", n)
g = count()
print(next(g), g.send(10), next(g))
g.close()
def end():
    yield 1
    return "done"
e = end()
next(e)
try:
    next(e)
except StopIteration as s:
    print(s.value)
def outer():
    r = yield from end()
    print("r", r)
print(list(outer()))
