"""A rendered page kept as bytes, plain and gzipped, with one hole that is filled per request. Pure.

The gzip form is three deflate pieces laid end to end: the part before the hole, compressed once
and ended on a byte (RFC 1951, full flush); the filling as a stored block; the part after it,
compressed once with no reference backwards. Only the checksum is computed per request (RFC 1952).
"""

import struct
import zlib

GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
RAW_DEFLATE = -15
BEST = 9


class PageWithHole:
    """Bytes before and after a hole, ready to be sent."""

    def __init__(self, text: str, hole: str) -> None:
        """Split the text at the hole, which stands in it once; ValueError when it does not."""
        before, after = text.split(hole)
        self._before, self._after = before.encode(), after.encode()
        self._checksum = zlib.crc32(self._before)
        self._head = GZIP_HEADER + _deflated(self._before, zlib.Z_FULL_FLUSH)
        self._tail = _deflated(self._after, zlib.Z_FINISH)

    def plain(self, filling: bytes) -> bytes:
        """The page with the filling in the hole."""
        return self._before + filling + self._after

    def gzipped(self, filling: bytes) -> bytes:
        """The same page as one gzip member; the filling is at most 65,535 bytes."""
        checksum = zlib.crc32(self._after, zlib.crc32(filling, self._checksum))
        length = len(self._before) + len(filling) + len(self._after)
        return b"".join(
            (
                self._head,
                struct.pack("<BHH", 0, len(filling), len(filling) ^ 0xFFFF),
                filling,
                self._tail,
                struct.pack("<II", checksum, length & 0xFFFFFFFF),
            )
        )


def _deflated(data: bytes, ending: int) -> bytes:
    compressor = zlib.compressobj(BEST, zlib.DEFLATED, RAW_DEFLATE)
    return compressor.compress(data) + compressor.flush(ending)
