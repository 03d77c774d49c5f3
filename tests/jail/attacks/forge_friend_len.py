# category: forgery | expected: refused: library code made to ask for a frame on the program's behalf
import sys, collections
collections.len = sys._getframe
u = collections.UserList(); u.data = 0
f = collections.UserList.__len__.__get__(u)()
while f: print("FORGED_EVENT", f); f = f.f_back
