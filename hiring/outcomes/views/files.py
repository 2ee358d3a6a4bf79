"""Importing outcomes: a file, its columns, its lines, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hiring.outcomes import access, sheets
from hiring.outcomes.actions import imports
from hiring.outcomes.actions.imports import MappingIncomplete, NothingGood, NotNow
from hiring.outcomes.forms import MENDED_AT_ONCE, FileForm, MappingForm, mended
from hiring.outcomes.models import Import
from hiring.outcomes.queries.imports import Checked, check
from hiring.outcomes.views.hires import _me

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 10  # good lines in the preview
LISTED = 50


@require_http_methods(["GET", "POST"])
def batch_list(request: HttpRequest) -> HttpResponse:
    """One's imports, and a new one."""
    access.require_follower(request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = imports.read_file(
                name=form.cleaned_data["file"].name or "",
                content=form.text,
                actor=_me(request),
                at=timezone.now(),
            )
        except sheets.Unreadable as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("hiring:batch-page", batch.pk)
    mine = Import.objects.visible_to(request.user).defer("lines").select_related("created_by")
    context = {
        "form": form,
        "batches": mine.order_by("-created_at", "-pk")[:LISTED],
        "fields": sheets.FIELDS,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "hiring/outcomes/batch_list.html", context, status=status)


@require_GET
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import is: its columns and lines, how far it has come, or what it brought."""
    batch = access.get_import(request.user, pk)
    template = "hiring/outcomes/batch_page.html"
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template += "#progress"
    return render(request, template, _context(request, batch))


def _context(request: HttpRequest, batch: Import, **more: Any) -> dict[str, Any]:
    context = {"batch": batch, "form": MappingForm(batch=batch)} | more
    if batch.state == Import.State.READ:
        lacks = sheets.faults_of_mapping(batch.mapping)
        context["lacks"] = lacks
        if not lacks:
            context |= _preview(batch, check(batch, request.user))
    return context


def _preview(batch: Import, checked: list[Checked]) -> dict[str, Any]:
    good = [line for line in checked if line.good is not None]
    bad = [line for line in checked if line.good is None]
    return {
        "good": good,
        "shown": good[:SHOWN],
        "bad": bad,
        "mending": [(line, _cells(line, batch.mapping)) for line in bad[:MENDED_AT_ONCE]],
    }


def _cells(line: Checked, columns: dict[str, int]) -> list[tuple[int, str, str, bool]]:
    """Return for each cell its column, what stands in it, what it holds, and whether it is bad."""
    names = {column: name for name, column in columns.items()}
    wrong = {fault.field for fault in line.faults}
    return [
        (column, cell, str(sheets.BY_NAME[names[column]].label), names[column] in wrong)
        for column, cell in enumerate(line.cells)
        if column in names
    ]


def _refused(request: HttpRequest, pk: int, refusal: str, **more: Any) -> HttpResponse:
    batch = access.get_import(request.user, pk)
    context = _context(request, batch, refusal=refusal, **more)
    return render(request, "hiring/outcomes/batch_page.html", context, status=422)


@require_POST
def batch_map(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which column holds what."""
    batch = access.get_import(request.user, pk)
    form = MappingForm(request.POST, batch=batch)
    if not form.is_valid():
        return _refused(request, pk, _("Choose from the columns of the file."), form=form)
    try:
        imports.map_columns(import_id=pk, mapping=form.mapping(), dates=form.cleaned_data["dates"])
    except (MappingIncomplete, NotNow) as refusal:
        return _refused(request, pk, str(refusal), form=form)
    return redirect("hiring:batch-page", pk)


@require_POST
def batch_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other cells in the place of bad ones."""
    batch = access.get_import(request.user, pk)
    typed = {int(n) for n in request.POST.getlist("line") if n.isdecimal() and len(n) < 7}  # noqa: PLR2004
    numbers = sorted(n for n in typed if n < len(batch.lines))[:MENDED_AT_ONCE]
    try:
        imports.mend_lines(import_id=pk, cells=mended(request.POST, batch, numbers))
    except NotNow as refusal:
        return _refused(request, pk, str(refusal))
    return redirect("hiring:batch-page", pk)


@require_POST
def batch_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the good lines over."""
    access.get_import(request.user, pk)
    try:
        imports.start_import(import_id=pk, actor=_me(request), at=timezone.now())
    except (MappingIncomplete, NothingGood, NotNow) as refusal:
        return _refused(request, pk, str(refusal))
    return redirect("hiring:batch-page", pk)


@require_POST
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    access.get_import(request.user, pk)
    try:
        imports.undo_import(import_id=pk, actor=_me(request), at=timezone.now())
    except NotNow as refusal:
        return _refused(request, pk, str(refusal))
    messages.success(request, _("The import is taken back: its figures are gone."))
    return redirect("hiring:batch-page", pk)
