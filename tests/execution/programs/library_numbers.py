"""Fractions, decimals, dates, arrays, complex numbers, seeded random numbers: values of the standard library."""

import array
import cmath
import datetime
import math
import random
import string
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

third = Fraction(1, 3)
total = third + Fraction(1, 6)
total *= 4
halves = [Fraction(n, 2) for n in range(4)]
price = Decimal("19.995")
rounded = price.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
share = price / 3
begin = datetime.date(2024, 2, 27)
end = begin + datetime.timedelta(days=3)
gap = (end - begin).days
moment = datetime.datetime(2024, 12, 31, 23, 30) + datetime.timedelta(hours=1)
leap = moment.year - begin.year
numbers = array.array("i", [5, 3, 8])
numbers.append(1)
numbers[0] = 7
numbers.extend([2, 2])
last = numbers.pop()
root = cmath.sqrt(-4)
turned = root * (1 + 1j)
size = math.hypot(3, 4) + math.isqrt(17)
common = math.gcd(84, 36) * math.comb(5, 2)
random.seed(7)
drawn = [random.randint(1, 6) for _ in range(4)]
random.shuffle(drawn)
picked = random.choice(drawn)
letters = string.ascii_lowercase[:5] + string.digits[-2:]
title = string.capwords("the long road")
print(total, rounded, gap, moment, last, turned, size, common, letters, title)
