def f(s):
    """Doc `code`."""
    out = []
    for part in s.split("`"):
        out.append("`" + part + "`")
    d = {"`": len(out)}
    "a bare `string`"
    if s + "`" == "x`y`":
        d["k`"] = s[1]
    return d, "".join(out)
# call: f("x`y")
