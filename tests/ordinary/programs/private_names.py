class Stack:
    __limit = 3
    def __init__(self):
        self.__items = []
    def push(self, x):
        if self.__full():
            raise OverflowError("full")
        self.__items.append(x)
    def __full(self):
        return len(self.__items) >= Stack.__limit
    @classmethod
    def __make(cls):
        return cls()
    @classmethod
    def new(cls):
        return cls.__make()
s = Stack.new()
for i in range(4):
    try:
        s.push(i)
    except OverflowError as e:
        print(e)
print(s._Stack__items)
