import sys
def main(n=2):
    return n + 1
if "__main__" == __name__:
    main(int(sys.stdin.readline()))
else:
    LOADED = True
# call: main(4)
