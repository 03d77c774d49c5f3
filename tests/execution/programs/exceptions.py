class Refused(Exception):
    def __init__(self, code, why):
        super().__init__(why)
        self.code = code


def risky(n):
    try:
        if n == 0:
            return 1 / n
        if n == 1:
            raise Refused(7, "one")
        if n == 2:
            return [][n]
        return n
    except ZeroDivisionError as e:
        kind = type(e).__name__
        return kind
    finally:
        log.append(n)


def nested():
    try:
        try:
            raise KeyError("inner")
        except KeyError as e:
            raise ValueError("outer") from e
    except ValueError as e:
        return repr(e.__cause__), str(e)
    else:
        return None


def overriding():
    for k in range(3):
        try:
            if k == 1:
                return "try"
        finally:
            if k == 1:
                return "finally"


def suppressed():
    while True:
        try:
            raise ValueError
        except Exception:
            break
        finally:
            log.append("left")
    return log[-1]


log = []
out = []
for n in range(4):
    try:
        out.append(risky(n))
    except Refused as refusal:
        out.append((refusal.code, refusal.args))
    except (IndexError, TypeError):
        out.append("index")
    else:
        out.append("fine")
out.append(nested())
out.append(overriding())
out.append(suppressed())
try:
    try:
        undefined_name
    finally:
        out.append("finally")
except NameError as e:
    out.append(str(e))
try:
    int("x")
except:
    out.append("bare")
try:
    assert out == [], f"not empty: {len(out)}"
except AssertionError as e:
    out.append(str(e))


def unbound():
    try:
        print(later)
    except UnboundLocalError:
        later = 1
        del later
    return "ok"


out.append(unbound())
try:
    {}["missing"]
except KeyError as e:
    try:
        raise
    except LookupError as again:
        out.append(e is again)
print(out, log)
