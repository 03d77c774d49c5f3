"""Bipartite matching by augmenting paths (Kuhn)."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
can_do maps each worker to the list of jobs the worker can do. Assign jobs to workers, each job to at most one worker
and the other way round, so that as many as possible work: workers are taken in the order of the dictionary, each
tries the jobs in the order listed, and one who holds a wanted job makes room if another can be found. Return the
number of assignments and the dictionary from each assigned job, in alphabetical order, to its worker.
"""

CODE = """
def match_jobs(can_do):
    holder = {}

    def place(worker, tried):
        for job in can_do[worker]:
            if job in tried:
                continue
            tried.add(job)
            if job not in holder or place(holder[job], tried):
                holder[job] = worker
                return True
        return False

    placed = 0
    for worker in can_do:
        if place(worker, set()):
            placed += 1
    return placed, {job: holder[job] for job in sorted(holder)}
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    jobs = ["bake", "cook", "dust", "file", "mend", "sew", "wash", "iron"][:size]
    workers = ["Ari", "Bea", "Cal", "Dot", "Ed", "Flo", "Gia", "Hal"][:size]
    return ({worker: random.sample(jobs, random.randint(1, min(2, size))) for worker in workers},)


def oracle(can_do: dict[str, list[str]]) -> tuple[int, dict[str, str]]:
    best = 0
    jobs = sorted({job for listed in can_do.values() for job in listed})
    for count in range(len(can_do) + 1):
        for chosen in combinations(can_do, count):
            if any(
                all(job in can_do[w] for w, job in zip(chosen, order, strict=True))
                for order in permutations(jobs, count)
            ):
                best = count
    held: list[tuple[str, str]] = []
    for worker in can_do:
        moves = _augment(worker, can_do, dict(held), [])
        if moves is not None:
            held = [pair for pair in held if pair[0] not in dict(moves)] + moves
    assert len(held) == best
    return best, dict(sorted(held))


def _augment(
    worker: str, can_do: dict[str, list[str]], holder: dict[str, str], tried: list[str]
) -> list[tuple[str, str]] | None:
    """The (job, worker) pairs that change when this worker gets a job, as a new list, or None."""
    for job in can_do[worker]:
        if job not in tried:
            tried.append(job)
            chain = _augment(holder[job], can_do, holder, tried) if job in holder else []
            if chain is not None:
                return [*chain, (job, worker)]
    return None


FAMILY = function_family(
    name="bipartite_matching",
    title="Maximum bipartite matching",
    statement=STATEMENT,
    code=CODE,
    entry_point="match_jobs",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=6,
)
