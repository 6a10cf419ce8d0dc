"""The look keeps its promises: contrast, weight, mirroring, and nothing inline."""

import gzip
import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from jinja2 import Environment, FileSystemLoader

from core.fonts import CUTS, make_fonts, woff2

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).resolve().parent.parent
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
GROUNDS = ("paper", "card", "tint")
TEXTS = ("ink", "muted", "petrol", "petrol-deep", "women", "men", "late", "soon", "done")


def _without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def _themes() -> dict[str, dict[str, str]]:
    """The colour tokens of base.css: the first :root block is light, the next dark."""
    blocks = re.findall(r":root \{(.*?)\}", _without_comments(ROOT / "static/css/base.css"), re.S)
    tokens = [dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", block)) for block in blocks]
    return {"light": tokens[0], "dark": tokens[1]}


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 (black) to 1 (white)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_seven_times_on_every_ground(theme: str, ground: str, text: str) -> None:
    tokens = _themes()[theme]
    assert _contrast(tokens[text], tokens[ground]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("button", ["petrol", "petrol-deep"])
def test_the_word_on_the_primary_button_stands_out_seven_times(theme: str, button: str) -> None:
    tokens = _themes()[theme]
    assert _contrast(tokens["on-petrol"], tokens[button]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_line_around_a_control_stands_out_three_times(theme: str, ground: str) -> None:
    tokens = _themes()[theme]
    assert _contrast(tokens["line"], tokens[ground]) >= 3


def test_dark_defines_every_colour_that_light_has() -> None:
    themes = _themes()
    assert themes["light"].keys() == themes["dark"].keys()


#: Which sheets meet: a page is in one look, and loads no other's.
LOOKS = {
    "respondent": ("base", "respondent", "view", "answer", "paper", "story"),
    "staff": ("base", "staff", "board", "paper", "report"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_all_sheets_of_a_look_weigh_at_most_twelve_kilobytes(look: str) -> None:
    sheets = [path for path in STYLES if path.stem in LOOKS[look]]
    assert sum(len(gzip.compress(path.read_bytes())) for path in sheets) <= 12_000


def test_every_sheet_belongs_to_a_look() -> None:
    known = {name for names in LOOKS.values() for name in names}
    assert {path.stem for path in STYLES} <= known


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_names_left_or_right_because_arabic_mirrors_the_page(path: Path) -> None:
    assert not re.findall(r"\b(?:left|right)\b", _without_comments(path))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_gradient_and_no_colour_outside_the_tokens(path: Path) -> None:
    rules = re.sub(r"--[\w-]+: #[0-9A-F]{6};|#FFFFFF|#999999", "", _without_comments(path))
    assert "gradient" not in rules
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_motion_is_short_and_only_for_those_who_want_it(path: Path) -> None:
    rules = _without_comments(path)
    wanted = "".join(re.findall(r"no-preference\) \{\n.*?\n\}", rules, re.S))
    assert rules.count("transition:") == wanted.count("transition:")
    assert all(float(seconds) <= 0.15 for seconds in re.findall(r"(\.\d+)s\b", rules))
    assert "animation" not in rules


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_a_style_or_a_script_because_the_policy_blocks_them(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)


def test_each_script_of_letters_keeps_within_its_weight() -> None:
    latin, arabic = (
        sum(len(woff2(cut)) for cut in CUTS if cut.name.startswith(name))
        for name in ("atkinson", "noto-arabic")
    )
    assert latin <= 35_000
    assert arabic <= 50_000


@pytest.mark.parametrize(
    ("name", "text"),
    [("atkinson-700", "Åäö – ”hej” ½ š"), ("noto-arabic-400", "كيف نعاملك؟ ٤ پچژگ ۴ ً،")],
)
def test_a_font_keeps_the_letters_its_languages_need(name: str, text: str) -> None:
    (cut,) = (cut for cut in CUTS if cut.name == name)
    assert {ord(letter) for letter in text} <= TTFont(BytesIO(woff2(cut))).getBestCmap().keys()


def test_fonts_are_made_once_and_again_when_one_is_missing(tmp_path: Path) -> None:
    cuts = CUTS[:1]
    assert make_fonts(tmp_path, cuts)
    assert not make_fonts(tmp_path, cuts)
    (tmp_path / f"{cuts[0].name}.woff2").unlink()
    assert make_fonts(tmp_path, cuts)


def _call(file: str, macro: str, *arguments: object, **named: object) -> str:
    """What a component's macro gives, with Swedish texts as they stand in the template."""
    loader = FileSystemLoader(ROOT / "templates")
    pages = Environment(loader=loader, autoescape=True, extensions=["jinja2.ext.i18n"])
    pages.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # an extension adds it.
    return str(
        getattr(pages.get_template(f"components/{file}.html").module, macro)(*arguments, **named)
    )


def test_the_mouth_of_a_face_bends_with_its_value() -> None:
    assert "q25 32.0 50 0" in _call("face", "face", 1)
    assert "q25 0.0 50 0" in _call("face", "face", 0)
    assert "q25 -16.0 50 0" in _call("face", "face", -0.5)


def test_a_field_is_tied_to_its_label_hint_and_error() -> None:
    html = _call("form", "field", "opens", "Öppnar", hint="Ett datum.", errors={"opens": "Skriv."})
    assert '<label for="opens">Öppnar</label>' in html
    assert 'aria-describedby="opens-hint opens-error"' in html
    assert 'aria-invalid="true"' in html
    assert '<p class="error" id="opens-error">Fel: Skriv.</p>' in html


def test_a_line_of_the_error_summary_leads_to_its_field() -> None:
    assert '<a href="#opens">Skriv.</a>' in _call("form", "error_summary", {"opens": "Skriv."})
    assert _call("form", "error_summary", {}).strip() == ""


def test_a_table_keeps_its_headings_beside_the_figures_on_a_narrow_screen() -> None:
    columns = [{"label": "År"}, {"label": "Kvinnor", "number": True}]
    html = _call("table", "data_table", "Andel", columns, [["2019", "<61 %"]])
    assert '<th role="rowheader" scope="row"><span>2019</span></th>' in html
    assert '<td role="cell" data-label="Kvinnor" class="number"><span>&lt;61 %</span></td>' in html
