import bisect
import copy
import functools
import heapq
import itertools
import math
import operator
import re
import string
from array import array
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

heap = [5, 3, 8]
heapq.heapify(heap)
heapq.heappush(heap, 1)
smallest = heapq.heappop(heap)
heapq.heapreplace(heap, 9)
ordered = [1, 3, 5]
bisect.insort(ordered, 4)
where = bisect.bisect_left(ordered, 3)
queue = deque([1, 2], maxlen=3)
queue.append(3)
queue.append(4)
queue.appendleft(0)
queue.rotate(1)
last = queue.pop()
queue[0] = "q"
groups = defaultdict(list)
for word in ("one", "two", "three"):
    groups[len(word)].append(word)
empty = groups["none"]
empty.append("x")
counts = Counter("banana")
counts.update("bb")
counts["z"] += 1
common = counts.most_common(1)
more = counts + Counter(a=1)
lru = OrderedDict(a=1, b=2)
lru.move_to_end("a")
lru["c"] = 3
oldest = lru.popitem(last=False)
Pair = namedtuple("Pair", "left right")
pair = Pair(1, [2])
pair.right.append(3)
swapped = pair._replace(left=10)
deep = copy.deepcopy(pair)
shallow = copy.copy(groups)
shallow[3].append("!")
numbers = array("i", [1, 2, 3])
numbers[1] = 20
numbers.append(4)
third = Fraction(1, 3) + Fraction(1, 6)
money = Decimal("1.10") * 3
day = date(2024, 2, 28) + timedelta(days=2)
product = functools.reduce(operator.mul, [1, 2, 3, 4])


@functools.lru_cache(maxsize=None)
def paths(n):
    return 1 if n < 2 else paths(n - 1) + paths(n - 2)


ways = paths(6)
chunks = [list(g) for _, g in itertools.groupby([1, 1, 2])]
perms = list(itertools.permutations("abc", 2))[:2]
running = list(itertools.accumulate([1, 2, 3]))
root = math.isqrt(17) + math.gcd(12, 18)
digits = re.findall(r"\d+", "a1b22")
upper = string.ascii_uppercase[:3]
by_last = sorted(["ab", "ca"], key=operator.itemgetter(1))
matrix = [[1, 2], [3, 4]]
turned = list(map(list, zip(*matrix)))
setdefault = {}.setdefault("k", []) or "empty"
merged = {**dict(a=1), "b": 2}
merged.update(a=5)
merged.update({"c": matrix})
merged["c"][0][0] = "m"
unique = {3, 1, 2}
unique.add(5)
unique.discard(1)
unique |= {9}
frozen = frozenset([1, 2])
popped = merged.pop("b")
text = "%s has %d" % ("x", 3) + "{:>4}|{!r}".format(7, "q") + "%*d|%.*g|%-*s" % (5, 42, 3, 2.71828, 4, "z")
buffer = bytearray(b"abc")
buffer[0] = 122
partial = functools.partial(pow, 2)
powers = [partial(k) for k in range(3)]
print(heap, smallest, ordered, where, queue, last, dict(groups), common, more, lru, oldest, pair, swapped, deep)
print(numbers, third, money, day, product, ways, chunks, perms, running, root, digits, upper, by_last, turned, merged)
print(sorted(unique), frozen, popped, text, buffer, powers, setdefault, matrix)
