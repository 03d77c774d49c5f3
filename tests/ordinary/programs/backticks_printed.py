def show(cmd):
    line = f"`{cmd}`"
    print("run", line)
    parts = {c: c * 2 for c in "`'\""}
    s = "```" + cmd
    if "`" in line and line[0] == "`":
        parts["x`"] = s.count("`")
    return parts, s.replace("`", "'"), [x for x in line if x == "`"]
# call: show("ls `pwd`")
