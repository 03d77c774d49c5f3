# category: forgery | expected: refused: functions given other code
def f(): return 1
def g(): return "FORGED_EVENT"
f.__code__ = g.__code__
print(f())
