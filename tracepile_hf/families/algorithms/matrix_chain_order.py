"""Matrix chain order (CLRS): the cheapest way to bracket a product of matrices."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
The matrices A1, A2, ... have sizes dims[0] x dims[1], dims[1] x dims[2], and so on. Find the order of multiplication
that needs the fewest scalar multiplications. Return that number and the product fully bracketed, as text such as
'((A1A2)A3)'. If two splits cost the same, the one further to the left is used.
"""

CODE = """
def matrix_chain_order(dims):
    n = len(dims) - 1
    cost = [[0] * n for _ in range(n)]
    split = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            cost[i][j] = float("inf")
            for k in range(i, j):
                price = cost[i][k] + cost[k + 1][j] + dims[i] * dims[k + 1] * dims[j + 1]
                if price < cost[i][j]:
                    cost[i][j] = price
                    split[i][j] = k

    def brackets(i, j):
        if i == j:
            return f"A{i + 1}"
        k = split[i][j]
        return "(" + brackets(i, k) + brackets(k + 1, j) + ")"

    return cost[0][n - 1], brackets(0, n - 1)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(2, 30) for _ in range(size + 1)],)


def oracle(dims: list[int]) -> tuple[int, str]:
    def best(names: list[str], sizes: list[int]) -> tuple[int, int, str]:
        if len(names) == 1:
            return 0, 0, names[0]
        options = []
        for k in range(1, len(names)):
            left = best(names[:k], sizes[: k + 1])
            right = best(names[k:], sizes[k:])
            options.append((left[0] + right[0] + sizes[0] * sizes[k] * sizes[-1], k, f"({left[2]}{right[2]})"))
        return min(options)

    cost, _, text = best([f"A{i}" for i in range(1, len(dims))], dims)
    return cost, text


FAMILY = function_family(
    name="matrix_chain_order",
    title="Matrix chain order",
    statement=STATEMENT,
    code=CODE,
    entry_point="matrix_chain_order",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
