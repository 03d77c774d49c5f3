total = 0
for i in range(4):
    if i == 2:
        continue
    for j in range(i):
        total += i * j
        if total > 100:
            break
    else:
        total += 1
else:
    total += 1000
for never in []:
    total = -1
n = 10
while n > 0:
    n -= 3
    if n == 4:
        continue
    if n < 3:
        break
else:
    n = 55
for a, (b, *c) in [(1, (2, 3, 4)), (5, [6])]:
    total += a + b + len(c)
for x in [1, 2]: total += x; total *= 1
k = 3
while True:
    k -= 1
    if not k:
        break
xs = [1, 2, 3]
for x in xs:
    if len(xs) < 6:
        xs.append(x * 10)
for index, letter in enumerate("ab"):
    for other in reversed("cd"):
        pair = letter + other
for left, right in zip([1, 2], "xy"):
    pair = (left, right)
for xs[0] in range(2):
    pass
for ch in "ab": pass
while k < 3 and (n := k * 2) < 5:
    k += 1
print(total, n, k, xs, pair, ch)
