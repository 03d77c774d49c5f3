"""Jobs that fail and are tried again, with a `finally` that counts."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Each job is a triple (name, steps, failures): it needs that many steps, and fails as often as its failures, once in each
of its first attempts, with one step left to do. A failed job is tried again at once, at most `tries` times altogether.
Return the names of the jobs that succeeded with the attempt that did it, the names of those given up, and the number of
steps done altogether, those of failed attempts included.
"""

CODE = """
class JobFailed(Exception):
    pass


class GivenUp(Exception):
    pass


def attempt(steps, fails, done):
    count = 0
    try:
        while count < steps:
            if fails and count == steps - 1:
                raise JobFailed(count)
            count += 1
    finally:
        done.append(count)


def work(job, tries, done):
    name, steps, failures = job
    for number in range(1, tries + 1):
        try:
            attempt(steps, number <= failures, done)
            return number
        except JobFailed:
            continue
    raise GivenUp(name)


def run_jobs(jobs, tries):
    done = []
    succeeded = {}
    given_up = []
    for job in jobs:
        try:
            succeeded[job[0]] = work(job, tries, done)
        except GivenUp as reason:
            given_up.append(reason.args[0])
    return succeeded, given_up, sum(done)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = [f"{letter}{number}" for number in range(1, 8) for letter in "pqrst"]
    jobs = [(name, random.randint(1, 4), random.choice((0, 1, 1, 2, 3))) for name in random.sample(names, size)]
    return jobs, random.randint(2, 3)


def oracle(jobs: list[tuple[str, int, int]], tries: int) -> tuple[dict[str, int], list[str], int]:
    succeeded = {name: failures + 1 for name, _, failures in jobs if failures < tries}
    given_up = [name for name, _, failures in jobs if failures >= tries]
    total = sum(min(failures, tries) * (steps - 1) + (failures < tries) * steps for _, steps, failures in jobs)
    return succeeded, given_up, total


FAMILY = function_family(
    name="retried_jobs",
    title="Jobs that are tried again",
    statement=STATEMENT,
    code=CODE,
    entry_point="run_jobs",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
)
