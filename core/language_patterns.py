"""What makes a Swedish question hard, found by its words: negation, two questions in one, and so on.

Each function returns the words it is about, as written, or an empty text.
"""

import re
from collections.abc import Iterable

from core.language_text import sentences, words

NEGATION = re.compile(r"\b(inte|ej|icke|aldrig|ingen|inget|inga|ingenting|varken|knappast)\b", re.I)
FREQUENCY = re.compile(
    r"(?<!hur )\b(ofta|oftare|oftast|ibland|sällan|emellanåt|då och då|för det mesta|vanligtvis"
    r"|vanligen|regelbundet|stundtals|titt som tätt)\b",
    re.I,
)
AGREE = re.compile(
    r"\b(instäm\w*|tar( \w+)? avstånd|(håll(er|a|it)|höll)( \w+){0,2} med( om)?(?=\W*$| om\b| att\b)"
    r"|hur (väl|bra) stämmer|stämmer( \w+)? (bra|dåligt|helt|delvis|inte|alls|ganska|in|exakt)"
    r"|(helt|delvis) oenig|(helt|delvis) enig)\b",
    re.I,
)
_ABBREVIATION = re.compile(
    r"\b(?:"
    r"(?!www)[A-ZÅÄÖa-zåäö]{1,3}\.(?:[a-zåäö]{1,3}\.){1,4}(?![\w@])"  # t.ex., fr.o.m.
    r"|[A-ZÅÄÖa-zåäö]{1,2}\. (?:[a-zåäö]{1,2}\. ?){0,3}[a-zåäö]{1,2}\.(?!\w)"  # t. ex., fr. o. m.
    r"|(?i:t[. ]ex|bl[. ]a|o[. ]s[. ]v|d[. ]v[. ]s|m[. ]m|m[. ]fl|p[. ]g[. ]a|s[. ]k|f[. ]d"
    r"|t[. ]o[. ]m|fr[. ]o[. ]m|e[. ]d|o[. ]d|f[. ]n)\b\.?"
    r"|(?i:osv|dvs|etc|mm|mfl|pga|tex|ev|ca|kl|resp|nr|tel|inkl|exkl|obs|mvh|jfr|mha)\b\.?"
    r"|(?i:adr|avd|mob|forts|dr|sid|kap)\."
    r"|\d+ ?(?:min|tim|mån|st|kr)\b\.?"
    r")"
)
#: LSS, SoL, IVO: capitals with at most one small letter between.
_ACRONYM = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]?[A-ZÅÄÖ]{1,5}\b")
_JOINED = re.compile(
    r"\S+[,;]? (och/eller|och|eller|samt|respektive) \S+|\b[^\W\d_]+/[^\W\d_]+", re.I
)
#: Joined words that are still one thing asked.
_ONE_THING = re.compile(
    r"\b(?:(?:vara?|är|varit) (?:\w+ )?med och"
    r"|(?:få|får|fick|fått) (?:\w+ )?vara med och"
    r"|(?:sitt(?:a|er|it)|satt|suttit|ligg(?:a|er)|låg|legat|stå|står|stod|stått|gå|går|gick|gått"
    r"|kom|komma|kommer|kommit|åka|åker|åkte|åkt|försök(?:a|er|t|te)|håll(?:a|er|it) på|höll på"
    r"|ta|tar|tog|tagit|ring(?:a|er|de|t)|våg(?:a|ar|ade|at)) (?:\w+ )?och"
    r"|mellan (?:\S+ ){1,4}?och"
    r"|[^\W\d_]+- (?:och|eller)"
    r"|\d+ (?:och|eller) \d+"
    r"|eller (?:inte|ej|någon annan|något annat|några andra|någon annanstans|liknande|så|hur))\b",
    re.I,
)  # fmt: skip


def negation(text: str) -> str:
    """The first word that says no."""
    return _first(NEGATION, text)


def frequency(text: str) -> str:
    """The first word of time that means different things to different people; not "hur ofta"."""
    return _first(FREQUENCY, text)


def agreement(text: str) -> str:
    """The words that ask whether people agree."""
    return _first(AGREE, text)


def abbreviations(text: str) -> list[str]:
    """Every shortened word; letters of a text all in capitals are not."""
    found = [match.group() for match in _ABBREVIATION.finditer(text)]
    if not text.isupper():
        found += _ACRONYM.findall(text)
    return found


def two_questions(text: str, phrases: Iterable[str] = (), labels: Iterable[str] = ()) -> str:
    """The words that join two things asked.

    `phrases` are fixed ones that name one thing; `labels` are the choices, which a question may
    name: "Är du kvinna eller man?"
    """
    asked = [sentence for sentence in sentences(text) if "?" in sentence]
    if len(asked) > 1:
        return " ".join(asked)
    left = asked[0] if asked else text
    for phrase in phrases:
        left = re.sub(rf"\b{re.escape(phrase)}\b", "—", left, flags=re.I)
    left = _ONE_THING.sub("—", left)
    chosen = {word.lower() for label in labels for word in words(label)}
    for joined in _JOINED.finditer(left):
        sides = {word.lower() for word in words(joined.group())}
        if not ("eller" in sides and sides & (chosen - {"eller"})):
            return joined.group().strip(" ,?.")
    return ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""
