from tests.feedback.handling.offices import *
from tests.feedback.handling.conftest import office
def test_it(office):
    from feedback.handling import incident_pages
    office.app.testing=True
    case=office.case()
    ulla=office.browser(office.investigator)
    page=f"/synpunkter/{case.number}"
    send(ulla,page,page+"/lex-sarah/bedom",{"incident":"yes"})
    office.app.config["PROPAGATE_EXCEPTIONS"]=True
    del office.app.error_handler_spec[None][None][Exception]
    ulla.get(page+"/lex-sarah")
