# category: exit | expected: contained: exit codes of the jail's own are not believed
import os, threading
threading.Thread(target=lambda: os._exit(86)).start()
os._exit(70)
