"""Opening the pages of the list in a browser, in every form a person may have it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ViewportSize
from playwright.sync_api import Page as Tab

from organisation.access import COOKIE
from tests.journeys.axe import SCRIPT
from tests.page_shape import ABROAD, NOBODY, Page
from tests.town import Town
from tests.visits import address

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=320, height=640)
#: Each form of the browser, as Playwright names its options.
FORMS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "320 px": {"viewport": PHONE},
    "forced colours": {"viewport": DESKTOP, "forced_colors": "active"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "dark phone": {"viewport": PHONE, "color_scheme": "dark"},
    "no JavaScript": {"viewport": DESKTOP},
    "no JavaScript, 320 px": {"viewport": PHONE},
}
#: A form's `action` is the field of that name where there is one, so its attribute is asked.
SEND = """([path, fields]) => {
    const pathOf = (form) => new URL(form.getAttribute("action") ?? "", location).pathname;
    const form = [...document.forms].find((one) => pathOf(one) === path)
        ?? document.forms[0] ?? document.body.appendChild(document.createElement("form"));
    form.setAttribute("method", "post");
    form.setAttribute("action", path);
    for (const [name, value] of Object.entries(fields)) {
        // What is sent stands in place of what the page has chosen.
        for (const one of form.querySelectorAll(`[name="${name}"]`)) one.checked = false;
        let field = form.elements.namedItem(name);
        if (!field?.matches?.("input:not([type=radio], [type=checkbox]), textarea")) {
            field = document.createElement("input");
            field.type = "hidden";
            field.name = name;
            form.append(field);
        }
        field.value = value;
    }
    HTMLFormElement.prototype.submit.call(form);
}"""


class Looker:
    """A window for each form of the browser, in which one viewer after the other is signed in."""

    def __init__(self, browser: Browser, town: Town) -> None:
        self._browser, self._town = browser, town
        self._address: str = town.app.config["SETTINGS"].address
        self._tabs: dict[str, Tab] = {}
        self._errors: list[str] = []

    @contextmanager
    def open(self, page: Page, language: str, form: str) -> Iterator[Tab]:
        """The page, in the eyes of its viewer."""
        if form not in self._tabs:
            self._tabs[form] = self._new_tab(form)
        tab = self._tabs[form]
        self._errors.clear()
        self._sign_in(tab, page.viewer, language)
        self._go(tab, page, language)
        if page.then:
            tab.evaluate(page.then)
        yield tab
        assert not self._errors, f"the page's own scripts failed: {self._errors}"

    def close(self) -> None:
        """Close every window."""
        for tab in self._tabs.values():
            tab.context.close()

    def _new_tab(self, form: str) -> Tab:
        context = self._browser.new_context(base_url=self._address, **FORMS[form])
        context.add_init_script(path=SCRIPT)
        if form.startswith("no JavaScript"):
            # Without files of scripts, not without scripts: axe is one.
            context.route("**/*.js*", lambda route: route.abort())
        tab = context.new_page()
        tab.on("pageerror", lambda error: self._errors.append(str(error)))
        return tab

    def _sign_in(self, tab: Tab, viewer: str, language: str) -> None:
        tab.context.clear_cookies()
        if viewer != NOBODY:
            token = self._town.token(viewer, language)
            # Browsers count this machine as safe; Playwright needs to be told.
            safe = self._address.replace("http:", "https:")
            tab.context.add_cookies([{"name": COOKIE, "value": token, "url": safe, "secure": True}])

    def _go(self, tab: Tab, page: Page, language: str) -> None:
        if page.send is None:
            tab.goto(address(self._town, page.path, page.viewer, language))
            return
        self._town.forget_tries()
        foreign = page.form_on == ABROAD
        where = address(self._town, page.form_path, page.viewer, language)
        tab.goto(ABROAD if foreign else where)
        target = (self._address if foreign else "") + self._town.path(page.path)
        with tab.expect_navigation():
            tab.evaluate(SEND, [target, dict(page.send)])
