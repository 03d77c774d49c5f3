# stdin: 3
# stdin: 4 5 6
# stdin: first
# stdin: [1, 2, (3, 4)]
# stdin: 7 8
# stdin: 9 10
"""Ways to read: input, sys.stdin by line, by iteration, as bytes; print with sep, end and file."""

import io
import os
import sys

input = sys.stdin.readline
n = int(input())
values = list(map(int, input().split()))
name = sys.stdin.readline().rstrip("\n")
shape = eval(input())
totals = []
for line in sys.stdin:
    a, b = map(int, line.split())
    totals.append(a + b)
rest = sys.stdin.read()
print(n, *values, sep=", ", end="!\n")
print(name, shape[2][1], file=sys.stdout)
print("unseen", file=sys.stderr)
buffer = io.StringIO()
print("kept", 1.5, file=buffer)
kept = buffer.getvalue()
sys.stdout.write(f"{kept.strip()} {totals}\n")
for number in range(3):
    print(number, end=" " if number < 2 else "\n")
