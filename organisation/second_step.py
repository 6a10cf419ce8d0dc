"""The second step of signing in: a code of six digits from the person's telephone (RFC 6238).

Whoever may see contact details has it. Each code is taken once; ten recovery codes stand in for
a lost telephone, each for once.
"""

import secrets
from base64 import b32encode
from datetime import datetime
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from core.encryption import seal, unseal
from core.rate_limits import forget, take
from core.resealing import sealed_column
from core.settings import Settings
from organisation.audit import record
from organisation.models import RecoveryCode, Role, Staff, StaffSession
from organisation.passwords import GUESSING_RULE, RANDOM_LETTERS
from organisation.sessions import hash_of

#: These may see how a sender is reached.
ROLES = frozenset({Role.INVESTIGATOR.value, Role.MANAGER.value, Role.CASE_WORKER.value})
KEY_BYTES, DIGITS, SECONDS = 20, 6, 30
#: The clocks of telephones go a little wrong.
STEPS_OFF = (0, -1, 1)
RECOVERY_CODES, RECOVERY_LENGTH = 10, 10


def needs_second_step(staff: Staff, settings: Settings) -> bool:
    """Whether a password alone is not enough for the person."""
    asked = settings.two_step and any(held.role in ROLES for held in staff.roles)
    return asked or staff.second_confirmed


def make_key(staff: Staff) -> None:
    """Give a person who has none a key, to be put into a telephone."""
    if staff.second_key is None:
        staff.second_key = seal(secrets.token_bytes(KEY_BYTES), _context(staff.id))


def key_to_set_up(staff: Staff) -> str:
    """The key to put into a telephone, base32; never shown again once it is in use."""
    if staff.second_confirmed or staff.second_key is None:
        raise ValueError("there is no key to show")
    return b32encode(unseal(staff.second_key, _context(staff.id))).decode()


def address_to_set_up(staff: Staff) -> str:
    """What an authenticator reads from a QR code."""
    label = quote(f"synpunkt:{staff.user_name}")
    return f"otpauth://totp/{label}?secret={key_to_set_up(staff)}&issuer=synpunkt"


def take_code(session: Session, staff: Staff, typed: str, now: datetime) -> bool:
    """Whether the code is right: one of the telephone now, or a recovery code not used before.

    Counts the try first. Raises MustWait.
    """
    key = f"second-step:{staff.id}"
    take(session, key, GUESSING_RULE, now)
    # As it is now: who sent the same code at the same moment waited for the count above.
    session.refresh(staff, ["second_last_step"])
    given = "".join(typed.split()).replace("-", "").lower()
    right = _take_number(staff, given, now) or _take_recovery_code(session, staff, given)
    if right:
        forget(session, key)
    record(
        session, staff.id, now, f"second_step_{'passed' if right else 'failed'}", "staff", staff.id
    )
    return right


def pass_second_step(session: Session, half: StaffSession) -> None:
    """Let the browser all the way in."""
    mine = update(StaffSession).where(StaffSession.token_hash == half.token_hash)
    session.execute(mine.values(whole=True))


def new_recovery_codes(session: Session, staff: Staff) -> list[str]:
    """Ten codes to write down, in place of all earlier ones; only their hashes are kept."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id))
    codes = [
        "".join(secrets.choice(RANDOM_LETTERS) for _ in range(RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]
    session.add_all(RecoveryCode(staff_id=staff.id, code_hash=hash_of(code)) for code in codes)
    half = RECOVERY_LENGTH // 2
    return [f"{code[:half]}-{code[half:]}" for code in codes]


def forget_second_step(session: Session, staff: Staff, at: datetime) -> None:
    """Let a person who has lost the telephone and the recovery codes set up a new one."""
    staff.second_key, staff.second_confirmed, staff.second_last_step = None, False, None
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id))
    record(session, None, at, "second_step_forgotten", "staff", staff.id)


def _take_number(staff: Staff, given: str, now: datetime) -> bool:
    if (
        staff.second_key is None
        or len(given) != DIGITS
        or not (given.isascii() and given.isdigit())
    ):
        return False
    totp = TOTP(unseal(staff.second_key, _context(staff.id)), DIGITS, SHA1(), SECONDS)  # noqa: S303 -- what authenticators use
    step = int(now.timestamp()) // SECONDS
    for taken in (step + off for off in STEPS_OFF):
        try:
            totp.verify(given.encode(), taken * SECONDS)
        except InvalidToken:
            continue
        if staff.second_last_step is not None and taken <= staff.second_last_step:
            return False
        staff.second_last_step = taken
        return True
    return False


def _take_recovery_code(session: Session, staff: Staff, given: str) -> bool:
    one = (RecoveryCode.staff_id == staff.id) & (RecoveryCode.code_hash == hash_of(given))
    return (
        session.scalar(delete(RecoveryCode).where(one).returning(RecoveryCode.staff_id)) is not None
    )


def _context(staff_id: int) -> bytes:
    return f"staff:{staff_id}".encode()


sealed_column(Staff.second_key, Staff.id, _context)
