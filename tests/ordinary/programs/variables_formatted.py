class Config:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)
    def __repr__(self):
        return f"Config({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
    def as_dict(self):
        return {k: v for k, v in self.__dict__.items() if not k.startswith("_")}
def area(w, h, *, unit="m"):
    s = w * h
    return "{s} {unit}2 of {w}x{h}".format(**locals())
c = Config(a=1, b=[2])
c.b.append(3)
print(c, c.as_dict(), area(2, 3), "a" in vars(c), hasattr(c, "z"))
