# category: network | expected: contained: abstract unix sockets
import socket
for address, kind in (("\0tp-canary", 1), ("\0tp-canary-d", 2), ("@WORLD@/sock/srv.sock", 1)):
    try: s = socket.socket(socket.AF_UNIX, kind); s.connect(address); s.send(b"pwn"); print("PWNED", address)
    except BaseException as e: print(type(e).__name__)
