"""The rules of easy Swedish, each with the sentence that tells of a breach, in two languages.

Placeholders are those of `core.language_check.Remark`: {found}, {count}, {limit}.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """What easy Swedish asks for."""

    LIX = "lix"
    LENGTH = "length"
    LONG_SENTENCE = "long_sentence"
    LONG_WORDS = "long_words"
    RARE_WORD = "rare_word"
    COMPOUND = "compound"
    DOUBLE = "double"
    NEGATION = "negation"
    ABBREVIATION = "abbreviation"
    FREQUENCY = "frequency"
    AGREE = "agree"


class Sentence(NamedTuple):
    """What is wrong and what to try."""

    sv: str
    en: str


SENTENCES: Mapping[Rule, Sentence] = {
    Rule.LIX: Sentence(
        "Texten är svår: LIX är {count}, högst {limit} är bra. Pröva kortare meningar och kortare ord.",
        "The text is hard: LIX is {count}, at most {limit} is good. Try shorter sentences and words.",
    ),
    Rule.LENGTH: Sentence(
        "Frågan har {count} ord. Pröva högst {limit}. Stryk det som inte behövs.",
        "The question has {count} words. Try at most {limit}: strike out what is not needed.",
    ),
    Rule.LONG_SENTENCE: Sentence(
        "Meningen har {count} ord: ”{found}”. Pröva att dela den i två, med högst {limit} ord var.",
        "The sentence has {count} words: “{found}”. Try two sentences of at most {limit} words.",
    ),
    Rule.LONG_WORDS: Sentence(
        "Många långa ord på en gång: {found}. Högst {limit} med mer än sex bokstäver är bra.",
        "Many long words at once: {found}. At most {limit} with over six letters is good.",
    ),
    Rule.RARE_WORD: Sentence(
        "Ordet ”{found}” är ovanligt. Pröva ett vanligare ord, eller förklara ordet.",
        "“{found}” is a rare word. Try a more common one, or explain it in the question's help.",
    ),
    Rule.COMPOUND: Sentence(
        "Ordet ”{found}” är ovanligt. Pröva att skriva det med flera ord, eller förklara det.",
        "“{found}” is a rare compound. Try several words for it, or explain it in the question's help.",
    ),
    Rule.DOUBLE: Sentence(
        "Det ser ut som två frågor: ”{found}”. Pröva att fråga om en sak i taget.",
        "This looks like two questions: “{found}”. Try one question for each.",
    ),
    Rule.NEGATION: Sentence(
        "”{found}” gör frågan svår att svara på. Pröva att fråga om det som är, eller om motsatsen.",
        "“{found}” makes the question hard to answer. Try asking about what is, or the opposite word.",
    ),
    Rule.ABBREVIATION: Sentence(
        "”{found}” är en förkortning. Skriv ut orden.",
        "“{found}” is an abbreviation. Write the words out.",
    ),
    Rule.FREQUENCY: Sentence(
        "”{found}” betyder olika för olika personer. Pröva en tid eller ett antal: ”varje vecka”.",
        "“{found}” means different things to different people. Try a time or a number: “varje vecka”.",
    ),
    Rule.AGREE: Sentence(
        "”{found}” frågar om man håller med. Fråga om saken: ”Hur lätt är det att …?”",
        "“{found}” asks people to agree, which pulls to yes. Ask about the thing: “Hur lätt är det …?”",
    ),
}
