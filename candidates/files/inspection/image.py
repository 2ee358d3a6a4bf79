"""PNG and JPEG: decoded to the last pixel and encoded anew, without anything beside the pixels."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, PngImagePlugin

from candidates.files.inspection.verdict import Bad

MOST_PIXELS = 25_000_000
LONGEST_SIDE = 10_000
JPEG_QUALITY = 90
FORMATS = {"png": "PNG", "jpeg": "JPEG"}
_PNG_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})


def rewrite(kind: str, content: bytes) -> bytes:
    """Return the picture encoded anew, upright; raise `Bad` when it is none or too large."""
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, before anything is decoded
    try:
        picture: Image.Image = Image.open(io.BytesIO(content), formats=[FORMATS[kind]])
    except ValueError as error:  # a text chunk that unfolds without end
        raise Bad("bomb") from error
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise Bad("too_many_pixels")
    try:
        picture.load()
    except ValueError as error:
        raise Bad("bomb") from error
    upright = ImageOps.exif_transpose(picture)
    return _as_png(upright) if kind == "png" else _as_jpeg(upright)


def _as_png(picture: Image.Image) -> bytes:
    if picture.mode not in _PNG_MODES:
        picture = picture.convert("RGBA")
    transparency = picture.info.get("transparency")
    picture.info = {} if transparency is None else {"transparency": transparency}
    written = io.BytesIO()
    picture.save(written, "PNG", pnginfo=PngImagePlugin.PngInfo())
    return written.getvalue()


def _as_jpeg(picture: Image.Image) -> bytes:
    if picture.mode not in {"L", "RGB"}:
        picture = picture.convert("RGB")
    picture.info = {}
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=JPEG_QUALITY)
    return written.getvalue()
