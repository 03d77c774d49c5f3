t = ([1], {"k": (2, [3])})
a = t[0]
a.append(2)
t[1]["k"][1].append(4)
t[1]["n"] = a
a += [9]
x, y = t
y["k"] = x
x[0] = 5
p = [t, t]
p[0][1]["z"] = 1
print(t, p[1][1] is y)
s = [[0] * 2] * 2
s[0][0] = 1
s[1] = s[0] + s[1]
print(s)
