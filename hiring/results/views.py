"""Writing what a candidate hears of their Day, and who of a Day still waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hiring.results import access, actions, queries
from hiring.results.forms import ResultForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from candidates.applications.models import Application
    from hiring.accounts.models import User

UNPROCESSABLE = 422


@require_GET
def day_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who came to a Day, and how far their result sheets are."""
    day = access.get_results_day(request.user, pk)
    lines = queries.lines_of_day(request.user, day)
    told = sum(bool(line.sheet and line.sheet.is_approved) for line in lines)
    context = {"day": day, "lines": lines, "told": told}
    return render(request, "hiring/results/day_results.html", context)


@require_http_methods(["GET", "POST"])
def result_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a candidate's result sheet; once it is approved, read it."""
    application = access.get_application_to_tell(request.user, pk)
    sheet = queries.sheet_of(request.user, application.pk)
    words = queries.words_of(sheet, queries.stages_of(application.pk))
    form = ResultForm(request.POST or None, words=words, sheet=sheet)
    if not form.is_bound or not form.is_valid():
        return _page(request, application, form)
    try:
        actions.write_result(
            application_id=application.pk,
            overall=form.cleaned_data["overall"],
            texts=form.texts(),
            version=form.cleaned_data["version"],
            actor=cast("User", request.user),
            at=timezone.now(),
        )
    except (actions.NotNow, actions.AlreadyApproved, actions.ChangedMeanwhile) as error:
        form.add_error(None, str(error))
        return _page(request, application, form)
    messages.success(request, _("Kept as a draft. The candidate sees it once it is approved."))
    return redirect("hiring:result-page", application.pk)


def _page(
    request: HttpRequest, application: Application, form: ResultForm, refusal: str = ""
) -> HttpResponse:
    sheet = queries.sheet_of(request.user, application.pk)
    context: dict[str, Any] = {
        "application": application,
        "sheet": sheet,
        "result": queries.result_of(application.pk),
        "form": form,
        "came": queries.was_on_a_day(application.pk),
        "refusal": refusal,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "hiring/results/result_page.html", context, status=status)


@require_POST
def result_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sheet to the candidate."""
    application = access.get_application_to_tell(request.user, pk)
    try:
        actions.approve_result(
            application_id=application.pk, actor=cast("User", request.user), at=timezone.now()
        )
    except (actions.NotNow, actions.TellsTooMuch) as error:
        sheet = queries.sheet_of(request.user, application.pk)
        words = queries.words_of(sheet, queries.stages_of(application.pk))
        form = ResultForm(words=words, sheet=sheet)
        return _page(request, application, form, refusal=str(error))
    messages.success(request, _("The candidate has it: on their page, and by mail."))
    return redirect("hiring:result-page", application.pk)
