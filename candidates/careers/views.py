"""The public pages: what is open, one opening, the form, the thank-you."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from candidates.applications.actions import OpeningClosed
from candidates.careers.access import get_public_opening
from candidates.careers.actions import apply_for_opening
from candidates.careers.forms import ApplicationForm
from candidates.careers.panels import panels_for
from candidates.careers.queries import public_openings
from candidates.layout.address import client_address
from candidates.layout.limits import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from candidates.openings.models import Opening

FROM_ONE_ADDRESS = Limit("apply-address", tries=30, seconds=3600)
FOR_ONE_EMAIL = Limit("apply-email", tries=6, seconds=3600)


@login_not_required
@require_GET
def careers_list(request: HttpRequest) -> HttpResponse:
    return render(request, "candidates/careers/list.html", {"openings": public_openings()})


@login_not_required
@require_GET
def careers_opening(request: HttpRequest, slug: str) -> HttpResponse:
    opening = get_public_opening(slug)
    context = {"opening": opening, "panels": panels_for(opening)}
    return render(request, "candidates/careers/opening.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def careers_apply(request: HttpRequest, slug: str) -> HttpResponse:
    opening = get_public_opening(slug)
    if request.method != "POST":
        given = {"source": request.GET.get("source", "")[:60]}
        return _show_form(request, opening, ApplicationForm(initial=given))
    form = ApplicationForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_form(request, opening, form, status=422)
    email = form.cleaned_data["email"]
    # both are counted, so that neither hides behind the other
    allowed = [FROM_ONE_ADDRESS.spend(client_address(request)), FOR_ONE_EMAIL.spend(email)]
    if not all(allowed):
        form.add_error(None, _("That was often. Please try again in an hour."))
        return _show_form(request, opening, form, status=429)
    try:
        apply_for_opening(
            opening_id=opening.pk,
            language=get_language() or "en",
            time_zone=opening.time_zone,
            at=timezone.now(),
            **form.arguments(),
        )
    except OpeningClosed as closed:
        form.add_error(None, str(closed))
        return _show_form(request, opening, form, status=422)
    return redirect("candidates:careers-thanks", slug=opening.slug)


def _show_form(
    request: HttpRequest, opening: Opening, form: ApplicationForm, status: int = 200
) -> HttpResponse:
    kept = form.keep_files(at=timezone.now()) if form.is_bound else {}
    context = {"opening": opening, "form": form, "kept": kept}
    return render(request, "candidates/careers/apply.html", context, status=status)


@login_not_required
@require_GET
def careers_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    context = {"opening": get_public_opening(slug)}
    return render(request, "candidates/careers/thanks.html", context)
