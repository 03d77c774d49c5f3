class Outer:
    class Inner:
        def f(self, n):
            return n + 1
# call: Outer.Inner.f(4)
