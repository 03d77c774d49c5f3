def tree(t):
    if t is not None:
        left, v, right = t
        yield from tree(left)
        yield v
        yield from tree(right)
# call: tree(((None, 1, None), 2, (None, 3, None)))
