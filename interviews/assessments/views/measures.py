"""How the bank measures: for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interviews.assessments import access, actions, queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

USUAL = "en"


@require_GET
def bank_measures(request: HttpRequest) -> HttpResponse:
    """What answers say of one language's items, what is not known yet, and when that was."""
    access.require_measurer(request.user)
    known = queries.languages()
    language = request.GET.get("language", "")
    language = language if language in known else USUAL
    context = {"page": queries.bank_measures(language), "now": timezone.now()}
    return render(request, "interviews/assessments/measures.html", context)


@require_POST
def bank_measure(request: HttpRequest) -> HttpResponse:
    """Have the figures of a language worked out anew."""
    access.require_measurer(request.user)
    language = request.POST.get("language") or USUAL
    if language not in queries.languages():
        raise Http404
    actions.ask_for_measurement(language=language, at=timezone.now())
    messages.success(request, _("The figures are being worked out; reload in a minute."))
    return redirect(f"{reverse('interviews:bank-measures')}?language={language}")
