# category: forgery | expected: a program that runs the recorder on itself
import sys, threading
g = getattr(threading.Thread.start, "__globals__", {})
run = g.get("run_traced"); prepare = g.get("prepare")
if run and prepare:
    p = prepare("x = 'FORGED_EVENT'\nprint(x)", None)
    print(run(p, {"stdin": ""}, {"steps": 100}))
print("honest")
