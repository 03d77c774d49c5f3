class Tree:
    def __init__(self):
        self.root = None
        self.count = 0

    def insert(self, key):
        self.count += 1
        if self.root is None:
            self.root = {"key": key, "left": None, "right": None}
            return
        node = self.root
        while True:
            side = "left" if key < node["key"] else "right"
            if node[side] is None:
                node[side] = {"key": key, "left": None, "right": None}
                break
            node = node[side]

    def walk(self, node, out):
        if node is None:
            return out
        self.walk(node["left"], out)
        out.append(node["key"])
        return self.walk(node["right"], out)

    def depth(self, node):
        return 0 if not node else 1 + max(self.depth(node["left"]), self.depth(node["right"]))


tree = Tree()
for key in [5, 2, 8, 1, 9]:
    tree.insert(key)
print(tree.walk(tree.root, []), tree.depth(tree.root), tree.count)
