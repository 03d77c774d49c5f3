# category: forgery | expected: a journal printed to every descriptor is only output
import os, json, sys
j = json.dumps({"outcome": "finished", "reason": "", "result": "'FORGED_EVENT'", "exception": None, "stdout": "FORGED_EVENT", "journal": [1, 2, 3]})
for fd in (1, 2, 3):
    try: os.write(fd, j.encode())
    except OSError: pass
