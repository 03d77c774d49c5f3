def even(n):
    return True if n == 0 else odd(n - 1)
def odd(n):
    return False if n == 0 else even(n - 1)
def f(n):
    try:
        return even(n)
    except RecursionError:
        return None
# call: f(5000)
