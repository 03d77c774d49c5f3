from math import *
from collections import *
from itertools import *
from string import *
def f(n):
    d = deque(range(n))
    c = Counter(ascii_lowercase[:3])
    return sqrt(n), list(d), [list(p) for p in combinations(range(3), 2)], c["a"], pi > 3
# call: f(4)
