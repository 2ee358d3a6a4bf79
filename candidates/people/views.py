"""The search page, and the page of one person."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from candidates.people import access, panels, queries

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
    context = {"candidate": candidate, "lines": lines, "now": at}
    return render(request, "candidates/people/page.html", context)
