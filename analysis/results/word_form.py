"""The words beside results as a form: what stands in it, reading it, saving it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from analysis.results.models import WaveWord
from analysis.results.queries import SealedWave, sealed_waves
from analysis.results.topics import Topic
from analysis.results.viewing import View
from analysis.results.word_queries import words_of
from analysis.results.words import hold_wave, seen_mark, write_words
from core.clock import clock
from core.database import session
from core.language_check import check_answer
from core.language_words import vocabulary
from organisation.access import Permission, units_for
from organisation.acting import note, person
from organisation.differences import Difference, Typed, differences
from organisation.names import running_text
from organisation.staff import names_of_staff

LONGEST = 10_000
#: Seven texts of that length, in the letters of Swedish that take most room in a form.
BODY_LIMIT = 500_000
SEEN = "seen"


@dataclass(frozen=True)
class ShownWord:
    """A topic as a page shows it; `saved` says by whom and when, empty when nothing is there."""

    code: str
    heading: str
    help: str
    text: str
    saved: str


def own_waves(view: View) -> list[SealedWave]:
    """The waves that the unit has counted itself, newest first: those can be written about."""
    return sealed_waves(session(), view.survey, view.unit, published_only=False)[::-1]


def find_wave(view: View, label: str) -> SealedWave | None:
    """The unit's own wave with the label."""
    return next((wave for wave in own_waves(view) if wave.label == label), None)


def may_write(view: View) -> bool:
    """Whether the reader may write about the unit's results."""
    return view.unit.id in units_for(Permission.WRITE_RESULTS)


def words_in_form(
    view: View, wave: SealedWave, topics: Sequence[Topic], typed: Typed | None
) -> dict[str, Any]:
    """What a page needs for templates/analysis/words_form.html."""
    stored = words_of(session(), wave.id)
    kept = {topic.code: stored[topic.code].text for topic in topics if topic.code in stored}
    fields = typed.fields if typed else kept
    return {
        "words": _shown(topics, stored),
        "given": {topic.code: fields.get(topic.code, "") for topic in topics},
        "errors": typed.errors if typed else {},
        "behind": typed.behind if typed else False,
        "changed": _differences(topics, stored, fields) if typed and typed.behind else [],
        "seen": seen_mark(stored, [topic.code for topic in topics]),
        "longest": LONGEST,
        "may_write": may_write(view),
        "advice": _advice(topics, kept) if may_write(view) and not typed else [],
    }


def save_words(
    wave: SealedWave, topics: Sequence[Topic], show: Callable[[Typed], str]
) -> ResponseReturnValue:
    """Store what was sent, or `show` the page again with what was typed."""
    hold_wave(session(), wave.id)
    stored = words_of(session(), wave.id)
    codes = [topic.code for topic in topics]
    texts = {code: running_text(request.form.get(code, "")) for code in codes}
    if request.form.get(SEEN) != seen_mark(stored, codes):
        return show(Typed(texts, behind=True)), 409
    if errors := _errors(texts, stored):
        return show(Typed(texts, errors)), 422
    write_words(session(), wave.id, texts, person().id, clock().today())
    note("wave_words_saved", "wave", wave.id)
    flash(_("Texten är sparad."), "done")
    return redirect(request.full_path.rstrip("?"), 303)


def _errors(texts: Mapping[str, str], stored: Mapping[str, WaveWord]) -> dict[str, str]:
    errors = {
        code: _("Skriv högst 10 000 tecken. Nu är det %(n)s.", n=len(text))
        for code, text in texts.items()
        if len(text) > LONGEST
    }
    if not any(texts.values()) and not stored.keys() & texts.keys():
        errors[next(iter(texts))] = _("Skriv något innan du sparar.")
    return errors


def _shown(topics: Sequence[Topic], stored: Mapping[str, WaveWord]) -> list[ShownWord]:
    names = names_of_staff(session(), (word.staff_id for word in stored.values()))
    return [
        ShownWord(
            topic.code,
            _(topic.heading),
            _(topic.help),
            word.text if word else "",
            _saved(word, names) if word else "",
        )
        for topic in topics
        for word in [stored.get(topic.code)]
    ]


def _saved(word: WaveWord, names: Mapping[int, str]) -> str:
    day, who = format_date(word.day, "long"), names.get(word.staff_id or 0)
    if who is None:
        return str(_("Sparat den %(day)s.", day=day))
    return str(_("Sparat av %(who)s den %(day)s.", who=who, day=day))


def _differences(
    topics: Sequence[Topic], stored: Mapping[str, WaveWord], fields: Mapping[str, str]
) -> list[Difference]:
    now = {one.code: stored[one.code].text if one.code in stored else "" for one in topics}
    return differences({one.code: one.heading for one in topics}, now, fields)


def _advice(topics: Sequence[Topic], kept: Mapping[str, str]) -> list[tuple[str, str]]:
    """What could be easier in the stored texts; it never stops anything."""
    language = str(get_locale())
    return [
        (_(topic.heading), remark.sentence(language))
        for topic in topics
        for remark in check_answer(kept.get(topic.code, ""), vocabulary())
    ]
