class Node:
    def __init__(self, value, following=None):
        self.value = value
        self.following = following


class Chain:
    size = 0

    def __init__(self):
        self.head = None

    def push(self, value):
        self.head = Node(value, self.head)
        Chain.size += 1

    def reverse(self):
        before, node = None, self.head
        while node:
            node.following, before, node = before, node, node.following
        self.head = before

    def find(self, value):
        node = self.head
        while node is not None and node.value != value:
            node = node.following
        return node


chain = Chain()
for v in (3, 1, 2):
    chain.push(v)
chain.reverse()
found = chain.find(1)
found.value = 100
found.following.extra = [1]
found.following.extra.append(2)
del found.following.extra
tail = chain.head
while tail.following:
    tail = tail.following
tail.following = Node(4)
print(found.value, Chain.size, chain.find(77))
