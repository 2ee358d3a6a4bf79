"""An address as a QR code, for paper and screens."""

from __future__ import annotations

import segno
from django.utils.translation import gettext as _

from interviews.drawings.shapes import Drawing, Mark, Rect, print_palette

QUIET = 4  # modules of white on every side


def draw_qr(url: str, name: str) -> Drawing:
    """Draw an address as a QR code, one rectangle a run of dark modules; `name` is where it
    leads to, in words."""
    palette = print_palette("")
    rows = [list(row) for row in segno.make(url, error="m", micro=False).matrix]
    marks: list[Mark] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                marks.append(Rect(start + QUIET, y + QUIET, x - start, 1, "#000000"))
            x += 1
    size = len(rows) + 2 * QUIET
    title = _("QR code that leads to %(name)s: %(url)s") % {"name": name, "url": url}
    return Drawing(title, size, size, palette, tuple(marks), (), ())
