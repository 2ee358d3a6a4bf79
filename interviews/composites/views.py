"""The opening's page of how far raters agree."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from candidates.openings.access import get_opening, require_recruiter
from interviews.composites import norming
from interviews.composites.access import is_blind_in
from interviews.composites.forms import NormsForm
from interviews.composites.pages import agreement_context


@require_GET
def opening_agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Show reliability per criterion and stage, and who is kind or strict, as last worked out."""
    opening = get_opening(request.user, slug)
    context = {"opening": opening, "is_blind": is_blind_in(request.user, opening.pk)}
    if not context["is_blind"]:
        context |= agreement_context(request.user, opening)
    return render(request, "interviews/composites/agreement.html", context)


@require_POST
def norms_freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the norms of a test for the plans that are locked from now on."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    form = NormsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a test that measures by itself."))
        return redirect("interviews:opening-agreement", slug)
    try:
        frozen = norming.freeze_norms(actor=request.user, at=timezone.now(), **form.cleaned_data)
    except norming.TooFewResults as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Frozen: %(name)s.") % {"name": frozen})
    return redirect("interviews:opening-agreement", slug)
