z = complex(1, -0.0)
w = -1j * z
print(w, -z, z * -1j, (1 - 2j) * (0 - 1j), abs(w), z == 1)
for k in range(3):
    w = w * 1j - 0j
print(w, w.conjugate())
