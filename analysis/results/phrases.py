"""The words of the sentences beside a comparison: all that differs between two languages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.methods.verdicts import Verdict
from core.codes import Group, Mode


class Text(NamedTuple):
    """The same words in Swedish and English."""

    sv: str
    en: str


@dataclass(frozen=True)
class Language:
    """How one language puts a comparison into words.

    `differ` and `alike` are first of two groups, then of one group at two waves.
    """

    code: str
    nouns: Mapping[Group, str]
    the: Mapping[Group, str]
    #: By audience, everybody as in `nouns` and in `the`.
    everybody: Mapping[str, tuple[str, str]]
    at_wave: str
    and_: str
    count: str
    share: str
    mean_of: str
    mean: str
    decimal: str
    points: tuple[str, str]
    to: str
    differ: tuple[str, str]
    alike: tuple[str, str]
    few_answered: str
    unknown_asked: str
    people: tuple[str, str]
    answered_how: Mapping[str, str]
    answered_several: str
    answered_unknown: str
    mode_nouns: Mapping[str, str]
    unknown_mode: str
    mode_break: str
    wording_break: str
    templates: Mapping[Verdict, str]


def spoken_of(language: Language, audience: str) -> Language:
    """The language with its words for those who answer: clients, relatives or staff."""
    if audience not in language.everybody:
        return language
    noun, the = language.everybody[audience]
    return replace(
        language,
        nouns={**language.nouns, Group.ALL: noun},
        the={**language.the, Group.ALL: the},
        people=(the, language.people[1]),
    )


SWEDISH = Language(
    code="sv",
    nouns={Group.ALL: "klienter", Group.WOMAN: "kvinnor", Group.MAN: "män"},
    the={Group.ALL: "klienterna", Group.WOMAN: "kvinnorna", Group.MAN: "männen"},
    everybody={"staff": ("medarbetare", "medarbetarna"), "relatives": ("anhöriga", "de anhöriga")},
    at_wave="{who} {wave}",
    and_=" och ",
    count="{total} av {n} {who}",
    share="{percent} % av {who}",
    mean_of="{n} {who} gav i snitt {mean}",
    mean="{who} gav i snitt {mean}",
    decimal=",",
    points=("procentenhet", "procentenheter"),
    to=" till ",
    differ=("{a} och {b} tycker olika", "{the} tyckte olika {first} och {second}"),
    alike=("{a} och {b} svarade ungefär lika", "{the} svarade ungefär lika {first} och {second}"),
    few_answered="Bara {percent} % svarade.",
    unknown_asked="Vi vet inte hur många som fick frågan.",
    people=("klienterna", "de"),
    answered_how={
        Mode.PAPER: "{wave} fyllde {who} i enkäten själva",
        Mode.TELEPHONE: "{wave} svarade {who} på telefon",
        Mode.KIOSK: "{wave} svarade {who} på en skärm i receptionen",
        Mode.LINK: "{wave} svarade {who} på nätet",
        Mode.INTERVIEW: "{wave} svarade {who} på ett möte",
    },
    answered_several="{wave} svarade {who} på olika sätt ({nouns})",
    answered_unknown="{wave} vet vi inte hur {who} svarade",
    mode_nouns={
        Mode.PAPER: "papper",
        Mode.TELEPHONE: "telefon",
        Mode.KIOSK: "skärm i receptionen",
        Mode.LINK: "nätet",
        Mode.INTERVIEW: "möte",
    },
    unknown_mode="okänt svarssätt",
    mode_break="{wave}: {after} i stället för {before}. Före och efter kan inte jämföras.",
    wording_break="{wave}: frågan ändrades. Före och efter kan inte jämföras.",
    templates={
        Verdict.HIDDEN: "Visas inte, för att ingen ska kunna kännas igen.",
        Verdict.MODE_CONFOUNDED: "Går inte att jämföra. {before}. {after}. "
        "Bara det kan ge hela skillnaden.",
        Verdict.WORDING_CHANGED: "Frågan ställdes på ett annat sätt före {wave}. "
        "Åren före och efter kan inte jämföras.",
        Verdict.TOO_FEW: "Vi kan inte säga om {differ}. För få har svarat: {counts}.",
        Verdict.DIFFERENCE: "Statistiskt säkerställd skillnad: {values}. "
        "Skillnaden är {size} (osäkerhet {interval}). {Counts}.",
        Verdict.LIKELY_DIFFERENCE: "Troligen en skillnad: {values}. "
        "Skillnaden är {size} (osäkerhet {interval}). {Counts}. {reservation}",
        Verdict.SIMILAR: "{Alike}. {Counts}.",
        Verdict.NO_CERTAIN_DIFFERENCE: "Vi ser ingen säker skillnad. Det kan ändå finnas en. "
        "{Counts}.",
    },
)

ENGLISH = Language(
    code="en",
    nouns={Group.ALL: "clients", Group.WOMAN: "women", Group.MAN: "men"},
    the={Group.ALL: "the clients", Group.WOMAN: "the women", Group.MAN: "the men"},
    everybody={"staff": ("staff", "the staff"), "relatives": ("relatives", "the relatives")},
    at_wave="{who} in {wave}",
    and_=" and ",
    count="{total} of {n} {who}",
    share="{percent}% of {who}",
    mean_of="{n} {who} gave {mean} on average",
    mean="{who} gave {mean} on average",
    decimal=".",
    points=("percentage point", "percentage points"),
    to=" to ",
    differ=("{a} and {b} think differently", "{the} thought differently in {first} and {second}"),
    alike=(
        "{a} and {b} answered much the same",
        "{the} answered much the same in {first} and {second}",
    ),
    few_answered="Only {percent}% answered.",
    unknown_asked="We do not know how many were asked.",
    people=("the clients", "they"),
    answered_how={
        Mode.PAPER: "In {wave} {who} filled in the form themselves",
        Mode.TELEPHONE: "In {wave} {who} answered by telephone",
        Mode.KIOSK: "In {wave} {who} answered on a screen in the reception",
        Mode.LINK: "In {wave} {who} answered online",
        Mode.INTERVIEW: "In {wave} {who} answered at a meeting",
    },
    answered_several="In {wave} {who} answered in different ways ({nouns})",
    answered_unknown="In {wave} we do not know how {who} answered",
    mode_nouns={
        Mode.PAPER: "paper",
        Mode.TELEPHONE: "telephone",
        Mode.KIOSK: "a screen in the reception",
        Mode.LINK: "online",
        Mode.INTERVIEW: "meetings",
    },
    unknown_mode="an unknown mode",
    mode_break="{wave}: {after} instead of {before}. Before and after cannot be compared.",
    wording_break="{wave}: the question changed. Before and after cannot be compared.",
    templates={
        Verdict.HIDDEN: "Not shown, so that nobody can be recognised.",
        Verdict.MODE_CONFOUNDED: "Cannot be compared. {before}. {after}. "
        "That alone may be the whole difference.",
        Verdict.WORDING_CHANGED: "The question was asked in another way before {wave}. "
        "The years before and after cannot be compared.",
        Verdict.TOO_FEW: "We cannot say whether {differ}. Too few have answered: {counts}.",
        Verdict.DIFFERENCE: "Statistically certain difference: {values}. "
        "The difference is {size} (uncertainty {interval}). {Counts}.",
        Verdict.LIKELY_DIFFERENCE: "Probably a difference: {values}. "
        "The difference is {size} (uncertainty {interval}). {Counts}. {reservation}",
        Verdict.SIMILAR: "{Alike}. {Counts}.",
        Verdict.NO_CERTAIN_DIFFERENCE: "We see no certain difference. There may still be one. "
        "{Counts}.",
    },
)
