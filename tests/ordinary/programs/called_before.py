def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)
print(gcd(12, 18))
TABLE = {gcd(i, 6): i for i in range(1, 4)}
gcd(4, 2)
# call: gcd(10, 4)
