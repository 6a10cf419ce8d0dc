"""What the page of an answer holds beside the case: the draft with advice, or how it was sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from core.codes import N_
from core.database import session
from core.web import text_direction
from feedback.cases.contact import read_contact
from feedback.cases.kinds import OUTCOMES, Kind, Opinion, TextKind
from feedback.cases.models import Case, CaseText, Theme
from feedback.cases.names import OPINION_NAMES, OUTCOME_NAMES
from feedback.handling.answer_form import given_from, is_to_be_called
from feedback.handling.answer_language import Advice, advice_on
from feedback.handling.answers import SWEDISH, latest_answer
from feedback.handling.case_beside import Beside
from feedback.handling.case_texts import ShownText, language_name, shown_texts
from feedback.handling.case_view import CaseView
from feedback.handling.drafts import drafts_of, is_to_read
from feedback.handling.letters import can_be_printed, postal_address
from feedback.handling.phrases import phrases_for
from feedback.handling.readers import readers_of
from feedback.handling.ways import how_it_goes
from organisation.models import Measure
from organisation.names import alphabetical
from organisation.staff import names_of_staff

Choice = tuple[str, str]
CHECK = "granska"
HOW_NAMES = (
    ("written", N_("Skriftligt: avsändaren läser det ni har skrivit")),
    ("spoken", N_("Muntligt: ni har ringt eller träffats, och skriver här vad ni sa")),
)


@dataclass
class AnswerPage:
    """The answer of one case for one person; each part is found when the page asks for it."""

    view: CaseView

    @property
    def case(self) -> Case:
        """The case."""
        return self.view.case

    @cached_property
    def given(self) -> Mapping[str, str]:
        """The fields: what was typed, or what is kept."""
        return self.view.shown.given or given_from(self.case)

    @property
    def language(self) -> str:
        """The sender's language by name; empty when it is Swedish."""
        return "" if self.case.language == SWEDISH else language_name(self.case.language)

    @property
    def direction(self) -> str:
        """Which way the sender reads."""
        return text_direction(self.case.language)

    @cached_property
    def advice(self) -> list[Advice] | None:
        """What could be easier in the Swedish text; None when nobody has asked."""
        return advice_on(self.given.get("answer", "")) if CHECK in request.args else None

    @property
    def phrases(self) -> list[Choice]:
        """What can be put in."""
        found = phrases_for(session(), self.case.unit_id)
        return [(str(one.id), one.title) for one in found]

    @property
    def readers(self) -> list[Choice]:
        """Who can be asked to read."""
        found = readers_of(session(), self.case, self.view.by.staff_id or 0)
        return [(str(one.id), one.name) for one in found]

    @property
    def reading(self) -> str:
        """Who has been asked to read the draft, and whether they have."""
        asked = [one for one in drafts_of(self.case) if one.second_reader_id]
        return self._reading(asked[0]) if asked else ""

    @property
    def is_to_read(self) -> bool:
        """Whether the person who looks has been asked."""
        return is_to_read(self.case, self.view.by.staff_id or 0)

    @property
    def drafts(self) -> list[ShownText]:
        """The draft, for those who do not write it."""
        present = {one.key.hex() for one in drafts_of(self.case)}
        found = shown_texts(self.case, {TextKind.DRAFT}, self.view.names)
        return [one for one in found if one.key in present]

    @property
    def how(self) -> list[Choice]:
        """The ways to answer."""
        return [(code, _(name)) for code, name in HOW_NAMES]

    @property
    def chosen_how(self) -> str:
        """The way the sender has asked for."""
        wish = "spoken" if is_to_be_called(self.case) else "written"
        return self.given.get("how", wish)

    @property
    def goes(self) -> list[str]:
        """How it reaches the sender, in sentences."""
        return list(how_it_goes(self.case, read_contact(session(), self.case)))

    @property
    def readings(self) -> list[str]:
        """Who read what was sent before it went."""
        answer = latest_answer(self.case)
        texts = [*answer.texts, *answer.spoken] if answer else []
        return list(dict.fromkeys(self._reading(one) for one in texts if one.second_read_on))

    @property
    def opinion(self) -> str:
        """What the sender says of the answer."""
        if not self.case.opinion:
            return str(_("Avsändaren har inte sagt vad de tycker om svaret."))
        said = _(OPINION_NAMES[Opinion(self.case.opinion)])
        return str(_("Avsändaren säger: %(said)s.", said=said))

    @property
    def fetched(self) -> str:
        """Whether the sender has opened the answer with the code."""
        answer = latest_answer(self.case)
        day = answer.round.fetched_on if answer else None
        if day is None:
            return str(_("Ingen har öppnat svaret med koden än."))
        return str(_("Svaret öppnades med koden %(day)s.", day=format_date(day, "long")))

    @property
    def has_new_message(self) -> bool:
        """Whether the sender has written after the answer."""
        sent = [one.place for one in self.case.texts if one.kind in ("answer", "spoken")]
        said = [one.place for one in self.case.texts if one.kind == TextKind.MESSAGE]
        return bool(sent and said and max(said) > max(sent))

    @property
    def letters(self) -> list[Choice]:
        """The letters that can be printed: address and words."""
        return list(self._letters())

    @property
    def measures(self) -> list[Measure]:
        """What came of it."""
        return Beside(self.view).measures

    @property
    def outcomes(self) -> list[Choice]:
        """How a case of this kind may end."""
        return [
            (one.value, _(OUTCOME_NAMES[one])) for one in OUTCOMES.get(Kind(self.case.kind), ())
        ]

    @property
    def themes(self) -> list[Choice]:
        """The themes that are offered, with the one that the case has."""
        found = session().scalars(
            select(Theme).where(~Theme.retired | (Theme.id == self.case.theme_id))
        )
        chosen = sorted(found, key=lambda one: alphabetical(one.name))
        return [("", _("Välj ett tema")), *((str(one.id), one.name) for one in chosen)]

    @property
    def ending(self) -> Mapping[str, str]:
        """The fields of the closing: what was typed, or what is known."""
        if "said" in self.view.shown.given:
            return self.view.shown.given
        case = self.case
        return {
            "outcome": case.outcome or "",
            "theme": str(case.theme_id or ""),
            "said": case.said or "",
            "did": case.did or "",
        }

    def _letters(self) -> Iterator[Choice]:
        answer, number = latest_answer(self.case), self.case.number
        if not answer or not answer.texts or not all(map(can_be_printed, answer.words)):
            return
        yield (
            url_for("answering.letter", number=number),
            str(_("Brev utan namn, att lämna i receptionen")),
        )
        if postal_address(read_contact(session(), self.case)):
            yield url_for("answering.letter_home", number=number), str(_("Brev hem, med adress"))

    def _reading(self, text: CaseText) -> str:
        reader = text.second_reader_id or 0
        name = names_of_staff(session(), [reader]).get(reader, "")
        if text.second_read_on is None:
            return str(_("%(name)s har inte läst utkastet än.", name=name))
        day = format_date(text.second_read_on, "long")
        return str(_("%(name)s läste utkastet %(day)s.", name=name, day=day))
