"""`synpunkt questionnaire check | publish | export`."""

from pathlib import Path

import click
import yaml
from sqlalchemy import select

from core.clock import clock
from core.database import own_transaction
from core.language_words import WordListMissing, vocabulary
from surveys.questionnaires.file_format import locate, read_questionnaire
from surveys.questionnaires.language import has_errors, language_remarks
from surveys.questionnaires.models import Survey
from surveys.questionnaires.problems import Problem, QuestionnaireError
from surveys.questionnaires.publishing import latest_questionnaire, publish
from surveys.questionnaires.questionnaire import Questionnaire

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def questionnaire() -> None:
    """Check, publish and export questionnaires."""


@questionnaire.command()
@FILE
def check(file: Path) -> None:
    """Say what is wrong in a questionnaire file, and where; also whether its Swedish is easy."""
    found = _read(file)
    warnings = _check_language(found, file)
    languages = ", ".join(f"{code} ({status})" for code, status in found.languages.items())
    click.echo(
        f"{file}: {found.survey}, {len(found.questions)} questions, {languages}: no faults{warnings}"
    )


@questionnaire.command("publish")
@FILE
def publish_file(file: Path) -> None:
    """Make the file the next version, or the next revision of the translations."""
    found = _read(file)
    try:
        with own_transaction() as session:
            published = publish(session, found, clock().today())
            number, revision = published.version.number, published.revision
    except QuestionnaireError as error:
        text = file.read_text(encoding="utf-8")
        raise click.ClickException(
            _listed(QuestionnaireError(locate(error.problems, text, str(file))))
        ) from None
    state = "published" if published.is_new else "was published already"
    click.echo(f"{found.survey}: version {number}, revision {revision} {state}")


@questionnaire.command()
@click.argument("survey")
@click.option("--version", "number", type=int, help="The version; the newest when not given.")
def export(survey: str, number: int | None) -> None:
    """Print a published version as a questionnaire file."""
    with own_transaction() as session:
        found = session.scalars(select(Survey).filter_by(code=survey)).one_or_none()
        versions = {version.number: version for version in found.versions} if found else {}
        version = versions.get(number or max(versions, default=0))
        if version is None:
            raise click.ClickException(f"{survey}: no such version; there are {sorted(versions)}")
        content = latest_questionnaire(version).model_dump(mode="json", exclude_defaults=True)
    click.echo(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100), nl=False)


def _read(file: Path) -> Questionnaire:
    try:
        return read_questionnaire(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: not UTF-8; save the file as UTF-8") from None
    except QuestionnaireError as error:
        raise click.ClickException(_listed(error)) from None


def _check_language(found: Questionnaire, file: Path) -> str:
    """Show the remarks on the Swedish, and give their number in words; errors end the command."""
    try:
        remarks = language_remarks(found, vocabulary())
    except WordListMissing as error:
        raise click.ClickException(str(error)) from None
    told = [
        Problem(path, f"{remark.severity}: {remark.sentence('en')}") for path, remark in remarks
    ]
    lines = map(str, locate(told, file.read_text(encoding="utf-8"), str(file)))
    text = "\n".join(lines)
    if has_errors(remarks):
        raise click.ClickException(f"{file}: the Swedish is not easy yet\n{text}")
    if not remarks:
        return ""
    click.echo(text)
    return f", {len(remarks)} warning{'s' * (len(remarks) > 1)}"


def _listed(error: QuestionnaireError) -> str:
    return "\n".join(str(problem) for problem in error.problems)


commands = [questionnaire]
