"""Files that come with a case: images and PDF, known by what is in them, made anew, kept encrypted.

    checked = read_attachments(request.files.getlist("files"))   # before the database waits
    keep_attachments(session(), case, checked, today)
    content = open_attachment(session(), key)

Whatever a file is, nothing but AttachmentRefused comes out; it says what to do. Reading happens in
a process with limits on its memory and time.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from subprocess import PIPE, TimeoutExpired

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from core.codes import N_
from core.database import random_key
from core.encryption import seal, unseal
from core.errors import DomainError, NotFound
from core.limited import Limits, started
from core.resealing import sealed_column
from feedback.cases.belongings import Attachment
from feedback.cases.models import Case

MOST_FILES, MOST_BYTES = 3, 10_000_000
#: A form with its files, and some room for what else it asks.
BODY_LIMIT = MOST_FILES * MOST_BYTES + 200_000
ROOM, LONGEST_WAIT = Limits(seconds=15), 60
HERE = Path(__file__).parent
IMAGE, DOCUMENT = HERE / "attachment_image.py", HERE / "attachment_pdf.py"
MARKS = {b"\xff\xd8\xff": IMAGE, b"\x89PNG\r\n\x1a\n": IMAGE, b"%PDF-": DOCUMENT}
#: Of telephones' own kinds of pictures, and what stands before them.
HEIC, HEIC_PLACE = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"), slice(4, 12)
LOOKED_AT = 1024


class Refusal(Enum):
    """Why a file is not taken, and what to do."""

    TOO_MANY = N_("Du kan skicka tre filer. Ta bort några.")
    TOO_LARGE = N_("Filen är större än 10 MB. Välj en mindre fil.")
    EMPTY = N_("Filen är tom. Välj en annan fil.")
    HEIC = N_("Bilden är sparad som HEIC. Spara den som JPEG, eller ta en skärmbild av den.")
    SVG = N_("Bilden är sparad som SVG. Spara den som PNG eller JPEG.")
    OTHER_KIND = N_("Det går bara att skicka bilder (JPEG, PNG) och PDF. Välj en annan fil.")
    TWO_KINDS = N_("Filen är två saker på en gång. Ta en bild av den och skicka bilden.")
    BROKEN = N_("Filen är trasig. Spara den igen, eller ta en bild av den.")
    TOO_MANY_PIXELS = N_("Bilden är för stor. Spara den mindre och välj den igen.")
    MOVES = N_("Bilden rör sig. Välj en bild som står still.")
    LOCKED = N_("Filen har ett lösenord. Spara den utan lösenord.")
    SCRIPTS = N_("Filen har ett program i sig. Skriv ut den och ta en bild av papperet.")
    ACTIONS = N_("Filen kan starta något. Skriv ut den och ta en bild av papperet.")
    FILES_INSIDE = N_("Filen har andra filer i sig. Skicka dem en och en.")
    TOO_MANY_PAGES = N_("Filen har fler än 200 sidor. Skicka bara de sidor som behövs.")
    TOO_MUCH_INSIDE = N_("Filen tar för lång tid att läsa. Ta en bild av den och skicka bilden.")


class AttachmentRefused(DomainError):
    """A file that is not taken; the page shows the text at its field."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.name)
        self.reason = reason

    def __str__(self) -> str:
        return str(_(self.reason.value))


@dataclass(frozen=True)
class Checked:
    """A file made anew: nothing but what is seen is in it."""

    media_type: str
    content: bytes


def read_attachments(uploads: Iterable[FileStorage]) -> list[Checked]:
    """The files of a form; a field left empty is none. Raises AttachmentRefused."""
    sent = [upload for upload in uploads if upload.filename]
    if len(sent) > MOST_FILES:
        raise AttachmentRefused(Refusal.TOO_MANY)
    return [read_attachment(upload) for upload in sent]


def read_attachment(upload: FileStorage) -> Checked:
    """The file made anew; its name and what the browser says of it count for nothing.

    Raises AttachmentRefused. Takes seconds at most: call it before the database waits.
    """
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise AttachmentRefused(Refusal.TOO_LARGE)
    program = _program(content)
    if zipfile.is_zipfile(io.BytesIO(content)) or (
        program is IMAGE and b"%PDF-" in content[:LOOKED_AT]
    ):
        raise AttachmentRefused(Refusal.TWO_KINDS)
    return _made_anew(program, content)


def keep_attachments(session: Session, case: Case, checked: Sequence[Checked], day: date) -> None:
    """Encrypt the files and keep them with the case."""
    for one in checked:
        key = random_key()
        session.add(
            Attachment(
                key=key,
                case_key=case.key,
                media_type=one.media_type,
                size=len(one.content),
                day=day,
                sealed=seal(one.content, key),
            )
        )


def open_attachment(session: Session, key: bytes) -> bytes:
    """The file in clear. Raises NotFound; the caller has checked who asks."""
    found = session.get(Attachment, key)
    if found is None:
        raise NotFound
    return unseal(found.sealed, key)


def _program(content: bytes) -> Path:
    """What reads this kind of file. Raises AttachmentRefused for every other kind."""
    for mark, program in MARKS.items():
        if content.startswith(mark):
            return program
    start = content[:LOOKED_AT]
    reason = Refusal.OTHER_KIND
    if not content:
        reason = Refusal.EMPTY
    elif start[HEIC_PLACE][:4] == b"ftyp" and start[HEIC_PLACE][4:] in HEIC:
        reason = Refusal.HEIC
    elif b"<svg" in start.lower():
        reason = Refusal.SVG
    elif b"%PDF-" in start:
        # A reader would look for it further in; what stands before it is another kind.
        reason = Refusal.TWO_KINDS
    raise AttachmentRefused(reason)


def _made_anew(program: Path, content: bytes) -> Checked:
    with started(program, limits=ROOM, stdin=PIPE) as process:
        try:
            written, _errors = process.communicate(content, timeout=LONGEST_WAIT)
        except TimeoutExpired:
            raise AttachmentRefused(Refusal.TOO_MUCH_INSIDE) from None
        if process.returncode:
            # It ends by a signal when its time or its memory is over.
            over = process.returncode < 0
            raise AttachmentRefused(Refusal.TOO_MUCH_INSIDE if over else Refusal.BROKEN)
    outcome, _line, made = written.partition(b"\n")
    if outcome == b"refused":
        raise AttachmentRefused(Refusal[made.decode()])
    if len(made) > 2 * MOST_BYTES:
        raise AttachmentRefused(Refusal.TOO_LARGE)
    return Checked(outcome.decode(), made)


# The key of its row is its context.
sealed_column(Attachment.sealed, Attachment.key, bytes)
