"""PageRank in thousandths: whole numbers, so that every step can be followed exactly."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
links maps each page to the list of pages it links to; every page has at least one link. All pages start with 1000
points. In each round every page divides its points by the number of its links, rounded down, and sends that share
along each link; what is lost by rounding is gone. A page's new points are 15 percent of 1000 plus 85 percent of what
it received, rounded down. Return the points after the given number of rounds.
"""

CODE = """
def pagerank(links, rounds):
    points = {page: 1000 for page in links}
    for _ in range(rounds):
        received = {page: 0 for page in links}
        for page, targets in links.items():
            share = points[page] // len(targets)
            for target in targets:
                received[target] += share
        for page in links:
            points[page] = 150 + received[page] * 85 // 100
    return points
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    pages = ["home", "shop", "blog", "help", "team", "jobs", "news", "shop2", "faq", "map", "wiki", "chat", "labs"]
    chosen = pages[: size + 1]
    links = {}
    for page in chosen:
        others = [other for other in chosen if other != page]
        links[page] = random.sample(others, random.randint(1, min(3, len(others))))
    return links, random.randint(2, 3)


def oracle(links: dict[str, list[str]], rounds: int) -> dict[str, int]:
    if rounds == 0:
        return dict.fromkeys(links, 1000)
    before = oracle(links, rounds - 1)
    return {
        page: 150 + sum(before[other] // len(links[other]) for other in links if page in links[other]) * 85 // 100
        for page in links
    }


FAMILY = function_family(
    name="pagerank_steps",
    title="Some steps of PageRank",
    statement=STATEMENT,
    code=CODE,
    entry_point="pagerank",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=12,
)
