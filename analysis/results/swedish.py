"""The sentences beside a comparison in Swedish."""

from analysis.methods.verdicts import Verdict
from analysis.results.phrases import Language
from core.codes import Group, Mode

SWEDISH = Language(
    code="sv",
    nouns={Group.ALL: "klienter", Group.WOMAN: "kvinnor", Group.MAN: "män"},
    the={Group.ALL: "klienterna", Group.WOMAN: "kvinnorna", Group.MAN: "männen"},
    everybody={"staff": ("medarbetare", "medarbetarna"), "relatives": ("anhöriga", "de anhöriga")},
    at_wave="{who} {wave}",
    at_place="{who} ({place})",
    and_=" och ",
    count="{total} av {n} {who}",
    count_printed="{percent} % av {n} {who}",
    share="{percent} % av {who}",
    mean_of="{n} {who} gav i snitt {mean}",
    mean="{who} gav i snitt {mean}",
    decimal=",",
    percent="{percent} %",
    points=("procentenhet", "procentenheter"),
    to=" till ",
    differ=(
        "{a} och {b} tycker olika",
        "{the} tyckte olika {first} och {second}",
        "svaren är olika hos {place} och {other}",
    ),
    alike=(
        "{a} och {b} svarade ungefär lika",
        "{the} svarade ungefär lika {first} och {second}",
        "svaren är ungefär lika hos {place} och {other}",
    ),
    share_who="andelen {who} som {predicate}",
    mean_who="snittet för {who}",
    went=("har minskat", "har ökat"),
    went_likely=("minskat", "ökat"),
    from_to="från {first} ({before}) till {last} ({after})",
    one_mode="Vi jämför bara svar med samma svarssätt ({nouns}).",
    same_modes="Vi jämför svar med samma svarssätt med varandra ({nouns}), "
    "och räknar som om svarssätten vore lika vanliga varje gång.",
    these_modes="Bara svar med de här svarssätten är med: {nouns}.",
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
    wordings_differ="Frågan ställdes på olika sätt hos {a} och {b}. De kan inte jämföras.",
    minor_change="{wave}: små ändringar i frågan.",
    breaks={
        Verdict.MODE_CONFOUNDED: "{wave}: {after} i stället för {before}. "
        "Före och efter kan inte jämföras.",
        Verdict.WORDING_CHANGED: "{wave}: frågan ändrades. Före och efter kan inte jämföras.",
        Verdict.SCALE_CHANGED: "{wave}: svarsalternativen ändrades. "
        "Före och efter kan inte jämföras.",
        Verdict.UNIT_CHANGED: "{wave}: enheten ändrades ({what}). "
        "Före och efter kan inte jämföras.",
    },
    templates={
        Verdict.HIDDEN: "Visas inte, för att ingen ska kunna kännas igen.",
        Verdict.MODE_CONFOUNDED: "Går inte att jämföra. {before}. {after}. "
        "Bara det kan ge hela skillnaden.",
        Verdict.WORDING_CHANGED: "Frågan ställdes på ett annat sätt före {wave}. "
        "Åren före och efter kan inte jämföras.",
        Verdict.SCALE_CHANGED: "Svarsalternativen var andra före {wave}. "
        "Åren före och efter kan inte jämföras.",
        Verdict.UNIT_CHANGED: "Enheten ändrades före {wave} ({what}). "
        "Åren före och efter kan inte jämföras.",
        Verdict.TOO_FEW: "Vi kan inte säga om {differ}. För få har svarat: {counts}.",
        Verdict.DIFFERENCE: "Statistiskt säkerställd skillnad: {values}. "
        "Skillnaden är {size} (osäkerhet {interval}). {Counts}.",
        Verdict.LIKELY_DIFFERENCE: "Troligen en skillnad: {values}. "
        "Skillnaden är {size} (osäkerhet {interval}). {Counts}. {reservation}",
        Verdict.SIMILAR: "{Alike}. {Counts}.",
        Verdict.NO_CERTAIN_DIFFERENCE: "Vi ser ingen säker skillnad. Det kan ändå finnas en. "
        "{Counts}.",
        Verdict.NUMBER_UNKNOWN: "{Values}. Vi kan inte säga om skillnaden är säker. {unknown}",
    },
    trends={
        Verdict.TOO_FEW: "Vi kan inte säga om {measure} har ökat eller minskat. "
        "För få har svarat: {counts}.",
        Verdict.DIFFERENCE: "{Measure} {went} {from_to}. Sett över alla mättillfällen är det "
        "statistiskt säkerställt. Skillnaden mellan det första och det sista är {size} "
        "(osäkerhet {interval}). {Counts}.",
        Verdict.LIKELY_DIFFERENCE: "Troligen har {measure} {went_likely} {from_to}, sett över alla "
        "mättillfällen. Skillnaden mellan det första och det sista är {size} "
        "(osäkerhet {interval}). {Counts}. {reservation}",
        Verdict.SIMILAR: "{Measure} har knappt ändrats från {first} till {last}. {Counts}.",
        Verdict.NO_CERTAIN_DIFFERENCE: "Vi ser ingen säker ökning eller minskning från {first} "
        "till {last}. Det kan ändå finnas en. {Counts}.",
    },
    changes={
        Verdict.TOO_FEW: "Vi kan inte säga om skillnaden mellan kvinnor och män har ändrats. "
        "För få har svarat. {each}.",
        Verdict.DIFFERENCE: "Skillnaden mellan kvinnor och män har ändrats. "
        "Det är statistiskt säkerställt. {each}.{size}",
        Verdict.LIKELY_DIFFERENCE: "Troligen har skillnaden mellan kvinnor och män ändrats. "
        "{each}.{size} {reservation}",
        Verdict.SIMILAR: "Skillnaden mellan kvinnor och män är ungefär lika stor {first} "
        "och {last}. {each}.",
        Verdict.NO_CERTAIN_DIFFERENCE: "Vi ser ingen säker ändring av skillnaden mellan kvinnor "
        "och män. Det kan ändå finnas en. {each}.",
    },
    change_size=" Ändringen är {size} (osäkerhet {interval}).",
    change_tested=" Det är prövat på oddskvoten över alla {waves} mättillfällen.",
    scale_tests={
        Verdict.DIFFERENCE: "Kvinnors och mäns svar på hela skalan skiljer sig. "
        "Det är statistiskt säkerställt. {chance} {n1} kvinnor och {n2} män svarade.",
        Verdict.LIKELY_DIFFERENCE: "Troligen skiljer sig kvinnors och mäns svar "
        "på hela skalan. {chance} {n1} kvinnor och {n2} män svarade. {reservation}",
        Verdict.NO_CERTAIN_DIFFERENCE: "Vi ser ingen säker skillnad mellan kvinnor och män "
        "på hela skalan. Det kan ändå finnas en. {chance} {n1} kvinnor och {n2} män svarade.",
    },
    chance=(
        "Tar man en man och en kvinna på måfå är chansen {percent} % att mannen svarade "
        "mer positivt. Lika svar räknas som hälften.",
        "Tar man en kvinna och en man på måfå är chansen {percent} % att kvinnan svarade "
        "mer positivt. Lika svar räknas som hälften.",
    ),
    even_chance="Tar man en kvinna och en man på måfå är det lika troligt "
    "att kvinnan svarade mer positivt som att mannen gjorde det.",
    unknown=(
        "Källan säger inte hur många som svarade.",
        "Källan säger inte hur svaren fördelade sig.",
    ),
)
