class Watch:
    def __init__(self, log, name, quiet=False):
        self.log = log
        self.name = name
        self.quiet = quiet

    def __enter__(self):
        self.log.append("in " + self.name)
        return self

    def __exit__(self, kind, value, tb):
        self.log.append("out " + self.name)
        if value is not None:
            self.log.append(str(value))
        return self.quiet


def g(n, log):
    with Watch(log, "a") as a, Watch(log, "b", True) as b:
        for i in range(3):
            with Watch(log, "c"):
                try:
                    if i == n:
                        return i
                    if i == 1:
                        continue
                finally:
                    log.append(i)
                log.append("end")
        raise KeyError(n)
    return -1


def h(log):
    k = 0
    while True:
        with Watch(log, "w"):
            k += 1
            if k == 2:
                continue
            while k < 5:
                k += 2
                break
            if k > 4:
                break
    return k


def gen(log):
    with Watch(log, "g"):
        yield 1
        yield 2


def f():
    log = []
    got = [g(0, log), g(2, log), g(7, log), h(log)]
    for v in gen(log):
        with Watch(log, "v"):
            got.append(v)
            if v == 1:
                continue
    try:
        with Watch(log, "x"):
            raise ValueError("x")
    except ValueError as e:
        got.append(str(e))
    return got, log


print(f())
