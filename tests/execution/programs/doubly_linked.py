class Item:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None


def join(a, b):
    a.right = b
    b.left = a


x, y, z = Item("x"), Item("y"), Item("z")
join(x, y)
join(y, z)
ring = [x, y, z]
ring[1].key = "Y"
y.left.right = z
z.left = x
loop = []
loop.append(loop)
loop.append(1)
keep = {"self": None}
keep["self"] = keep
keep["n"] = 1
print(x.right.key, z.left.key, len(loop), sorted(keep))
