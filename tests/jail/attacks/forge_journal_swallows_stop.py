# category: forgery | expected: a program cannot catch the end of its step budget and go on unseen
n = 0
def spin():
    global n
    for i in range(10 ** 7): n += 1
while n < 10 ** 6:
    try: spin()
    except BaseException as e: seen = type(e)
    finally: n += 1
    try: raise seen("FORGED_EVENT")
    except BaseException: pass
print("FORGED_EVENT hidden_work")
