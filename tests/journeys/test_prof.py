from tests.journeys.test_survey import *
def test_x(browser, live_server, live_session):
    wave = open_survey(live_session, "visit_satisfaction")
    context = browser.new_context(base_url=live_server, has_touch=True, java_script_enabled=True, viewport=KIOSK)
    page = context.new_page()
    page.on("response", lambda m: print("resp", m.status, m.request.method, m.url[-60:], m.request.post_data))
    for number, address in enumerate(addresses(wave), 1):
        page.goto(address)
        page.locator(".choice").nth(1).tap()
        page.wait_for_timeout(1500); print(page.url, stored(live_session)); page.screenshot(path=f"/tmp/c/x{number}.png")
