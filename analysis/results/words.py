"""What staff write beside the results of a wave, stored by topic."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from analysis.results.models import WaveWord
from analysis.results.word_queries import words_of
from surveys.collection.models import Wave


def write_words(
    session: Session, wave_id: int, texts: Mapping[str, str], by: int, today: date
) -> None:
    """Store the texts of some topics; an empty one takes away what was there.

    A text that is the same as before keeps its writer and day.
    """
    stored = words_of(session, wave_id)
    for topic, text in texts.items():
        word = stored.get(topic)
        if word and not text:
            session.delete(word)
        elif word and word.text != text:
            word.text, word.staff_id, word.day = text, by, today
        elif not word and text:
            added = WaveWord(wave_id=wave_id, topic=topic, text=text, staff_id=by, day=today)
            session.add(added)
    session.flush()


def hold_wave(session: Session, wave_id: int) -> None:
    """Let nobody else write about the wave until the transaction ends."""
    session.get_one(Wave, wave_id, with_for_update=True)


def seen_mark(words: Mapping[str, WaveWord], topics: Iterable[str]) -> str:
    """Stands for what was stored of some topics when somebody began to write.

    Of the texts as well as their revisions: what is deleted and written anew begins at 1 again.
    """
    found = [
        (topic, words[topic].revision, words[topic].text) for topic in topics if topic in words
    ]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16]
