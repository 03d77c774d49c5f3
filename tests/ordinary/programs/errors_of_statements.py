def attempt(n):
    xs = [1, 2]
    d = {}
    t = (1,)
    s = "ab"
    try:
        if n == 0:
            xs[2] = 0
        elif n == 1:
            del xs[9]
        elif n == 2:
            t[0] = 1
        elif n == 3:
            s[0] = "x"
        elif n == 4:
            xs["a"] = 1
        elif n == 5:
            d[[]] = 1
        elif n == 6:
            return "-".join([1, 2])
        elif n == 7:
            return ",".join(n)
        elif n == 8:
            xs[::2] = [1, 2, 3]
        elif n == 9:
            xs.insert("a", 1)
    except (IndexError, TypeError, ValueError, KeyError) as e:
        return type(e).__name__ + ": " + str(e)
print([attempt(n) for n in range(10)])
