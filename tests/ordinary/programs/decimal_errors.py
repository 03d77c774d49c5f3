from decimal import Decimal

for text in ("1.5", "x"):
    try:
        print(Decimal(text) / 0)
    except ArithmeticError:
        print("no")
