"""What is known of a case beside its words: a list of terms with their descriptions."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from core.codes import N_, Gender
from feedback.cases.kinds import AnswerWay, Channel, Kind, Opinion, Outcome
from feedback.cases.models import Case
from feedback.cases.names import (
    ANSWER_WAY_NAMES,
    CHANNEL_NAMES,
    GENDER_NAMES,
    KIND_NAMES,
    OPINION_NAMES,
    OUTCOME_NAMES,
)
from feedback.handling.case_texts import language_name

CONTACT_NAMES = {
    "name": N_("Namn"),
    "phone": N_("Telefon"),
    "email": N_("Mejl"),
    "care_of": "c/o",
    "street": N_("Gata"),
    "postcode": N_("Postnummer"),
    "town": N_("Ort"),
}
Fact = tuple[str, str]


def facts(case: Case, names: Mapping[int, str]) -> list[Fact]:
    """The facts that are known, in the order of the page."""
    return [
        (term, text) for term, text in (*_arrival(case, names), *_handling(case, names)) if text
    ]


def _arrival(case: Case, names: Mapping[int, str]) -> Iterator[Fact]:
    yield _("Nummer"), case.number or ""
    yield _("Typ"), _(KIND_NAMES[Kind(case.kind)])
    yield _("Kom genom"), _(CHANNEL_NAMES[Channel(case.channel)])
    yield _("Skrevs ner av"), names.get(case.registered_by or 0, "")
    yield _("Uppläst för avsändaren"), _read_back(case.read_back)
    if case.written_by_concerned:
        yield _("Obs"), _("Den som skrev ner det är den som det gäller.")
    yield _("Språk"), language_name(case.language)
    if case.gender in GENDER_NAMES:
        yield _("Kön"), _(GENDER_NAMES[Gender(case.gender)])
    yield _("Avsändare"), _("Anonym") if case.anonymous else _("Har sagt vem det är")
    yield _("Vill ha svaret så här"), _(ANSWER_WAY_NAMES[AnswerWay(case.answer_way)])
    yield _("Stadens nummer"), case.foreign_number or ""
    yield _("Blankett"), case.form_serial or ""


def _handling(case: Case, names: Mapping[int, str]) -> Iterator[Fact]:
    yield _("Gäller"), case.unit.name if case.unit else _("Avsändaren vet inte")
    yield _("Tema"), case.theme.name if case.theme else ""
    yield _("Svarar"), names.get(case.manager_id or 0, "")
    yield _("Diarienummer"), case.diary_number or ""
    if case.confidential:
        yield _("Sekretess"), _("Bara numret visas för andra")
    if case.outcome:
        yield _("Resultat"), _(OUTCOME_NAMES[Outcome(case.outcome)])
    yield _("Vad som sades"), case.said or ""
    yield _("Vad vi gjorde"), case.did or ""
    if case.opinion:
        yield _("Är svaret bra?"), _(OPINION_NAMES[Opinion(case.opinion)])


def contact_facts(contact: Mapping[str, str]) -> list[Fact]:
    """How to reach the sender, of what they have told."""
    return [(_(label), contact[name]) for name, label in CONTACT_NAMES.items() if contact.get(name)]


def _read_back(read_back: bool | None) -> str:
    if read_back is None:
        return ""
    return str(_("Ja") if read_back else _("Nej"))
