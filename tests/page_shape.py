"""What the list of pages is made of: a page in one state, and who gets which status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from organisation.models import Role

NOBODY = ""
RESPONDENT = ("sv", "en", "fi", "ar")
STAFF = ("sv", "en")
SWEDISH = ("sv",)
#: `form_on` of what is sent from another site.
ABROAD = "about:blank"

WAVE_READERS = (Role.INVESTIGATOR, Role.MANAGER, Role.CASE_WORKER)
UNIT_KEEPERS = (Role.ADMINISTRATOR, Role.INVESTIGATOR)
RESULT_READERS = (Role.INVESTIGATOR, Role.MANAGER)

#: The status of each viewer: a role, NOBODY, or one of the town's other people.
Statuses = dict[str, int]


@dataclass(frozen=True)
class Page:
    """A page in one state.

    `viewer` is in whose eyes it is looked at. `send` makes it the answer to a form that stands
    on `form_on` (its own address when nothing is said). `then` is a script that brings the page
    into its state in the browser.
    """

    name: str
    path: str
    statuses: Statuses
    viewer: str = NOBODY
    languages: tuple[str, ...] = STAFF
    send: Mapping[str, str] | None = None
    form_on: str = ""
    then: str = ""
    is_html: bool = True

    @property
    def status(self) -> int:
        """What its viewer gets."""
        return self.statuses[self.viewer]

    @property
    def form_path(self) -> str:
        """Where its form stands."""
        return self.form_on or self.path


def public(status: int = 200) -> Statuses:
    """The same for everybody."""
    return dict.fromkeys((NOBODY, *Role), status)


def staff(roles: Iterable[Role] = Role, status: int = 200) -> Statuses:
    """For some roles; others may not, and who is signed out signs in first."""
    return {NOBODY: 303, **dict.fromkeys(Role, 403), **dict.fromkeys(roles, status)}
