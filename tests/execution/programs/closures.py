def counter(start):
    count = start
    history = []

    def step(by=1):
        nonlocal count
        count += by
        history.append(count)
        return count

    def reset():
        nonlocal count
        count = start
        history.clear()

    return step, reset, history


step, reset, log = counter(10)
step()
step(5)
other, _, other_log = counter(0)
other()
reset()
step()
total = 0


def add(n):
    global total, fresh
    total += n
    fresh = [total]

    def inner():
        fresh.append(n)
        return lambda: (fresh, n)

    return inner()


seen = add(3)()
adders = [lambda x, k=k: x + k for k in range(3)]
late = [lambda x: x + k for k in range(3)]
k = 100
values = [f(10) for f in adders] + [f(10) for f in late]
compose = lambda f, g: lambda x: g(f(x))
double_then_inc = compose(lambda x: 2 * x, lambda x: x + 1)
print(total, seen, values, double_then_inc(4), log, other_log)
