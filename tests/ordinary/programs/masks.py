import numpy as np
def f(n):
    a = np.arange(n)
    mask = a % 2 == 0
    a[mask] = 0
    b = a[~mask]
    a[(a > 2) & (a < 5)] += 10
    c = np.where(a > 3, a, -1)
    return a.tolist(), b.tolist(), int(a[mask].sum()), c.tolist()
# call: f(6)
