"""What a scorecard comes to: how many targets are reached."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.methods.targets import TargetVerdict
from analysis.scorecard.showing import ShownIndicator
from core.codes import N_
from surveys.collection.wave_overview import NUMBER_WORDS

ALL = {1: N_("Målet nås"), 2: N_("Båda målen nås")}


def finding(shown: Sequence[ShownIndicator]) -> str:
    """Such as "Fyra av åtta mål nås", for a heading; "hittills" while any of them can change."""
    targets = [one.decisive for one in shown if one.decisive]
    if not shown:
        return str(_("Inga indikatorer än"))
    if not targets:
        return str(_("Inga mål för året än"))
    if not any(one.verdict for one in targets):
        return str(_("Det är för tidigt att säga något om målen"))
    said = judged([one.verdict for one in targets])
    if all(one.final for one in targets if one.verdict):
        return said
    return str(_("%(finding)s hittills", finding=said))


def judged(verdicts: Sequence[TargetVerdict | None]) -> str:
    """How many targets are reached, or that nothing is known of them; None is not judged yet."""
    if set(verdicts) == {TargetVerdict.UNKNOWN}:
        told = ngettext("Vi vet inte om målet nås", "Vi vet inte om målen nås", len(verdicts))
        return str(told)
    return _reached(verdicts.count(TargetVerdict.REACHED), len(verdicts))


def _reached(reached: int, total: int) -> str:
    if reached == total:
        return str(_(ALL[total]) if total in ALL else _("Alla %(n)s mål nås", n=_lower(total)))
    if not reached:
        return str(
            ngettext("Målet nås inte", "Inget av %(total)s mål nås", total, total=_lower(total))
        )
    word = NUMBER_WORDS.get(reached)
    first = _("Ett") if reached == 1 else _(word) if word else str(reached)
    return str(_("%(reached)s av %(total)s mål nås", reached=first, total=_lower(total)))


def lead(shown: Sequence[ShownIndicator]) -> str:
    """What the heading leaves out: what is open, what cannot be told, what is missing."""
    decisive = [one.decisive for one in shown if one.decisive]
    with_figure = [one.decisive for one in shown if one.decisive and one.outcome]
    unknown = sum(one.verdict is TargetVerdict.UNKNOWN for one in with_figure)
    early = sum(one.verdict is None for one in with_figure)
    missing = len(decisive) - len(with_figure)
    parts = []
    if unknown:
        parts.append(ngettext("Om ett mål vet vi inte.", "Om %(num)d mål vet vi inte.", unknown))
    if early:
        parts.append(ngettext("Ett mål är öppet än.", "%(num)d mål är öppna än.", early))
    if missing:
        parts.append(ngettext("Ett saknar utfall.", "%(num)d saknar utfall.", missing))
    return " ".join(parts)


def _lower(number: int) -> str:
    word = NUMBER_WORDS.get(number)
    return str(_(word)).lower() if word else str(number)
