# category: network | expected: contained: no socket of any family
import socket
for family in range(0, 46):
    for kind in (1, 2, 3, 5):
        try: s = socket.socket(family, kind); print("PWNED socket", family, kind)
        except BaseException: pass
for act in (lambda: socket.socketpair(), lambda: socket.fromfd(1, 1, 1).sendall(b"x"), lambda: socket.create_server(("", 0)),
            lambda: socket.gethostbyname("localhost"), lambda: socket.if_nameindex()):
    try: print("did", act())
    except BaseException as e: print(type(e).__name__)
