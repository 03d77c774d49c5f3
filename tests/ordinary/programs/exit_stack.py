from contextlib import ExitStack, contextmanager
@contextmanager
def tag(name, log):
    log.append("+" + name)
    try:
        yield name
    finally:
        log.append("-" + name)
def f():
    log = []
    with ExitStack() as stack:
        names = [stack.enter_context(tag(n, log)) for n in "ab"]
        stack.callback(log.append, "called")
        log.append("body")
    return log, names
# call: f()
