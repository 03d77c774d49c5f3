def bad(n):
    yield n
    raise ValueError("no more")
# call: bad(1)
