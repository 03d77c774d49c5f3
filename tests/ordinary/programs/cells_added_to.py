memo = {}
grid = [[0] * 3 for _ in range(3)]
def paths(r, c):
    if r < 0 or c < 0:
        return 0
    if r == c == 0:
        return 1
    grid[r][c] = paths(r - 1, c) + paths(r, c - 1)
    memo[r, c] = grid[r][c]
    return grid[r][c]
print(paths(2, 2), grid, memo[2, 2])
best = [0] * 3
def fill(i):
    if i == 0:
        return 1
    best[i % 2] = fill(i - 1) + 1
    best[i % 2] += fill(i - 1)
    return best[i % 2]
print(fill(3), best)
