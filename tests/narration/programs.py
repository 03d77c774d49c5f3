"""Small programs of every kind, each with one input: what the narrator's tests tell."""

from __future__ import annotations

from dataclasses import replace

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.records import Case, Program, Trace

Source = tuple[str, str | None, tuple[str, ...], str]  # code, entry point, arguments, stdin

INSERTION_SORT = """\
def insertion_sort(xs):
    for i in range(1, len(xs)):
        key = xs[i]
        j = i - 1
        while j >= 0 and xs[j] > key:
            xs[j + 1] = xs[j]
            j -= 1
        xs[j + 1] = key
    return xs
"""

BUBBLE_SORT = """\
def bubble(xs):
    n = len(xs)
    for i in range(n):
        for j in range(n - i - 1):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
"""

DIJKSTRA = """\
import heapq

def dijkstra(graph, source):
    dist = {node: float('inf') for node in graph}
    dist[source] = 0
    heap = [(0, source)]
    while heap:
        d, u = heapq.heappop(heap)
        if d > dist[u]:
            continue
        for v, w in graph[u]:
            if d + w < dist[v]:
                dist[v] = d + w
                heapq.heappush(heap, (dist[v], v))
    return dist
"""

DEPTH_FIRST = """\
def dfs(graph, node, seen, order):
    seen.add(node)
    order.append(node)
    for nxt in graph[node]:
        if nxt not in seen:
            dfs(graph, nxt, seen, order)
    return order

def run(graph, start):
    return dfs(graph, start, set(), [])
"""

LCS_TABLE = """\
def lcs(a, b):
    m, n = len(a), len(b)
    dp = [[0] * (n + 1) for _ in range(m + 1)]
    for i in range(1, m + 1):
        for j in range(1, n + 1):
            if a[i - 1] == b[j - 1]:
                dp[i][j] = dp[i - 1][j - 1] + 1
            else:
                dp[i][j] = max(dp[i - 1][j], dp[i][j - 1])
    return dp[m][n]
"""

FIBONACCI = """\
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
"""

BINARY_SEARCH = """\
def find(xs, target):
    lo, hi = 0, len(xs) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if xs[mid] == target:
            return mid
        elif xs[mid] < target:
            lo = mid + 1
        else:
            hi = mid - 1
    return -1
"""

VOWEL_COUNTS = """\
def count_vowels(text):
    counts = {}
    for ch in text.lower():
        if ch in 'aeiou':
            counts[ch] = counts.get(ch, 0) + 1
    best = max(counts.values(), default=0)
    return counts, best
"""

STACK_CLASS = """\
class Stack:
    def __init__(self):
        self.items = []
        self.size = 0

    def push(self, x):
        self.items.append(x)
        self.size += 1

    def pop(self):
        if not self.items:
            raise IndexError('empty stack')
        self.size -= 1
        return self.items.pop()

def run(values):
    s = Stack()
    for v in values:
        s.push(v)
    out = []
    while s.size > 0:
        out.append(s.pop())
    try:
        s.pop()
    except IndexError as e:
        out.append(str(e))
    return out
"""

LINKED_LIST = """\
class Node:
    def __init__(self, val, next=None):
        self.val = val
        self.next = next

def build(xs):
    head = None
    for x in reversed(xs):
        head = Node(x, head)
    return head

def reverse(xs):
    head = build(xs)
    prev = None
    while head:
        nxt = head.next
        head.next = prev
        prev = head
        head = nxt
    out = []
    while prev is not None:
        out.append(prev.val)
        prev = prev.next
    return out
"""

EXCEPTIONS = """\
class Bad(Exception):
    pass

def inner(x):
    if x > 2:
        raise Bad('too big', x)
    return 10 // x

def outer(x):
    try:
        return inner(x)
    except ZeroDivisionError as e:
        return -1
    finally:
        x += 1

def main(xs):
    out = []
    for x in xs:
        try:
            y = outer(x)
        except Bad as b:
            print('bad', b.args)
        else:
            out.append(y)
        finally:
            print('done', x)
    d = {}
    return d['missing'] + len(out)
"""

UNCAUGHT = """\
def f(a):
    b = a - 2
    return a / b
def g(x):
    return f(x) + 1
print(g(3))
print(g(2))
"""

GENERATORS = """\
def squares(n):
    for i in range(n):
        yield i * i
    print('end')

def chain(*gens):
    for g in gens:
        yield from g

def main(n):
    total = sum(squares(n))
    for v in chain(squares(2), [7, 8]):
        total += v
    it = squares(1)
    first = next(it)
    try:
        next(it)
    except StopIteration:
        total *= 2
    words = sorted(['pear', 'fig', 'apple'], key=lambda w: len(w))
    return total, first, words
"""

CLOSURES = """\
def counter(start):
    count = start
    def step(by=1):
        nonlocal count
        count += by
        return count
    return step

total = 0
def add(x, *rest, scale=1, **opts):
    global total
    total += x * scale + sum(rest)
    return total

def main():
    c = counter(10)
    a = c()
    b = c(by=5)
    d = add(1, 2, 3, scale=4, k='v')
    f = lambda p, q=2: p * q
    return a, b, d, f(3), [f(i) for i in range(2)]
"""

