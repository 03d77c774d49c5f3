row = [0] * 2
grid = [row, row]
grid[0][1] = 5
pair = (row, [row])
row.append(1)
pair[1][0][0] = 9
t = ({"a": [1]}, [2])
t[0]["a"].append(3)
t[1].extend(t[0]["a"])
print(grid, pair, t)
n = ((1, [2]), 3)
n[0][1].append(4)
print(n)
