# category: monkeypatch | expected: contained: result still well-formed and next run clean
import sys, builtins, os, io
for m in (os, io): m.__dict__.clear()
keep = builtins.__dict__
sys.modules.clear()
sys.__dict__.clear()
keep.clear()
