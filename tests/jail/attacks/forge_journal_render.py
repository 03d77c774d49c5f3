# category: forgery | expected: refused: the renderer of literals replaced
import threading
g = threading.Thread.start.__globals__
for name, value in list(g.items()):
    if hasattr(value, "render"): value.render = lambda *a, **k: "'FORGED_EVENT'"
    if callable(value) and name.startswith("_literal"): g[name] = lambda e: "'FORGED_EVENT'"
raise ValueError("honest")
