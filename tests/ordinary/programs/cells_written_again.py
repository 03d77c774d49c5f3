def ways(n, cache):
    if n in cache:
        return cache[n]
    cache[n % 4] = ways(n - 1, cache) + ways(n - 2, cache) if n > 1 else 1
    return cache[n % 4]
def f(n):
    cells = [0] * 4
    def go(k):
        if k < 2:
            return 1
        cells[k % 2] = go(k - 1) + go(k - 2)
        return cells[k % 2]
    return go(n), cells
# call: f(4)
