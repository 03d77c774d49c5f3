names = {"ada", "bob", "cleo", "dan"}
order = []
for name in names:
    order.append(name)
listed = list(names)
joined = ",".join(names)
lengths = [len(n) for n in names]
first = next(iter(names))
taken = names.pop()
left = len(names)
while names:
    order.append(names.pop())
a, b = {"x", "y"}
mixed = {(1, "a"), (2, "b")}
for number, letter in mixed:
    order.append(letter)
union = {"p"} | {"q"}
shown = str(union)
print(union, sorted(order), sorted(listed), len(joined), sum(lengths), left)
nested = [union, {"k": {1, 2}}]
print(nested, f"{union}")
total = sum({1, 2, 3})
biggest = max({4, 9, 2})
ranked = sorted({"bb", "a", "ccc"}, key=len)
chars = set("hello")
chars.update("xy")
chars -= {"h"}
both = sorted(chars & set("help"))
print(order, listed, joined, lengths, first, taken, a, b, shown, total, biggest, ranked, both)
