# ruff: noqa: SLF001  (this module walks through the tables by what they say of themselves)
"""Everything that is held about one candidate, for the candidate: to read, and for machines.

What belongs to a candidate is found by how the tables hang together, so that a room which is
added later is in it by itself: rows that name the candidate or one of their applications, and the
rows that cannot be without those. Our own people stand in it as “staff”: whom a candidate may know
by name is for us to say in a letter. Keys that open doors stay out.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.applications.models import Application
from candidates.files.models import StoredFile
from candidates.history.models import Entry
from candidates.people.models import Candidate
from hiring.reports.kinds import CANDIDATE, ReportKind, ReportRefused, Wanted
from hiring.reports.papers.head import Head, head_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User

FLOORS: Final = ("candidates", "interviews", "hiring")
PERMISSION: Final = "hiring.manage_accounts"
ZIP_BEGINS: Final = (1980, 1, 1, 0, 0, 0)
DEEPEST: Final = 4
# kept for our own work and not about a person; or keys that open doors
LEFT_OUT: Final = {
    "candidates.Task": "what our machines have to do",
    "candidates.PortalLink": "keys to the candidate's own page",
    "candidates.FileRead": "who of ours read a file",
    "hiring.Report": "prints of what is in here anyway",
    # an administrator carries an export, and what candidates said of themselves no staff may read
    "hiring.SelfIdentification": "what only the candidate reads, on a page of their own",
    "interviews.Chunk": "pieces of a recording that is in here whole",
    "interviews.CalendarFeed": "keys to a calendar",
}
SECRET: Final = {
    "token",
    "secret",
    "sealed",
    "digest",
    "lease",
    "sha256",
    "search",
}  # words of names
SUBJECTS: Final = ("application", "offers", "results")  # entries whose key is an application's
STAFF: Final = "staff"


@dataclass(frozen=True)
class HeldRow:
    """One row: what its fields are called and what stands in them, as text or plain values."""

    key: str
    fields: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class HeldTable:
    """The rows of one table."""

    code: str
    label: str
    rows: tuple[HeldRow, ...]


@dataclass(frozen=True)
class HeldFile:
    """One file, and the path under which it lies in the ZIP."""

    path: str
    stored: str
    sha256: str


@dataclass(frozen=True)
class PrivacyExport:
    """The inputs of an export."""

    head: Head
    tables: tuple[HeldTable, ...]
    files: tuple[HeldFile, ...]


def is_administrator(user: Viewer) -> bool:
    """Tell who may ask: an administrator, who answers the candidate's letter."""
    return user.has_perm(PERMISSION)


def refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why the user may not have it."""
    if not is_administrator(user):
        return _("Only administrators hand out everything that is held about a candidate.")
    if not Application.objects.visible_to(user).filter(pk=wanted.application_id or 0).exists():
        return _("You may not see this application any more.")
    return ""


def gather(user: User, wanted: Wanted, asked_at: dt.datetime) -> PrivacyExport:
    """Gather everything about the candidate of this application, of all their applications.

    One query a table, however much there is. Raises ReportRefused.
    """
    if refused := refusal(user, wanted):
        raise ReportRefused(refused)
    found = Application.objects.select_related("candidate", "opening")
    application = found.get(pk=wanted.application_id or 0)
    candidate = application.candidate
    tables, files = [], []
    for model, path in held_models():
        rows = list(model._default_manager.filter(**{path: candidate.pk}).order_by("pk"))
        tables.append(_table(model, rows))
        files += _files(model, rows)
    tables.append(_table(Entry, list(_entries(candidate))))
    return PrivacyExport(
        head=head_of(
            candidate.name,
            opening=application.opening,
            plan=None,
            wanted=wanted,
            user=user,
            asked_at=asked_at,
        ),
        tables=tuple(table for table in tables if table.rows),
        files=tuple(files),
    )


def _entries(candidate: Candidate) -> models.QuerySet[Entry]:
    keys = list(Application.objects.filter(candidate=candidate).values_list("pk", flat=True))
    return Entry.objects.filter(subject__in=SUBJECTS, subject_key__in=keys).order_by("at", "pk")


def held_models() -> list[tuple[Any, str]]:
    """Return every model with rows about a candidate, and the way from a row to the candidate.

    The shortest way of each; nearest first.
    """
    held: dict[Any, str] = {Candidate: "pk", Application: "candidate"}
    for _step in range(DEEPEST):
        for model in _ours():
            if model not in held and (path := _way(model, held)):
                held[model] = path
    return list(held.items())


def _ours() -> Iterator[Any]:
    for model in apps.get_models():
        is_ours = model._meta.app_label in FLOORS and model._meta.label not in LEFT_OUT
        if is_ours and not hasattr(model, "pgh_obj"):
            yield model


def _way(model: Any, held: dict[Any, str]) -> str:
    """Return how a row of a model leads to its candidate: by a field that says whose it is, or by
    one without which the row could not be."""
    for field in model._meta.fields:
        if not field.is_relation or field.related_model not in held:
            continue
        says_whose = field.name in {"candidate", "application"}
        if says_whose or (not field.null and field.related_model is not Application):
            rest = held[field.related_model]
            return field.name if rest == "pk" else f"{field.name}__{rest}"
    return ""


def _table(model: Any, rows: list[Any]) -> HeldTable:
    fields = [field for field in model._meta.fields if _is_told(field)]
    return HeldTable(
        code=model._meta.label_lower,
        label=str(model._meta.verbose_name_plural).capitalize(),
        rows=tuple(
            HeldRow(str(row.pk), tuple((field.name, _said(field, row)) for field in fields))
            for row in rows
        ),
    )


def _is_told(field: Any) -> bool:
    is_plain = not isinstance(field, (models.BinaryField, models.GeneratedField))
    return is_plain and not SECRET & set(field.name.split("_"))


def _said(field: Any, row: Any) -> Any:
    """Return a field's value as JSON knows it; of staff, only that it was one of them."""
    value = getattr(row, field.attname)
    if value is None:
        return None
    if field.is_relation:
        is_staff = field.related_model._meta.label == settings.AUTH_USER_MODEL
        return STAFF if is_staff else str(value)
    if isinstance(value, (bool, int, float, str, list, dict)):
        return value
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else str(value)


