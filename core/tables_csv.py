"""CSV as other programs write it: letters and delimiter recognised, or refused with the reason.

Read as a stream, so that memory is the same for a small file and a large one.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import TextIO

from core.tables_refusal import (
    BAD_QUOTES,
    BROKEN_LETTERS,
    LONG_ROW,
    NOT_A_TABLE,
    UNSURE_DELIMITER,
    TableRefused,
)

DELIMITERS = ";,\t|"
#: By their first bytes; the longer mark first, for one begins with the other.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WESTERN = "cp1252"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: In Windows' Western letters these are signs that stand between words. Inside a word they are
#: letters of another table (DOS, Mac), all but the apostrophe.
LETTER_OF_ANOTHER_TABLE = re.compile(r"(?i)[a-zåäö][\x80-\x91\x93-\x9f][a-zåäö]")
CHUNK = 1 << 20
#: Characters in a row, and rows looked at to see the delimiter.
LONGEST_LINE, LOOKED_AT = 1 << 20, 20
#: What Excel writes first to tell its own delimiter.
TOLD = re.compile(r"sep=(.)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class CsvFile:
    """A CSV file whose letters and delimiter are known."""

    path: Path
    encoding: str
    delimiter: str
    #: Ends of lines, so about how many rows.
    lines: int
    skip: int = 0

    @property
    def first(self) -> tuple[tuple[int, list[str]], ...]:
        """At most two records."""
        return tuple(islice(self.records(), 2))

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not blank, with its number, from the headings on."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(_lines(file), delimiter=self.delimiter, strict=True)
            number = 0
            while True:
                number += 1
                try:
                    record = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    too_long = "limit" in str(error)
                    raise TableRefused(LONG_ROW if too_long else BAD_QUOTES, number) from None
                if number > self.skip and any(map(str.strip, record)):
                    yield number, record


def recognise(path: Path) -> CsvFile:
    """How the file is written. Raises TableRefused when that cannot be seen."""
    encoding, lines = _encoding(path)
    told = TOLD.fullmatch(_first_line(path, encoding))
    if told:
        return CsvFile(path, encoding, told[1], lines, skip=1)
    return CsvFile(path, encoding, _delimiter(path, encoding), lines)


def _encoding(path: Path) -> tuple[str, int]:
    """The encoding, and how many lines the file has."""
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((name for mark, name in MARKS.items() if start.startswith(mark)), None)
    encoding = marked or "utf-8"
    try:
        return encoding, _lines_of_text(path, encoding)
    except UnicodeDecodeError:
        if marked is None and _is_western(path):
            return WESTERN, _lines_of_text(path, WESTERN)
        raise TableRefused(BROKEN_LETTERS) from None


def _lines_of_text(path: Path, encoding: str) -> int:
    """Read it all. Raises UnicodeDecodeError, and TableRefused for signs that no text has."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 0
    for chunk in _chunks(path):
        text = decoder.decode(chunk)
        if found := CONTROL.search(text):
            raise TableRefused(NOT_A_TABLE, lines + 1 + text.count("\n", 0, found.start()))
        lines += text.count("\n")
    decoder.decode(b"", final=True)
    return lines


def _is_western(path: Path) -> bool:
    """Whether Windows' Western letters make words, and no sign stands inside one."""
    before = ""
    for chunk in _chunks(path):
        text = chunk.decode("latin-1")
        if LETTER_OF_ANOTHER_TABLE.search(before + text) or _undefined(chunk):
            return False
        before = text[-2:]
    return True


def _undefined(chunk: bytes) -> bool:
    return len(chunk.translate(None, b"\x81\x8d\x8f\x90\x9d")) < len(chunk)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _lines(file: TextIO) -> Iterator[str]:
    """Lines of a bounded length: a file without ends of lines never fills the memory."""
    for number in count(1):
        line = file.readline(LONGEST_LINE)
        if not line:
            return
        if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
            raise TableRefused(LONG_ROW, number)
        yield line


def _first_line(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        return file.readline(100)


def _delimiter(path: Path, encoding: str) -> str:
    """The one that gives most headings, and among those the one that all first rows agree on."""
    widths = {delimiter: _widths(CsvFile(path, encoding, delimiter, 0)) for delimiter in DELIMITERS}
    parting = {delimiter: found for delimiter, found in widths.items() if found[:1] > [1]}
    even = {delimiter: found for delimiter, found in parting.items() if len(set(found)) == 1}
    candidates = even or parting
    most = max((found[0] for found in candidates.values()), default=1)
    best = [delimiter for delimiter, found in candidates.items() if found[0] == most]
    if len(best) > 1:
        raise TableRefused(UNSURE_DELIMITER)
    return best[0] if best else DELIMITERS[0]


def _widths(file: CsvFile) -> list[int]:
    """The number of cells in each of the first rows, as far as they can be read."""
    widths: list[int] = []
    with suppress(TableRefused):
        widths.extend(len(record) for _number, record in islice(file.records(), LOOKED_AT))
    return widths
