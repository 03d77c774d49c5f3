# category: forgery | expected: what was printed cannot be rewritten afterwards
import sys
out = sys.stdout
print("honest")
out.flush()
try:
    out.buffer.seek(0); out.buffer.truncate(); out.buffer.write(b"FORGED_EVENT\n")
except BaseException as e: print(type(e).__name__)
class Both:
    def __getattr__(self, n): return getattr(out, n)
    def write(self, s): return out.write("FORGED_EVENT")
sys.stdout = Both()
print("honest")
