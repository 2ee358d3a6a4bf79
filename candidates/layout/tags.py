"""Template tags of the page frame."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms, template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

register = template.Library()


@lru_cache(maxsize=256)
def _paths(name: str) -> SafeString:
    """Return the drawing inside a Tabler outline icon (a file of an installed package)."""
    if not name.replace("-", "").isalnum():
        raise ValueError(f"“{name}” is not the name of an icon")
    file = Path(settings.NODE_MODULES) / "@tabler/icons/icons/outline" / f"{name}.svg"
    text = file.read_text(encoding="utf-8")
    start = text.index(">", text.index("<svg")) + 1
    # our own package's file, by a checked name
    return mark_safe(text[start : text.index("</svg>")].strip())  # noqa: S308


@register.simple_tag
def icon(name: str, label: str | _StrPromise = "") -> SafeString:
    """Draw an icon; with a label it speaks, without one it is decoration."""
    if not label:
        return _mute(name)
    return format_html(
        '<svg class="icon" role="img" viewBox="0 0 24 24"><title>{}</title>{}</svg>',
        label,
        _paths(name),
    )


@lru_cache(maxsize=256)
def _mute(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" viewBox="0 0 24 24">{}</svg>', _paths(name)
    )


@register.filter
def with_class(field: forms.BoundField) -> SafeString:
    """Render a field's widget with the class that its kind of control has in the design.

    The first one that is not right has the focus when the page comes: on a telephone it may stand
    three screens below the top.
    """
    widget = field.field.widget
    kind = "form-control"
    if isinstance(widget, forms.CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        kind = "choice-list"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    if field.errors:
        kind += " is-invalid"
    given = widget.attrs.get("class", "")
    attributes: dict[str, str | bool] = {"class": f"{given} {kind}".strip()}
    if field.errors and field.name == next(n for n in field.form.fields if n in field.form.errors):
        attributes["autofocus"] = True
    return field.as_widget(attrs=attributes)


@register.filter
def is_check(field: forms.BoundField) -> bool:
    """Tell a single checkbox, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: forms.BoundField) -> bool:
    """Tell a group of radios or checkboxes, which wants a fieldset and a legend."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def since(moment: dt.datetime, now: dt.datetime) -> str:
    """Say how long ago in one unit: “3 days”."""
    return timesince(moment, now, depth=1)


@register.inclusion_tag("candidates/layout/_empty.html")
def empty(
    icon_name: str, title: str, hint: str = "", url: str = "", action: str = ""
) -> dict[str, Any]:
    """An empty state that says what to do next."""
    return {"icon_name": icon_name, "title": title, "hint": hint, "url": url, "action": action}
