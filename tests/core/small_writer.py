"""Write for ever, two rows that belong together in each transaction: `small_writer.py ADDRESS`."""

import secrets
import sys

from sqlalchemy import text

from core.database import make_engine


def main(address: str) -> None:
    """Say when the first pair is in."""
    engine = make_engine(address)
    said = False
    while True:
        with engine.begin() as connection:
            unit = "INSERT INTO unit (code, name) VALUES (:code, 'Unit') RETURNING id"
            found = connection.execute(text(unit), {"code": secrets.token_hex(8)}).scalar_one()
            count = "INSERT INTO client_count VALUES (:unit, '2026-01-01', 1, 2, 'register')"
            connection.execute(text(count), {"unit": found})
        if not said:
            print("writing", flush=True)
            said = True


if __name__ == "__main__":
    main(sys.argv[1])