MATCHING = """\
from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int = 0

def kind(v):
    match v:
        case 0 | 1:
            return 'small'
        case [a, *rest]:
            return f'list of {a} and {len(rest)}'
        case P(x=0):
            return 'on axis'
        case {'k': k}:
            return k
        case _:
            return 'other'

def main():
    out = []
    for v in [1, [2, 3], P(0, 2), {'k': 5}, 'z']:
        out.append(kind(v))
    n = 0
    while (n := n + 1) < 3:
        pass
    x = 'big' if n > 2 else 'small'
    assert n == 3, 'no'
    a = b = n
    del a
    with open_it() as f:
        f.n += 1
    return out, x, b, f.n

class open_it:
    n = 5
    def __enter__(self):
        return self
    def __exit__(self, *a):
        return False
"""

LOOP_EXITS = """\
def f(n):
    primes = []
    for k in range(2, n):
        for p in primes:
            if k % p == 0:
                break
        else:
            primes.append(k)
    i = 0
    while i < 10:
        i += 3
        if i == 6:
            continue
    s = ''
    for ch in reversed('abc'):
        s = ch + s
    return primes, i, s, not primes
"""

SUM_SCRIPT = """\
n = int(input())
total = 0
for _ in range(n):
    a, b = map(int, input().split())
    if a > b:
        total += a - b
    else:
        total += 1
    print(total)
print("done", total)
"""

YES_NO_SCRIPT = """\
import sys
def solve():
    data = sys.stdin.read().split()
    t = int(data[0])
    res = []
    for i in range(t):
        a = int(data[1 + i])
        if a % 2 == 0 and a > 2:
            res.append('YES')
        else:
            res.append('NO')
    sys.stdout.write('\\n'.join(res) + '\\n')
    print(*res, sep=', ')
solve()
"""

MATRIX_ROTATION = """\
def rotate(m):
    n = len(m)
    out = [[0] * n for _ in range(n)]
    for r, row in enumerate(m):
        for c, v in enumerate(row):
            out[c][n - 1 - r] = v
    flat = [v for row in out for v in row if v % 2]
    m[0][0], m[-1][-1] = m[-1][-1], m[0][0]
    return out, flat, m
"""

GCD = """\
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
"""

PROGRAMS: dict[str, Source] = {
    "insertion_sort": (INSERTION_SORT, "insertion_sort", ("[5, 2, 4, 1]",), ""),
    "bubble_sort": (BUBBLE_SORT, "bubble", ("[3, 1, 2]",), ""),
    "dijkstra": (DIJKSTRA, "dijkstra", ("{'a': [('b', 4), ('c', 1)], 'b': [], 'c': [('b', 2)]}", "'a'"), ""),
    "depth_first": (DEPTH_FIRST, "run", ("{'a': ['b', 'c'], 'b': ['d'], 'c': ['d'], 'd': []}", "'a'"), ""),
    "lcs_table": (LCS_TABLE, "lcs", ("'abc'", "'bc'"), ""),
    "fibonacci": (FIBONACCI, "fib", ("4",), ""),
    "binary_search": (BINARY_SEARCH, "find", ("[1, 3, 5, 7, 9, 11]", "9"), ""),
    "vowel_counts": (VOWEL_COUNTS, "count_vowels", ("'Banana Bread'",), ""),
    "stack_class": (STACK_CLASS, "run", ("[1, 2]",), ""),
    "linked_list": (LINKED_LIST, "reverse", ("[1, 2, 3]",), ""),
    "exceptions": (EXCEPTIONS, "main", ("[1, 0, 3]",), ""),
    "uncaught": (UNCAUGHT, None, (), ""),
    "generators": (GENERATORS, "main", ("3",), ""),
    "closures": (CLOSURES, "main", (), ""),
    "matching": (MATCHING, "main", (), ""),
    "loop_exits": (LOOP_EXITS, "f", ("8",), ""),
    "sum_script": (SUM_SCRIPT, None, (), "3\n1 2\n5 3\n9 1\n"),
    "yes_no_script": (YES_NO_SCRIPT, None, (), "3\n4\n7\n2\n"),
    "matrix_rotation": (MATRIX_ROTATION, "rotate", ("[[1, 2], [3, 4]]",), ""),
    "gcd": (GCD, "gcd", ("48", "18"), ""),
}


def run(name: str, arguments: tuple[str, ...] | None = None, stdin: str | None = None) -> Trace:
    """The trace of one of the programs, with its own input or another. The digest is the same on every Python."""
    code, entry_point, usual, usual_stdin = PROGRAMS[name]
    program = Program(name, "user", "small", code, entry_point)
    case = Case(name, program, usual if arguments is None else arguments, (), usual_stdin if stdin is None else stdin)
    trace = trace_in_process(program, case)
    assert trace.outcome in ("finished", "raised"), (name, trace.outcome, trace.reason)
    return replace(trace, digest=name)
