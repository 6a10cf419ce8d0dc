"""Errors that have names; core.web turns each into a page with its status."""


class SettingsError(Exception):
    """A setting is wrong or missing; the message names it in one line."""


class DomainError(Exception):
    """Something a person asked for cannot be done; shown as a page, never as a trace.

    `status` is the HTTP status, `template` the page under templates/errors/.
    """

    status = 400
    template = "errors/refused.html"


class NotFound(DomainError):
    """There is nothing here that this person may see."""

    status = 404
    template = "errors/not_found.html"


class NotAllowed(DomainError):
    """The signed-in person may not do this."""

    status = 403
    template = "errors/not_allowed.html"


class ForeignPost(DomainError):
    """A form was sent from another site."""

    status = 403
    template = "errors/foreign_post.html"


class TooMany(DomainError):
    """Too many tries in a short time."""

    status = 429
    template = "errors/too_many.html"
