"""Is a Swedish text easy? Questions, choices and running text in, remarks out. Pure.

Limits from the house's requirements: a question of ten words, at most fifteen; one long word in
it; no word rarer than Zipf 3.0 that is not explained; a whole survey with LIX of at most 25.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from textwrap import shorten

from core.language_patterns import abbreviations, agreement, frequency, negation, two_questions
from core.language_sentences import SENTENCES, Rule
from core.language_text import is_long, lix, sentences, tokens, words
from core.language_words import Vocabulary, plain_forms

GOOD_QUESTION, LONGEST_QUESTION = 10, 15
LONGEST_SENTENCE = 15
LONG_WORDS_IN_QUESTION, LONG_WORDS_IN_SENTENCE = 1, 2
HIGHEST_LIX = 25
#: LIX of fewer words says more of chance than of the text.
LEAST_WORDS_FOR_LIX = 30
#: A long sentence is told by its beginning.
_SHOWN = 80


class Severity(StrEnum):
    """How much a remark weighs: an error is to be mended, a warning to be thought over."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Remark:
    """One breach: `found` are the words it is about, `count` what was counted."""

    rule: Rule
    found: str = ""
    count: int = 0
    limit: int = 0
    severity: Severity = Severity.ERROR

    def sentence(self, language: str = "sv") -> str:
        """What is wrong and what to try, in Swedish or English."""
        told = SENTENCES[self.rule]
        pattern = told.sv if language == "sv" else told.en
        found = shorten(self.found, _SHOWN, placeholder=" …")
        return pattern.format(found=found, count=self.count, limit=self.limit)

    @property
    def as_warning(self) -> "Remark":
        """The same remark, for what may stay as it is."""
        return replace(self, severity=Severity.WARNING)


def check_question(
    text: str, vocabulary: Vocabulary, *, explanation: str = "", labels: Iterable[str] = ()
) -> list[Remark]:
    """Remarks on one question.

    A word that stands in the explanation is explained; labels are the choices, which the question
    may name with "eller". LIX is not judged: that of a short question is noise.
    """
    remarks = [
        *_length(text),
        *_long_words(text, vocabulary, LONG_WORDS_IN_QUESTION),
        *_unknown_words(text, vocabulary, explanation),
    ]
    found = {
        Rule.DOUBLE: two_questions(text, vocabulary.phrases, labels),
        Rule.NEGATION: negation(text),
        Rule.FREQUENCY: frequency(text),
        Rule.AGREE: agreement(text),
    }
    return [*remarks, *(Remark(rule, words) for rule, words in found.items() if words)]


def check_choice(label: str, vocabulary: Vocabulary, *, explanation: str = "") -> list[Remark]:
    """Remarks on the words of one choice, which may say no."""
    found = {Rule.FREQUENCY: frequency(label), Rule.AGREE: agreement(label)}
    return [
        *_unknown_words(label, vocabulary, explanation),
        *(Remark(rule, words) for rule, words in found.items() if words),
    ]


def check_text(text: str, vocabulary: Vocabulary, *, explanation: str = "") -> list[Remark]:
    """Remarks on running text beside questions: help, introductions. LIX is not judged here."""
    return [
        *(remark for sentence in sentences(text) for remark in _sentence(sentence, vocabulary)),
        *_unknown_words(text, vocabulary, explanation),
    ]


def check_answer(text: str, vocabulary: Vocabulary) -> list[Remark]:
    """Remarks on a text that a manager writes to a citizen: warnings only, LIX included."""
    remarks = [*check_text(text, vocabulary), *check_lix(text)]
    return [remark.as_warning for remark in remarks]


def check_lix(text: str) -> list[Remark]:
    """A remark when the whole text has too high a LIX; too short a text is not judged."""
    measured = lix(text)
    if len(tokens(text)) < LEAST_WORDS_FOR_LIX or measured <= HIGHEST_LIX:
        return []
    return [Remark(Rule.LIX, count=max(round(measured), HIGHEST_LIX + 1), limit=HIGHEST_LIX)]


def _length(text: str) -> Iterator[Remark]:
    count = len(tokens(text))
    if count > GOOD_QUESTION:
        remark = Remark(Rule.LENGTH, text, count, GOOD_QUESTION)
        yield remark if count > LONGEST_QUESTION else remark.as_warning


def _sentence(sentence: str, vocabulary: Vocabulary) -> Iterator[Remark]:
    count = len(tokens(sentence))
    if count > LONGEST_SENTENCE:
        yield Remark(Rule.LONG_SENTENCE, sentence, count, LONGEST_SENTENCE, Severity.WARNING)
    for remark in _long_words(sentence, vocabulary, LONG_WORDS_IN_SENTENCE):
        yield remark.as_warning


def _long_words(text: str, vocabulary: Vocabulary, limit: int) -> Iterator[Remark]:
    found = [word for word in words(text) if is_long(word) and not vocabulary.is_of_the_field(word)]
    if len(found) > limit:
        yield Remark(Rule.LONG_WORDS, ", ".join(found), len(found), limit)


def _unknown_words(text: str, vocabulary: Vocabulary, explanation: str) -> Iterator[Remark]:
    """Abbreviations and rare words, each once."""
    short = [one for one in abbreviations(text) if one.lower() not in vocabulary.field]
    yield from (Remark(Rule.ABBREVIATION, one) for one in dict.fromkeys(short))
    told = {form for word in words(explanation) for form in plain_forms(word)}
    told |= {word.lower() for one in short for word in words(one)}
    for word in dict.fromkeys(_to_be_known(text)):
        if not vocabulary.knows(word) and told.isdisjoint(plain_forms(word)):
            rule = Rule.COMPOUND if vocabulary.parts(word.lower()) else Rule.RARE_WORD
            yield Remark(rule, word)


def _to_be_known(text: str) -> Iterator[str]:
    """The words that are not names: a capital inside a sentence makes one."""
    for sentence in sentences(text):
        for place, word in enumerate(words(sentence)):
            if len(word) > 1 and (place == 0 or not word[0].isupper() or text.isupper()):
                yield word
