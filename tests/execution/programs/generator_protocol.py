"""Generators: send, throw, close, yield from with a value, pipelines, generator expressions, iterators of a class."""


def running():
    total = 0
    while True:
        try:
            got = yield total
        except ValueError:
            total = 0
            continue
        if got is None:
            return total
        total += got


def outer():
    result = yield from running()
    yield f"ended with {result}"


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def evens(values):
    for value in values:
        if value % 2 == 0:
            yield value


def squares(values):
    return (value * value for value in values)


def guarded():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


acc = outer()
start = next(acc)
one = acc.send(5)
two = acc.send(6)
reset = acc.throw(ValueError("again"))
three = acc.send(2)
end = acc.send(None)
piped = list(squares(evens(range(6))))
down = [n for n in Countdown(3)]
g = guarded()
head = next(g)
g.close()
total = sum(x for x in Countdown(4) if x)
nested = [[y for y in range(x)] for x in range(3)]
unique = {x % 3 for x in range(7)}
index = {word: len(word) for word in ("a", "bb")}
print(start, one, two, reset, three, end, piped, down, head, total, nested, sorted(unique), index)
