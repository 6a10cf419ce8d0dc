"""Reading YAML into plain values that remember their lines.

Stricter than YAML: no anchors, aliases or tags, no repeated keys, and only true and false are
yes and no, so that the label `en: No` stays the word "No". Built on the parser's events, which
never recurse, so that no file can exhaust memory or the stack. The C parser, for it is ten times
faster and understands a question mark inside braces, as YAML 1.2 does; the other one does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from surveys.questionnaires.problems import Path, Problem, QuestionnaireError

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?[0-9]{1,9}\.[0-9]{1,9}")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass
class Document:
    """The values of a file, and the line (from 1) of every path in it."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part of the file that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    value: Any
    path: Path
    key: str | None = None


def read_yaml(text: str) -> Document:
    """The document in a YAML text; QuestionnaireError when it breaks the rules above."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise _refused(1, "The file is larger than 1 MB. Write a shorter questionnaire.")
    try:
        return _build(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "there is a character that no text has"
        line = mark.line + 1 if mark else 1
        raise _refused(
            line, f"This is not YAML: {reason}. Look at the spaces, colons and quotes here."
        ) from error
    except UnicodeError as error:
        raise _refused(1, "The file holds broken characters. Save it as UTF-8.") from error


def _refused(line: int, message: str, path: Path = ()) -> QuestionnaireError:
    return QuestionnaireError([Problem(path, message, line)])


def _build(events: Iterator[yaml.Event]) -> Document:
    document = Document()
    stack: list[_Open] = []
    documents = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        _refuse_unsafe(event, line)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refused(line, "The file holds two documents. Take away the line '---'.")
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.ScalarEvent):
            _add(document, stack, _scalar(event), line)
        elif isinstance(event, yaml.CollectionStartEvent):
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            if len(stack) == MAX_DEPTH:
                raise _refused(line, f"Write at most {MAX_DEPTH} levels inside each other.")
            stack.append(_Open(value, _add(document, stack, value, line)))
    return document


def _refuse_unsafe(event: yaml.Event, line: int) -> None:
    if getattr(event, "anchor", None):
        raise _refused(
            line,
            "Anchors (&) and aliases (*) are not read. Write it out, or give the scale a name.",
        )
    if getattr(event, "tag", None):
        raise _refused(line, "Tags (!) are not read. Write the plain value.")


def _add(document: Document, stack: list[_Open], value: object, line: int) -> Path:
    """Put a value where it belongs; returns the path of what was added."""
    if not stack:
        document.value = value
        return ()
    parent = stack[-1]
    if isinstance(parent.value, list):
        path = (*parent.path, len(parent.value))
        parent.value.append(value)
    elif parent.key is None:
        parent.key = _new_key(parent, value, line)
        document.lines[(*parent.path, parent.key)] = line
        return parent.path
    else:
        path = (*parent.path, parent.key)
        parent.value[parent.key] = value
        parent.key = None
    document.lines.setdefault(path, line)
    return path


def _new_key(parent: _Open, key: object, line: int) -> str:
    if not isinstance(key, str):
        raise _refused(line, "Write a word before the colon, not a number or a list.", parent.path)
    if key in parent.value:
        raise _refused(line, f"“{key}” stands here twice. Keep one of them.", (*parent.path, key))
    return key


def _scalar(event: yaml.ScalarEvent) -> object:
    """What an unquoted word means: a whole number, a decimal, true, false, nothing or a text."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
