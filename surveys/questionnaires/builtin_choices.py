"""The choices of the types that bring their own: gender, age group, who answered, and so on.

Codes never change, and are never used again for another choice.
"""

from core.codes import Gender
from surveys.questionnaires.questionnaire import Choice


def _choice(code: int, sv: str, en: str, ar: str) -> Choice:
    return Choice(code=code, label={"sv": sv, "en": en, "ar": ar})


def grades(lowest: int) -> tuple[Choice, ...]:
    """The grades from `lowest` to 10, with the same digits in every language."""
    return tuple(_choice(grade, str(grade), str(grade), str(grade)) for grade in range(lowest, 11))


YES_PARTLY_NO = (
    _choice(3, "Ja", "Yes", "نعم"),
    _choice(2, "Delvis", "Partly", "جزئيًا"),
    _choice(1, "Nej", "No", "لا"),
)
GENDER = (
    _choice(Gender.WOMAN, "Kvinna", "Woman", "امرأة"),
    _choice(Gender.MAN, "Man", "Man", "رجل"),
    _choice(Gender.OTHER, "Annat", "Other", "غير ذلك"),
    _choice(Gender.PREFER_NOT, "Vill inte svara", "Prefer not to say", "لا أريد الإجابة"),
)
AGE_GROUP = (
    _choice(1, "Under 30 år", "Under 30", "أقل من 30 سنة"),
    _choice(2, "30–49 år", "30–49", "من 30 إلى 49 سنة"),
    _choice(3, "50–64 år", "50–64", "من 50 إلى 64 سنة"),
    _choice(4, "65–79 år", "65–79", "من 65 إلى 79 سنة"),
    _choice(5, "80 år eller mer", "80 or over", "80 سنة أو أكثر"),
)
WHO_ANSWERED = (
    _choice(1, "Jag själv", "I answer myself", "أنا بنفسي"),
    _choice(2, "Jag, med hjälp", "I answer, with help", "أنا، بمساعدة شخص آخر"),
    _choice(3, "Någon annan åt mig", "Someone else, for me", "شخص آخر نيابة عني"),
)
