class Box:
    __slots__ = ("__v", "name")
    def __init__(self, v):
        self.__v = v
        self.name = "b"
    @property
    def v(self):
        return self.__v
    @v.setter
    def v(self, x):
        self.__v = x
    def __add(self, k):
        self.__v += k
    def go(self):
        for i in range(2):
            self.__add(i)
        return self.__v
class Sub(Box):
    def __add(self, k):
        raise AssertionError
b = Sub(3)
b.v = 5
print(b.go(), b.v, b._Box__v)
