"""An AVL tree: rotations keep a binary search tree balanced."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Insert distinct keys one after the other into an AVL tree, which rotates wherever the heights of two sibling subtrees
come to differ by two. Return the keys of the tree in pre-order: a node before its left subtree, and that before its
right subtree.
"""

CODE = """
class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None
        self.height = 1


def height(node):
    return 0 if node is None else node.height


def update(node):
    node.height = 1 + max(height(node.left), height(node.right))


def rotate_right(node):
    child = node.left
    node.left, child.right = child.right, node
    update(node)
    update(child)
    return child


def rotate_left(node):
    child = node.right
    node.right, child.left = child.left, node
    update(node)
    update(child)
    return child


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    else:
        node.right = insert(node.right, key)
    update(node)
    balance = height(node.left) - height(node.right)
    if balance > 1:
        if key > node.left.key:
            node.left = rotate_left(node.left)
        return rotate_right(node)
    if balance < -1:
        if key < node.right.key:
            node.right = rotate_right(node.right)
        return rotate_left(node)
    return node


def preorder(node):
    return [] if node is None else [node.key] + preorder(node.left) + preorder(node.right)


def build_avl(keys):
    root = None
    for key in keys:
        root = insert(root, key)
    return preorder(root)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    keys = random.sample(range(1, 99), size)
    if random.random() < 0.3:
        keys.sort(reverse=random.random() < 0.5)
    return (keys,)


def oracle(keys: list[int]) -> list[int]:
    # No nodes: the pre-order of a search tree determines it, and lifting a key to the top is two filters.
    order: list[int] = []
    for key in keys:
        order = _grown(order, key)
    return order


def _grown(order: list[int], key: int) -> list[int]:
    if not order:
        return [key]
    root = order[0]
    left, right = [k for k in order if k < root], [k for k in order if k > root]
    if key < root:
        left = _grown(left, key)
    else:
        right = _grown(right, key)
    order = [root, *left, *right]
    if abs(_height(left) - _height(right)) < 2:
        return order
    tall = max(left, right, key=_height)
    outer = [k for k in tall if k != tall[0] and (k < tall[0]) == (key < root)]
    inner = [k for k in tall if k != tall[0] and k not in outer]
    top = tall[0] if _height(outer) > _height(inner) else inner[0]
    return [top, *(k for k in order if k < top), *(k for k in order if k > top)]


def _height(order: list[int]) -> int:
    return (
        1 + max(_height([k for k in order if k < order[0]]), _height([k for k in order if k > order[0]]))
        if order
        else 0
    )


FAMILY = function_family(
    name="avl_tree",
    title="Insert into an AVL tree",
    statement=STATEMENT,
    code=CODE,
    entry_point="build_avl",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=60,
)
