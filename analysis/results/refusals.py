"""The sentences on what cannot be compared, and the notes at a chart's breaks. Pure."""

from collections.abc import Callable, Sequence, Set

from analysis.methods.verdicts import Verdict
from analysis.results.english import ENGLISH
from analysis.results.phrases import Language, Text, spoken_of
from analysis.results.series import WaveInfo
from analysis.results.swedish import SWEDISH

HIDDEN = Text(SWEDISH.templates[Verdict.HIDDEN], ENGLISH.templates[Verdict.HIDDEN])


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def both(say: Callable[[Language], str]) -> Text:
    """What `say` makes of each language."""
    return Text(say(SWEDISH), say(ENGLISH))


def mode_nouns(modes: Set[str], language: Language) -> str:
    """Such as "papper och telefon", always in the same order."""
    return language.and_.join(noun for mode, noun in language.mode_nouns.items() if mode in modes)


def _answered_how(wave: str, modes: Set[str], who: str, language: Language) -> str:
    pattern = language.answered_unknown
    if modes:
        pattern = language.answered_several
    if len(modes) == 1:
        pattern = language.answered_how[min(modes)]
    return capital(pattern.format(wave=wave, who=who, nouns=mode_nouns(modes, language)))


def say_mode(
    labels: tuple[str, str], modes: tuple[Set[str], Set[str]], audience: str = "clients"
) -> Text:
    """Why two waves without a common mode cannot be compared."""

    def said(language: Language) -> str:
        who = spoken_of(language, audience).people
        before, after = map(_answered_how, labels, modes, who, (language, language))
        return language.templates[Verdict.MODE_CONFOUNDED].format(before=before, after=after)

    return both(said)


def say_mode_of_places(names: tuple[Text, Text], modes: tuple[Set[str], Set[str]]) -> Text:
    """Why two units without a common mode cannot be compared."""

    def said(language: Language) -> str:
        first, second = (
            f"{getattr(name, language.code)}: {mode_nouns(used, language) or language.unknown_mode}"
            for name, used in zip(names, modes, strict=True)
        )
        return language.templates[Verdict.MODE_CONFOUNDED].format(before=first, after=second)

    return both(said)


def say_wording(wave: str) -> Text:
    """That the wording changed with the wave of that label."""
    return both(lambda language: language.templates[Verdict.WORDING_CHANGED].format(wave=wave))


def say_wording_of_places(names: tuple[Text, Text]) -> Text:
    """That two units were not asked the same question."""

    def said(language: Language) -> str:
        a, b = (getattr(name, language.code) for name in names)
        return language.wordings_differ.format(a=a, b=b)

    return both(said)


def say_scale(wave: str) -> Text:
    """That the choices, or those that count as positive, changed with the wave of that label."""
    return both(lambda language: language.templates[Verdict.SCALE_CHANGED].format(wave=wave))


def say_unit(wave: str, what: str) -> Text:
    """That the unit was reorganised before the wave of that label."""
    return both(
        lambda language: language.templates[Verdict.UNIT_CHANGED].format(wave=wave, what=what)
    )


def say_minor(wave: str) -> Text:
    """That the wording is a little different from the wave of that label on."""
    return both(lambda language: language.minor_change.format(wave=wave))


def say_refusal(
    verdict: Verdict, waves: tuple[WaveInfo, WaveInfo], audience: str, what: str = ""
) -> Text:
    """Why two waves are not compared; `what` changed in the unit."""
    before, after = waves
    if verdict is Verdict.MODE_CONFOUNDED:
        return say_mode((before.label, after.label), (before.modes, after.modes), audience)
    if verdict is Verdict.UNIT_CHANGED:
        return say_unit(after.label, what)
    return say_scale(after.label) if verdict is Verdict.SCALE_CHANGED else say_wording(after.label)


def break_text(
    verdict: Verdict, wave: str, modes: tuple[Set[str], Set[str]], what: str = ""
) -> Text:
    """The short words where a chart's line is broken, before the wave of that label."""

    def said(language: Language) -> str:
        before, after = (mode_nouns(used, language) or language.unknown_mode for used in modes)
        return language.breaks[verdict].format(wave=wave, before=before, after=after, what=what)

    return both(said)


def say_shared_modes(modes: Sequence[str], sentence: Text) -> Text:
    """The sentence after the words on which modes' answers alone it compares, mode by mode."""
    if len(modes) == 1:
        return _after(modes, sentence, lambda language: language.one_mode)
    return _after(modes, sentence, lambda language: language.same_modes)


def say_modes(modes: Sequence[str], sentence: Text) -> Text:
    """The sentence after the words on which modes' answers alone, put together, it is about."""
    return _after(modes, sentence, lambda language: language.these_modes)


def _after(modes: Sequence[str], sentence: Text, pattern: Callable[[Language], str]) -> Text:
    if not modes:
        return sentence
    only = both(
        lambda language: pattern(language).format(nouns=mode_nouns(frozenset(modes), language))
    )
    return Text(f"{only.sv} {sentence.sv}", f"{only.en} {sentence.en}")
