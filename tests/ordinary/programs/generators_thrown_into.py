from contextlib import contextmanager


@contextmanager
def ignoring(*kinds):
    try:
        yield "in"
    except kinds as error:
        print("ignored", error)


def counting():
    total = 0
    while True:
        try:
            step = yield total
        except RuntimeError:
            total = -1
        else:
            total += step


with ignoring(ZeroDivisionError, KeyError) as where:
    1 / 0
count = counting()
next(count)
print(where, count.send(3), count.throw(RuntimeError("again")), count.send(4))
