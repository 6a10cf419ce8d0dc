import difflib, pickle, pytest
from tests.analysis.test_attack_by_reading import *
from tests.analysis.test_attack_by_reading import attacked, read
@pytest.mark.parametrize("name", ["", "chef", "utredare"])
def test_dbg(settings, clock, attacked, name):
    b = read(settings, clock, name); attacked.change_secrets(); a = read(settings, clock, name)
    d = differences(b, a)
    with open(f"/tmp/c/d_diff_{name}.txt","w") as f:
        from collections import Counter
        print(len(b), Counter((x[0].status) for x in b.values()), len(d), file=f)
        for u in d: print("DIFF", u, file=f)
        for u in sorted(b): print("  ", b[u][0].status, u, [h for h in b[u][0].headers if "Cache" in h][0], len(b[u][0].body), file=f)
        for u in d:
            x, y = b.get(u), a.get(u)
            if not x or not y: print("ONLY", u, bool(x), bool(y), file=f); continue
            for p, q in zip(x, y):
                if p.headers != q.headers or p.status != q.status: print(u, p.status, q.status, p.headers, q.headers, file=f)
                if p.body != q.body:
                    try:
                        for l in list(difflib.unified_diff(p.body.decode().splitlines(), q.body.decode().splitlines(), lineterm="", n=0))[:20]: print(u, l[:300], file=f)
                    except UnicodeDecodeError: print(u, "binary", len(p.body), len(q.body), file=f)
