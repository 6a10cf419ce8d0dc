"""Which column of a table holds what, by headings that are known in more than one word."""

from collections.abc import Collection, Mapping

from core.codes import N_
from core.tables_refusal import TableRefused

NO_COLUMN = N_("Kolumnen saknas. Lägg till den, med rubriken i första raden.")
SAME_COLUMN = N_("Två kolumner betyder samma sak. Ta bort den ena.")
UNKNOWN_COLUMN = N_("Rubriken är okänd. Byt den eller ta bort kolumnen. Rubrikerna står i guiden.")


def places_of(
    header: tuple[str, ...], headings: Mapping[str, tuple[str, ...]], needed: Collection[str]
) -> dict[str, int]:
    """The place of each field among the headings; `headings` are the words of each field.

    Raises TableRefused.
    """
    names = {name: field for field, known in headings.items() for name in known}
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        field = names.get(" ".join(heading.lower().replace("_", " ").split()))
        if field is None:
            raise TableRefused(UNKNOWN_COLUMN, 1, heading)
        if field in places:
            raise TableRefused(SAME_COLUMN, 1, heading)
        places[field] = place
    for field in needed:
        if field not in places:
            raise TableRefused(NO_COLUMN, 1, headings[field][0])
    return places