def _files(model: Any, rows: list[Any]) -> list[HeldFile]:
    names = [
        field.name
        for field in model._meta.fields
        if field.is_relation and field.related_model is StoredFile
    ]
    keys = {
        getattr(row, f"{name}_id"): f"files/{model._meta.model_name}-{row.pk}"
        for row in rows
        for name in names
        if getattr(row, f"{name}_id") is not None
    }
    stored = StoredFile.objects.filter(pk__in=keys).order_by("pk") if keys else []
    return [
        HeldFile(f"{keys[each.pk]}-{each.name}".replace("\\", "-"), each.path, each.sha256)
        for each in stored
    ]


def context(export: PrivacyExport) -> dict[str, Any]:
    """Return what the template needs: the tables, empty fields left out."""
    return {
        "export": export,
        "head": export.head,
        "kicker": _("Everything we hold about you"),
        "tables": [(table.label, [_filled(row) for row in table.rows]) for table in export.tables],
    }


def _filled(row: HeldRow) -> list[tuple[str, str]]:
    told = ((name.replace("_", " "), value) for name, value in row.fields)
    return [(name, _read(value)) for name, value in told if value not in (None, "", [], {})]


def _read(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def pack(export: PrivacyExport, pdf: bytes) -> bytes:
    """Put the PDF, the same as JSON, and every file into one ZIP; the same gives the same."""
    told = {
        table.code: [{"id": row.key, **dict(row.fields)} for row in table.rows]
        for table in export.tables
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bundle:

        def put(name: str, content: bytes) -> None:
            info = zipfile.ZipInfo(name, ZIP_BEGINS)
            info.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(info, content)

        put("read-me.pdf", pdf)
        put("everything.json", text.encode())
        for each in export.files:
            with storages["private"].open(each.stored) as opened:
                put(each.path, opened.read())
    return kept.getvalue()


def file_name(export: PrivacyExport) -> str:
    """Return what the file is called when somebody keeps it."""
    return _("Everything about") + f" {export.head.title}.zip"


KIND: Final = ReportKind(
    code="privacy-export",
    label=gettext_lazy("Everything held about the candidate"),
    hint=gettext_lazy("For the candidate: a PDF to read, the same as JSON, and all files, as ZIP."),
    about="application",
    template="hiring/reports/privacy_export.html",
    gather=gather,
    context=context,
    name=file_name,
    refusal=refusal,
    variants=(CANDIDATE,),
    pages=lambda export: 1 + sum(len(table.rows) for table in export.tables) // 6,
    seconds=120,
    pack=pack,
    offered_to=is_administrator,
)
