class Tools:
    @staticmethod
    def double(x):
        return 2 * x
    @classmethod
    def name(cls):
        return cls.__name__
if __name__ == "__main__":
    import sys
    sys.exit(Tools.double(int(input())))
# call: Tools.double(4)
