"""The sentences beside a comparison in English."""

from analysis.methods.verdicts import Verdict
from analysis.results.phrases import Language
from core.codes import Group, Mode

ENGLISH = Language(
    code="en",
    nouns={Group.ALL: "clients", Group.WOMAN: "women", Group.MAN: "men"},
    the={Group.ALL: "the clients", Group.WOMAN: "the women", Group.MAN: "the men"},
    everybody={"staff": ("staff", "the staff"), "relatives": ("relatives", "the relatives")},
    at_wave="{who} in {wave}",
    at_place="{who} ({place})",
    and_=" and ",
    count="{total} of {n} {who}",
    count_printed="{percent}% of {n} {who}",
    share="{percent}% of {who}",
    mean_of="{n} {who} gave {mean} on average",
    mean="{who} gave {mean} on average",
    decimal=".",
    percent="{percent}%",
    points=("percentage point", "percentage points"),
    to=" to ",
    differ=(
        "{a} and {b} think differently",
        "{the} thought differently in {first} and {second}",
        "the answers differ between {place} and {other}",
    ),
    alike=(
        "{a} and {b} answered much the same",
        "{the} answered much the same in {first} and {second}",
        "the answers are much the same at {place} and {other}",
    ),
    share_who="the share of {who} who {predicate}",
    mean_who="the mean of {who}",
    went=("has fallen", "has risen"),
    went_likely=("fallen", "risen"),
    from_to="from {first} ({before}) to {last} ({after})",
    one_mode="We compare only answers by the same mode ({nouns}).",
    same_modes="We compare answers by the same mode with each other ({nouns}), "
    "and count as if the modes were equally common every time.",
    these_modes="Only answers by these modes are counted: {nouns}.",
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
    wordings_differ="{a} and {b} were not asked the same question. They cannot be compared.",
    minor_change="{wave}: small changes in the question.",
    breaks={
        Verdict.MODE_CONFOUNDED: "{wave}: {after} instead of {before}. "
        "Before and after cannot be compared.",
        Verdict.WORDING_CHANGED: "{wave}: the question changed. "
        "Before and after cannot be compared.",
        Verdict.SCALE_CHANGED: "{wave}: the choices changed. Before and after cannot be compared.",
        Verdict.UNIT_CHANGED: "{wave}: the unit changed ({what}). "
        "Before and after cannot be compared.",
    },
    templates={
        Verdict.HIDDEN: "Not shown, so that nobody can be recognised.",
        Verdict.MODE_CONFOUNDED: "Cannot be compared. {before}. {after}. "
        "That alone may be the whole difference.",
        Verdict.WORDING_CHANGED: "The question was asked in another way before {wave}. "
        "The years before and after cannot be compared.",
        Verdict.SCALE_CHANGED: "The choices were others before {wave}. "
        "The years before and after cannot be compared.",
        Verdict.UNIT_CHANGED: "The unit changed before {wave} ({what}). "
        "The years before and after cannot be compared.",
        Verdict.TOO_FEW: "We cannot say whether {differ}. Too few have answered: {counts}.",
        Verdict.DIFFERENCE: "Statistically certain difference: {values}. "
        "The difference is {size} (uncertainty {interval}). {Counts}.",
        Verdict.LIKELY_DIFFERENCE: "Probably a difference: {values}. "
        "The difference is {size} (uncertainty {interval}). {Counts}. {reservation}",
        Verdict.SIMILAR: "{Alike}. {Counts}.",
        Verdict.NO_CERTAIN_DIFFERENCE: "We see no certain difference. There may still be one. "
        "{Counts}.",
        Verdict.NUMBER_UNKNOWN: "{Values}. We cannot say whether the difference is certain. "
        "{unknown}",
    },
    trends={
        Verdict.TOO_FEW: "We cannot say whether {measure} has risen or fallen. "
        "Too few have answered: {counts}.",
        Verdict.DIFFERENCE: "{Measure} {went} {from_to}. Over all the waves this is "
        "statistically certain. The difference between the first and the last is {size} "
        "(uncertainty {interval}). {Counts}.",
        Verdict.LIKELY_DIFFERENCE: "Probably {measure} has {went_likely} {from_to}, over all the "
        "waves. The difference between the first and the last is {size} "
        "(uncertainty {interval}). {Counts}. {reservation}",
        Verdict.SIMILAR: "{Measure} has hardly changed from {first} to {last}. {Counts}.",
        Verdict.NO_CERTAIN_DIFFERENCE: "We see no certain rise or fall from {first} to {last}. "
        "There may still be one. {Counts}.",
    },
    changes={
        Verdict.TOO_FEW: "We cannot say whether the difference between women and men has changed. "
        "Too few have answered. {each}.",
        Verdict.DIFFERENCE: "The difference between women and men has changed. "
        "This is statistically certain. {each}.{size}",
        Verdict.LIKELY_DIFFERENCE: "Probably the difference between women and men has changed. "
        "{each}.{size} {reservation}",
        Verdict.SIMILAR: "The difference between women and men is much the same in {first} "
        "and {last}. {each}.",
        Verdict.NO_CERTAIN_DIFFERENCE: "We see no certain change in the difference between women "
        "and men. There may still be one. {each}.",
    },
    change_size=" The change is {size} (uncertainty {interval}).",
    change_tested=" This was tested on the odds ratio over all {waves} waves.",
    scale_tests={
        Verdict.DIFFERENCE: "The answers of women and men on the whole scale differ. "
        "This is statistically certain. {chance} {n1} women and {n2} men answered.",
        Verdict.LIKELY_DIFFERENCE: "Probably the answers of women and men on the whole "
        "scale differ. {chance} {n1} women and {n2} men answered. {reservation}",
        Verdict.NO_CERTAIN_DIFFERENCE: "We see no certain difference between women and men "
        "on the whole scale. There may still be one. {chance} {n1} women and {n2} men answered.",
    },
    chance=(
        "For a man and a woman chosen at random, the chance that the man gave the more positive "
        "answer is {percent}%. The same answer counts as half.",
        "For a woman and a man chosen at random, the chance that the woman gave the more positive "
        "answer is {percent}%. The same answer counts as half.",
    ),
    even_chance="For a woman and a man chosen at random, it is as likely that the woman gave the "
    "more positive answer as that the man did.",
    unknown=(
        "The source does not say how many answered.",
        "The source does not say how the answers were spread.",
    ),
)
