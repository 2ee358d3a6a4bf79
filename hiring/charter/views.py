"""The charter: to read for all staff, to write on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hiring.charter import access, queries
from hiring.charter.actions import CharterChanged, ValueTwice, write_charter
from hiring.charter.forms import CharterForms

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hiring.accounts.models import User
    from hiring.charter.models import Charter


@require_GET
def charter_page(request: HttpRequest) -> HttpResponse:
    """Show the version that counts."""
    return _show(request, queries.current_charter())


@require_GET
def charter_version(request: HttpRequest, number: int) -> HttpResponse:
    """Show one version as it was."""
    return _show(request, access.get_version(number))


def _show(request: HttpRequest, charter: Charter | None) -> HttpResponse:
    context = {
        "charter": charter,
        "versions": queries.versions(),
        "may_write": access.may_write(request.user),
    }
    return render(request, "hiring/charter/page.html", context)


@require_http_methods(["GET", "POST"])
def charter_edit(request: HttpRequest) -> HttpResponse:
    """Write a new version; somebody else's that came first is said, and nothing typed is lost."""
    access.require_writer(request.user)
    at = timezone.now()
    charter = queries.current_charter()
    forms = CharterForms(
        request.POST if request.method == "POST" else None,
        queries.draft_of(charter),
        charter.version if charter else 0,
        timezone.localdate(at).year,
    )
    if forms.is_bound and forms.is_valid():
        try:
            write_charter(
                draft=forms.draft(),
                base=forms.words.cleaned_data["base"],
                actor=cast("User", request.user),
                at=at,
            )
        except (CharterChanged, ValueTwice) as refusal:
            forms.refuse(str(refusal), charter.version if charter else 0)
        else:
            messages.success(request, _("The charter is saved. Panels and candidates see it now."))
            return redirect("hiring:charter-page")
    status = 422 if forms.is_bound else 200
    context = {"forms": forms, "charter": charter}
    return render(request, "hiring/charter/edit.html", context, status=status)
