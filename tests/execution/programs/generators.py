def count(upto):
    total = 0
    for k in range(upto):
        got = yield k
        if got:
            total += got
    return total


def chained():
    first = yield from count(2)
    yield "between"
    yield from [first, "list"]
    second = yield from count(1)
    return first, second


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


g = count(3)
out = [next(g), g.send(5), g.send(6)]
try:
    next(g)
except StopIteration as stop:
    out.append(stop.value)
out.extend(chained())
for f in fib():
    if f > 6:
        break
    out.append(f)
squares = (x * x for x in range(4) if x % 2)
out.append(sum(squares))


def closing():
    try:
        yield 1
        yield 2
    finally:
        out.append("closed")


c = closing()
next(c)
c.close()


def catching():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            yield str(e)


t = catching()
next(t)
out.append(t.throw(ValueError("thrown")))
next(t)
shared = []


def producer():
    for k in range(3):
        shared.append(k)
        yield len(shared)


p = producer()
next(p)
shared.append("outside")
next(p)
print(out, list(p), shared)
