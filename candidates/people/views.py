"""The search page, and the page of one person, where what is known of them is put right."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from candidates.openings.forms import LANGUAGES
from candidates.people import access, actions, panels, queries
from candidates.people.forms import CandidateForm

UNPROCESSABLE: Final = 422
PAGE: Final = 20
LONGEST: Final = 100


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find people by name and e-mail address, among those that the viewer may see."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    typed = request.GET.get("page", "1")
    page = int(typed) if typed in {str(number) for number in range(1, 11)} else 1
    at = timezone.now()
    found = queries.search(request.user, text, PAGE, skip=(page - 1) * PAGE)
    lines = panels.lines_for(request.user, [person.pk for person in found.people], at)
    context = {
        "search_query": text,
        "found": found,
        "rows": [(person, lines[person.pk]) for person in found.people],
        "page": page,
        "now": at,
    }
    return render(request, "candidates/people/search.html", context)


@require_GET
def candidate_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person with those of their applications that the viewer may see."""
    candidate = access.get_candidate(request.user, pk)
    at = timezone.now()
    lines = panels.lines_for(request.user, [pk], at)[pk]
    context = {
        "candidate": candidate,
        "lines": lines,
        "language": dict(LANGUAGES).get(candidate.language, candidate.language),
        "may_correct": access.may_correct(request.user, candidate),
        "now": at,
    }
    return render(request, "candidates/people/page.html", context)


@require_http_methods(["GET", "POST"])
def candidate_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is known of a person."""
    candidate = access.get_candidate(request.user, pk)
    access.require_corrector(request.user, candidate)
    known = {name: getattr(candidate, name) for name in CandidateForm.base_fields}
    form = CandidateForm(request.POST or None, initial=known)
    other = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_candidate(
                candidate_id=pk, **form.cleaned_data, actor=request.user, at=timezone.now()
            )
        except actions.AddressTaken as error:
            form.add_error("email", str(error))
            other = access.find_candidate(request.user, error.other.pk)
        else:
            messages.success(request, _("What you corrected stands."))
            return redirect("candidates:candidate-page", pk)
    context = {"candidate": candidate, "form": form, "other": other}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "candidates/people/change.html", context, status=status)
