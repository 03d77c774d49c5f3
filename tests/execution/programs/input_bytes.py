# stdin: 2 3
# stdin: 10 20
# stdin: 30 40
"""Reading bytes: os.read, sys.stdin.buffer, and a reader made of an iterator."""

import sys

data = sys.stdin.buffer.read().split()
position = 0


def take():
    global position
    position += 1
    return int(data[position - 1])


rows, columns = take(), take()
table = [[take() for _ in range(columns - 1)] for _ in range(rows)]
flat = [x for row in table for x in row]
text = b"-".join(data[:2]).decode()
sys.stdout.buffer.write(b"done\n")
print(text, sum(flat))
