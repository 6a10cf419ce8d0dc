"""A look, for a while."""
from tests.page_list import PAGES
def test_shot(looker):
    page=[p for p in PAGES if p.name=="log, second page"][0]
    with looker.open(page, "sv", "desktop") as tab:
        tab.set_viewport_size({"width":320,"height":640})
        print(tab.evaluate("""()=>[...document.querySelectorAll('body *')].filter(o=>o.getBoundingClientRect().right>321).map(o=>o.tagName+' '+o.className+' '+o.textContent.slice(0,60)+' '+o.getBoundingClientRect().right)""")[:12])
