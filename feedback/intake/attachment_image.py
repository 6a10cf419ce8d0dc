"""Makes an image anew from its pixels alone, in a process of its own: no EXIF, place or text stays.

Started by core.limited. Reads the file from standard input; writes the name of what it has become
and then the image, or `refused` and why.
"""

import io
import sys

from PIL import Image, ImageOps

#: What the biggest cameras of telephones make, and what is kept of it: a page in print quality.
MOST_PIXELS, KEPT_PIXELS = 110_000_000, 16_000_000
LONGEST_SIDE = 30_000
JPEG_QUALITY = 88


class Refused(Exception):
    """Why the image is not taken: a name in feedback.intake.attachments."""


def main(content: bytes) -> tuple[str, bytes]:
    """The media type and the new image."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
        name = "PNG" if image.format == "PNG" else "JPEG"
        if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
            raise Refused("TOO_MANY_PIXELS")
        # Cameras put a small picture after the large one; only a PNG with several moves.
        if name == "PNG" and getattr(image, "n_frames", 1) > 1:
            raise Refused("MOVES")
        return f"image/{name.lower()}", _anew(image, name)


def _anew(image: Image.Image, name: str) -> bytes:
    scale = min(1.0, (KEPT_PIXELS / (image.width * image.height)) ** 0.5)
    if scale < 1:
        # A JPEG is then read at an eighth, a quarter or half of its size.
        image.draft(None, (int(image.width * scale), int(image.height * scale)))
    see_through = name == "PNG" and (
        image.mode in ("LA", "RGBA", "PA") or "transparency" in image.info
    )
    mode = "L" if image.mode in ("1", "L") and not see_through else "RGB"
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):
        # Grey in 16 bits would become white.
        turned = turned.convert("I").point(lambda value: value * (1 / 256))
        mode = "L"
    turned = turned.convert("RGBA" if see_through else mode)
    scale = min(1.0, (KEPT_PIXELS / (turned.width * turned.height)) ** 0.5)
    if scale < 1:
        turned = turned.resize(
            (max(1, int(turned.width * scale)), max(1, int(turned.height * scale)))
        )
    # What else the file told lies here, and would be written again.
    turned.info = {}
    written = io.BytesIO()
    options = {"quality": JPEG_QUALITY} if name == "JPEG" else {}
    turned.save(written, name, **options)
    return written.getvalue()


if __name__ == "__main__":
    try:
        media_type, made = main(sys.stdin.buffer.read())
    except Refused as refused:
        media_type, made = "refused", str(refused).encode()
    except (MemoryError, Image.DecompressionBombError):
        media_type, made = "refused", b"TOO_MANY_PIXELS"
    sys.stdout.buffer.write(media_type.encode() + b"\n" + made)
