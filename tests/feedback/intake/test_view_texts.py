"""The Swedish of the page is easy, and its keyboards have every letter of their languages."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from core.language_check import Severity, check_lix, check_text
from core.language_words import vocabulary
from core.web import RESPONDENT_LANGUAGES

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted(
    [
        *(ROOT / "templates/feedback/intake").glob("view_*.html"),
        ROOT / "templates/feedback/intake/your_data.html",
    ]
)
MODULES = sorted((ROOT / "feedback/intake").glob("view_*.py"))
#: What a form has to call a field or a file; everybody has met these on other forms.
NAMES = "postnummer mejladress mejladressen telefonnummer telefonnumret QR-kod MB"
KEYBOARD = ROOT / "static/js/keyboard.js"
#: Their languages' letters, capitals left out; Arabic with the forms that have keys of their own.
ALPHABETS = {
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى",
}


def texts() -> list[str]:
    """Every Swedish text of the page and its messages, with examples in place of what varies."""
    found = []
    for path in [*TEMPLATES, *MODULES]:
        method = "jinja2" if path.suffix == ".html" else "python"
        keywords = {"_": None, "N_": None, "gettext": None}
        for _, text, _, _ in extract_from_file(method, str(path), keywords):
            words = text if isinstance(text, str) else text[0]
            found.append(re.sub(r"%\(\w+\)s", "12", words))
    return found


def test_every_text_is_in_easy_swedish() -> None:
    hard = [
        f"{text}: {remark.sentence('en')}"
        for text in texts()
        for remark in check_text(text, vocabulary(), explanation=NAMES)
        if remark.found not in NAMES
        if remark.severity is Severity.ERROR
    ]
    assert len(texts()) > 60
    assert not hard, "\n".join(hard)


def test_the_whole_page_is_easy_by_its_lix() -> None:
    ended = [text if text.endswith((".", "?", "!", ":")) else f"{text}." for text in texts()]
    assert not check_lix(" ".join(ended))


@pytest.mark.parametrize("language", RESPONDENT_LANGUAGES)
def test_the_keyboard_of_every_language_has_its_letters(language: str) -> None:
    code = KEYBOARD.read_text("utf-8")
    names = dict(re.findall(r"const (\w+) = \[(.*?)\];", code))
    (rows,) = re.findall(rf"^  {language}: (?:\[(.*?)\]|(?=(\w+),))", code, re.MULTILINE)
    keys = rows[0] or names[rows[1]]
    assert set(ALPHABETS[language]) <= set(keys)
