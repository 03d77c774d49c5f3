def size(xs):
    return len(xs)


SIZE = size([1, 2, 3])
print(SIZE)
# call: size([4])
# gives: 1
