from decimal import Decimal, localcontext, Inexact
def f(x):
    try:
        v = Decimal(x)
    except ArithmeticError as e:
        return type(e).__name__
    with localcontext() as c:
        c.prec = 4
        q = v / 3
    return q, v % 2, v.sqrt() if v >= 0 else None, str(v.normalize())
# call: f("10.50")
