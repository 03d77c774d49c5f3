import sys

sys.setrecursionlimit(10000)


def hanoi(n, source, spare, target, moves):
    if n == 0:
        return 0
    left = hanoi(n - 1, source, target, spare, moves)
    moves.append((source, target))
    return left + 1 + hanoi(n - 1, spare, source, target, moves)


def permutations(items, used, current, out):
    if len(current) == len(items):
        out.append(current[:])
        return
    for k in range(len(items)):
        if used[k]:
            continue
        used[k] = True
        current.append(items[k])
        permutations(items, used, current, out)
        current.pop()
        used[k] = False


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def merge_sort(xs):
    if len(xs) < 2:
        return xs
    mid = len(xs) // 2
    left, right = merge_sort(xs[:mid]), merge_sort(xs[mid:])
    out = []
    while left and right:
        out.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return out + left + right


moves = []
count = hanoi(3, "A", "B", "C", moves)
out = []
permutations([1, 2, 3], [False] * 3, [], out)
visited = set()
graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}


def dfs(node):
    visited.add(node)
    for nxt in graph[node]:
        if nxt not in visited:
            dfs(nxt)


dfs("a")
print(count, moves, out, even(6), merge_sort([3, 1, 2]), sorted(visited))
