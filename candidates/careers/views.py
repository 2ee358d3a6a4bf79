"""The public pages: what is open, one opening, the form, the thank-you; and entering somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.applications.actions import AlreadyApplied, OpeningClosed
from candidates.careers.access import get_opening_to_apply, get_public_opening
from candidates.careers.actions import apply_for_opening, enter_application
from candidates.careers.forms import ApplicationForm, EnteredForm
from candidates.careers.panels import panels_for
from candidates.careers.queries import newest_of, public_openings
from candidates.files.actions import FileNotKept
from candidates.layout.address import client_address
from candidates.layout.limits import Limit
from candidates.openings.access import get_opening, require_recruiter

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from candidates.openings.models import Opening

UNPROCESSABLE: Final = 422
HOUR: Final = 3600
# the first is counted before any file is opened; a school's or an office's people share an address
TRIES: Final = Limit("apply-tries", tries=60, seconds=HOUR)
FROM_ONE_ADDRESS: Final = Limit("apply-address", tries=30, seconds=HOUR)
FOR_ONE_EMAIL: Final = Limit("apply-email", tries=6, seconds=HOUR)


@login_not_required
@require_safe
def careers_list(request: HttpRequest) -> HttpResponse:
    """Show what is open."""
    return render(request, "candidates/careers/list.html", {"openings": public_openings()})


@login_not_required
@require_safe
def careers_opening(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one opening, and what to expect."""
    opening = get_public_opening(slug)
    context = {"opening": opening, "panels": panels_for(opening)}
    return render(request, "candidates/careers/opening.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def careers_apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an application; every refusal stands beside its field, with everything kept."""
    if request.method == "POST":
        return _apply(request, get_opening_to_apply(slug))
    given = {"source": request.GET.get("source", "")[:60]}
    return _show_form(request, get_public_opening(slug), ApplicationForm(initial=given))


def _apply(request: HttpRequest, opening: Opening) -> HttpResponse:
    if not TRIES.spend(client_address(request)):
        return _too_often(request, opening, ApplicationForm(initial=dict(request.POST.items())))
    form = ApplicationForm(request.POST, request.FILES, default_time_zone=opening.time_zone)
    if not form.is_valid():
        return _show_form(request, opening, form, status=422)
    email = form.cleaned_data["email"]
    # both are counted, so that neither hides behind the other
    allowed = [FROM_ONE_ADDRESS.spend(client_address(request)), FOR_ONE_EMAIL.spend(email)]
    if not all(allowed):
        return _too_often(request, opening, form)
    try:
        apply_for_opening(
            opening_id=opening.pk,
            language=opening.language,
            at=timezone.now(),
            **form.arguments(),
        )
    except (OpeningClosed, FileNotKept) as error:
        form.add_error(None, str(error))
        return _show_form(request, opening, form, status=422)
    messages.success(request, _("We have written to %(email)s.") % {"email": email})
    return redirect("candidates:careers-thanks", slug=opening.slug)


def _too_often(request: HttpRequest, opening: Opening, form: ApplicationForm) -> HttpResponse:
    notice = _("That was often. Please send it again in an hour; what you typed stays here.")
    return _show_form(request, opening, form, status=429, notice=notice)


def _show_form(
    request: HttpRequest,
    opening: Opening,
    form: ApplicationForm,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    context = {
        "opening": opening,
        "form": form,
        "kept": form.keep_files(at=timezone.now()) if form.is_bound else {},
        "notice": notice,
        "contact": settings.DEFAULT_FROM_EMAIL,
    }
    return render(request, "candidates/careers/apply.html", context, status=status)


@login_not_required
@require_safe
def careers_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say thank you: to whoever applied, for the first time or again, the same."""
    context = {"opening": get_opening_to_apply(slug)}
    return render(request, "candidates/careers/thanks.html", context)


@require_http_methods(["GET", "POST"])
def application_enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter somebody who came another way than the form."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    form = EnteredForm(request.POST or None)
    first = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            application = enter_application(
                opening_id=opening.pk, **given, actor=request.user, at=timezone.now()
            )
        except AlreadyApplied:
            first = newest_of(opening.pk, given["email"])
            form.add_error("email", _("Somebody with this address has applied here already."))
        except OpeningClosed:
            form.add_error(None, _("This opening is not open for applications."))
        else:
            messages.success(request, _("They are entered, and the confirmation is on its way."))
            return redirect("candidates:application-page", application.pk)
    context = {"opening": opening, "form": form, "first": first}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "candidates/careers/enter.html", context, status=status)
