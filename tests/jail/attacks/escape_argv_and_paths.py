# category: secrets | expected: contained: nothing about the service in the interpreter's own variables
import sys, os, sysconfig
print(sys.argv, getattr(sys, "orig_argv", None), sys.path, os.environ)
if "channel" in str(getattr(sys, "orig_argv", "")): print("PWNED", sys.orig_argv)
