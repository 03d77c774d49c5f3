import numpy as np
def f():
    m = np.arange(6).reshape(2, 3)
    m[m % 2 == 0] = -1
    rows = np.array([1, 0])
    p = m[rows]
    q = m[:, [0, 2]]
    k = m > 0
    m[0, k[0]] = 7
    m[m == 7] += 1
    w = np.argwhere(m == -1)
    return m.tolist(), p.tolist(), q.tolist(), k.any(axis=0).tolist(), w.tolist()
# call: f()
