# category: forgery | expected: no class of the jail's is reachable from object
found = []
def below(c, seen):
    for s in type.__subclasses__(c):
        if s not in seen: seen.add(s); below(s, seen)
    return seen
for c in below(object, set()):
    if c.__module__.startswith(("tracepile", "_ctypes", "ctypes")): found.append(c)
    for v in list(vars(c).values()):
        g = getattr(getattr(v, "__func__", v), "__globals__", None) or {}
        if "RECORD_DESCRIPTOR" in g or "run_traced" in g: found.append((c, v))
print("FORGED_RESULT" if found else "nothing", found)
