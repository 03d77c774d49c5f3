"""Token bucket: requests are let through while tokens last."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A bucket holds at most capacity tokens and is full at time 0; each second one token is added, as long as there is
room. Requests come as pairs (second, cost) in order of time; one passes if the bucket holds at least its cost, which
is then taken out. Return the list of the passed requests' indices and the tokens held after each request.
"""

CODE = """
class Bucket:
    def __init__(self, capacity):
        self.capacity = capacity
        self.tokens = capacity
        self.updated = 0

    def refill(self, now):
        self.tokens = min(self.capacity, self.tokens + now - self.updated)
        self.updated = now

    def take(self, cost):
        if cost > self.tokens:
            return False
        self.tokens -= cost
        return True


def limit_requests(capacity, requests):
    bucket = Bucket(capacity)
    passed = []
    levels = []
    for index, (second, cost) in enumerate(requests):
        bucket.refill(second)
        if bucket.take(cost):
            passed.append(index)
        levels.append(bucket.tokens)
    return passed, levels
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    second = 0
    requests = []
    for _ in range(size):
        second += random.choice([0, 1, 1, 2, 4])
        requests.append((second, random.randint(1, 4)))
    return random.randint(4, 7), requests


def oracle(capacity: int, requests: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    tokens, passed, levels = capacity, [], []  # type: int, list[int], list[int]
    for second in range(requests[-1][0] + 1):
        tokens = min(capacity, tokens + (second > 0))
        for index, (moment, cost) in enumerate(requests):
            if moment == second:
                passed += [index] if cost <= tokens else []
                tokens -= cost if cost <= tokens else 0
                levels.append(tokens)
    return passed, levels


FAMILY = function_family(
    name="token_bucket",
    title="A rate limiter",
    statement=STATEMENT,
    code=CODE,
    entry_point="limit_requests",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=120,
)
