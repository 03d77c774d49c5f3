def pairs(a, b):
    return zip(a, map(str, b))
# call: pairs([1, 2], [3, 4])
