def main(xs):
    for x in xs:
        if x < 0:
            return
        yield x * x
# call: main([1, 2, -1, 5])
