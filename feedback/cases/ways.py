"""The links between the pages about many cases; those the person may open."""

from flask import request, url_for
from flask_babel import gettext as _

from core.codes import N_
from organisation.access import Permission, may, signed_in

WAYS = (
    ("case_list.cases", N_("Synpunkter"), Permission.READ_CASES),
    ("patterns.patterns", N_("Mönster"), Permission.READ_CASES),
    ("story_desk.stories", N_("Ni sa – vi gjorde"), Permission.READ_CASES),
    ("themes.themes", N_("Teman"), Permission.MANAGE_FEEDBACK),
    ("phrases.phrases", N_("Fraser"), Permission.READ_CASES),
    ("paper.overview", N_("Blanketter"), Permission.MANAGE_FEEDBACK),
)


def ways() -> list[tuple[str, str, bool]]:
    """The address and the name of each page, and whether it is this one."""
    staff = signed_in()
    return [
        (url_for(endpoint), _(label), request.endpoint == endpoint)
        for endpoint, label, permission in WAYS
        if staff and may(staff, permission)
    ]
