"""After the result of 2020: the plan, and what the manager wrote; all of it invented, and it says so.

The words claim no more than the sentences of the page allow. The figures in them are those that
demonstration.simulated decides, and of the published scorecard.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.plans.plans import keep_measure
from analysis.results.topics import ANALYSIS, LEARNING
from analysis.results.words import write_words
from analysis.scorecard.keeping import say
from analysis.scorecard.kinds import Fulfilment
from analysis.scorecard.models import Indicator
from analysis.scorecard.periods import Slot
from analysis.scorecard.word_form import Said
from organisation.measures import Plan, add_measure, add_note, change_measure
from organisation.models import MeasureState, Staff
from organisation.units import find_unit
from surveys.collection.models import Wave
from surveys.questionnaires.models import Survey

SURVEY, WAVE = "user-survey", "2020"
WRITTEN = date(2020, 5, 25)
INDICATOR, OUTCOME = "Avslut till ett varaktigt boende", Slot(2019, 1)
MONTH = timedelta(days=30)
WORDS = {
    ANALYSIS: "Påhittat exempel. 80 % av dem som svarade var nöjda med oss: 85 % av männen och "
    "61 % av kvinnorna. Det är troligen en skillnad. Vi vet inte vad den beror på. "
    "Vi kan inte jämföra med 2019. Då fyllde klienterna i enkäten själva, nu svarade de på "
    "telefon. Bara 40 % svarade, och vi vet inte vad de andra tycker.",
    LEARNING: "Påhittat exempel. Vi ringer nästa gång också. Då går det att jämföra. "
    "Vi frågar kvinnor som kommer till oss vad de vill ha på ett annat sätt. "
    "Alla team läser siffrorna på ett möte och gör en egen handlingsplan.",
    "gender_figures": "Påhittat exempel. 28 av 46 kvinnor (61 %) och 178 av 210 män (85 %) "
    "var nöjda med oss.",
    "gender_differences": "Påhittat exempel. Det är troligen en skillnad i hur nöjda kvinnor och "
    "män är. På de flesta andra frågor kan vi inte säga att de tycker olika. Det kan ändå finnas "
    "skillnader. Vi kan inte säga något om dem som varken har svarat kvinna eller man.",
    "gender_measures": "Påhittat exempel. Stödteamet pratar med kvinnor om vad de vill ha på ett "
    "annat sätt. Det står under Åtgärder.",
}
ABOUT_HOMES = Said(
    forecast=None,
    analysis="Påhittat exempel. 36 % av avsluten ledde till ett varaktigt boende. Målet var "
    "minst 40 %. Siffran gäller alla avslut, så den har ingen osäkerhet. Den säger inte varför "
    "det blev så.",
    learning="Påhittat exempel. Vi går igenom avsluten under året, ett i taget, och ser vad som "
    "hjälpte och vad som saknades.",
    fulfilment=Fulfilment.NOT,
)


@dataclass(frozen=True)
class Decided:
    """A measure: which team, how far it has come, a note from a day and what came of it."""

    unit: str
    plan: Plan
    state: MeasureState
    note: tuple[date, str]
    effect: str = ""


def load_plan(session: Session, today: date, manager: Staff) -> None:
    """Enter measures, words and what is said of an indicator; the year has been loaded."""
    query = select(Wave).join(Survey, Survey.id == Wave.survey_id)
    wave = session.scalars(query.where(Survey.code == SURVEY, Wave.label == WAVE)).one()
    write_words(session, wave.id, WORDS, manager.id, WRITTEN)
    for one in _decided(today, manager):
        unit = find_unit(session, one.unit)
        measure = add_measure(session, unit.id, one.plan, one.plan.first_day)
        change_measure(measure, one.plan, one.state, one.effect)
        add_note(session, measure, *one.note, manager.id)
        keep_measure(session, wave, measure)
    indicator = session.scalars(select(Indicator.id).where(Indicator.name == INDICATOR)).one()
    say(session, indicator, OUTCOME, ABOUT_HOMES, manager.id, date(OUTCOME.year + 1, 1, 20))


def _decided(today: date, manager: Staff) -> tuple[Decided, ...]:
    """One done, one late, one under way; one team has no plan."""
    calls = "Påhittat: Alla som har ringt blir uppringda samma vecka"
    letters = "Påhittat: Skriv om våra tre vanligaste brev på lätt svenska"
    talks = "Påhittat: Prata med kvinnor om vad de vill ha på ett annat sätt"
    begun, recently, later = today - 3 * MONTH, today - MONTH, today + 2 * MONTH
    return (
        Decided(
            "hemlosa-boende",
            Plan(calls, "Boendeteamet", date(2020, 6, 8), date(2020, 9, 30)),
            MeasureState.DONE,
            (date(2020, 9, 17), "Påhittat: Listan på dem som väntar är tom varje fredag."),
            "Påhittat: Nu ringer vi upp samma vecka. Vad klienterna tycker ser vi nästa gång.",
        ),
        Decided(
            "hemlosa-handlaggning",
            Plan(letters, manager.name, begun, today - MONTH / 2, manager.id),
            MeasureState.UNDER_WAY,
            (recently, "Påhittat: Två brev är klara. Det tredje är kvar."),
        ),
        Decided(
            "hemlosa-stod",
            Plan(talks, "Stödteamet", begun, later),
            MeasureState.UNDER_WAY,
            (recently, "Påhittat: Vi börjar med två samtal i veckan."),
        ),
    )
