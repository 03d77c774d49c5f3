# category: forgery | expected: records without the key are tampered with, never a result
import os, struct, hashlib, json
body = json.dumps({"outcome": "finished", "result": "FORGED_RESULT", "stdout": "FORGED_EVENT"}).encode()
def record(number, kind, body, key=b""):
    mac = hashlib.blake2s(key=key, digest_size=16); mac.update(struct.pack("!I", number) + kind); mac.update(body)
    return struct.pack("!IIc16s", len(body), number, kind, mac.digest()) + body
for key in (b"", bytes(32)):
    os.write(3, record(1, b"R", body, key) + record(2, b"E", b"", key))
os._exit(0)
