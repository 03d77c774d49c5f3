"""Context managers of a class and of contextlib, try with every clause, raise from, nested handlers, assert."""

import contextlib


class Ledger:
    def __init__(self):
        self.open = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return kind is ValueError


@contextlib.contextmanager
def labelled(name):
    print("enter", name)
    try:
        yield name.upper()
    finally:
        print("leave", name)


def attempt(n):
    try:
        if n == 0:
            raise ValueError("zero")
        result = 10 // (n - 1)
    except ZeroDivisionError as error:
        raise RuntimeError("one") from error
    except (ValueError, KeyError) as error:
        result = str(error)
    else:
        result += 1
    finally:
        done.append(n)
    return result


done = []
with Ledger() as ledger:
    raise ValueError("kept inside")
with labelled("a") as one, labelled("b") as two:
    both = one + two
with contextlib.suppress(KeyError):
    missing = {}["x"]
results = []
for n in (0, 1, 2, 3):
    try:
        results.append(attempt(n))
    except RuntimeError as error:
        results.append(f"{error} from {type(error.__cause__).__name__}")
try:
    try:
        [][0]
    except IndexError:
        raise
except LookupError as error:
    kind = type(error).__name__
try:
    assert results == [], "not empty"
except AssertionError as error:
    message = str(error)
print(both, results, done, kind, message)
