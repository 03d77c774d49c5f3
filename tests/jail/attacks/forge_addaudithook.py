# category: forgery | expected: refused: a hook of the program's own would be shown frames
import sys
sys.addaudithook(lambda event, arguments: print("FORGED_EVENT", arguments) if event == "sys._getframe" else None)
sys._getframe()
