# category: privilege | expected: contained: no limit can be raised
import resource
for n in dir(resource):
    if n.startswith("RLIMIT_"):
        limit = getattr(resource, n); soft, hard = resource.getrlimit(limit)
        for new in ((hard, -1), (-1, -1), (1 << 40, 1 << 40)):
            if hard == -1: continue
            try: resource.setrlimit(limit, new); print("raised", n)
            except BaseException: pass
        if resource.getrlimit(limit)[1] != hard and hard != -1 and resource.getrlimit(limit)[1] > hard: print("PWNED", n)
