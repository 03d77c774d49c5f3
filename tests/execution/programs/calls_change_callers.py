def fill(values, upto):
    for k in range(upto):
        values.append(k)
    return len(values)


def outer(values):
    before = len(values)
    fill(values, 2)
    values[0] = "first"
    both = [values, values]
    fill(both[1], 1)
    return both, before


def swap(pair):
    pair[0], pair[1] = pair[1], pair[0]


def many(values):
    for k in range(len(values)):
        values[k] = values[k] * 2


data = [9]
alias = data
result = outer(data)
pair = [1, 2]
swap(pair)
numbers = list(range(8))
many(numbers)
table = {"a": [1], "b": [2]}


def touch(mapping):
    mapping["a"].append(3)
    mapping["c"] = mapping["a"]


touch(table)
touch(mapping=table)
print(result, alias, pair, numbers, table)
