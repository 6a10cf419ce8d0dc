"""What is written beside the results of a wave: the topics, their headings and their help.

The questions of the gender analysis are in the field's established form. When the city's own
wording comes, it replaces the headings here; the codes stay, for they are stored.
"""

from typing import NamedTuple

from core.codes import N_

ANALYSIS = "analysis"
LEARNING = "learning"


class Topic(NamedTuple):
    """One thing to write about: its stored code, and its heading and help as msgids."""

    code: str
    heading: str
    help: str


#: The gender analysis of a wave.
GENDER_QUESTIONS = (
    Topic(
        "gender_figures",
        N_("1. Vad visar siffrorna för kvinnor och för män?"),
        N_("Skriv båda könens siffror, och hur många som har svarat."),
    ),
    Topic(
        "gender_differences",
        N_("2. Vilka skillnader och likheter finns det?"),
        N_("Skriv bara det som sidan säger. Skriv också vad som inte går att säga."),
    ),
    Topic(
        "gender_causes",
        N_("3. Vad kan skillnaderna bero på?"),
        N_("Tänk på ålder, behov, hur vi bemöter människor, och vilka som inte svarade."),
    ),
    Topic(
        "gender_effects",
        N_("4. Vad leder de till för kvinnor och för män?"),
        N_("Vad betyder skillnaderna i vardagen för dem som kommer till oss?"),
    ),
    Topic(
        "gender_fairness",
        N_("5. Får kvinnor och män lika mycket hjälp, resurser och lika bra bemötande?"),
        N_("Jämför med hur många kvinnor och män som är klienter, och vad de behöver."),
    ),
    Topic(
        "gender_measures",
        N_("6. Vad ska vi göra?"),
        N_("Skriv vad, vem och när. Lägg sedan in det under Åtgärder."),
    ),
    Topic(
        "gender_follow_up",
        N_("7. Hur och när följer vi upp det?"),
        N_("Skriv vilken siffra ni tittar på, och vilken dag."),
    ),
)
#: The manager's own words, which reports take over.
MANAGERS_WORDS = (
    Topic(
        ANALYSIS,
        N_("Analys"),
        N_("Varför blev det så här? Vad är säkert, och vad vet ni inte?"),
    ),
    Topic(
        LEARNING,
        N_("Ta tillvara"),
        N_("Vad tar ni med er? Vad behåller ni, och vad gör ni på ett nytt sätt?"),
    ),
)
