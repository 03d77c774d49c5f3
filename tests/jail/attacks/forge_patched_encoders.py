# category: forgery | expected: functions the recorder calls later are not the program's
import builtins, json, json.encoder, io, os, struct
class Evil(str): pass
json.dumps = lambda *a, **k: '{"outcome": "finished", "result": "FORGED_RESULT"}'
json.JSONEncoder.encode = json.JSONEncoder.iterencode = lambda *a, **k: "FORGED_RESULT"
json.encoder.encode_basestring_ascii = json.encoder.c_make_encoder = lambda *a, **k: "FORGED_RESULT"
builtins.repr = builtins.str = builtins.len = builtins.bytes = builtins.type = lambda *a: "FORGED_RESULT"
io.StringIO = io.BytesIO = lambda *a: "FORGED_RESULT"
os.write = lambda fd, data: len(data)
struct.pack = lambda *a: b"FORGED_RESULT"
