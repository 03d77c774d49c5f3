"""Assignments to slices, deletions, augmented assignment of items and attributes, chained assignment, walrus."""


class Box:
    def __init__(self):
        self.items = [1, 2]
        self.count = 0


xs = list(range(8))
xs[1:3] = [10, 20, 30]
xs[::3] = ["a", "b", "c"]
del xs[-1], xs[0]
xs[2:2] = [99]
ys = zs = xs[:2]
ys += [5]
zs *= 2
box = Box()
box.items += [3]
box.items[0] += 5
box.count -= 1
box.items[1] <<= 3
table = {"a": [1], "b": [2]}
table["a"] += [7]
table["c"] = table["b"]
table["c"][0] |= 4
del table["b"]
del box.count
matrix = [[0] * 2 for _ in range(2)]
matrix[0][1], matrix[1][0] = 3, 4
matrix[1][1] = matrix[0][1] = 8
first, *middle, last = xs
(p, q), [r, *s] = (1, 2), "xyz"
if (n := len(xs)) > 3 and (half := n // 2):
    n -= half
text = "abc"
text += "d" * 2
i, xs[i] = 1, "moved" if (i := 0) == 0 else "not"
nums = [3, 1, 2]
for k in range(3):
    while nums[k] != k + 1:
        nums[nums[k] - 1], nums[k] = nums[k], nums[nums[k] - 1]
print(xs, ys, box.items, table, matrix, first, middle, last, p, q, r, s, n, text, nums)
