class Down:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n
print(sum(Down(3)), tuple(Down(2)), sorted(Down(3)), max(Down(4)))
a, b = Down(2)
print(a, b, [x for x in Down(2)], dict(zip("ab", Down(2))))
it = iter(Down(1))
print(next(it), next(it, "end"))
