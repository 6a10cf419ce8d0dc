"""Triage, the same day: what else a case is, whom it concerns, who answers it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from core.database import session
from feedback.cases import moving
from feedback.cases.changing import check_incident, refer, set_conflicts, tell
from feedback.cases.kinds import Kind, Matter
from feedback.handling.case_choices import Choices
from feedback.handling.case_forms import Reader, getlist
from feedback.handling.case_view import CaseView
from feedback.handling.saving import FormRefused, Saving, Shown
from feedback.handling.theme_watch import theme_was_given

LONGEST_RECEIVER = 200
YES_OR_NO = frozenset({"yes", "no"})
#: The sender reads it with the code, has been told, or is still to be told.
TOLD = frozenset({"code", "said", ""})


@dataclass(frozen=True)
class Triage:
    """What a person has decided about a case."""

    passed_to: dict[Matter, str]
    told: bool
    serious: bool
    unit_id: int
    kind: Kind
    theme_id: int | None
    confidential: bool
    conflicts: list[int]


def register(saving: Saving) -> str:
    """Store the triage, and pass on what else it is."""
    case, by, today = saving.case, saving.by, saving.today
    found = read_triage(saving)
    case.kind = found.kind.value
    moving.register(
        session(),
        case,
        by,
        today,
        unit_id=found.unit_id,
        confidential=found.confidential,
        conflicts=found.conflicts,
        theme_id=found.theme_id,
    )
    for matter, to in found.passed_to.items():
        refer(session(), case, by, today, matter=matter, to=to)
        if found.told:
            tell(session(), case, by, today, matter=matter)
    check_incident(session(), case, by, today, serious=found.serious)
    if found.theme_id is not None:
        theme_was_given(session(), today)
    return str(_("Synpunkten är registrerad. Välj vem som ska svara."))


def assign(saving: Saving) -> str:
    """Name the manager who answers."""
    choices = dict(_choices(saving).managers)
    manager = saving.form.get("manager", "")
    if manager not in choices:
        raise FormRefused({"manager": _("Välj en chef.")})
    moving.assign(session(), saving.case, saving.by, saving.today, manager_id=int(manager))
    return str(_("%(name)s ska svara.", name=choices[manager]))


def pass_on(saving: Saving) -> str:
    """It turned out to be something else too."""
    reader = Reader(saving.form)
    matter = reader.choice("matter", set(Matter), needed=_("Välj vad det är."))
    to = reader.line("passed_to", LONGEST_RECEIVER, needed=_("Skriv vem som har fått det."))
    reader.done()
    refer(session(), saving.case, saving.by, saving.today, matter=Matter(matter), to=to)
    return str(_("Det är noterat. Låt avsändaren få veta det."))


def told(saving: Saving) -> str:
    """The sender knows that it was passed on."""
    matter = Reader(saving.form).choice("matter", set(Matter), needed="-")
    if matter in set(Matter):
        tell(session(), saving.case, saving.by, saving.today, matter=Matter(matter))
    return str(_("Det är noterat."))


def concern(saving: Saving) -> str:
    """Say whom of the staff it concerns."""
    chosen = _conflicts(saving)
    set_conflicts(session(), saving.case, saving.by, saving.today, staff_ids=chosen)
    return str(_("Det är sparat. De kan inte läsa, svara på eller avsluta synpunkten."))


def read_triage(saving: Saving) -> Triage:
    """The form of triage. Raises FormRefused."""
    form, choices, reader = saving.form, _choices(saving), Reader(saving.form)
    passed_to = _passed_to(reader)
    told = reader.choice("told", TOLD, needed=_("Välj ett svar."))
    serious = reader.choice("serious", YES_OR_NO, needed=_("Svara ja eller nej om lex Sarah."))
    unit = reader.choice("unit", set(dict(choices.units)) - {""}, needed=_("Välj en enhet."))
    kind = reader.choice("kind", set(dict(choices.kinds)), needed=_("Välj en typ."))
    theme = reader.choice("theme", set(dict(choices.themes)), needed=_("Välj ett tema."))
    reader.done()
    return Triage(
        passed_to=passed_to,
        told=bool(told),
        serious=serious == "yes",
        unit_id=int(unit),
        kind=Kind(kind),
        theme_id=int(theme) if theme else None,
        confidential=form.get("confidential") == "1",
        conflicts=_conflicts(saving),
    )


def _passed_to(reader: Reader) -> dict[Matter, str]:
    """Who has got it, by what it is; "also" says whether there is anything at all."""
    also = reader.choice(
        "also", YES_OR_NO, needed=_("Är det något annat också? Svara ja eller nej.")
    )
    found = {one: reader.line(f"to_{one}", LONGEST_RECEIVER) for one in Matter}
    passed_to = {matter: to for matter, to in found.items() if to}
    if also == "yes" and not passed_to:
        reader.errors["to_appeal"] = _("Skriv vem som har fått det. Annars svarar du nej.")
    if also == "no" and passed_to:
        reader.errors["also"] = _("Du har skrivit vem som har fått det. Då är svaret ja.")
    return passed_to


def _conflicts(saving: Saving) -> list[int]:
    allowed, chosen = dict(_choices(saving).staff), getlist(saving.form, "conflict")
    if not set(chosen) <= set(allowed):
        raise FormRefused({"conflict": _("Välj bland dem som står här.")})
    return [int(one) for one in chosen]


def _choices(saving: Saving) -> Choices:
    return Choices(CaseView(saving.case, saving.by, Shown(), saving.today))
