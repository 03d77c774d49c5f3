"""functools, itertools, operator, re, copy, bisect, heapq: functions of the library that call back and change things."""

import bisect
import copy
import functools
import heapq
import itertools
import operator
import re
from collections import Counter, OrderedDict, defaultdict, deque


@functools.lru_cache(maxsize=None)
def ways(n):
    if n < 2:
        return 1
    return ways(n - 1) + ways(n - 2)


@functools.total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(int(part) for part in text.split("."))

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts


def by_length(a, b):
    return len(a) - len(b)


climbed = ways(6)
newest = max(Version("1.10"), Version("1.9")).parts
longest = sorted(["ccc", "a", "bb"], key=functools.cmp_to_key(by_length), reverse=True)
product = functools.reduce(operator.mul, [1, 2, 3, 4], 1)
add_ten = functools.partial(operator.add, 10)
shifted = list(map(add_ten, [1, 2]))
pairs = sorted([("b", 2), ("a", 2), ("c", 1)], key=operator.itemgetter(1, 0))
runs = [(key, len(list(group))) for key, group in itertools.groupby("aabccc")]
running = list(itertools.accumulate([3, 1, 2], max))
chosen = ["".join(p) for p in itertools.permutations("abc", 2)][:4]
grid = list(itertools.product([0, 1], repeat=2))
chained = list(itertools.chain.from_iterable([[1], [2, 3]]))
sliced = list(itertools.islice(itertools.count(5, 5), 3))
found = re.findall(r"(\w)(\d+)", "a1 b22 c333")
match = re.match(r"(?P<head>\w+)-(?P<tail>\d+)", "room-12")
head, tail = match.group("head"), int(match["tail"])
cleaned = re.sub(r"\s+", " ", "a  b \t c")
split = re.split(r"[,;]", "x,y;z")
table = [[1, 2], [3, 4]]
shallow = copy.copy(table)
deep = copy.deepcopy(table)
table[0][0] = 9
table.append([5])
heap = [5, 2, 8]
heapq.heapify(heap)
heapq.heappush(heap, 1)
smallest = heapq.heappop(heap)
replaced = heapq.heapreplace(heap, 7)
two = heapq.nsmallest(2, heap)
row = [1, 3, 5]
bisect.insort(row, 4)
where = bisect.bisect_left(row, 4)
window = deque([1, 2, 3], maxlen=3)
window.append(4)
window.rotate(1)
window.appendleft(0)
counts = Counter("mississippi")
counts.update("mm")
top = counts.most_common(2)
groups = defaultdict(list)
for word in ["ant", "bee", "ape"]:
    groups[word[0]].append(word)
order = OrderedDict(a=1, b=2)
order.move_to_end("a")
first = order.popitem(last=False)
print(climbed, newest, longest, product, shifted, top, dict(groups), first, cleaned, split)
