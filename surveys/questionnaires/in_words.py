"""What staff read about the parts of a questionnaire, in words."""

from flask_babel import get_locale
from flask_babel import gettext as _

from core.codes import N_
from surveys.questionnaires.differences import Change
from surveys.questionnaires.questionnaire import ORIGINAL, Degree, StaffText

TYPE_NAMES = {
    "faces": N_("Ansikten, ett svar"),
    "single": N_("Ett svar"),
    "several": N_("Flera svar"),
    "yes_partly_no": N_("Ja, delvis eller nej"),
    "grade_0_10": N_("Betyg 0–10"),
    "grade_1_10": N_("Betyg 1–10"),
    "number": N_("Ett tal"),
    "date": N_("En dag"),
    "short_text": N_("Kort text"),
    "long_text": N_("Lång text"),
    "information": N_("Text att läsa, inget svar"),
    "gender": N_("Kön"),
    "age_group": N_("Ålder"),
    "who_answered": N_("Vem som svarar"),
}
CHANGE_NAMES = {
    Change.NEW: N_("Ny fråga"),
    Change.GONE: N_("Frågan är borttagen"),
    Change.WORDING: N_("Nya ord"),
    Change.CHOICES: N_("Nya svarsalternativ"),
    Change.FORM: N_("Frågan ställs på ett annat sätt"),
    Change.COUNTING: N_("Räknas på ett annat sätt"),
}
DEGREE_NAMES = {
    Degree.IDENTICAL: N_("Samma fråga: åren kan jämföras"),
    Degree.MINOR: N_("Små ändringar: åren kan jämföras"),
    Degree.CHANGED: N_("Ändrad: åren före och efter kan inte jämföras"),
    Degree.NOT_COMPARABLE: N_("En annan fråga: åren före och efter kan inte jämföras"),
}


def in_staff_language(text: StaffText) -> str:
    """A text for staff in the language of the page."""
    return text.sv if str(get_locale() or ORIGINAL) == ORIGINAL else text.en


def type_name(code: str) -> str:
    """The name of a question type; its code where a new type has no name yet."""
    return str(_(TYPE_NAMES.get(code, code)))
