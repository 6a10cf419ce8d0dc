"""The texts that the city's planning system asks for, in its order."""

from collections.abc import Sequence

from flask_babel import gettext as _

from analysis.reports.report import Parts


def planning(
    *,
    expected: Sequence[str] = (),
    outcome: Sequence[str] = (),
    analysis: Sequence[str] = (),
    learning: Sequence[str] = (),
    on_screen: bool = False,
) -> Parts:
    """What there is to say under each of the system's headings; one without words is left out."""
    headed = (
        (_("Förväntat resultat"), expected),
        (_("Utfall"), outcome),
        (_("Analys"), analysis),
        (_("Ta tillvara"), learning),
    )
    kept = ((heading, tuple(one for one in texts if one)) for heading, texts in headed)
    return Parts(tuple((str(heading), texts) for heading, texts in kept if texts), on_screen)
