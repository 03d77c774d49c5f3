"""A trie that counts the words under each prefix."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Words are put into a trie in which every node counts the words that pass through it. Return, for each query, how many
of the words (repeated words counted each time) begin with it, and the number of nodes of the trie without its root.
"""

CODE = """
class Node:
    def __init__(self):
        self.children = {}
        self.words = 0


class Trie:
    def __init__(self):
        self.root = Node()
        self.nodes = 0

    def insert(self, word):
        node = self.root
        for letter in word:
            if letter not in node.children:
                node.children[letter] = Node()
                self.nodes += 1
            node = node.children[letter]
            node.words += 1

    def count(self, prefix):
        node = self.root
        for letter in prefix:
            if letter not in node.children:
                return 0
            node = node.children[letter]
        return node.words


def count_prefixes(words, queries):
    trie = Trie()
    for word in words:
        trie.insert(word)
    return [trie.count(query) for query in queries], trie.nodes
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    stems = ["ba", "be", "ca", "car", "do", "to", "te"]
    words = [random.choice(stems) + "".join(random.choices("nrst", k=random.randint(0, 2))) for _ in range(size)]
    queries = [random.choice(words)[: random.randint(1, 3)] for _ in range(2)]
    queries.append(random.choice(stems)[: random.randint(1, 2)])
    return words, queries


def oracle(words: list[str], queries: list[str]) -> tuple[list[int], int]:
    prefixes = {word[:length] for word in words for length in range(1, len(word) + 1)}
    return [sum(word.startswith(query) for word in words) for query in queries], len(prefixes)


FAMILY = function_family(
    name="trie",
    title="Prefix counting with a trie",
    statement=STATEMENT,
    code=CODE,
    entry_point="count_prefixes",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
)
