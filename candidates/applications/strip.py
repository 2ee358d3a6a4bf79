"""Draws a candidate's stages as a strip: one cell a stage, and all of it in words."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from candidates.applications.panels import StripCell


@lru_cache(maxsize=4096)
def draw(cells: tuple[StripCell, ...], _language: str | None) -> SafeString:
    """Return the strip. The same strip is drawn once: a board repeats a few of them."""
    if not cells:
        return SafeString("")
    words = {
        "todo": gettext("to do"),
        "now": gettext("under way"),
        "part": gettext("marks missing"),
        "done": gettext("done"),
    }
    told = ", ".join(f"{cell.label}: {words[cell.state]}" for cell in cells)
    drawn = format_html_join(
        "", '<i class="strip-cell" data-state="{}"></i>', ((cell.state,) for cell in cells)
    )
    return format_html('<span class="strip" role="img" title="{}">{}</span>', told, drawn)
