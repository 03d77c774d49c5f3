words = ["pear", "fig", "apple"]
lengths = {w: len(w) for w in words}
letters = {c for w in words for c in w if c in "aeiou"}
pairs = [(i, j) for i in range(3) for j in range(i) if (i + j) % 2]
table = [[i * j for j in range(3)] for i in range(3)]
flat = [x for row in table for x in row]
inverse = {v: k for k, v in lengths.items()}


def square(n):
    return n * n


squares = [square(n) for n in range(3)]
chosen = [y for n in range(5) if (y := square(n)) > 3]
total = sum(square(n) for n in range(2))
tables = [row[:] for row in table]
table[0][0] = "changed"
any_big = any(n > 2 for n in flat)
sorted_words = sorted(words, key=lambda w: (len(w), w))
ordered = sorted(letters)


class Grid:
    size = 2
    cells = [0 for _ in range(size)]
    names = {k: v for k, v in [("a", 1)]}


i = "kept"
print(lengths, pairs, flat, inverse, squares, chosen, y, total, tables, any_big, sorted_words, ordered, Grid.cells, i)
