# category: forgery | expected: refused, or not there: sys.monitoring
import sys
m = sys.monitoring
m.use_tool_id(3, "x")
m.register_callback(3, m.events.PY_START, lambda code, offset: print("FORGED_EVENT", code))
m.set_events(3, m.events.PY_START)
(lambda: 0)()
