import functools


def twice(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        calls.append(function.__name__)
        return function(*args, **kwargs), function(*args, **kwargs)

    return wrapper


def tagged(tag):
    def decorate(function):
        function.tag = tag
        return function

    return decorate


calls = []


@twice
@tagged("t")
def double(x):
    """Doubles."""
    return 2 * x


@tagged("plain")
def memo(n):
    if n not in memo.cache:
        memo.cache[n] = n * n
    return memo.cache[n]


memo.cache = {}
memo(3)
memo(3)
push = calls.append
push("direct")
apply = lambda f, *a: f(*a)
out = apply(double, 4)
table = {"len": len, "sum": sum}
results = [table[name]([1, 2, 3]) for name in sorted(table)]
mapped = list(map(lambda p: p[0] + p[1], [(1, 2), (3, 4)]))
kept = list(filter(None, [0, 1, "", "a"]))
by = sorted([("b", 2), ("a", 2), ("c", 1)], key=lambda t: (-t[1], t[0]))
cmp = sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a))
folded = functools.reduce(lambda acc, x: acc * 10 + x, [1, 2, 3], 0)
upper = list(map(str.upper, "ab"))
method = "a-b".split
parts = method("-")
print(double.__name__, out, calls, memo.cache, memo.tag, results, mapped, kept, by, cmp, folded, upper, parts)
