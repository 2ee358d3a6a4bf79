"""The bank as files, out and in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interviews.assessments import access, actions, queries
from interviews.assessments.exchange.qti.packages import write_package
from interviews.assessments.exchange.tables import write_csv
from interviews.assessments.exchange.yamls import write_yaml
from interviews.assessments.forms import ExportForm, FilterForm, ImportForm

if TYPE_CHECKING:
    from django.http import HttpRequest

IMPORT = "interviews:bank-import-page"


@require_GET
def bank_export(request: HttpRequest) -> HttpResponse:
    """The items that fit the filters, as a file."""
    access.require_keeper(request.user)
    form = ExportForm(request.GET)
    if not form.is_valid():
        return redirect("interviews:item-list")
    choice, _page = FilterForm(request.GET).choice()
    specs = queries.specs_of(request.user, choice)
    match form.cleaned_data["format"]:
        case "csv":
            # a byte order mark, or a spreadsheet takes UTF-8 for something else
            return _file("items.csv", "text/csv; charset=utf-8", "\ufeff" + write_csv(specs))
        case "yaml":
            return _file("items.yaml", "application/yaml; charset=utf-8", write_yaml(specs))
        case _other:
            return _file("items-qti3.zip", "application/zip", write_package(specs))


def _file(name: str, content_type: str, content: str | bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def bank_import(request: HttpRequest) -> HttpResponse:
    """Read a file; nothing is in the bank yet."""
    access.require_keeper(request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        reading = actions.keep_reading(
            file_format=form.cleaned_data["file_format"],
            file_name=form.cleaned_data["file"].name,
            lines=form.cleaned_data["lines"],
            actor=request.user,
            at=timezone.now(),
        )
        return redirect(IMPORT, reading.pk)
    status = 422 if form.is_bound else 200
    return render(request, "interviews/assessments/import.html", {"form": form}, status=status)


@require_GET
def bank_import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read of a file, line by line."""
    reading = access.get_import(request.user, pk)
    context = {"reading": reading, "rows": queries.import_rows(reading)}
    return render(request, "interviews/assessments/import_page.html", context)


@require_POST
def bank_import_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Add what was accepted, as drafts."""
    access.get_import(request.user, pk)
    taken = actions.take_import(import_id=pk, actor=request.user, at=timezone.now())
    new = len(taken.result["added"]) + len(taken.result["versions"])
    messages.success(
        request,
        ngettext("One item came in, as a draft.", "%(n)s items came in, as drafts.", new)
        % {"n": new}
        if new
        else _("Nothing new came in."),
    )
    return redirect(IMPORT, pk)
