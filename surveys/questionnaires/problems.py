"""What is wrong with a questionnaire file, in sentences that say what to write instead."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from surveys.questionnaires import questionnaire as parts

Path = tuple[str | int, ...]

KNOWN_WORDS = sorted(
    {
        name
        for part in vars(parts).values()
        if isinstance(part, type) and issubclass(part, parts.Part)
        for name in part.model_fields
    }
)
EXAMPLES = {
    "format": "format: 1",
    "survey": "survey: user-survey",
    "title": "title: {sv: Vad tycker du om oss?}",
    "languages": "languages: {sv: original}",
    "questions": "questions: and one '- id: …' for each question",
    "id": "id: treatment",
    "type": "type: faces",
    "text": "text: {sv: Hur är vi mot dig?}",
    "code": "code: 4",
    "label": "label: {sv: Mycket bra, en: Very good}",
    "choices": "choices: and one '- code: …' for each choice",
    "area": "area: treatment",
    "kind": "kind: share",
    "note": "note: {sv: …, en: …}",
    "degree": "degree: minor",
    "variable": "variable: treatment",
    "codes": "codes: [1, 2]",
}
PATTERNS = {
    "survey": "Write small letters a-z, digits and hyphens: user-survey.",
    "audio": "Write a file name in small letters: treatment-sv.ogg.",
    "picture": "Write a file name in small letters: treatment.svg.",
    "text": "Write plain text, without control characters.",
}
CODE_PATTERN = "Write a code of 3 to 40 small letters a-z, digits and _: treatment."


@dataclass(frozen=True)
class Problem:
    """One thing to put right; line is 0 until the file has been looked up."""

    path: Path
    message: str
    line: int = 0
    filename: str = ""

    @property
    def where(self) -> str:
        """The path as people write it: questions[3].text.sv."""
        words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return words.removeprefix(".") or "the file"

    def __str__(self) -> str:
        place = f"{self.filename}:{self.line}: " if self.line else ""
        return f"{place}{self.where}: {self.message}"


class QuestionnaireError(Exception):
    """The questionnaire cannot be used; `problems` says why, one by one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def from_pydantic(error: ValidationError, lines: Mapping[Path, int]) -> list[Problem]:
    """The problems pydantic found, each said once, in our words."""
    found: dict[tuple[Path, str], Problem] = {}
    for detail in error.errors(include_url=False):
        path = _written_path(detail["loc"], lines, detail["type"] == "missing")
        problem = Problem(path, _sentence(detail, path))
        found.setdefault((path, problem.message), problem)
    return list(found.values())


def _written_path(location: Path, lines: Mapping[Path, int], missing: bool) -> Path:
    """The location without pydantic's own steps (names of union members and the like)."""
    path: Path = ()
    for step in location:
        if (*path, step) in lines:
            path = (*path, step)
    return (*path, location[-1]) if missing else path


def _sentence(detail: Mapping[str, Any], path: Path) -> str:
    word = str(path[-1]) if path else ""
    context = detail.get("ctx", {})
    describe = SENTENCES.get(detail["type"])
    if describe:
        return describe(word, context)
    return "This cannot be read. See docs/questionnaire-file.md for what to write."


def _unknown(word: str, _: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(word, KNOWN_WORDS, n=1)
    return f"“{word}” is not known here. " + (
        f"Write “{near[0]}”, or take it away." if near else "Take it away."
    )


def _missing(word: str, _: Mapping[str, Any]) -> str:
    return f"“{word}” is missing. Write {EXAMPLES.get(word, word + ': …')}"


def _pattern(word: str, context: Mapping[str, Any]) -> str:
    if context.get("pattern", "").startswith("^[^"):
        return PATTERNS["text"]
    if "\\." in context.get("pattern", ""):
        return PATTERNS["audio"]
    return PATTERNS.get(word, CODE_PATTERN)


def _plain(message: str) -> Callable[[str, Mapping[str, Any]], str]:
    """A sentence with pydantic's limits (expected, ge, le, …) filled in."""
    return lambda _, context: message.format(**context)


_MAPPING = _plain("Write names and values here, such as {{sv: Ja, en: Yes}}.")
_LIST = _plain("Write a list here: [1, 2], or one line with '- ' for each.")
_NUMBER = _plain("Write a number, without quotes.")
_TRUTH = _plain("Write true or false.")
SENTENCES: dict[str, Callable[[str, Mapping[str, Any]], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_pattern_mismatch": _pattern,
    "string_type": _plain('Write a text here. Put a number, true and false in quotes: "10".'),
    "string_too_short": _plain("The text is empty. Write it, or take the line away."),
    "string_too_long": _plain("Write at most {max_length} characters."),
    "int_type": _plain("Write a whole number, without quotes."),
    "float_type": _NUMBER,
    "bool_type": _TRUTH,
    "literal_error": _plain("Write one of {expected}."),
    "enum": _plain("Write one of {expected}."),
    "greater_than_equal": _plain("Write a number that is {ge:g} or more."),
    "less_than_equal": _plain("Write a number that is {le:g} or less."),
    "too_short": _plain("Write at least {min_length} here."),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "value_error": _plain("{error}"),
}
