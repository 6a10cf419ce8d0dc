"""The report of one wave of a survey: what was found, who answered, area by area, and how it was counted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.reports.answered import answered_section, answered_text
from analysis.reports.areas import area_sections, variable_pictures
from analysis.reports.beside import gender_section, plan_section, written_texts
from analysis.reports.goals import goals_of_variables
from analysis.reports.planning import planning
from analysis.reports.report import Points, ReportDocument, Section, Words
from analysis.reports.survey_asked import SurveyAsked, marking_of
from analysis.results.overview_charts import finding_of
from analysis.results.phrases import in_language
from analysis.results.take_away import RESERVATION
from analysis.results.topics import ANALYSIS, LEARNING


def survey_report(session: Session, asked: SurveyAsked) -> ReportDocument:
    """The whole report, in the language that is set."""
    return ReportDocument(
        title=finding(asked),
        lead=lead(asked),
        marking=marking_of(for_others=asked.for_others),
        language=asked.language,
        sections=tuple(_sections(session, asked)),
        pictures=variable_pictures(asked),
    )


def finding(asked: SurveyAsked) -> str:
    """What can be said of women and men over all variables; without variables, the survey's title."""
    return finding_of(asked.rows, asked.name) if asked.rows else f"{asked.title}, {asked.name}"


def lead(asked: SurveyAsked) -> str:
    """Which survey and wave of which unit, and how many answered."""
    return f"{asked.title}, {asked.name}. {asked.page.unit_name}. {answered_text(asked)}"


def simulated_words(asked: SurveyAsked) -> tuple[Words, ...]:
    """What must be known first where answers are invented."""
    invented = ", ".join(wave.label for wave in asked.page.result.waves if wave.simulated)
    if not invented:
        return ()
    text = _("Svaren från %(waves)s är påhittade. De visar hur sidan ser ut.", waves=invented)
    return (Words(text, "strong"),)


def _sections(session: Session, asked: SurveyAsked) -> Iterator[Section]:
    texts = written_texts(session, asked)
    yield from _summary(asked, texts)
    answered = answered_section(asked)
    yield replace(answered, blocks=(*simulated_words(asked), *answered.blocks))
    if not asked.rows:
        text = Words(_("Inga frågor har siffror som kan visas."))
        yield Section("resultat", _("Resultat"), (text,))
    yield from area_sections(asked, goals_of_variables(session, asked))
    yield from _comparability(asked)
    yield from gender_section(texts)
    yield from plan_section(session, asked)
    yield how_counted(asked)


def _summary(asked: SurveyAsked, texts: Mapping[str, tuple[str, ...]]) -> Iterator[Section]:
    """The manager's words with the finding; without any, the title has said it."""
    if ANALYSIS in texts or LEARNING in texts:
        summary = planning(
            outcome=(f"{finding(asked)}.", answered_text(asked)),
            analysis=texts.get(ANALYSIS, ()),
            learning=texts.get(LEARNING, ()),
        )
        yield Section("samlat", _("Samlat"), (summary,))


def _comparability(asked: SurveyAsked) -> Iterator[Section]:
    """Where series are broken, each sentence once with the variables that it is about."""
    about: dict[str, list[str]] = {}
    for row in asked.rows:
        for stop in row.result.breaks:
            labels = about.setdefault(in_language(stop.text, asked.language), [])
            if row.label not in labels:
                labels.append(row.label)
    if about:
        whole = len(asked.rows)
        lines = tuple(
            text if len(labels) == whole else f"{text} ({', '.join(labels)})"
            for text, labels in about.items()
        )
        yield Section("jamforbarhet", _("Vad som inte kan jämföras"), (Points(lines),))


def how_counted(asked: SurveyAsked) -> Section:
    """The methods in words, and what readers must know of the figures."""
    lines = [
        _(
            "En andel är de som svarade positivt delat med alla som svarade på frågan. ”Vet inte” "
            "och tomma svar räknas inte med."
        ),
        _(
            "Siffrorna inom parentes är osäkerheten (95 %). Ett sådant spann täcker det "
            "verkliga värdet i 95 fall av 100."
        ),
        _(
            "Skillnader mellan kvinnor och män, och mellan mättillfällen, är prövade. När många "
            "frågor prövas samtidigt krävs mer för att en skillnad ska räknas som säker."
        ),
        _(
            "Grupper med färre än %(limit)s visas inte, och inte det som skulle avslöja dem.",
            limit=asked.audience.limit,
        ),
        _(RESERVATION),
    ]
    if asked.own:
        lines.append(
            _("Mättillfället började %(day)s.", day=format_date(asked.own.opens, "d MMMM y"))
        )
    if asked.wave.until:
        until = format_date(asked.wave.until, "d MMMM y")
        lines.append(_("Mättillfället pågår. Svar till och med %(day)s är räknade.", day=until))
    if asked.wave.source:
        lines.append(_("Källa: %(source)s", source=asked.wave.source))
    return Section("sa-raknas-det", _("Så räknas det"), (Points(tuple(map(str, lines))),))
