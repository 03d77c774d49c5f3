# category: exit | expected: contained: closed descriptors do not confuse anybody
import os, sys
sys.stdout.close(); sys.stderr.close(); sys.stdin.close()
for fd in range(300):
    try: os.close(fd)
    except OSError: pass
