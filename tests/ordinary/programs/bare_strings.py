def f(n):
    if n:
        "nothing here"
    while n > 0:
        n -= 1
        "end"
    class A:
        "doc"
        "second"
        x = 1
    return A.x + n
# call: f(2)
