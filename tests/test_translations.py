"""Every text has its words in every language that shows it, and pages use them."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale, format_date
from sqlalchemy.orm import Session

from core.web import RESPONDENT_LANGUAGES, STAFF_LANGUAGES
from surveys.collection.models import Wave
from tests.conftest import FixedClock
from tests.factories import MARCH, addresses, open_survey
from tests.pages import visible_text

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
STATUSES = {"draft", "reviewed"}
