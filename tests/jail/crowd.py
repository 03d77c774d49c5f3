"""A service as in a container: an ordinary uid that is not ours alone, no namespaces, few processes allowed in all.

One program starts as many threads as it can and keeps them while benign programs run beside it. Run in the seat belt.
"""

import json
import os
import resource
import threading

UID = 40321
FLOOD = """
import _thread, threading, time
threading.stack_size(32768)
gate = threading.Lock()
gate.acquire()
try:
    while True:
        _thread.start_new_thread(gate.acquire, ())
except RuntimeError:
    print("full", flush=True)
while True:
    time.sleep(0.05)
"""


def crowd(settings, results):
    """One JSON line: how many of a hundred benign programs were right meanwhile, and how the flood ended."""
    os.setgroups([])
    os.setresgid(UID, UID, UID)
    os.setresuid(UID, UID, UID)
    resource.setrlimit(resource.RLIMIT_NPROC, (200, 200))
    from tracepile_hf.execution.jail.outside.sandbox import Sandbox

    case = {"arguments": [], "stdin": ""}
    limits = {"seconds": settings["seconds"], "cpu_seconds": 60, "memory_mb": 256}
    flood = {"code": FLOOD, "cases": [case], "modes": ["plain"], "limits": limits}
    benign = {"code": "print(6 * 7)", "cases": [case], "modes": ["plain"], "limits": {**limits, "seconds": 60.0}}
    with Sandbox("default", workers=2, without=["namespaces"]) as sandbox:
        flooded = []
        thread = threading.Thread(target=lambda: flooded.extend(sandbox.run(flood)))
        thread.start()
        found = [sandbox.run(benign)[0].stdout.decode() for _ in range(100)]
        spare = threading.Thread(target=int)
        spare.start()
        spare.join()
        thread.join()
        (reply,) = flooded
        told = {"right": found.count("42\n"), "flood": reply.outcome, "said": reply.stdout.decode()}
    results.write(json.dumps(told) + "\n")
    results.flush()
    return 0
