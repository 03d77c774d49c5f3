"""A binary search tree with deletion, read back in pre-order."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Insert the keys one after the other into an empty binary search tree, then delete the keys in removals (a node with
two children takes the smallest key of its right subtree; keys that are not there are ignored). Return the keys of the
tree in pre-order: a node before its left subtree, and that before its right subtree.
"""

CODE = """
class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    else:
        node.right = insert(node.right, key)
    return node


def delete(node, key):
    if node is None:
        return None
    if key < node.key:
        node.left = delete(node.left, key)
    elif key > node.key:
        node.right = delete(node.right, key)
    elif node.left is None:
        return node.right
    elif node.right is None:
        return node.left
    else:
        successor = node.right
        while successor.left is not None:
            successor = successor.left
        node.key = successor.key
        node.right = delete(node.right, successor.key)
    return node


def preorder(node):
    return [] if node is None else [node.key] + preorder(node.left) + preorder(node.right)


def build_and_delete(keys, removals):
    root = None
    for key in keys:
        root = insert(root, key)
    for key in removals:
        root = delete(root, key)
    return preorder(root)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    keys = random.sample(range(1, 5 * size + 9), size)
    removals = [random.choice(keys)] if random.random() < 0.8 else [random.choice(keys), 0]
    return keys, removals


def oracle(keys: list[int], removals: list[int]) -> list[int]:
    # A key's place depends on the order of insertion only; a deleted inner key hands its turn to its successor.
    order = list(keys)
    for key in removals:
        if key not in order:
            continue
        subtree = _subtree(order, key)
        larger = sorted(other for other in subtree if other > key)
        if larger and any(other < key for other in subtree):
            order.remove(larger[0])
            order[order.index(key)] = larger[0]
        else:
            order.remove(key)
    return _preorder(order)


def _subtree(order: list[int], key: int) -> list[int]:
    if order[0] == key:
        return order
    return _subtree([other for other in order if (other < order[0]) == (key < order[0]) and other != order[0]], key)


def _preorder(order: list[int]) -> list[int]:
    if not order:
        return []
    root, rest = order[0], order[1:]
    return [root, *_preorder([k for k in rest if k < root]), *_preorder([k for k in rest if k > root])]


FAMILY = function_family(
    name="binary_search_tree",
    title="Insert into and delete from a search tree",
    statement=STATEMENT,
    code=CODE,
    entry_point="build_and_delete",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
)
