"""Opening the pages of the list in a browser, in every form a person may have it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from tests.organisation.people import PASSWORD
from tests.page_list import ABROAD, NOBODY, Page
from tests.town import Town
from tests.visits import address

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 320, "height": 640}
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
#: Charts have tests of their own; here an empty picture of their size stands for them.
CHART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1100 540"/>'

SEND = """([path, fields]) => {
    const form = [...document.forms].find((one) => new URL(one.action).pathname === path)
        ?? document.forms[0] ?? document.body.appendChild(document.createElement("form"));
    form.method = "post";
    form.action = path;
    for (const [name, value] of Object.entries(fields)) {
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
    """One browser for all; one signed-in window per person and form of the browser."""

    def __init__(self, browser: Browser, town: Town) -> None:
        self._browser, self._town = browser, town
        self._tabs: dict[tuple[str, ...], Tab] = {}

    @contextmanager
    def open(self, page: Page, language: str, form: str) -> Iterator[Tab]:
        """The page, in the eyes of its viewer."""
        tab = self._tab(page, language, form)
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        self._go(tab, page, language)
        if page.then:
            tab.evaluate(page.then)
        yield tab
        if page.status == 303:
            tab.context.close()
        assert not errors, f"the page's own scripts failed: {errors}"

    def close(self) -> None:
        """Close every window."""
        for tab in self._tabs.values():
            tab.context.close()

    def _tab(self, page: Page, language: str, form: str) -> Tab:
        """A window of the viewer; what a form leads on to may sign out, so it gets a new one."""
        if page.status == 303:
            return self._new(page.viewer, language, form)
        who = (page.viewer, language if page.viewer else "", form)
        if who not in self._tabs:
            self._tabs[who] = self._new(page.viewer, language, form)
        return self._tabs[who]

    def _new(self, viewer: str, language: str, form: str) -> Tab:
        base = self._town.app.config["SETTINGS"].address
        context = self._browser.new_context(base_url=base, locale="sv-SE", **FORMS[form])
        context.route(
            "**/diagram/*", lambda route: route.fulfill(body=CHART, content_type="image/svg+xml")
        )
        if form.startswith("no JavaScript"):
            # axe itself needs scripts.
            context.route("**/*.js*", lambda route: route.abort())
        if viewer != NOBODY:
            _sign_in(context, f"{viewer}-{language}")
        return context.new_page()

    def _go(self, tab: Tab, page: Page, language: str) -> None:
        path = self._town.path(page.path)
        if page.send is None:
            tab.goto(address(self._town, page.path, page.viewer, language))
            return
        self._town.forget_tries()
        if page.form_on == ABROAD:
            tab.goto(ABROAD)
            path = self._town.app.config["SETTINGS"].address + path
        else:
            tab.goto(address(self._town, page.form_path, page.viewer, language))
        with tab.expect_navigation():
            tab.evaluate(SEND, [path, dict(page.send)])


def _sign_in(context: BrowserContext, user_name: str) -> None:
    tab = context.new_page()
    tab.goto("/logga-in")
    tab.fill("[name=user_name]", user_name)
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url("**/")
    tab.close()
