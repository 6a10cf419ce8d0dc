"""The choices of the types that bring their own: gender, age group, who answered, and so on.

Codes never change, and are never used again for another choice.
"""

from core.codes import Gender
from surveys.questionnaires.questionnaire import Choice


def _choice(code: int, sv: str, en: str, fi: str, ar: str) -> Choice:
    return Choice(code=code, label={"sv": sv, "en": en, "fi": fi, "ar": ar})


def grades(lowest: int) -> tuple[Choice, ...]:
    """The grades from `lowest` to 10, with the same digits in every language."""
    return tuple(_choice(grade, *[str(grade)] * 4) for grade in range(lowest, 11))


YES_PARTLY_NO = (
    _choice(3, "Ja", "Yes", "Kyllä", "نعم"),
    _choice(2, "Delvis", "Partly", "Osittain", "جزئيًا"),
    _choice(1, "Nej", "No", "Ei", "لا"),
)
GENDER = (
    _choice(Gender.WOMAN, "Kvinna", "Woman", "Nainen", "امرأة"),
    _choice(Gender.MAN, "Man", "Man", "Mies", "رجل"),
    _choice(Gender.OTHER, "Annat", "Other", "Muu", "غير ذلك"),
    _choice(
        Gender.PREFER_NOT,
        "Vill inte svara",
        "Prefer not to say",
        "En halua vastata",
        "لا أريد الإجابة",
    ),
)
AGE_GROUP = (
    _choice(1, "Under 30 år", "Under 30", "Alle 30 vuotta", "أقل من 30 سنة"),
    _choice(2, "30–49 år", "30–49", "30–49 vuotta", "من 30 إلى 49 سنة"),
    _choice(3, "50–64 år", "50–64", "50–64 vuotta", "من 50 إلى 64 سنة"),
    _choice(4, "65–79 år", "65–79", "65–79 vuotta", "من 65 إلى 79 سنة"),
    _choice(5, "80 år eller mer", "80 or over", "80 vuotta tai enemmän", "80 سنة أو أكثر"),
)
WHO_ANSWERED = (
    _choice(1, "Jag själv", "I answer myself", "Minä itse", "أنا بنفسي"),
    _choice(
        2, "Jag, med hjälp", "I answer, with help", "Minä, mutta saan apua", "أنا، بمساعدة شخص آخر"
    ),
    _choice(
        3, "Någon annan åt mig", "Someone else, for me", "Joku muu puolestani", "شخص آخر نيابة عني"
    ),
)
