# stdin: 3 4
# stdin: 5 6 7
# stdin: word
# stdin: [1, 2]
# stdin: x y
import sys

n, m = map(int, input().split())
row = list(map(int, sys.stdin.readline().split()))
word = input("name? ").strip()
parsed = eval(input())
rest = sys.stdin.read().split()
sys.stdout.write(f"{n + m} {sum(row)}\n")
print(word, parsed, rest, sep="-", end="!\n")
print(*row)
print("to stderr", file=sys.stderr)
print()
