# category: forgery | expected: refused: code objects out of marshal
import marshal
exec(marshal.loads(marshal.dumps(compile("print('FORGED_EVENT')", "x", "exec"))))
