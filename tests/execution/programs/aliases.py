row = [0] * 3
grid = [row, row, [7, 8, 9]]
grid[0][1] = 5
row.append(6)
other = grid
other[2] = row
box = {"grid": grid, "row": row}
box["row"][0] = -1
box["extra"] = [grid[1]]
grid[2].pop()
del box["grid"]
first, *rest = grid
rest[0].insert(0, 99)
nested = [[[1]]]
inner = nested[0][0]
inner.append(2)
nested[0].append(inner)
inner[0] = 10
copy = nested[:]
copy.append([3])
copy[0][0].append("deep")
swap = [3, 1, 2]
swap[0], swap[2] = swap[2], swap[0]
swap.sort()
swap.sort()
swap.reverse()
swap[1:2] = [7, 7]
swap[::2] = [0, 0]
del swap[0]
swap += [5]
swap *= 2
pair = (row, swap)
pair[1].clear()
print(grid, box, nested, copy, swap, pair)
