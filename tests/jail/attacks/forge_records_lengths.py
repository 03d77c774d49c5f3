# category: forgery | expected: hostile lengths and truncated headers are refused before they are read
import os, struct
os.write(3, struct.pack("!IIc16s", 0xFFFFFFFF, 1, b"R", bytes(16)))
os.write(3, struct.pack("!IIc16s", 0, 0xFFFFFFFF, b"E", bytes(16)) * 1000 + b"\0" * 7)
os._exit(0)
