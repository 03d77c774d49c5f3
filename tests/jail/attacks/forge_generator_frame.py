# category: forgery | expected: refused: frames of generators and coroutines
import operator
def g(): yield 1
async def c(): pass
x = g(); next(x)
f = operator.attrgetter("gi_frame")(x)
while f: print("FORGED_EVENT"); f = f.f_back
co = c(); print(co.cr_frame)
