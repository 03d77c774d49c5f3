# category: forgery | expected: the recorder's modules cannot be imported or found
import sys, importlib
for name in ("tracepile_hf", "tracepile_hf.execution.record.recorder", "tracepile_hf.execution.jail.inside.child", "tracepile_hf.literals"):
    try: m = importlib.import_module(name); print("FORGED_EVENT", m)
    except ImportError as e: print(e)
print([n for n in sys.modules if "tracepile" in n and print("FORGED_EVENT")])
import __main__
print([n for n in vars(__main__) if n in ("serve", "main", "bottom") and print("FORGED_EVENT")])
