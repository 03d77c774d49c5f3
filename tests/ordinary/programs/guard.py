def square(n):
    return n * n


if __name__ == "__main__":
    import doctest

    doctest.testmod()
    print(square(int(input("number: "))))
# call: square(5)
# gives: 25
