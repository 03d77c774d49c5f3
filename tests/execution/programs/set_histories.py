import itertools

pairs = {(i, 11 - i) for i in range(6)}
kept = []
while pairs:
    p = pairs.pop()
    pairs.add(p)
    kept.append(p)
    pairs.remove(p)
    if len(kept) % 3 == 0:
        pairs.add((p[1], p[0] * 8))
        pairs.discard((8, 3))
    if len(kept) > 20:
        pairs.clear()
edges = {(a, b) for a in range(5) for b in range(a)}
cover = set()
while edges:
    a, b = edges.pop()
    cover |= {a, b}
    for edge in edges.copy():
        if a in edge or b in edge:
            edges.discard(edge)
lines = {frozenset(pair) for pair in itertools.combinations("ABCD", 2)}
apart = [(one, other) for one, other in itertools.combinations(lines, 2) if not one & other]
shown = str(lines)
last = lines.pop()
families = {1: {frozenset(), last}, 2: [{last}]}
print(lines, families, *lines)
words = set("so it goes and so it went".split())
take = words.pop
first, second = take(), take()
rest = sorted(words | {first})
try:
    take = set().pop
    gone = take()
except KeyError as error:
    missing = str(error)
numbers = set(range(60))
for n in range(0, 400, 8):
    numbers.add(n)
    low = numbers.pop()
longest = max(numbers, key=lambda n: n % 4)
table = dict.fromkeys(numbers & set(range(0, 100, 5)), 0)
head = next(iter(numbers))
